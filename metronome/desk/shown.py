"""What the desk shows: fields in words, histories, differences, lists."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any, get_args, get_type_hints

from django.utils.translation import gettext

from metronome.accounts.queries import names_of
from metronome.design.words import reader
from metronome.ground.audit import Line
from metronome.ground.conflict import Difference
from metronome.ground.phrases import day_in_words
from metronome.ground.text import Text
from metronome.ground.told import is_nothing, latest_about, read_told, told

from .boxes import digits
from .enums import AT_AUTHOR, CLOSED
from .models import Proposal
from .phrases import verb_in_words, wordings_in_words
from .queries import begun_of, fields_changed, given_of, merged, open_by_identity
from .readiness import lacking_before
from .sheets import Choosing, Field, Sheet, sheet_of

#: How a line names somebody who signs in.
SOMEBODY = re.compile(r"person:\d+")
#: Of which proposal, by which hand, a line is the publication.
PROPOSED = re.compile(r"proposal:(\d+), (.+)")


@dataclass(frozen=True, slots=True)
class FieldShown:
    """A field with what it says, or with what it said before and says since."""

    name: str
    label: str
    now: Sequence[str]
    before: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class LineShown:
    """One line of a history: who did what when, why, and each field before and after."""

    line: Line
    verb: str
    by: str
    why: str
    changes: Sequence[FieldShown]
    can_be_undone: bool


@dataclass(frozen=True, slots=True)
class DifferenceShown:
    """A field that two people changed."""

    name: str
    label: str
    before: Sequence[str]
    theirs: Sequence[str]
    mine: Sequence[str]
    by: str


def history_shown(lines: Sequence[Line], changes: Callable[[Line], Sequence[FieldShown]]) -> list[LineShown]:
    """What was done with something, the latest first; `changes` says the fields of a line in words."""
    # Of the line that begins a history no field is shown.
    shown = [line for line in lines if line.verb != "create"]
    for line, change in zip(shown, read_told([line.change for line in shown]), strict=True):
        line.change = change  # as it is read; a line is never written again
    authors = [found[2] for line in lines if (found := PROPOSED.fullmatch(line.why))]
    meant = [hand for line in lines for hands in people_in(line) for hand in hands]
    names = names_of([*(line.actor for line in lines), *authors, *meant])
    whole = all(line.verb != "repair" for line in lines)
    return [
        LineShown(
            line=line,
            verb=verb_in_words(line.verb),
            by=names.get(line.actor, line.actor),
            why=why_in_words(line.why, names),
            changes=[*changes(line), *people_shown(line, names)] if line.verb != "create" else (),
            # Who signs in is ended where it was given: no field of the sheet holds it.
            can_be_undone=whole and line.verb != "create" and not any(people_in(line)),
        )
        for line in lines
    ]


def people_in(line: Line) -> tuple[list[str], list[str]]:
    """Who spoke for something until a line, and who does since: named by their number, not by a field of a sheet."""
    if line.verb not in ("appoint", "withdraw"):
        return [], []
    before, after = zip(*line.change.values(), strict=True)
    return _somebody(before), _somebody(after)


def _somebody(values: Iterable[Any]) -> list[str]:
    return [value for value in values if isinstance(value, str) and SOMEBODY.fullmatch(value)]


def people_shown(line: Line, names: Mapping[str, str]) -> list[FieldShown]:
    before, after = ([names.get(hand, hand) for hand in hands] for hands in people_in(line))
    return [FieldShown("people", gettext("Who signs in for it"), after, before)] if before or after else []


def why_in_words(why: str, names: Mapping[str, str]) -> str:
    """The reason that a line gives; of a publication, whose proposal it was."""
    found = PROPOSED.fullmatch(why)
    if not found:
        return why
    words = gettext("proposal %(number)s of %(name)s")
    return words % {"number": found[1], "name": names.get(found[2], found[2])}


def differences_shown(
    differences: Sequence[Difference], label: Callable[[str], str], words: Callable[[str, Any], Sequence[str]]
) -> list[DifferenceShown]:
    """Fields that two people changed; `label` names a field, `words` says what it tells."""
    names = names_of(one.by for one in differences)
    return [
        DifferenceShown(
            name=one.field,
            label=label(one.field),
            before=words(one.field, one.before),
            theirs=words(one.field, one.theirs),
            mine=words(one.field, one.mine),
            by=names.get(one.by, one.by),
        )
        for one in differences
    ]


class Words:
    """The fields of a sheet in the reader's words."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet

    def label(self, name: str) -> str:
        one = self.sheet.field(name)
        return one.label() if one else name

    def of(self, name: str, value: Any) -> list[str]:
        """A field as a line of the audit tells it, in words."""
        one, hint = self.sheet.field(name), self.sheet.hints.get(name)
        if one is None or is_nothing(value) or value in ([], {}):
            return []
        value = read_told(value)
        if isinstance(value, list) and one.fields:
            hints = get_type_hints(get_args(hint)[0])
            return [self._row(one, hints, row) for row in value]
        if isinstance(value, list):
            return [self._cell(one, get_args(hint)[0], item) for item in value]
        if hint is Text:
            return wordings_in_words(value.get("texts", {}))
        return [self._cell(one, hint, value)]

    def changed(self, name: str, before: Any, after: Any) -> FieldShown:
        """A field before and after; of a text the languages that changed, of a list the rows that did."""
        was, now = self.of(name, before), self.of(name, after)
        return FieldShown(
            name,
            self.label(name),
            [words for words in now if words not in was] or (now if sorted(now) == sorted(was) else []),
            [words for words in was if words not in now],
        )

    def _row(self, one: Field, hints: Mapping[str, Any], row: Mapping[str, Any]) -> str:
        cells = [(part, row[part.name]) for part in one.fields if not is_nothing(row.get(part.name))]
        return " · ".join(self._cell_of_row(part, hints[part.name], value) for part, value in cells if value != {})

    def _cell_of_row(self, one: Field, hint: Any, value: Any) -> str:
        """A cell; a day with what it is the day of."""
        said = self._cell(one, hint, value)
        return f"{one.label()} {said}" if date in {hint, *get_args(hint)} else said

    def _cell(self, one: Field, hint: Any, value: Any) -> str:
        if isinstance(value, dict):
            return Text.from_json(value).in_(reader())
        if one.choices is not None:
            return dict(self._choosing.choices[one]).get(value, str(value))
        if one.words is not None:
            return one.words(value)
        if one.spellings is not None:
            return self._choosing.spellings[one].name_of(value) or str(value)
        if date in {hint, *get_args(hint)}:
            return day_in_words(date.fromisoformat(value))
        if Decimal in {hint, *get_args(hint)}:
            return digits(Decimal(value))
        return gettext("yes") if value is True else str(value)

    @cached_property
    def _choosing(self) -> Choosing:
        return Choosing(self.sheet)

    # One thing

    def fields_of(self, given: Any) -> list[FieldShown]:
        """Every field that says something."""
        shown = [FieldShown(name, self.label(name), self.of(name, told(given, name))) for name in self.sheet.names]
        return [one for one in shown if one.now]

    def thing(self, identity: str, row: Any) -> dict[str, Any]:
        """What the page of one thing shows."""
        given = self.sheet.given_of(row)
        return {
            "identity": identity,
            "title": self.sheet.title(row),
            "fields": self.fields_of(given),
            "rests_on": self.sheet.rests_on(given) if self.sheet.rests_on else "",
            "history": self.history_of(identity),
            "href": self.sheet.href(identity) if self.sheet.href else "",
            "open": open_about(self.sheet, identity),
        }

    def history_of(self, identity: str) -> list[LineShown]:
        """What was done with one of them, the latest first."""
        lines = latest_about(self.sheet.subject_of(identity))
        return history_shown(lines, self._changes)

    def _changes(self, line: Line) -> list[FieldShown]:
        if line.verb == "repair":
            return []
        shown = [
            self.changed(name, before, after)
            for name, (before, after) in line.change.items()
            if self.sheet.field(name)
        ]
        return [one for one in shown if one.now or one.before]

    def changes_of(self, proposal: Proposal) -> list[FieldShown]:
        """What a proposal changes, field by field."""
        begun, given = begun_of(proposal), given_of(proposal)
        return [
            self.changed(name, told(begun, name), told(given, name))
            for name in fields_changed(self.sheet, begun, given)
            if name in self.sheet.names
        ]

    def differences(self, differences: Sequence[Difference]) -> list[DifferenceShown]:
        return differences_shown(differences, self.label, self.of)


