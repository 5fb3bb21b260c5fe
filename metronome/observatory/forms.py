"""What the secretariat and the members enter in a collection round."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

from babel.numbers import get_decimal_symbol
from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.design.days import DayInput
from metronome.design.words import reader
from metronome.ground.phrases import language_in_words, locale
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Member
from metronome.network.queries import kept_calendar
from metronome.network.shown import by_name

from .actions.rounds import Wanted
from .enums import AnswerKind, CellState, Reason, Scale, Sex, Step
from .models import AreaMember, Cell, Geography, RoundQuestion, Source
from .rounds.answers import GivenAnswer, read_value
from .rounds.periods import wanted_periods
from .shown import latest_definitions

DAY = DayInput()


class RoundForm(forms.Form):
    """A round to be prepared: what is asked, of whom, until when."""

    slug = forms.SlugField(
        label=_("Name in addresses"), max_length=50, help_text=_("Letters, digits and hyphens, such as 2021-spring.")
    )
    due_on = forms.DateField(label=_("Answers until"), widget=DAY)
    geography = forms.ChoiceField(
        label=_("How the areas are drawn"), help_text=_("Members are asked for the areas in which they act.")
    )
    source = forms.ChoiceField(
        label=_("Published as"), help_text=_("The source under which the answers become observations.")
    )
    periods = forms.CharField(
        label=_("Periods"),
        max_length=200,
        help_text=_(
            "With commas: 2019, 2020, or 2021-Q1 (a quarter), 2021-03 (a month), FY2020 (the network’s fiscal year)."
        ),
    )
    step = forms.ChoiceField(label=_("What is asked of them"), choices=Step.choices, initial=Step.WHOLE.value)
    sexes = forms.MultipleChoiceField(
        label=_("For whom"), choices=Sex.choices, initial=[Sex.TOTAL.value], widget=forms.CheckboxSelectMultiple
    )
    definitions = forms.MultipleChoiceField(label=_("Indicators"), widget=forms.CheckboxSelectMultiple)
    everybody = forms.BooleanField(label=_("All members that act in a metropolis"), required=False)
    members = forms.MultipleChoiceField(label=_("Members"), required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, languages: Sequence[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.languages = languages
        titles = {
            f"title_{code}": forms.CharField(
                label=gettext("Title (%(language)s)") % {"language": language_in_words(code)},
                max_length=200,
                required=number == 0,
            )
            for number, code in enumerate(languages)
        }
        self.fields = {**titles, **self.fields}
        self.known_definitions = {one.slug: one for one in latest_definitions()}
        acting = AreaMember.objects.values_list("member", flat=True)
        self.known_members = {one.slug: one for one in by_name(Member.objects.filter(pk__in=acting), reader())}
        self._offer("definitions", self.known_definitions.values())
        self._offer("members", self.known_members.values())
        self._offer("geography", Geography.objects.all())
        self._offer("source", Source.objects.all())
        # Nobody publishes answers of members under another's name because it stood first.
        sources = self.fields["source"]
        sources.choices = [("", gettext("Choose a source")), *sources.choices]  # type: ignore[attr-defined]

    def _offer(self, name: str, rows: Iterable[Any]) -> None:
        words = [(one.slug, getattr(one, TITLES[name]).in_(reader())) for one in rows]
        self.fields[name].choices = words  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        said = super().clean() or self.cleaned_data
        if not said.get("everybody") and not said.get("members") and "members" not in self.errors:
            self.add_error("members", gettext("Choose at least one member, or all of them."))
        if "periods" in said and "step" in said:
            texts = [one for one in re.split(r"[\s,;،]+", said["periods"]) if one]
            try:
                said["periods"] = wanted_periods(texts, Step(said["step"]), kept_calendar())
            except Refusal as refusal:
                self.say(refusal)
        return said

    def given(self) -> dict[str, Any]:
        """What the action is told."""
        said = self.cleaned_data
        asked = self.known_members if said["everybody"] else said["members"]
        texts = {code: said[f"title_{code}"] for code in self.languages if said[f"title_{code}"]}
        return {
            "slug": said["slug"],
            "title": Text.of(texts, source=self.languages[0]),
            "geography": Geography.objects.get(slug=said["geography"]),
            "source": Source.objects.get(slug=said["source"]),
            "due_on": said["due_on"],
            "questions": [
                Wanted(self.known_definitions[slug], period, sex)
                for slug in said["definitions"]
                for sex in said["sexes"]
                for period in said["periods"]
            ],
            "members": [self.known_members[slug] for slug in asked],
        }

    def say(self, refusal: Refusal) -> None:
        """Say at its field why it was not possible."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))


