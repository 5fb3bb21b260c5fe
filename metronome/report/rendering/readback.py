"""Reads a PDF back: the numbers printed at the links to figures, the pages, the manifest. Nothing here trusts what the
file says of itself but its manifest, and that is compared with the rest.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from unicodedata import bidirectional

from pypdf import PdfReader
from pypdf.errors import PdfReadError, PyPdfError
from pypdf.generic import ArrayObject, ContentStream, DictionaryObject, IndirectObject, StreamObject

from .addresses import figure_at

MANIFEST = "manifest.json"
FROM_THE_RIGHT = ("R", "AL")
NUMBER = re.compile(r"\d(?:[\d.,\u00a0\u202f]*\d)?")
#: What ties a page to the rest of the file and says nothing of what it shows. Object numbers differ between files.
TIES = {"/Parent", "/P", "/StructParent", "/StructParents", "/Length", "/Dest"}


def printed_numbers(pdf: bytes) -> list[tuple[str, str]]:
    """Which figure (with its key) and which characters are printed at each link to a figure, in reading order.

    Raises ValueError for a file that cannot be read.
    """
    try:
        reader = PdfReader(BytesIO(pdf))
        pages = _Pages(reader)
        return [found for link in _links(_struct_root(reader)) for found in _number(link, pages)]
    except (PyPdfError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this PDF cannot be read back: {error}") from error


def reads_as(printed: str, expected: str) -> bool:
    """Whether what was read back is what was to be printed.

    The letters of a script that runs from the right are drawn as pieces, from left to right, and cannot be read back
    as they were written; of a text that holds some, its numbers are compared. That no page was changed is held by the
    digests of the pages.
    """
    if not any(bidirectional(letter) in FROM_THE_RIGHT for letter in expected):
        return printed == expected
    return sorted(NUMBER.findall(printed)) == sorted(NUMBER.findall(expected))


def page_digests(pdf: bytes) -> list[str]:
    """sha256 of everything that each page shows: its drawing, its fonts, its pictures, its links.

    Raises ValueError for a file that cannot be read.
    """
    try:
        reader = PdfReader(BytesIO(pdf))
        known: dict[tuple[int, int], bytes] = {}
        return [_digest(page, known, set()).hex() for page in reader.pages]
    except (PyPdfError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this PDF cannot be read back: {error}") from error


def attached_manifest(pdf: bytes) -> bytes:
    """The manifest that is attached to a report.

    Raises ValueError where there is none.
    """
    try:
        found = PdfReader(BytesIO(pdf)).attachments.get(MANIFEST, [])
    except (PyPdfError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError(f"this PDF cannot be read back: {error}") from error
    if len(found) != 1:
        raise ValueError(f"this PDF has no {MANIFEST} attached")
    return bytes(found[0])


# Numbers: the structure tree names the links in reading order, and for each the marked stretches of its page


def _struct_root(reader: PdfReader) -> DictionaryObject:
    root = _plain(_plain(reader.trailer["/Root"]).get("/StructTreeRoot"))
    if not isinstance(root, DictionaryObject):
        raise PdfReadError("it is not tagged")
    return root


def _plain(value: Any) -> Any:
    return value.get_object() if isinstance(value, IndirectObject) else value


def _children(element: DictionaryObject) -> list[Any]:
    kids = _plain(element.get("/K", ArrayObject()))
    return [_plain(kid) for kid in kids] if isinstance(kids, ArrayObject) else [kids]


def _links(root: DictionaryObject) -> Iterator[DictionaryObject]:
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.get("/S") == "/Link":
            yield element
        kids = [kid for kid in _children(element) if isinstance(kid, DictionaryObject) and "/S" in kid]
        waiting += reversed(kids)


def _number(link: DictionaryObject, pages: _Pages) -> Iterator[tuple[str, str]]:
    figure, text = "", ""
    for page, kid in _content(link, link.get("/Pg")):
        if isinstance(kid, int):
            text += pages.text(page, kid)
        elif kid.get("/Type") == "/OBJR":
            action = _plain(_plain(kid["/Obj"]).get("/A", DictionaryObject()))
            figure = figure or figure_at(str(action.get("/URI", "")))
    if figure:
        yield figure, text


def _content(element: DictionaryObject, page: Any) -> Iterator[tuple[Any, Any]]:
    """The marked stretches and annotations of an element and of all within it, each with its page."""
    for kid in _children(element):
        if isinstance(kid, DictionaryObject) and "/S" in kid:
            yield from _content(kid, kid.get("/Pg", page))
        elif isinstance(kid, DictionaryObject) and kid.get("/Type") == "/MCR":
            yield kid.get("/Pg", page), int(str(kid["/MCID"]))
        else:
            yield page, int(kid) if isinstance(kid, int) else kid


class _Pages:
    """The characters of each marked stretch, page by page, read when they are asked for."""

    def __init__(self, reader: PdfReader) -> None:
        self.reader = reader
        self.read: dict[int, dict[int, str]] = {}
        self.fonts: dict[int, dict[bytes, str]] = {}

    def text(self, page: IndirectObject, mark: int) -> str:
        if page.idnum not in self.read:
            self.read[page.idnum] = self._stretches(_plain(page))
        return self.read[page.idnum].get(mark, "")

    def _stretches(self, page: DictionaryObject) -> dict[int, str]:
        fonts = _plain(_plain(page["/Resources"]).get("/Font", DictionaryObject()))
        found: dict[int, str] = {}
        font: dict[bytes, str] = {}
        marks: list[int | None] = []
        for operands, operator in ContentStream(_plain(page["/Contents"]), self.reader).operations:
            match operator:
                case b"Tf":
                    font = self._letters(fonts.raw_get(operands[0]))
                case b"BDC":
                    marks.append(operands[1].get("/MCID") if isinstance(operands[1], DictionaryObject) else None)
                case b"BMC":
                    marks.append(None)
                case b"EMC":
                    marks.pop()
                case b"Tj" | b"TJ" | b"'" | b'"':
                    mark = next((mark for mark in reversed(marks) if mark is not None), None)
                    if mark is not None:
                        found[mark] = found.get(mark, "") + _letters_of(operands, font)
        return found

    def _letters(self, font: Any) -> dict[bytes, str]:
        """What each two-byte code of a font stands for."""
        number = font.idnum if isinstance(font, IndirectObject) else id(font)
        if number not in self.fonts:
            table = _plain(_plain(font).get("/ToUnicode"))
            self.fonts[number] = _codes(table.get_data()) if isinstance(table, StreamObject) else {}
        return self.fonts[number]


def _letters_of(operands: list[Any], font: dict[bytes, str]) -> str:
    shown = operands[-1]
    parts = shown if isinstance(shown, ArrayObject) else [shown]
    codes = b"".join(_bytes(part) for part in parts if isinstance(part, str | bytes))
    return "".join(font.get(codes[at : at + 2], "\ufffd") for at in range(0, len(codes), 2))


def _bytes(part: Any) -> bytes:
    original = getattr(part, "original_bytes", None)
    return bytes(original if original is not None else part)


_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)endbf", re.DOTALL)
_HEX = re.compile(rb"<([0-9A-Fa-f\s]*)>")


def _codes(table: bytes) -> dict[bytes, str]:
    """A ToUnicode table as a mapping from code to letters."""
    codes: dict[bytes, str] = {}
    for kind, block in _BLOCK.findall(table):
        values = [bytes.fromhex(value.decode()) for value in _HEX.findall(block)]
        if kind == b"bfchar":
            codes.update(
                (code, letters.decode("utf-16-be")) for code, letters in zip(*[iter(values)] * 2, strict=True)
            )
        else:
            for first, last, letters in zip(*[iter(values)] * 3, strict=True):
                start = int.from_bytes(first)
                for code in range(start, int.from_bytes(last) + 1):
                    begins = letters.decode("utf-16-be")
                    codes[code.to_bytes(len(first))] = begins[:-1] + chr(ord(begins[-1]) + code - start)
    return codes


# Pages: a digest of what is reachable from a page, by content and never by object number


def _digest(value: Any, known: dict[tuple[int, int], bytes], above: set[tuple[int, int]]) -> bytes:
    if isinstance(value, IndirectObject):
        key = (value.idnum, value.generation)
        if key in above:
            return b"loop"
        if key not in known:
            known[key] = _digest(value.get_object(), known, above | {key})
        return known[key]
    made = hashlib.sha256()
    if isinstance(value, DictionaryObject):
        for name in sorted(value.keys() - TIES):
            made.update(str(name).encode() + b"\0" + _digest(value.raw_get(name), known, above))
        if isinstance(value, StreamObject):
            made.update(b"stream" + hashlib.sha256(value.get_data()).digest())
    elif isinstance(value, ArrayObject):
        for item in value:
            made.update(_digest(item, known, above))
    else:
        made.update(f"{type(value).__name__} {_scalar(value)}".encode())
    return made.digest()


def _scalar(value: Any) -> str:
    original = getattr(value, "original_bytes", None)
    return original.hex() if original is not None else str(value)