@dataclass(frozen=True, slots=True)
class ProposalShown:
    """A proposal in a list: of what sort, about what, by whom."""

    proposal: Proposal
    sort: str
    title: Text | str
    author: str


def title_of(proposal: Proposal, words: Words | None = None) -> Text | str:
    """What a proposal is about; `words` are those of its sheet, where a list has made them."""
    sheet, given = sheet_of(proposal.kind), given_of(proposal)
    words = words or Words(sheet)
    names = {name: words.of(name, told(given, name)) for name in sheet.in_title}
    named = {name: " ".join(said) for name, said in names.items() if said}
    return sheet.title(replace(given, **named)) or gettext("without a name")


Titled = tuple[Proposal, Text | str]


def titled(proposals: Iterable[Proposal]) -> list[Titled]:
    """Proposals with what they are about: what can be named in a sheet is asked once for all of its proposals."""
    words: dict[str, Words] = {}
    return [(one, title_of(one, words.setdefault(one.kind, Words(sheet_of(one.kind))))) for one in proposals]


def proposals_shown(proposals: Iterable[Proposal]) -> list[ProposalShown]:
    """Proposals in a list, in one question for the people."""
    proposals = list(proposals)
    names = names_of(one.author for one in proposals)
    return [
        ProposalShown(one, sheet_of(one.kind).one(), title, names.get(one.author, one.author))
        for one, title in titled(proposals)
    ]


