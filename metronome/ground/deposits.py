"""Files that people hand in. What a file is, its content says; its name is the digest of its content; and pictures are
made anew, so that nothing hidden in them is kept. Nothing of what the sender calls it becomes part of a path."""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Mapping
from pathlib import Path

from django.conf import settings
from django.utils.translation import gettext as _

from .files import sha256_of, write_whole
from .refusal import Refusal

NAME = re.compile(r"[0-9a-f]{64}\.(pdf|png|jpg|webp|docx|xlsx|pptx|odt|ods|odp|txt)")
TABLE = re.compile(r"[0-9a-f]{64}\.table")
TYPES: Mapping[str, str] = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "txt": "text/plain; charset=utf-8",
}
#: What a browser shows by itself, without harm.
SHOWN = frozenset({"pdf", "png", "jpg", "webp"})
PICTURES: Mapping[str, str] = {"PNG": "png", "JPEG": "jpg", "WEBP": "webp"}
#: How a picture begins.
PICTURE = (b"\x89PNG", b"\xff\xd8\xff", b"RIFF")
#: By what an office document is known: a part that it must have.
DOCUMENTS: Mapping[str, str] = {"word/document.xml": "docx", "xl/workbook.xml": "xlsx", "ppt/presentation.xml": "pptx"}
#: The largest picture that is made anew, in points.
POINTS = 40_000_000


def deposit(content: bytes) -> str:
    """Keep a file in the instance's folder; return the name under which it is kept.

    Raises Refusal for what is too large, and for what is neither a picture, a PDF, an office document nor plain text.
    """
    most = settings.UPLOAD_LIMIT
    if len(content) > most * 1_000_000:
        raise Refusal(
            _("This file is larger than %(most)s MB.") % {"most": most},
            field="upload",
            remedy=_("Make it smaller, or give the address of a page where it lies."),
        )
    return _kept(*known(content))


def deposit_table(content: bytes, *, most: int) -> str:
    """Keep a table that is read by a child with limits, whatever it turns out to be; return the name of the file. It
    is shown to nobody, and thrown away when it has been read.

    Raises Refusal for one that is empty, or has more than so many megabytes.
    """
    if not content:
        raise Refusal(_("The file is empty."), field="upload", remedy=_("Choose the file that holds the rows."))
    if len(content) > most * 1_000_000:
        raise Refusal(
            _("This file is larger than %(most)s MB.") % {"most": most},
            field="upload",
            remedy=_("Split it into several files."),
        )
    return _kept("table", content)


def deposited_table(name: str) -> Path | None:
    """Where a table of that name lies; None where there is none."""
    path = _path(name)
    return path if TABLE.fullmatch(name) and path.is_file() else None


def throw_away_table(name: str) -> None:
    """Keep a table no more."""
    if path := deposited_table(name):
        path.unlink(missing_ok=True)


def deposit_picture(content: bytes, *, within: int) -> str:
    """Keep a picture, made anew and no wider or higher than so many points; return the name under which it is kept.

    Raises Refusal for anything else.
    """
    if not content.startswith(PICTURE):
        raise _no_picture()
    try:
        kept = _picture(content, within=within)
    except Refusal as error:
        raise _no_picture() from error
    return _kept(*kept)


def size_of_picture(name: str) -> tuple[int, int]:
    """How wide and how high a picture that was kept is, in points. Raises FileNotFoundError where there is none."""
    from PIL import Image  # as below

    path = deposited(name)
    if path is None:
        raise FileNotFoundError(name)
    with Image.open(path) as picture:
        return picture.width, picture.height


def _no_picture() -> Refusal:
    return Refusal(
        _("This is no picture of a kind that is taken: PNG, JPEG or WebP."),
        field="upload",
        remedy=_("Save it as PNG."),
    )


def _kept(kind: str, content: bytes) -> str:
    name = f"{sha256_of(content)}.{kind}"
    path = _path(name)
    if not path.exists():
        write_whole(path, content)
    return name


def deposited(name: str) -> Path | None:
    """Where a file of that name lies; None where there is none."""
    if not NAME.fullmatch(name):
        return None
    path = _path(name)
    return path if path.is_file() else None


def _path(name: str) -> Path:
    return Path(settings.HOME) / "files" / name[:2] / name


def known(content: bytes) -> tuple[str, bytes]:
    """What a file is, and its content as it is kept: a picture made anew.

    Raises Refusal for anything that is not taken, such as drawings that may hold programs (SVG) and web pages.
    """
    if content.startswith(b"%PDF-"):
        return "pdf", content
    if content.startswith(PICTURE):
        return _picture(content)
    if content.startswith(b"PK\x03\x04"):
        return _document(content), content
    if _is_plain(content):
        return "txt", content
    raise _refused()


def _refused() -> Refusal:
    return Refusal(
        _("This file is neither a picture (JPEG, PNG, WebP), a PDF, an office document nor plain text."),
        field="upload",
        remedy=_("Save it as PDF, or give the address of a page where it lies."),
    )


def _picture(content: bytes, *, within: int | None = None) -> tuple[str, bytes]:
    from PIL import Image, ImageOps  # only where a picture is handed in: it takes 10 MB of memory

    made = io.BytesIO()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(io.BytesIO(content), formats=tuple(PICTURES)) as picture:
                if picture.width * picture.height > POINTS:
                    raise _refused()
                sort = picture.format or ""
                upright = ImageOps.exif_transpose(picture)
                bare = upright.convert("RGBA" if upright.has_transparency_data and sort != "JPEG" else "RGB")
        if within:
            bare.thumbnail((within, within))
        bare.info = {}
        bare.save(made, sort, **({"quality": 88} if sort != "PNG" else {}))
    except (OSError, ValueError, SyntaxError, Warning, KeyError, Image.DecompressionBombError) as error:
        raise _refused() from error
    return PICTURES[sort], made.getvalue()


def _document(content: bytes) -> str:
    """The kind of an office document, told by its parts; none of them is unpacked but a short one."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            if any("vbaproject" in name.lower() for name in names):
                raise _refused()
            for part, kind in DOCUMENTS.items():
                if part in names and "[Content_Types].xml" in names:
                    return kind
            if "mimetype" in names and parts.getinfo("mimetype").file_size < 100:
                said = parts.read("mimetype").decode("ascii")
                return next(kind for kind, type_ in TYPES.items() if kind.startswith("od") and type_ == said)
    except (
        zipfile.BadZipFile,
        UnicodeDecodeError,
        StopIteration,
        NotImplementedError,
        RuntimeError,
        OSError,
    ) as error:
        raise _refused() from error
    raise _refused()


def _is_plain(content: bytes) -> bool:
    """Text without markup: what a browser could take for a page or a drawing is none."""
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    begins = text.lstrip("\ufeff \t\r\n")[:1]
    return bool(begins) and begins != "<" and all(char in "\t\r\n\f" or char >= " " for char in text)
