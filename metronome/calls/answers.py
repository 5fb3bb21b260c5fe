"""Answers to the questions of a call: which are asked, what is wrong with one, and what is handed in.

What stands in a draft is what somebody typed, whatever it is: words, codes of options, names of files, rows of cells.
What is handed in is what that means: numbers and days in one form, and no answer to a question that is not asked. No
function here knows a database.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.ground.deposits import NAME
from metronome.ground.refusal import Refusal

from .enums import QuestionKind
from .given import GivenCall, GivenOption, GivenQuestion

#: The language of an answer that is in none: a number, an option, a file.
NO_LANGUAGE = ""
#: Characters of an answer for which a call sets no limit, rows of a table, and characters of one of its cells.
LONGEST, MOST_ROWS, LONGEST_CELL = 20_000, 50, 1_000
NUMBER = re.compile(r"[+-]?\d+([.,]\d+)?")
#: One thousand two hundred in one country, one and two tenths in another.
AMBIGUOUS = re.compile(r"[+-]?\d{1,3}[.,]\d{3}")
#: Latitude and longitude, with points or with commas as decimal signs where a semicolon or a space stands between.
PLACE = re.compile(r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*(?:;|,\s|,(?=[+-]?\d+\.)|\s)\s*([+-]?\d{1,3}(?:[.,]\d+)?)")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
SPACES = re.compile(r"[\s\u00a0\u202f]+")

#: What was typed, by question and language.
Typed = Mapping[tuple[str, str], Any]


@dataclass(frozen=True, slots=True)
class Missing:
    """A question that must be answered and is not, or an answer that cannot stand: `reason` is empty for the first."""

    question: str
    language: str
    reason: str = ""
    remedy: str = ""


def options_of(call: GivenCall, question: str) -> tuple[GivenOption, ...]:
    """The options of a question, or the columns of its table."""
    return tuple(option for option in call.options if option.question == question)


def languages_of(question: GivenQuestion, languages: Sequence[str]) -> Sequence[str]:
    """The languages in which a question is answered: all of them for words, none for the others."""
    return languages if question.kind == QuestionKind.TEXT else (NO_LANGUAGE,)


def asked(call: GivenCall, typed: Typed) -> list[GivenQuestion]:
    """The questions that are asked of somebody who answered the others so."""
    found: list[GivenQuestion] = []
    for question in call.questions:
        if question.asked_if:
            known = any(one.code == question.asked_if for one in found)
            if not known or question.asked_when not in chosen(typed.get((question.asked_if, NO_LANGUAGE))):
                continue
        found.append(question)
    return found


def chosen(value: Any) -> list[str]:
    """The codes of options in an answer, whether one can be chosen or several."""
    return [value] if isinstance(value, str) else [one for one in value or () if isinstance(one, str)]


def is_answered(value: Any) -> bool:
    """Whether anything was typed."""
    if isinstance(value, list):
        return any(any(cell.strip() for cell in one.values()) if isinstance(one, dict) else one for one in value)
    return bool(value.strip() if isinstance(value, str) else value)


def missing(call: GivenCall, typed: Typed, languages: Sequence[str]) -> list[Missing]:
    """What keeps an application from being handed in: what must be answered and is not, and what cannot stand. The
    first of the languages is that of the application; in the others nothing must be answered."""
    found = []
    for question in asked(call, typed):
        for language in languages_of(question, languages):
            value = typed.get((question.code, language))
            if not is_answered(value):
                if question.is_required and language in (NO_LANGUAGE, languages[0]):
                    found.append(Missing(question.code, language))
                continue
            try:
                meant(call, question, value)
            except Refusal as refusal:
                found.append(Missing(question.code, language, refusal.reason, refusal.remedy))
    return found


def settled(call: GivenCall, typed: Typed, languages: Sequence[str]) -> list[dict[str, Any]]:
    """What is handed in: the answers to the questions that are asked, in their order, as plain data. Answers in words
    are told by language. Raises Refusal for what cannot stand."""
    answers = []
    for question in asked(call, typed):
        said = {
            language: meant(call, question, value)
            for language in languages_of(question, languages)
            if is_answered(value := typed.get((question.code, language)))
        }
        if said:
            value = said if question.kind == QuestionKind.TEXT else said[NO_LANGUAGE]
            answers.append({"question": question.code, "kind": question.kind, "value": value})
    return answers


def meant(call: GivenCall, question: GivenQuestion, value: Any) -> Any:
    """What an answer means, in one form. Raises Refusal, with the question as its field."""
    try:
        return _MEANT[QuestionKind(question.kind)](call, question, value)
    except Refusal as refusal:
        raise Refusal(refusal.reason, field=question.code, remedy=refusal.remedy) from refusal


def _text(call: GivenCall, question: GivenQuestion, value: Any) -> str:
    words, most = str(value).replace("\r\n", "\n").strip(), question.most or LONGEST
    if len(words) > most:
        over = len(words) - most
        raise Refusal(
            _("There are %(most)d characters at most; these are %(count)d.") % {"most": most, "count": len(words)},
            remedy=ngettext("Shorten it by one character.", "Shorten it by %(over)d characters.", over)
            % {"over": over},
        )
    return words


def _choice(call: GivenCall, question: GivenQuestion, value: Any) -> str:
    (one,) = _choices(call, question, chosen(value)[:1])
    return one


def _choices(call: GivenCall, question: GivenQuestion, value: Any) -> list[str]:
    known = [option.code for option in options_of(call, question.code)]
    if any(one not in known for one in chosen(value)):
        raise Refusal(_("This is none of the options."), remedy=_("Choose one that stands there."))
    found = [one for one in known if one in chosen(value)]
    if question.most and len(found) > question.most:
        raise Refusal(
            ngettext("One option at most is chosen.", "%(most)d options at most are chosen.", question.most)
            % {"most": question.most},
            remedy=_("Take some away."),
        )
    return found


def _number(call: GivenCall, question: GivenQuestion, value: Any) -> str:
    figures = SPACES.sub("", str(value))
    if not NUMBER.fullmatch(figures):
        raise Refusal(_("This is no number."), remedy=_("Write figures alone, as 1500 or 12.5."))
    if AMBIGUOUS.fullmatch(figures):
        raise Refusal(
            _("Is this a thousand or a thousandth? It could be either."),
            remedy=_("Write thousands without a sign between, as 1500; decimals with one, two or four figures."),
        )
    return figures.replace(",", ".").removeprefix("+")


def number_in_words(words: str) -> str:
    """The figures of a number that can be no other one; nothing where words are none."""
    figures = SPACES.sub("", words)
    is_plain = NUMBER.fullmatch(figures) and not AMBIGUOUS.fullmatch(figures)
    return figures.replace(",", ".").removeprefix("+") if is_plain else ""


def _day(call: GivenCall, question: GivenQuestion, value: Any) -> str:
    text = str(value).strip()
    try:
        return date.fromisoformat(text if DAY.fullmatch(text) else "").isoformat()
    except ValueError as error:
        raise Refusal(_("This is no day."), remedy=_("Write year, month and day, as 2026-03-31.")) from error


def _place(call: GivenCall, question: GivenQuestion, value: Any) -> str:
    found = PLACE.fullmatch(str(value).strip())
    if found is None:
        raise Refusal(_("This is no place."), remedy=_("Write latitude and longitude, as 14.6928, -17.4467."))
    latitude, longitude = (Decimal(part.replace(",", ".")) for part in found.groups())
    if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
        raise Refusal(_("These coordinates are nowhere on earth."), remedy=_("The latitude stands first."))
    return f"{latitude:.5f}, {longitude:.5f}"


def place_in(answers: Iterable[Mapping[str, Any]]) -> tuple[Decimal, Decimal] | None:
    """Latitude and longitude that a city gave, in the first answer that is a place; None where it gave none."""
    for answer in answers:
        if answer["kind"] == QuestionKind.PLACE:
            latitude, _comma, longitude = str(answer["value"]).partition(", ")
            return Decimal(latitude), Decimal(longitude)
    return None


def _file(call: GivenCall, question: GivenQuestion, value: Any) -> dict[str, str]:
    if not isinstance(value, dict) or not NAME.fullmatch(str(value.get("file", ""))):
        raise Refusal(_("There is no such file."), remedy=_("Choose the file again."))
    return {"file": str(value["file"]), "name": str(value.get("name", ""))[:300]}


def _table(call: GivenCall, question: GivenQuestion, value: Any) -> list[dict[str, str]]:
    columns = [option.code for option in options_of(call, question.code)]
    rows = [{code: str(row.get(code, "")).strip() for code in columns} for row in value if isinstance(row, dict)]
    rows = [row for row in rows if any(row.values())]
    most = question.most or MOST_ROWS
    if len(rows) > most:
        raise Refusal(
            ngettext("The table has one row at most.", "The table has %(most)d rows at most.", most) % {"most": most},
            remedy=_("Take some away."),
        )
    for number, row in enumerate(rows, start=1):
        if any(len(cell) > LONGEST_CELL for cell in row.values()):
            raise Refusal(
                _("A cell of row %(row)d has more than %(most)d characters.") % {"row": number, "most": LONGEST_CELL},
                remedy=_("Shorten it."),
            )
    return rows


_MEANT = {
    QuestionKind.TEXT: _text,
    QuestionKind.CHOICE: _choice,
    QuestionKind.CHOICES: _choices,
    QuestionKind.NUMBER: _number,
    QuestionKind.DAY: _day,
    QuestionKind.FILE: _file,
    QuestionKind.TABLE: _table,
    QuestionKind.PLACE: _place,
}


@dataclass(frozen=True, slots=True)
class Difference:
    """An answer that is another one in a later version; None: there was, or is, none."""

    question: str
    language: str
    before: Any
    after: Any


def differences(before: Iterable[Mapping[str, Any]], after: Iterable[Mapping[str, Any]]) -> Iterator[Difference]:
    """What differs between the answers of two versions, question by question and language by language."""
    old, new = dict(_by_language(before)), dict(_by_language(after))
    for question, language in dict.fromkeys([*new, *old]):
        was, now = old.get((question, language)), new.get((question, language))
        if was != now:
            yield Difference(question, language, was, now)


def _by_language(answers: Iterable[Mapping[str, Any]]) -> Iterator[tuple[tuple[str, str], Any]]:
    for answer in answers:
        if answer["kind"] == QuestionKind.TEXT:
            yield from (((answer["question"], language), words) for language, words in answer["value"].items())
        else:
            yield (answer["question"], NO_LANGUAGE), answer["value"]


def files_in(answers: Iterable[Mapping[str, Any]]) -> set[str]:
    """The names, given by their content, of the files in the answers of a version."""
    return {answer["value"]["file"] for answer in answers if answer["kind"] == QuestionKind.FILE}
