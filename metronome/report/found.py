"""What the checks found, as pages show it: what, where, how to mend it, and the place where one does."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import get_language, gettext

from metronome.accounts.queries import names_of
from metronome.ground.addresses import address
from metronome.ground.period import Period

from .checks.finding import CHECKS, Finding
from .enums import Severity
from .models import Waiver
from .parts import PARTS
from .snapshot import Snapshot

ICONS = {Severity.STOP: "bad", Severity.ASK: "ask", Severity.TELL: "info"}


@dataclass(frozen=True, kw_only=True)
class FindingShown:
    """A finding in the reader's language: what, where, how to mend it, and the place where one does."""

    digest: str
    rule: str
    label: str
    severity: str
    severity_words: str
    icon: str
    message: str
    mend: str
    where: str
    href: str
    place: str
    waived_by: str
    waived_why: str

    @property
    def can_be_waived(self) -> bool:
        return self.severity == Severity.ASK and not self.waived_by


def findings_shown(
    findings: Sequence[Finding],
    snapshot: Snapshot,
    *,
    edition: str,
    waivers: Mapping[str, Waiver],
    keeps: bool,
) -> list[FindingShown]:
    """Findings in the reader's language, with who let them pass. `edition` is the slug of the one that is being
    composed; `keeps`: the reader can change things."""
    passed = {one.digest: waivers[one.digest] for one in findings if one.digest in waivers}
    names = names_of(waiver.by for waiver in passed.values()) if passed else {}
    language, places = get_language() or "en", Places(snapshot, edition, keeps)
    rows = []
    for finding in findings:
        href, place = places.of(finding)
        waiver = passed.get(finding.digest)
        rows.append(
            FindingShown(
                digest=finding.digest,
                rule=finding.rule,
                label=CHECKS[finding.rule].label(),
                severity=finding.severity,
                severity_words=str(Severity(finding.severity).label),
                icon="ok" if waiver else ICONS[finding.severity],
                message=finding.message(language),
                mend=finding.mend(language),
                where=finding.where,
                href=href,
                place=place,
                waived_by=names.get(waiver.by, waiver.by) if waiver else "",
                waived_why=waiver.reason if waiver else "",
            )
        )
    return rows


def figure_href(id: str, period: Period) -> str:
    """The page of a figure of a period: definition, value, rows."""
    return f"{address('report:figure_of_period', id)}?period={period}"


@dataclass(frozen=True, slots=True)
class Places:
    """Where one mends what a finding is about."""

    snapshot: Snapshot
    edition: str
    keeps: bool

    def of(self, finding: Finding) -> tuple[str, str]:
        """The address of the place and what it is called; empty where there is no such page."""
        kind, _, id = finding.subject.partition(":")
        snapshot, period = self.snapshot, self.snapshot.period
        if kind == "language" and (text := self._behind(finding, id)):
            return self._text(text)
        if kind == "activity" and id in snapshot.activity:
            door = "record:change" if self.keeps else "record:activity"
            return address(door, id), gettext("Open the activity")
        if id in snapshot.node:
            node = snapshot.node[id]
            return address("home:node", node.plan, node.code), gettext("Open the node of the plan")
        places: dict[str, Callable[[], tuple[str, str]]] = {
            "member": lambda: (address("home:member", id), gettext("Open the member")),
            "partner": lambda: (address("home:partner", id), gettext("Open the partner")),
            "figure": lambda: (figure_href(id, period), gettext("Open the figure")),
            "list": lambda: (figure_href(id, period), gettext("Open the figure")),
            "stated": lambda: (self._stated(id), gettext("Open the figure")),
            "mention": lambda: (address("record:media"), gettext("Open the media mentions")),
            "language": lambda: (self._language(id), gettext("Open the translations")),
            "edition": lambda: (self._edition(id), gettext("Open the report")),
            "text": lambda: self._text(id),
        }
        href, place = places[kind]() if kind in places else ("", "")
        return (href, place) if href else ("", "")

    def _stated(self, id: str) -> str:
        row = next((row for row in self.snapshot.stated if row.slug == id), None)
        return figure_href(row.compares_with, self.snapshot.period) if row and row.compares_with else ""

    def _language(self, id: str) -> str:
        return address("home:to_translate", id) if self.keeps else ""

    def _edition(self, slug: str) -> str:
        found = slug or self.edition
        return address("report:edition", found) if found else ""

    def _behind(self, finding: Finding, language: str) -> str:
        """The first text of the report (part/language) that a finding about a language names; else empty."""
        things = [*finding.facts.get("missing", ()), *finding.facts.get("outdated", ())]
        parts = [id for kind, _, id in (thing.partition(":") for thing in things) if kind == "text" and id in PARTS]
        return f"{parts[0]}/{language}" if parts and self.edition and self.keeps else ""

    def _text(self, id: str) -> tuple[str, str]:
        """The text of a part (part/language): where it is written, for those who write it."""
        part, _, language = id.partition("/")
        if not (self.edition and self.keeps and part in PARTS):
            return self._edition(""), gettext("Open the report")
        href = address("report:write", self.edition, part)
        return f"{href}#text_{language}" if language else href, gettext("Open the text")
