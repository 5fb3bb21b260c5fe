"""What is asked of a network that begins, step by step: the same on a terminal and in a browser."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from django.conf import settings
from django.utils.translation import gettext as _

from metronome.design.colours import TOKENS
from metronome.ground.phrases import language_in_words, month_in_words

from .phrases import field_words, file_words

Kind = Literal["text", "words", "lines", "day", "colour", "choice"]

#: What was typed, by the name of the question; texts in languages as name.en.
Typed = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Question:
    """`words` are asked for in each language of the network; `lines` take a row each; a `choice` is one of few."""

    name: str
    kind: Kind = "text"
    is_required: bool = False
    most: int = 300

    @property
    def label(self) -> str:
        return label_of(self.name)

    @property
    def hint(self) -> str:
        return hint_of(self.name)


STEPS: dict[str, tuple[Question, ...]] = {
    "languages": (
        Question("languages", is_required=True),
        Question("required_languages"),
        Question("languages_to_publish"),
    ),
    "name": (
        Question("name", "words", is_required=True),
        Question("slug"),
        Question("full_name", "words"),
        Question("lede", "words"),
        Question("timezone"),
        Question("email"),
        Question("website"),
    ),
    "year": (
        Question("fiscal_month", "choice"),
        Question("reporting_months"),
        Question("currencies"),
        Question("decimal_sign", "choice"),
        Question("day_order", "choice"),
    ),
    "plan": (
        Question("plan_title", "words"),
        Question("plan_first_day", "day"),
        Question("plan_last_day", "day"),
        Question("levels", "lines", most=5_000),
        Question("nodes", "lines", most=200_000),
        Question("challenges", "lines", most=50_000),
    ),
    "lists": (
        Question("kinds", "lines", most=20_000),
        Question("regions", "lines", most=20_000),
        Question("partner_kinds", "lines", most=20_000),
    ),
    "colours": tuple(Question(f"brand.{token}", "colour", most=7) for token in TOKENS),
}
QUESTIONS = {question.name: question for questions in STEPS.values() for question in questions}
STEP_OF = {question.name: step for step, questions in STEPS.items() for question in questions}


def languages_of(typed: Typed) -> tuple[str, ...]:
    """The languages as far as they were answered; else the platform's own."""
    return codes_of(typed.get("languages", "")) or (settings.LANGUAGE_CODE,)


def codes_of(text: str) -> tuple[str, ...]:
    """What is written one after the other, with commas or spaces between."""
    return tuple(text.replace(",", " ").replace(";", " ").replace("،", " ").split())


def names_of(question: Question, languages: tuple[str, ...]) -> list[str]:
    """Under which names the question is answered: one for each language where it is asked in each."""
    if question.kind == "words":
        return [f"{question.name}.{language}" for language in languages]
    return [question.name]


def choices_of(name: str) -> Sequence[tuple[str, str]]:
    """The words that answer a question, each with what it means."""
    if name == "fiscal_month":
        return [(str(month), month_in_words(2021, month, with_year=False)) for month in range(1, 13)]
    return {
        "decimal_sign": [("comma", _("1,5 with a comma")), ("point", _("1.5 with a point"))],
        "day_order": [("dmy", _("the day first")), ("mdy", _("the month first"))],
    }[name]


def step_label(step: str) -> str:
    return {
        "languages": _("Languages"),
        "name": _("Name"),
        "year": _("Year and currencies"),
        "plan": _("Plan"),
        "lists": _("Kinds and regions"),
        "colours": _("Colours"),
    }[step]


def step_words(step: str) -> str:
    """What a step is about, in one or two sentences."""
    return {
        "languages": _("In which languages the network writes, and what must be there before something is published."),
        "name": _("How the network is called and where it is."),
        "year": _("When the fiscal year and the reporting periods begin, and in which currencies you count."),
        "plan": _(
            "What the network has set out to do. Leave it empty if there is no plan yet; further plans are files "
            "beside this one."
        ),
        "lists": _(
            "A line for each. The texts of one line stand in the order of your languages, with | between them."
        ),
        "colours": _("Leave empty what shall stay as it is. Write colours with six digits, such as #0b5563."),
    }[step]


def label_of(name: str) -> str:
    if name.startswith("brand."):
        return {
            "brand": _("Links and buttons"),
            "brand-strong": _("Links and buttons under the pointer"),
            "brand-tint": _("Pale ground"),
            "on-brand": _("Words on buttons"),
            "cover": _("Ground of covers"),
            "cover-ink": _("Words on covers"),
            "cover-ink-2": _("Lesser words on covers"),
            "cover-line": _("Lines on covers"),
        }[name.removeprefix("brand.")]
    return {
        "languages": _("Languages"),
        "required_languages": _("Required languages"),
        "languages_to_publish": _("Languages read before publication"),
        "name": _("Name"),
        "slug": _("Identity"),
        "full_name": _("Full name"),
        "lede": _("What the network is"),
        "timezone": _("Time zone"),
        "email": _("E-mail"),
        "website": _("Website"),
        "fiscal_month": _("First month of the fiscal year"),
        "reporting_months": _("First months of the reporting periods"),
        "currencies": _("Currencies"),
        "decimal_sign": _("Decimal sign of your tables"),
        "day_order": _("Day or month first in your tables"),
        "plan_title": _("Title of the plan"),
        "plan_first_day": _("First day of the plan"),
        "plan_last_day": _("Last day of the plan"),
        "levels": _("Levels"),
        "nodes": _("The plan itself"),
        "challenges": _("Challenges"),
        "kinds": _("Kinds of activity"),
        "regions": _("Regions"),
        "partner_kinds": _("Kinds of partner"),
    }[name]


def hint_of(name: str) -> str:
    if name.startswith("brand."):
        return ""
    if name in ("plan_first_day", "plan_last_day", "email", "website", "plan_title"):
        return {"plan_first_day": _("As 2021-07-01."), "plan_last_day": _("As 2025-06-30.")}.get(name, "")
    if name == "languages":
        spoken = ", ".join(f"{code} ({language_in_words(code, own=True)})" for code in settings.INTERFACE_LANGUAGES)
        words = _("Codes, the one you write in first, such as en, ar, fa. The interface itself speaks %(languages)s.")
        return f"{field_words(name)} {words % {'languages': spoken}}"
    return (
        {
            "levels": _("From the top, a line each: a code as it is written, then its name. Example: G1 goal"),
            "nodes": _(
                "A line each, in the order of the plan: the code, then the words. Example: G1.1 A common gauge"
            ),
            "challenges": _(
                "A line each: the code, then the words. What has a point in its code refines the one before."
            ),
        }.get(name)
        or file_words(name)
        or field_words(name)
    )
