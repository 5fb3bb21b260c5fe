"""Reads frozen rows and figures in one language: names, labels, numbers, narrative."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from metronome.exchange.enums import Step
from metronome.ground.fold import fold
from metronome.ground.markup import paragraphs
from metronome.ground.period import MONTH
from metronome.ground.phrases import country_in_words, language_in_words, month_in_words, number_in_words, unbroken
from metronome.ground.text import Text
from metronome.projects.enums import ProjectState, SourceKind
from metronome.record.enums import Format, NetworkRole
from metronome.report.figures.coverage import MEETS
from metronome.report.figures.figure import Figure, Row
from metronome.report.phrases import value_in_words
from metronome.report.rows import ActivityRow
from metronome.report.snapshot import Snapshot

from .addresses import figure_address
from .model import Paragraph, Run, Said, Shown, Tag

#: Stands where a sentence has its number, until the number is set in.
MARK = "\ufffc"


@dataclass(frozen=True)
class Reader:
    """One language of one edition. The language must be the active one."""

    snapshot: Snapshot
    figures: Mapping[str, Figure]
    language: str
    address: str
    edition: str

    # Words

    def said(self, text: Text) -> Said:
        """The words of a text; in which language, where that is not the document's."""
        reading = text.read(self.language, self.snapshot.network.languages)
        words = unbroken(reading.text, reading.language)
        if not reading.is_fallback:
            return Said(words)
        return Said(words, reading.language, language_in_words(reading.language))

    def name(self, text: Text) -> str:
        """A name, which needs no word on its language."""
        reading = text.read(self.language, self.snapshot.network.languages)
        return unbroken(reading.text, reading.language)

    def prose(self, text: Text) -> tuple[Paragraph, ...]:
        """A narrative text with the numbers of its figures set in; a figure that is not there is shown as it was
        written, which the checks report before."""
        said = self.said(text)
        return tuple(
            Paragraph(
                tuple(
                    Run("", piece.style, shown=self.shown(piece.figure))
                    if piece.figure in self.figures
                    else Run(piece.text or f"{{figure:{piece.figure}}}", piece.style, piece.href)
                    for piece in pieces
                ),
                said.language,
                said.language_name,
            )
            for pieces in paragraphs(said.text)
        )

    def sentence(self, words: str, **numbers: str) -> Paragraph:
        """A translated sentence whose placeholders are numbers of figures: `number="members.total"`."""
        marked = words % dict.fromkeys(numbers, MARK)
        order = sorted(numbers, key=lambda name: words.index(f"%({name})s"))
        runs: list[Run] = []
        for text, name in zip(marked.split(MARK), [*order, None], strict=True):
            runs += [Run(text)] if text else []
            runs += [Run("", shown=self.shown(numbers[name]))] if name else []
        return Paragraph(tuple(runs))

    # Numbers

    def shown(self, figure: str, key: str = "") -> Shown:
        """The number of a figure, or of one part of it."""
        computed = self.figures[figure]
        text = number_in_words((computed.by or {}).get(key, 0)) if key else value_in_words(computed)
        href = figure_address(self.address, self.language, self.edition, figure, key)
        return Shown(figure, key, text, href, entry_of(figure))

    def maybe(self, figure: str, key: str = "") -> Shown | None:
        """The number of a figure if it was computed."""
        computed = self.figures.get(figure)
        if computed is None or (key and computed.by is None):
            return None
        return self.shown(figure, key)

    # Names of things

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of the top-level line of each node of a plan, counted from 1 within its plan."""
        places: dict[str, int] = {}
        tops: dict[str, int] = {}
        for node in self.snapshot.nodes:
            if node.parent in places:
                places[node.key] = places[node.parent]
            else:
                places[node.key] = tops[node.plan] = tops.get(node.plan, 0) + 1
        return places

    @cached_property
    def kinds(self) -> Mapping[str, str]:
        return {kind.slug: self.name(kind.name) for kind in self.snapshot.kinds}

    @cached_property
    def regions(self) -> Mapping[str, str]:
        return {region.slug: self.name(region.name) for region in self.snapshot.regions}

    def member(self, slug: str) -> str:
        row = self.snapshot.member.get(slug)
        return self.name(row.name) if row else slug

    def partner(self, slug: str) -> str:
        row = self.snapshot.partner.get(slug)
        return (self.name(row.acronym) or self.name(row.name)) if row else slug

    def node(self, key: str) -> Tag:
        row = self.snapshot.node.get(key)
        return Tag(row.code, self.said(row.label), self.places[key]) if row else Tag(key, Said(""))

    def challenge(self, key: str) -> Tag:
        row = self.snapshot.challenge.get(key)
        return Tag(row.code, self.said(row.label)) if row else Tag(key, Said(""))

    def title(self, activity: ActivityRow) -> str:
        return self.name(activity.title)

    def row_label(self, row: Row) -> str:
        """What a row is called in this language; as the figure calls it where the rows have no other name."""
        snapshot = self.snapshot
        match row.kind:
            case "member" if row.id in snapshot.member:
                return self.member(row.id)
            case "partner" if row.id in snapshot.partner:
                return self.name(snapshot.partner[row.id].name)
            case "activity" if row.id in snapshot.activity:
                return self.title(snapshot.activity[row.id])
            case "node" | "result" if row.id in snapshot.node:
                return f"{snapshot.node[row.id].code} {self.name(snapshot.node[row.id].label)}"
            case "challenge" if row.id in snapshot.challenge:
                return f"{snapshot.challenge[row.id].code} {self.name(snapshot.challenge[row.id].label)}"
            case "transfer" if row.id in self._transfers:
                return self._transfers[row.id]
            case "practice" if row.id in self._practices:
                return self._practices[row.id]
            case "count" if (code := row.id.partition("/")[0]) in snapshot.activity:
                return self.title(snapshot.activity[code])
            case "project" if row.id in self._projects:
                return self._projects[row.id]
            case "area" if row.id in self._areas:
                return self._areas[row.id]
            case "bilateral" if row.id in self._parties:
                return self._parties[row.id]
            case "body" | "plan" | "region" if row.id in self._terms:
                return self._terms[row.id]
            case _:
                return row.label or row.id

    def used_label(self, used: str) -> str:
        """What was used of a row: a name where it names something, else as it stands."""
        return self._word(used) or used

    def key_label(self, figure: str, key: str) -> str:
        """What a part of a split figure is called."""
        if figure.endswith("countries"):
            return country_in_words(key)
        if figure == "projects.money":
            kind, _space, currency = key.partition(" ")
            return _("%(kind)s, in %(currency)s") % {"kind": SourceKind(kind).label, "currency": currency}
        if figure == "projects.total" and key in ProjectState.values:
            return str(ProjectState(key).label)
        return self._word(key) or key

    def _word(self, key: str) -> str:
        """The name of whatever a key stands for; empty where it stands for nothing that has one."""
        snapshot = self.snapshot
        if key in snapshot.member:
            return self.member(key)
        if key in snapshot.partner:
            return self.partner(key)
        if found := snapshot.node.get(key) or snapshot.challenge.get(key):
            return f"{found.code} {self.name(found.label)}"
        if month := MONTH.fullmatch(key):
            return month_in_words(int(month[1]), int(month[2]))
        first, meets, second = key.partition(MEETS)
        if meets and first in self._terms and (found := snapshot.challenge.get(second)):
            return f"{self._terms[first]} × {found.code} {self.name(found.label)}"
        return self._terms.get(key, "")

    @cached_property
    def _parties(self) -> Mapping[str, str]:
        """With whom each bilateral meeting was held."""
        snapshot = self.snapshot
        return {
            meeting.slug: self.name((snapshot.member.get(meeting.member) or snapshot.partner[meeting.partner]).name)
            for meeting in snapshot.bilaterals
        }

    @cached_property
    def _practices(self) -> Mapping[str, str]:
        return {row.slug: self.name(row.title) for row in self.snapshot.practices}

    @cached_property
    def _transfers(self) -> Mapping[str, str]:
        """What was taken over, from whom and by whom."""
        return {
            row.key: _("%(practice)s: from %(origin)s to %(city)s")
            % {
                "practice": self.name(row.title),
                "origin": self.name(row.origin_name) or row.city,
                "city": self.name(row.member_name),
            }
            for row in self.snapshot.transfers
        }

    @cached_property
    def _projects(self) -> Mapping[str, str]:
        return {project.slug: self.name(project.title) for project in self.snapshot.projects}

    @cached_property
    def _areas(self) -> Mapping[str, str]:
        """The names of the metropolises whose values are cited."""
        return {value.area: self.name(value.name) for one in self.snapshot.indicators for value in one.values}

    @cached_property
    def _terms(self) -> Mapping[str, str]:
        """The words of the network and of the program that have no rows of their own."""
        terms = {state.value: str(state.label) for state in ProjectState}
        terms |= {value: str(label) for kind in (Format, NetworkRole, Step) for value, label in kind.choices}
        terms |= {"paid": _("paid"), "due": _("due: its conditions are met"), "waits": _("waits for a condition")}
        terms |= {"not_stated": _("not stated"), "member": _("with members"), "partner": _("with partners")}
        terms |= {"unknown": _("unknown"), "about": _("about, without a number")}
        terms |= {body.slug: self.name(body.label) for body in self.snapshot.bodies}
        people = (person for activity in self.snapshot.activities for person in activity.people)
        terms |= {str(person.title): self.name(person.title) for person in people if not person.name}
        terms |= {row.rating: self.name(row.rating_label) for row in self.snapshot.assessments}
        terms |= {theme.key: self.name(theme.label) for theme in self.snapshot.themes}
        terms |= {row.collection: self.name(row.collection_title) for row in self.snapshot.practices}
        terms |= {plan.slug: self.name(plan.title) for plan in self.snapshot.plans}
        return {**terms, **self.regions, **self.kinds}


def entry_of(figure: str) -> str:
    """The id of a figure's place in the appendix."""
    return "figure-" + figure.replace(".", "-").replace("_", "-")


def in_order(names: Iterable[str]) -> tuple[str, ...]:
    """Names as a reader looks them up; the same order on every machine. Two of one name stay two."""
    return tuple(sorted(names, key=lambda name: (fold(name), name)))


def subjects_in(snapshot: Snapshot, about: Iterable[str]) -> tuple[Text, ...]:
    """What the things are called that a report is about; what the rows do not know is left out."""
    rows = {
        "member": {slug: row.name for slug, row in snapshot.member.items()},
        "partner": {slug: row.name for slug, row in snapshot.partner.items()},
        "node": {key: row.short_label or row.label for key, row in snapshot.node.items()},
        "plan": {slug: row.title for slug, row in snapshot.plan.items()},
        "activity": {code: row.title for code, row in snapshot.activity.items()},
    }
    pairs = (subject.partition(":") for subject in about)
    return tuple(rows[sort][key] for sort, _colon, key in pairs if key in rows.get(sort, {}))