def open_about(sheet: Sheet, identity: str) -> list[ProposalShown]:
    """The open proposals about one thing."""
    return proposals_shown(open_by_identity(sheet.kind, [identity]).get(identity, ()))


def rows_shown(
    sheet: Sheet, rows: Iterable[Any]
) -> tuple[list[tuple[str, Text | str, Sequence[Proposal]]], list[Titled]]:
    """Each row by identity and title, with the open proposals about it; and what is proposed to come in."""
    titles = {sheet.identity_of(row): sheet.title(row) for row in rows}
    found = open_by_identity(sheet.kind, ["", *titles])
    return [(identity, title, found.get(identity, ())) for identity, title in titles.items()], titled(
        found.get("", ())
    )


def proposal_page(proposal: Proposal) -> dict[str, Any]:
    """What the page of a proposal shows: what it changes, where others changed the same, by whose hands."""
    sheet, is_open = sheet_of(proposal.kind), proposal.state not in CLOSED
    words, names = Words(sheet), names_of((proposal.author, proposal.approver))
    changes = words.fields_of(given_of(proposal)) if proposal.is_new else words.changes_of(proposal)
    changed = {one.name for one in changes}
    return {
        "proposal": proposal,
        "sheet": sheet,
        "title": sheet.title(sheet.find(proposal.identity)) if proposal.identity else title_of(proposal),
        "changes": changes,
        "others": [FieldShown(name, words.label(name), ()) for name in sheet.names if name not in changed],
        "differences": words.differences(merged(proposal)[2] if is_open else ()),
        "notes": [(words.label(name), note) for name, note in proposal.notes.items()],
        "author": names.get(proposal.author, proposal.author),
        "approver": names.get(proposal.approver, proposal.approver),
        "is_open": is_open,
        "at_author": proposal.state in AT_AUTHOR,
        "rests_on": sheet.rests_on(given_of(proposal)) if sheet.rests_on else "",
        "lacking": lacking_before(proposal) if is_open else (),
        "preview": sheet.preview(proposal.pk) if sheet.preview and is_open else "",
    }
