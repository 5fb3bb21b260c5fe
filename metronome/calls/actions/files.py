"""Files that answer a question of the form: kept by their content when they are handed in."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from metronome.accounts.models import Person
from metronome.ground.deposits import deposit

from ..answers import NO_LANGUAGE
from ..models import Application
from .applying import keep_answers


def attach_file(*, application: Application, question: str, file: UploadedFile, by: Person) -> None:
    """Keep a file as the answer to a question of the draft, in the place of one that was there.

    Raises Refusal for what is too large or of no kind that is taken.
    """
    # Whoever sends more than is taken is not read to the end.
    name = deposit(file.read(settings.UPLOAD_LIMIT * 1_000_000 + 1))
    value = {"file": name, "name": str(file.name or "")[:300]}
    _answer(application, question, value, by)


def take_file_away(*, application: Application, question: str, by: Person) -> None:
    """Have no file as the answer to a question any more."""
    _answer(application, question, {}, by)


def _answer(application: Application, question: str, value: dict[str, str], by: Person) -> None:
    answers = {(question, NO_LANGUAGE): value}
    keep_answers(application=application, answers=answers, seen=0, about={}, mine=[question], by=by)
