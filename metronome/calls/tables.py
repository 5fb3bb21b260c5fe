"""Applications to a call as a file: what the secretariat's list shows, one row for each, with the answers beside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.workbooks.writing import Column, Page, write_workbook

from .applied import in_words
from .given import GivenCall
from .models import Application, ApplicationVersion

COLUMNS = (
    "code", "state", "title", "city", "country", "member", "language", "version", "submitted_at", "sha256",
    "call_version", "consent", "co_applicants", "stage", "outcome", "is_test",
)  # fmt: skip
#: The most characters that a cell of a workbook holds.
CELL = 32_000


def heading_row(call: GivenCall) -> list[str]:
    """Names of columns; those of answers are the codes of their questions."""
    return [*COLUMNS, *(question.code for question in call.questions)]


def application_rows(
    call: GivenCall,
    applications: Iterable[Application],
    versions: Mapping[int, ApplicationVersion],
    agreed: Mapping[int, int],
) -> Iterable[Sequence[object]]:
    """A row for each application, with the version that counts and the latest version of the call to which the city
    agreed; empty cells where nothing was handed in."""
    for one in applications:
        version = versions.get(one.pk)
        answers = {answer["question"]: answer["value"] for answer in version.answers} if version else {}
        yield (
            one.code, one.state, one.title, one.city, one.country, one.member.slug if one.member else "", one.language,
            one.version, one.submitted_at.isoformat() if one.submitted_at else "", version.sha256 if version else "",
            version.call_version if version else None, agreed.get(one.pk),
            "; ".join(version.co_applicants) if version else "", one.stage, one.outcome, "yes" if one.is_test else "",
            *(_cell(call, code.code, answers.get(code.code)) for code in call.questions),
        )  # fmt: skip


def _cell(call: GivenCall, code: str, value: Any) -> str:
    question = next(one for one in call.questions if one.code == code)
    if isinstance(value, dict) and question.kind == "text":
        value = value.get(reader()) or next(iter(value.values()), "")
    return in_words(call, question, value)[:CELL]


def as_workbook(call: GivenCall, rows: Iterable[Sequence[object]]) -> bytes:
    """The same as a workbook, every cell a text."""
    file = BytesIO()
    columns = tuple(Column(heading=name) for name in heading_row(call))
    texts: Any = [["" if cell is None else str(cell) for cell in row] for row in rows]
    write_workbook(file, page=Page(name=_("Applications"), columns=columns, rows=texts))
    return file.getvalue()
