"""A file that was handed in, as lines. Word and PDF are opened in a child with limits."""

from __future__ import annotations

import json
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.ground.confined import Silent, TooMuch, confined
from metronome.ground.refusal import Refusal

from .lines import Line, lines_of, lines_of_text

#: What can be read, by the kind that the content of a file says.
KINDS = ("txt", "docx", "pdf")
#: How long a child may be silent, whatever it does, and how many bytes it may say.
SECONDS, MOST = 90, 64 << 20
CHILD = Path(__file__).with_name("opened.py")


def lines_of_file(path: Path, kind: str) -> tuple[Line, ...]:
    """The lines of a file of a kind.

    Raises Refusal for what cannot be read, with the reason and what would help.
    """
    if kind == "txt":
        return lines_of_text(path.read_text(encoding="utf-8-sig").replace("\r\n", "\n").replace("\r", "\n"))
    if kind not in KINDS:
        raise Refusal(
            _("A report is read from plain text, a Word document or a PDF."),
            field="upload",
            remedy=_("Save it in one of these forms."),
        )
    lines = lines_of(_opened(path, kind))
    if not any(line.text for line in lines):
        raise Refusal(
            _("There is no text in this file, only pictures of pages."),
            field="upload",
            remedy=_("Have the text recognised first, and hand that in."),
        )
    return lines


def _opened(path: Path, kind: str) -> list[tuple[int, float, str]]:
    found: list[tuple[int, float, str]] = []
    with confined(CHILD, kind, str(path.resolve()), patience=SECONDS, most=MOST) as child:
        try:
            for line in child.lines():
                match _said(line):
                    case [int(page), int() | float() as size, str(text)]:
                        found.append((page, float(size), text))
                    case "end":
                        return found
                    case {"refused": str(why)}:
                        raise _refusal(why)
                    case _:
                        raise _refusal("broken")
        except (Silent, TooMuch) as error:
            raise _refusal("large") from error
    raise _refusal("large")  # it died on its way


def _said(line: bytes) -> object:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None


def _refusal(why: str) -> Refusal:
    match why:
        case "locked":
            return Refusal(
                _("This PDF is locked with a password."), field="upload", remedy=_("Save it without the password.")
            )
        case "large":
            return Refusal(
                _("This file unpacks to more than a report can be, or takes too long to open."),
                field="upload",
                remedy=_("Save it again, or hand in its text."),
            )
        case _:
            return Refusal(
                _("This file is broken, or not what it says it is."),
                field="upload",
                remedy=_("Open it where it was made and save it again."),
            )
