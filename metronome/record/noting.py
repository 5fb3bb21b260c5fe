"""The page on which an activity is noted: what was typed, what of it can be read, and what has to be asked.

What was typed is kept as it was typed, in a draft as on the page that comes back; nothing is thrown away because
something else could not be read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.period import month_of
from metronome.ground.text import Text

from .enums import EvidenceKind, Format, InvolvementRole, NetworkRole, Precision
from .given import (
    GivenActivity,
    GivenEvidence,
    GivenInvolvement,
    GivenOccurrence,
    GivenParticipation,
)
from .vocabulary import Asked, Vocabulary, Word

DAY = ("first", "last", "precision")
COUNT = ("qualifier", "number", "upper", "basis", "printed")
EVIDENCE = ("url", "label")
KINDS = ("tag", "member", "partner")
GOAL = re.compile(r"(1[0-7]|[1-9])(\.[0-9a-z]{1,2})?")
#: The roles that the page decides, by what takes part; other roles stay as they are.
ROLES = {"member": InvolvementRole.ACTIVATED.value, "partner": InvolvementRole.PARTNER.value}
#: What "like the last one" takes over.
LIKE = ("kind", "format", "network_role", "place", "lead_line", "tag", "partner", "goals")

Data = MultiValueDict[str, str]


@dataclass
class Noting:
    """What was typed into the page, `base` being the activity that it is to change."""

    data: Data
    words: Vocabulary
    languages: Sequence[str]
    language: str
    base: GivenActivity | None = None
    faults: dict[str, list[str]] = field(default_factory=dict)

    def one(self, name: str) -> str:
        return (self.data.get(name) or "").replace("\x00", "").strip()

    def rows(self, names: Sequence[str]) -> list[dict[str, str]]:
        """The rows of a part, without those left empty."""
        columns = [[value.strip() for value in self.data.getlist(name)] for name in names]
        rows = [dict(zip(names, row, strict=True)) for row in zip(*columns, strict=False)]
        return [
            row for row in rows if any(row[name] for name in names if name not in ("precision", "qualifier", "basis"))
        ]

    def shown_rows(self, names: Sequence[str]) -> list[dict[str, str]]:
        """The rows with an empty one to write into."""
        return [*self.rows(names), dict.fromkeys(names, "")]

    @property
    def is_unfinished(self) -> bool:
        """Whether the page was sent only to have something looked up or a row added."""
        return bool(self.one("more") or self.one("do") == "more")

    @property
    def days(self) -> list[dict[str, str]]:
        return self.shown_rows(DAY) if self.one("more") == "days" or not self.rows(DAY) else self.rows(DAY)

    @property
    def counts(self) -> list[dict[str, str]]:
        return self.shown_rows(COUNT)

    @property
    def pieces(self) -> list[dict[str, str]]:
        return self.shown_rows(EVIDENCE)

    def texts(self) -> list[tuple[str, str, str]]:
        """Language, title and summary for each language, that of the work first."""
        codes = dict.fromkeys((self.language, *self.languages))
        return [(code, self.one(f"title_{code}"), self.one(f"summary_{code}")) for code in codes]

    @cached_property
    def asked(self) -> Mapping[str, Sequence[Asked]]:
        """What was written to be found, and whom or what it may mean."""
        return {kind: self.words.asked(kind, self.one(f"find_{kind}")) for kind in KINDS}

    def chosen(self, kind: str) -> list[Word]:
        """What is chosen, with what was written and means exactly one."""
        meant = [asked.meaning.value for asked in self.asked[kind] if asked.meaning]
        return self.words.chosen(kind, [*self.data.getlist(kind), *meant])

    def open(self, kind: str) -> list[Asked]:
        """What was written and does not mean exactly one thing."""
        return [asked for asked in self.asked[kind] if asked.meaning is None]

    def fault(self, name: str, words: str) -> None:
        self.faults.setdefault(name, []).append(words)

    # What it says

    def given(self) -> GivenActivity | None:
        """The activity that the page describes; None where `faults` says what has to be mended first."""
        base = self.base or empty(self.one("kind"))
        kind = self.one("kind")
        if kind not in dict(self.words.kinds):
            self.fault("kind", gettext("Choose a kind."))
        for name in KINDS:
            if self.open(name):
                self.fault(f"find_{name}", gettext("Choose what is meant, or take it away."))
        given = replace(
            base,
            title=self._text(base.title, "title"),
            summary=self._text(base.summary, "summary"),
            kind=kind,
            lead_line=self._lead_line(),
            format=self._choice("format", Format.values),
            network_role=self._choice("network_role", NetworkRole.values),
            place=with_wording(base.place, self.language, self.one("place")),
            occurrences=self._occurrences(base),
            result_tags=self._tags("result", base.result_tags),
            challenge_tags=self._tags("challenge", base.challenge_tags),
            theme_tags=self._tags("theme", base.theme_tags),
            goal_tags=self._goals(),
            involvements=self._involvements(base),
            participations=self._participations(base),
            evidence=self._evidence(base),
        )
        if not given.title:
            self.fault("title", gettext("Write a title."))
        if not given.occurrences and "days" not in self.faults:
            self.fault("days", gettext("Say on which day."))
        return None if self.faults else given

    def _choice(self, name: str, values: Sequence[str]) -> str:
        return self.one(name) if self.one(name) in values else ""

    def _text(self, text: Text, name: str) -> Text:
        for code in dict.fromkeys((self.language, *self.languages)):
            text = with_wording(text, code, self.one(f"{name}_{code}"))
        return text

    def _tags(self, kind: str, before: tuple[str, ...]) -> tuple[str, ...]:
        found = [word.value.partition(":")[2] for word in self.chosen("tag") if word.value.startswith(f"{kind}:")]
        return tuple(sorted(found, key=lambda key: before.index(key) if key in before else len(before)))

    def _lead_line(self) -> str:
        """The line that was chosen, else that of the first result."""
        if self.one("lead_line") in {line.value for line in self.words.lines}:
            return self.one("lead_line")
        return next((word.lead for word in self.chosen("tag") if word.lead), "")

    def _goals(self) -> tuple[str, ...]:
        goals = re.split(r"[\s,;]+", self.one("goals").lower())
        wrong = [goal for goal in goals if goal and not GOAL.fullmatch(goal)]
        for goal in wrong:
            words = gettext("“%(goal)s” is no goal: write 5 for a goal, 5.2 for a target.")
            self.fault("goals", words % {"goal": goal[:20]})
        return tuple(dict.fromkeys(goal for goal in goals if goal and goal not in wrong))

    def _occurrences(self, base: GivenActivity) -> tuple[GivenOccurrence, ...]:
        titles = {(day.first_day, day.last_day): day.title for day in base.occurrences}
        found = {}
        for row in self.rows(DAY):
            try:
                first = date.fromisoformat(row["first"] or row["last"])
                last = date.fromisoformat(row["last"]) if row["last"] else first
            except ValueError:
                self.fault("days", gettext("Write a day as 2021-04-30."))
                continue
            monthly = row["precision"] == Precision.MONTH
            if monthly:
                first = month_of(first.year, first.month).first or first
                last = month_of(last.year, last.month).last or last
            if last < first:
                self.fault("days", gettext("The last day comes before the first."))
                continue
            precision = Precision.MONTH.value if monthly else Precision.DAY.value
            found[first, last] = GivenOccurrence(first, last, precision, titles.get((first, last), Text()))
        return tuple(found.values())

    def _involvements(self, base: GivenActivity) -> tuple[GivenInvolvement, ...]:
        """Those chosen; a part in another role stays unless who had it was taken away."""
        wanted = {kind: [word.value for word in self.chosen(kind)] for kind in ROLES}
        kept = [
            part
            for part in base.involvements
            if part.role == InvolvementRole.NAMED
            or part.member in wanted["member"]
            or part.partner in wanted["partner"]
        ]
        there = {(part.member, part.partner) for part in kept if part.role != InvolvementRole.NAMED}
        order = max((part.order for part in kept), default=-1) + 1
        for kind, role in ROLES.items():
            for slug in wanted[kind]:
                who = (slug, "") if kind == "member" else ("", slug)
                if who not in there:
                    kept.append(GivenInvolvement(*who, role, order))
                    order += 1
        return tuple(kept)

    def _participations(self, base: GivenActivity) -> tuple[GivenParticipation, ...]:
        """The counts of everybody; those of one sex, country or way of taking part stay as they are."""
        found: dict[str, GivenParticipation] = {}
        for row in self.rows(COUNT):
            try:
                count = Count(
                    Qualifier(row["qualifier"]), Basis(row["basis"]), number_in(row["number"]), number_in(row["upper"])
                )
            except ValueError:
                words = gettext("Number and qualifier do not fit together, or a number is none.")
                self.fault("counts", words)
                continue
            if count.basis in found:
                self.fault("counts", gettext("The same people are counted twice on one basis."))
            found[count.basis] = GivenParticipation(
                count.qualifier.value, count.basis.value, count.number, count.upper, "", "", "", row["printed"][:300]
            )
        split = [one for one in base.participations if one.sex or one.mode or one.country]
        return (*found.values(), *split)

    def _evidence(self, base: GivenActivity) -> tuple[GivenEvidence, ...]:
        before = {piece.url: piece for piece in base.evidence}
        found = {}
        for row in self.rows(EVIDENCE):
            try:
                URLValidator(schemes=["http", "https"])(row["url"])
            except ValidationError:
                self.fault("evidence", gettext("Write a whole address, as https://example.org/page."))
                continue
            old = before.get(row["url"])
            label = with_wording(old.label if old else Text(), self.language, row["label"])
            found[row["url"]] = GivenEvidence(
                EvidenceKind.LINK.value, label, row["url"][:500], old.on if old else None
            )
        return tuple(found.values())


def with_wording(text: Text, language: str, wording: str) -> Text:
    """The text with a wording in one language; as it was where the wording is the same."""
    return text if text.texts.get(language, "") == wording else text.with_text(language, wording)


def number_in(text: str) -> int | None:
    """A number as people write it: 1 380. Raises ValueError for anything else."""
    bare = re.sub(r"[\s\u00a0\u202f.,'’]", "", text)
    if not bare:
        return None
    if not bare.isascii() or not bare.isdigit() or len(bare) > 9:
        raise ValueError(text)
    return int(bare)


def empty(kind: str) -> GivenActivity:
    """An activity that says nothing yet."""
    parts = "occurrences result_tags challenge_tags theme_tags goal_tags marker_scores involvements people"
    others = "participations evidence follow_ups languages other_cities"
    nothing: dict[str, Any] = dict.fromkeys([*parts.split(), *others.split()], ())
    words: dict[str, Any] = dict.fromkeys(
        ("code", "lead_line", "format", "network_role", "series", "source", "state", "comment"), ""
    )
    texts: dict[str, Any] = {"title": Text(), "summary": Text(), "place": Text()}
    days: dict[str, Any] = {"first_day": date.min, "last_day": date.min}
    return GivenActivity(kind=kind, is_members_only=False, order=0, **words, **texts, **days, **nothing)


def typed(given: GivenActivity, language: str) -> Data:
    """An activity as it would be typed into the page."""
    data: Data = MultiValueDict()
    for code in given.title.texts.keys() | given.summary.texts.keys():
        data[f"title_{code}"] = given.title.texts.get(code, "")
        data[f"summary_{code}"] = given.summary.texts.get(code, "")
    for name in ("kind", "format", "network_role", "lead_line"):
        data[name] = getattr(given, name)
    data["place"] = given.place.texts.get(language, "")
    data["goals"] = ", ".join(given.goal_tags)
    tags = {"result": given.result_tags, "challenge": given.challenge_tags, "theme": given.theme_tags}
    data.setlist("tag", [f"{kind}:{key}" for kind, keys in tags.items() for key in keys])
    parts = [part for part in given.involvements if part.role != InvolvementRole.NAMED]
    data.setlist("member", list(dict.fromkeys(part.member for part in parts if part.member)))
    data.setlist("partner", list(dict.fromkeys(part.partner for part in parts if part.partner)))
    for day in given.occurrences:
        last = "" if day.last_day == day.first_day or day.precision == Precision.MONTH else day.last_day.isoformat()
        append(data, DAY, (day.first_day.isoformat(), last, day.precision))
    for one in given.participations:
        if not (one.sex or one.mode or one.country):
            numbers = ["" if number is None else str(number) for number in (one.number, one.upper)]
            append(data, COUNT, (one.qualifier, *numbers, one.basis, one.printed))
    for piece in given.evidence:
        append(data, EVIDENCE, (piece.url, piece.label.texts.get(language, "")))
    return data


def append(data: Data, names: Sequence[str], row: Sequence[str]) -> None:
    for name, value in zip(names, row, strict=True):
        data.appendlist(name, value)


def like(given: GivenActivity, language: str) -> Data:
    """What a new entry takes over from another."""
    data = typed(given, language)
    return MultiValueDict({name: data.getlist(name) for name in LIKE})
