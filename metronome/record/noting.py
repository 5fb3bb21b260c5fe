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

from django.utils.translation import gettext

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.deposits import NAME
from metronome.ground.period import Period, month_of
from metronome.ground.text import Text
from metronome.plan.goals import GOAL

from .enums import Format, InvolvementRole, NetworkRole, Precision
from .given import (
    GivenActivity,
    GivenInvolvement,
    GivenOccurrence,
    GivenParticipation,
)
from .parts import (
    BESIDE,
    EVIDENCE,
    FILE,
    FOLLOW_UP,
    PERSON,
    YES,
    evidence,
    follow_ups,
    people,
    scores,
    with_wording,
)
from .typed import COUNT, DAY, Data, empty, spans_of
from .vocabulary import Asked, MarkerWord, Vocabulary, Word

KINDS = ("tag", "member", "partner", "contact")
#: Characters of what an entry is from, as release:2026-11.
SOURCE = 300
LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
#: The roles that the page decides, by what takes part; other roles stay as they are.
ROLES = {"member": InvolvementRole.ACTIVATED.value, "partner": InvolvementRole.PARTNER.value}
#: What the page says when it has the rarer parts too; what was typed before it had them leaves these as they are.
WITH_PARTS = "parts"

#: Where on the page a field is, if not at a field of its name.
PLACES = {
    "days": "first_1",
    "counts": "number_1",
    "evidence": "url_1",
    "marker_scores": "more",
    "languages": "more",
    "follow_ups": "what_1",
}


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
        return [row for row in rows if any(row[name] for name in names if name not in BESIDE)]

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
    def spans(self) -> list[Period]:
        """The days that were written, as far as they can be read."""
        return spans_of(self.rows(DAY))

    @property
    def counts(self) -> list[dict[str, str]]:
        return self.shown_rows(COUNT)

    @property
    def pieces(self) -> list[dict[str, str]]:
        return self.shown_rows(EVIDENCE)

    @property
    def files(self) -> list[dict[str, str]]:
        """The files that were handed in and not taken away; what is no name of a file is none."""
        taken_away = self.data.getlist("without")
        rows = [row for row in self.rows(FILE) if row["file"] not in taken_away]
        return [row for row in rows if NAME.fullmatch(row["file"])]

    @property
    def people(self) -> list[dict[str, str]]:
        return self.shown_rows(PERSON)

    @property
    def follow_ups(self) -> list[dict[str, str]]:
        return self.shown_rows(FOLLOW_UP)

    @property
    def scores(self) -> list[tuple[MarkerWord, str, str]]:
        """Each marker with its score and why."""
        return [(one, self.one(f"score_{one.slug}"), self.one(f"reason_{one.slug}")) for one in self.words.markers]

    @property
    def spoken(self) -> list[tuple[str, bool]]:
        """The languages that are offered, and whether each was spoken."""
        there = self.data.getlist("language")
        return [(code, code in there) for code in dict.fromkeys((*self.languages, *there)) if LANGUAGE.fullmatch(code)]

    @property
    def unfolded(self) -> set[str]:
        """The folded parts of the page in which something stands."""
        found = {
            "people": self.rows(PERSON) or self.data.getlist("contact") or self.asked["contact"],
            "follow_ups": self.rows(FOLLOW_UP) or "follow_ups" in self.faults,
            "more": any(self.one(name) for name in ("series", "other_cities", "other_languages", "members_only"))
            or any(score for _, score, _ in self.scores)
            or self.faults.keys() & {"marker_scores", "languages"},
        }
        return {name for name, there in found.items() if there}

    def texts(self) -> list[tuple[str, str, str]]:
        """Language, title and summary for each language, that of the work first."""
        codes = dict.fromkeys((self.language, *self.languages))
        return [(code, self.one(f"title_{code}"), self.one(f"summary_{code}")) for code in codes]

    @cached_property
    def asked(self) -> Mapping[str, Sequence[Asked]]:
        """What was written to be found, and whom or what it may mean."""
        return {kind: self.words.asked(kind, self.one(f"find_{kind}"), self.spans) for kind in KINDS}

    def chosen(self, kind: str) -> list[Word]:
        """What is chosen, with what was written and means exactly one."""
        meant = [asked.meaning.value for asked in self.asked[kind] if asked.meaning]
        return self.words.chosen(kind, [*self.data.getlist(kind), *meant])

    def chosen_people(self) -> list[tuple[Word, str]]:
        """The contacts chosen, each with the part they had."""
        return [(word, self.one(f"role_of_{word.value}")) for word in self.chosen("contact")]

    def place_of(self, name: str) -> str:
        """The field of the page where something has to be mended."""
        return PLACES.get(name) or (f"title_{self.language}" if name == "title" else name)

    def open(self, kind: str) -> list[Asked]:
        """What was written and does not mean exactly one thing, unless the page asked and one of those was ticked."""
        shown, ticked = self.data.getlist(f"asked_{kind}"), self.data.getlist(kind)
        return [
            asked
            for asked in self.asked[kind]
            if asked.meaning is None
            and not (asked.spelling in shown and any(word.value in ticked for word in asked.candidates))
        ]

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
            evidence=evidence(self, base),
            **self._rarer(base),
        )
        if self.base is None:
            given = replace(given, source=self.one("source")[:SOURCE])
        if not given.title:
            self.fault("title", gettext("Write a title."))
        if not given.occurrences and "days" not in self.faults:
            self.fault("days", gettext("Say on which day."))
        return None if self.faults else given

    def _rarer(self, base: GivenActivity) -> dict[str, Any]:
        if self.one("with") != WITH_PARTS:
            return {}
        cities = [city.strip()[:100] for city in self.one("other_cities").split(",")]
        return {
            "people": people(self, base),
            "marker_scores": scores(self, base),
            "follow_ups": follow_ups(self, base),
            "series": self.one("series")[:200],
            "languages": self._spoken(),
            "is_members_only": self.one("members_only") == YES,
            "other_cities": tuple(dict.fromkeys(city for city in cities if city)),
        }

    def _spoken(self) -> tuple[str, ...]:
        codes = [*self.data.getlist("language"), *re.split(r"[\s,;]+", self.one("other_languages"))]
        for code in codes:
            if code and not LANGUAGE.fullmatch(code):
                words = gettext("“%(code)s” is no code of a language: write ar for Arabic, pt for Portuguese.")
                self.fault("languages", words % {"code": code[:20]})
        return tuple(dict.fromkeys(code for code in codes if LANGUAGE.fullmatch(code)))

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


def number_in(text: str) -> int | None:
    """A number as people write it: 1 380. Raises ValueError for anything else."""
    bare = re.sub(r"[\s\u00a0\u202f.,'’]", "", text)
    if not bare:
        return None
    if not bare.isascii() or not bare.isdigit() or len(bare) > 9:
        raise ValueError(text)
    return int(bare)