#: Where each sort of row says its name.
TITLES: Mapping[str, str] = {"definitions": "name", "members": "name", "geography": "label", "source": "title"}


class PublishForm(forms.Form):
    """How the release of a round is called."""

    release = forms.SlugField(
        label=_("Name of the release"), max_length=50, help_text=_("It stands in every citation, such as 2021-04.")
    )


class AgainForm(forms.Form):
    """Until when a closed round takes answers again."""

    due_on = forms.DateField(label=_("Answers until"), widget=DAY)


class WorkbookForm(forms.Form):
    """A workbook that comes back."""

    upload = forms.FileField(
        label=_("Workbook"), widget=forms.FileInput(attrs={"accept": ".xlsx,.ods,.csv"}), max_length=200
    )


class AnswerForm(forms.Form):
    """One cell, under the number by which it is known."""

    kind = forms.ChoiceField(label=_("Answer"), required=False, widget=forms.RadioSelect)
    value = forms.CharField(
        label=_("Value"), required=False, max_length=40, widget=forms.TextInput(attrs={"inputmode": "decimal"})
    )
    scale = forms.ChoiceField(label=_("What it covers"), required=False, choices=Scale.choices)
    source = forms.CharField(label=_("Source"), required=False, max_length=300)
    method = forms.CharField(label=_("How it was made"), required=False, max_length=120)
    reason = forms.ChoiceField(label=_("Why there is no value"), required=False, choices=[("", "—"), *Reason.choices])
    remark = forms.CharField(
        label=_("Remark"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, data: Any = None, *, cell: Cell) -> None:
        super().__init__(data, prefix=f"c{cell.pk}", initial=_said(cell))
        self.cell = cell
        about_shown = (AnswerKind.CONFIRMED, AnswerKind.DISPUTED)
        kinds = [(one.value, one.label) for one in AnswerKind if cell.proposed is not None or one not in about_shown]
        self.fields["kind"].choices = [*kinds, ("", gettext("Not yet"))]  # type: ignore[attr-defined]

    @property
    def is_open(self) -> bool:
        return self.cell.state != CellState.APPROVED

    def answer(self) -> GivenAnswer | None:
        """What is said; None where it cannot be read, which the form then says."""
        said = self.cleaned_data
        kind = said["kind"]
        try:
            # What belongs to another answer is not shown beside this one, and not meant.
            value = read_value(said["value"], reader()) if kind == AnswerKind.GIVEN else None
        except Refusal as refusal:
            self.say(Refusal(refusal.reason, field="value", remedy=refusal.remedy))
            return None
        reason = said["reason"] if kind == AnswerKind.MISSING else ""
        scale = said["scale"] or Scale.METROPOLITAN.value
        return GivenAnswer(kind, value, reason, scale, said["source"], said["method"], said["remark"])

    def say(self, refusal: Refusal) -> None:
        """Say at its field why it was not possible."""
        field = refusal.field if refusal.field in self.fields else None
        self.add_error(field, " ".join(filter(None, (refusal.reason, refusal.remedy))))


def _said(cell: Cell) -> dict[str, Any]:
    """What was answered so far, as the boxes hold it."""
    return {
        "kind": cell.kind,
        "value": "" if cell.kind != AnswerKind.GIVEN or cell.value is None else _typed(cell.value, cell),
        "scale": cell.scale or cell.proposed_scale or Scale.METROPOLITAN.value,
        "source": cell.source,
        "method": cell.method,
        "reason": cell.status if cell.kind == AnswerKind.MISSING else "",
        "remark": cell.remark,
    }


def _typed(value: Decimal, cell: Cell) -> str:
    """A number as the reader's language would type it, without signs between thousands."""
    decimals = cell.question.definition.decimals
    return f"{value:.{decimals}f}".replace(".", get_decimal_symbol(locale()))


#: So many periods of one indicator stand open on the page; of more, those that wait for a hand.
OPEN = 3


@dataclass(frozen=True, slots=True)
class Series:
    """The cells of one area, indicator and sex, a period after the other."""

    forms: list[AnswerForm]

    @property
    def question(self) -> RoundQuestion:
        return self.forms[0].cell.question

    @property
    def is_long(self) -> bool:
        """Whether its periods are folded away, so that a page of twelve months is no wall."""
        return len(self.forms) > OPEN

    @property
    def folded(self) -> list[tuple[AnswerForm, bool]]:
        """Its cells, each with whether it stands open: what came back or is wrong, else the first that is owed."""
        standing = [bool(one.is_bound and one.errors) or one.cell.state == CellState.RETURNED for one in self.forms]
        if not any(standing):
            owed = (place for place, one in enumerate(self.forms) if one.cell.state == CellState.ASKED)
            standing[next(owed, 0)] = True
        return list(zip(self.forms, standing, strict=True))

    def carry(self, said: dict[int, GivenAnswer]) -> None:
        """Source and method that are left empty beside a value are those of the period before: a register that says
        twelve months is named once."""
        source = method = ""
        for one in self.forms:
            answer = said.get(one.cell.pk)
            if answer and answer.kind == AnswerKind.GIVEN:
                source, method = answer.source or source, answer.method or method
                said[one.cell.pk] = replace(answer, source=source, method=method)
            elif not answer and one.cell.kind == AnswerKind.GIVEN:
                source, method = one.cell.source, one.cell.method


class AnswersForm:
    """All cells of a member on one page. What was approved is shown and not asked."""

    def __init__(self, cells: Sequence[Cell], data: Any = None) -> None:
        self.is_bound = data is not None
        self.forms = [AnswerForm(data, cell=cell) for cell in cells]

    def answers(self) -> dict[int, GivenAnswer] | None:
        """The answers by the number of the cell; None where one of them cannot be read."""
        given = {one.cell.pk: one.answer() if one.is_valid() else None for one in self.forms if one.is_open}
        if any(answer is None for answer in given.values()):
            return None
        said = {number: answer for number, answer in given.items() if answer is not None and answer.kind}
        for _drawn, several in self.groups:
            for series in several:
                series.carry(said)
        return said

    def say(self, refused: Mapping[int, Refusal]) -> None:
        """Say at each cell why its answer was not possible."""
        for one in self.forms:
            if refusal := refused.get(one.cell.pk):
                one.say(refusal)

    @property
    def faulty(self) -> list[AnswerForm]:
        """The cells with something to mend."""
        return [one for one in self.forms if self.is_bound and one.errors]

    @property
    def groups(self) -> list[tuple[Any, list[Series]]]:
        """The cells by area, and within it by what is asked again and again."""
        found: dict[int, tuple[Any, dict[tuple[int, str], Series]]] = {}
        for one in self.forms:
            question = one.cell.question
            _drawn, several = found.setdefault(one.cell.drawn_id, (one.cell.drawn, {}))
            several.setdefault((question.definition_id, question.sex), Series([])).forms.append(one)
        return [(drawn, list(several.values())) for drawn, several in found.values()]
