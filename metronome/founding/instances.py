"""The folder of a new instance: made aside, whole, and then given its name."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.intake.folder import LISTS, SUFFIXES, WHOLES

#: Where the reference folder lies in the folder of an instance.
NETWORK = "network"


@contextmanager
def made_aside(home: Path) -> Iterator[Path]:
    """A folder beside the one to be, which takes its name when all went well, and is gone when not.

    Raises Refusal where something stands there already, or nothing can be written.
    """
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Refusal(
            _("“%(home)s” is there already and is not empty.") % {"home": home},
            field="DIR",
            remedy=_("Give the path of a folder that is still to be made."),
        )
    aside = home.parent / f".{home.name}-{secrets.token_hex(4)}"
    try:
        home.parent.mkdir(parents=True, exist_ok=True)
        aside.mkdir(mode=0o700)
    except OSError as error:
        reason = _("“%(home)s” cannot be made: %(error)s.") % {"home": home, "error": error.strerror}
        raise Refusal(reason, field="DIR", remedy=_("Choose a folder that you may write to.")) from error
    try:
        yield aside
        aside.rename(home)
    except BaseException:
        shutil.rmtree(aside, ignore_errors=True)
        raise


def furnish(home: Path, *, address: str = "", database: str = "") -> None:
    """What an instance has besides its network: its secret and its settings, both for its owner only."""
    _own(home / "secret_key", secrets.token_urlsafe(50))
    lines = [
        "# " + _("The settings of this instance; docs/operating.md describes each. The environment goes before them."),
        "# " + _("Where the public reaches it; without it, links lead to where it listens."),
        f"METRONOME_ADDRESS={address}" if address else "#METRONOME_ADDRESS=https://metronome.example.org",
        "# " + _("Its database; without it, SQLite in this folder."),
        f"METRONOME_DATABASE={database}" if database else "#METRONOME_DATABASE=postgresql://user:password@host:5432/name",
        "# " + _("The server through which letters leave; without it, they lie in the folder mail."),
        "#METRONOME_MAIL=smtp://user:password@host:587/?from=office@example.org",
    ]  # fmt: skip
    _own(home / ".env", "\n".join(lines) + "\n")


def copy_folder(source: Path, target: Path) -> None:
    """Copy what a reference folder may hold; a link that leads elsewhere is left behind.

    Raises Refusal where there is no such folder.
    """
    if not source.is_dir():
        raise Refusal(_("There is no folder “%(folder)s”.") % {"folder": source}, field="--from")
    for path in sorted(source.rglob("*")):
        place = path.relative_to(source)
        is_known = len(place.parts) == 1 or place.parts[0] in (*LISTS, *WHOLES)
        if is_known and path.is_file() and not path.is_symlink() and path.suffix in (*SUFFIXES, ".md"):
            (target / place).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target / place)


def checked_address(text: str) -> str:
    """An address on the web without a path; raises Refusal for what is none."""
    parts = urlsplit(text)
    is_one = parts.scheme in ("http", "https") and parts.hostname and not parts.path.strip("/")
    if text and not (is_one and _is_one_word(text)):
        reason = _("“%(text)s” is no address at which an instance can be reached.") % {"text": text}
        raise Refusal(reason, field="instance.address", remedy=_("Write it as https://metronome.example.org."))
    return text.rstrip("/")


def checked_database(text: str) -> str:
    """The address of a PostgreSQL database; raises Refusal for what is none. Nothing means SQLite."""
    parts = urlsplit(text)
    is_one = parts.scheme in ("postgres", "postgresql") and parts.path.strip("/")
    if text and not (is_one and _is_one_word(text)):
        reason = _("This is no address of a database.")
        remedy = _("Write it as postgresql://user:password@host:port/name, or leave it empty for SQLite.")
        raise Refusal(reason, field="instance.database", remedy=remedy)
    return text


def checked_email(text: str) -> str:
    """The address of the first operator; raises Refusal for what is none."""
    try:
        validate_email(text.strip())
    except ValidationError as error:
        remedy = _("Write the address of the person who will run the instance.")
        raise Refusal(_("This is not an e-mail address."), field="instance.operator", remedy=remedy) from error
    return text.strip().lower()


def _is_one_word(text: str) -> bool:
    """Whether a setting stays on its line."""
    return text.isprintable() and " " not in text


def _own(path: Path, text: str) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(text)
