"""The reference case: what does not fit in the report that was printed, each finding held against the documents;
nothing more, nothing less. Then one fault more of each family."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.period import Calendar, Period
from metronome.ground.text import Text
from metronome.intake.loading import load_folder
from metronome.report import queries
from metronome.report.checks.inspection import inspect
from metronome.report.enums import EditionState
from metronome.report.figures.ledger import compute_all
from metronome.report.models import Edition
from metronome.report.rows import ActivityRow, CountRow, DaysRow, PartRow, PartText, PrintedItem, StandingRow
from metronome.report.snapshot import Snapshot

pytestmark = pytest.mark.django_db

FOLDER = Path(__file__).resolve().parents[2] / "reference" / "metropolis"
PERIOD = "2021-01..2021-04"

ASKED = [
    # 61 countries are stated; the plan's own list of members has 60.
    ("figures.differs", "stated:plan-countries"),
    # 119 collaborations against the parts of speakers, experts and authors that the record holds.
    ("figures.differs", "stated:report-expert-collaborations"),
    # A tenth of a world in which more than 1.8 billion are 24 % is more than 608 million.
    ("figures.share", "stated:flyer-world-population"),
    # More than 1,380 people: the report itself counts three audiences, on three bases.
    ("figures.unproven", "stated:report-people-engaged"),
    # The section on alliances holds pictures; the boxes of the activities name eleven.
    ("lists.empty", "list:partners.involved"),
    # L1A1D3, tagged on the activity of 8 March.
    ("lists.missing", "list:results.worked_on"),
    # Mexico City, Brasília and São Paulo stand in the text; the box has Barcelona alone.
    ("prose.members", "activity:barrios-miradas-desiguales-jovenes"),
    # "developed in partnership with ... the European Union", which is a partner at ESPON's seminar.
    ("prose.partners", "activity:barrios-miradas-desiguales-jovenes"),
    # UN Women in the box, the UN Commission on the Status of Women in the text.
    ("prose.partners", "activity:csw65-local-governments-day"),
    # ICLEI in the box only, CPAFFC in the text only.
    ("prose.partners", "activity:guangzhou-award-5-shortlist"),
    # "with the support of UCLG"; the box has UNDP alone.
    ("prose.partners", "activity:learning-from-cities-urban-resilience-data"),
    # A webinar of the OECD, with UCLG in its box.
    ("prose.partners", "activity:oecd-urban-principles-toolkit"),
]
TOLD = [
    ("counts.none", f"period:{PERIOD}"),
    ("counts.vague", f"period:{PERIOD}"),
    ("dates.month_only", f"period:{PERIOD}"),
    ("labels.headings", "field:members"),
    ("labels.headings", "office:regional-vice-president"),
    ("labels.person", "name:lia brum"),
    ("labels.plan", "edition:report-2021-01-04"),
    ("languages.residue", "activity:urban-forestry-days-session"),
    ("languages.residue", "office:president"),
    ("languages.residue", "region:europe"),
    ("names.spelling", "member:abidjan"),
    ("names.spelling", "member:bogota"),
    ("names.spelling", "member:brasilia"),
    ("names.spelling", "member:douala"),
    ("names.spelling", "member:johannesburg"),
    ("names.spelling", "member:mashhad"),
    ("names.spelling", "member:mexico-city"),
    ("names.spelling", "member:xian"),
    ("prose.organisations", f"period:{PERIOD}"),
    ("prose.unnamed", f"period:{PERIOD}"),
    ("silence.challenges", "figure:challenges.silent"),
    ("silence.members", "figure:members.silent"),
    ("silence.results", "figure:results.silent"),
]


@pytest.fixture(scope="module")
def reference(django_db_setup: None, django_db_blocker: Any) -> Snapshot:
    """The rows of the reference case; the database is left as it was."""
    with django_db_blocker.unblock(), transaction.atomic():
        load_folder(FOLDER, by="officer for reports")
        edition = Edition.objects.get(state=EditionState.COMPOSING)
        snapshot = queries.snapshot(Calendar().parse(PERIOD), edition=edition)
        transaction.set_rollback(True)
    return snapshot


def findings(snapshot: Snapshot) -> list[tuple[str, str]]:
    return [(found.rule, found.subject) for found in inspect(snapshot, compute_all(snapshot))]


def test_the_printed_report_has_exactly_these_findings(reference: Snapshot):
    assert findings(reference) == ASKED + TOLD


def test_the_missing_result_comes_with_the_activity_that_is_tagged_with_it(reference: Snapshot):
    found = next(one for one in inspect(reference, compute_all(reference)) if one.rule == "lists.missing")
    assert found.facts["items"] == [["result:L1A1D3", ["activity:international-womens-day-2021"]]]


def test_the_share_of_the_world_is_worked_out_from_what_the_plan_states(reference: Snapshot):
    found = next(one for one in inspect(reference, compute_all(reference)) if one.rule == "figures.share")
    assert found.facts["needed"] == ["750000000", True, None]
    assert found.facts["share"] == "8.1"


@pytest.mark.parametrize("language", ["en", "fr", "es"])
def test_every_finding_can_be_said_in_every_language_of_the_network(reference: Snapshot, language: str):
    findings = inspect(reference, compute_all(reference))
    assert findings
    for found in findings:
        for said in (found.message(language), found.mend(language)):
            assert said
            assert [mark for mark in ("%(", "[[", "None") if mark in said] == [], found.rule


def test_the_second_edition_of_the_same_rows_has_the_same_findings(reference: Snapshot):
    one, other = (inspect(reference, compute_all(reference)) for _ in range(2))
    assert [found.digest for found in one] == [found.digest for found in other]


# One fault more


def with_activity(snapshot: Snapshot, code: str, **fields: Any) -> Snapshot:
    rows = tuple(replace(row, **fields) if row.code == code else row for row in snapshot.activities)
    return replace(snapshot, activities=rows)


def with_printed(
    snapshot: Snapshot, name: str, subject: str, change: Callable[[tuple[PrintedItem, ...]], tuple[PrintedItem, ...]]
) -> Snapshot:
    rows = tuple(
        replace(row, items=change(row.items)) if (row.name, row.subject) == (name, subject) else row
        for row in snapshot.printed
    )
    assert rows != snapshot.printed
    return replace(snapshot, printed=rows)


def react(snapshot: Snapshot) -> ActivityRow:
    return snapshot.activity["barcelona-react"]


def a_retired_code(snapshot: Snapshot) -> Snapshot:
    nodes = tuple(
        replace(node, retired_on=date(2021, 1, 27)) if node.key == "L2A3D2" else node for node in snapshot.nodes
    )
    return replace(snapshot, nodes=nodes)


def a_member_that_left(snapshot: Snapshot) -> Snapshot:
    left = (StandingRow("full", Period(None, date(2021, 4, 28))),)
    members = tuple(replace(row, standings=left) if row.slug == "kazan" else row for row in snapshot.members)
    return replace(snapshot, members=members)


def note(snapshot: Snapshot) -> Text:
    return next(row.text for row in snapshot.texts if row.part == "note")


def a_text(snapshot: Snapshot, language: str, words: str) -> Snapshot:
    """The narrative with other words in one language, and its translations in step."""
    text = Text.of({**note(snapshot).texts, language: words}, source=note(snapshot).source)
    return replace(snapshot, texts=(PartText("note", text), *(row for row in snapshot.texts if row.part != "note")))


def _days(first: date, last: date) -> DaysRow:
    return DaysRow(Period(first, last), "day", Text())


def beyond_the_period(snapshot: Snapshot) -> Snapshot:
    """The last meeting runs into May, and is printed without its days."""
    code = "uclg-sections-secretariats-meeting"
    longer = with_activity(snapshot, code, days=(_days(date(2021, 4, 29), date(2021, 5, 2)),))
    return with_printed(longer, "headings", f"activity:{code}", lambda items: items[:1])


FAULTS: dict[str, tuple[Callable[[Snapshot], Snapshot], tuple[str, str]]] = {
    "a code that was retired before the day": (
        a_retired_code,
        ("references.retired", "activity:visions-challenges-urban-regeneration"),
    ),
    "an axis in the place of a result": (
        lambda s: with_activity(s, "barcelona-react", results=("L1A1D1", "L1A1")),
        ("references.not_a_result", "activity:barcelona-react"),
    ),
    "a challenge that was left out of the printed list": (
        lambda s: with_printed(s, "challenges.answered", "", lambda items: items[1:]),
        ("lists.missing", "list:challenges.answered"),
    ),
    "a member that was added to the printed list": (
        lambda s: with_printed(s, "members.activated", "", lambda i: (*i, PrintedItem("madrid", "Madrid"))),
        ("lists.extra", "list:members.activated"),
    ),
    "a tag that the printed box does not have": (
        lambda s: with_activity(s, "barcelona-react", members=(*react(s).members, PartRow("berlin", "activated"))),
        ("lists.missing", "activity:barcelona-react"),
    ),
    "a number of members that is not theirs": (
        lambda s: replace(s, stated=tuple(replace(r, value=r.value + (r.slug == "report-members")) for r in s.stated)),
        ("figures.differs", "stated:report-members"),
    ),
    "years that contradict each other": (
        lambda s: replace(
            s,
            stated=tuple(replace(r, qualifier="exactly") if r.slug == "flyer-years" else r for r in s.stated),
        ),
        ("figures.contradict", "stated:flyer-years"),
    ),
    "a member named in a summary": (
        lambda s: with_activity(
            s, "barcelona-react", summary=react(s).summary.with_text("es", f"{react(s).summary.in_('es')} Con Turín.")
        ),
        ("prose.members", "activity:barcelona-react"),
    ),
    "a partner of others named in a summary": (
        lambda s: with_activity(
            s,
            "barcelona-react",
            summary=react(s).summary.with_text("en", f"{react(s).summary.in_('en')} With UNDP ART."),
        ),
        ("prose.partners", "activity:barcelona-react"),
    ),
    "a typed number": (
        lambda s: a_text(s, "es", note(s).in_("es").replace("{figure:members.total}", "141 {figure:members.total}")),
        ("numbers.typed", "text:note/es"),
    ),
    "a reference to no figure": (
        lambda s: a_text(s, "fr", f"{note(s).in_('fr')} {{figure:members}}"),
        ("numbers.unknown_figure", "text:note/fr"),
    ),
    "days noted twice": (
        lambda s: with_activity(s, "barcelona-react", days=react(s).days * 2),
        ("dates.overlap", "activity:barcelona-react"),
    ),
    "an activity that runs beyond the period": (
        beyond_the_period,
        ("dates.beyond_period", f"period:{PERIOD}"),
    ),
    "a day that was mistyped": (
        lambda s: with_activity(s, "barcelona-react", days=(_days(date(2021, 4, 13), date(2021, 4, 15)),)),
        ("dates.printed", "activity:barcelona-react"),
    ),
    "one mention twice": (
        lambda s: replace(s, mentions=(*s.mentions, replace(s.mentions[0], slug="again"))),
        ("duplicates.mentions", "mention:{mention}"),
    ),
    "one activity twice": (
        lambda s: replace(s, activities=(*s.activities, replace(react(s), code="react-again"))),
        ("duplicates.activities", "activity:barcelona-react"),
    ),
    "a member printed twice": (
        lambda s: with_printed(s, "members.activated", "", lambda items: (*items, items[-3])),
        ("duplicates.printed", "list:members.activated"),
    ),
    "a title without Spanish": (
        lambda s: with_activity(s, "barcelona-react", title=react(s).title.with_text("es", "")),
        ("languages.missing", "language:es"),
    ),
    "a summary whose source was reworded": (
        lambda s: with_activity(
            s, "barcelona-react", summary=react(s).summary.with_text("fr", "Dialogue sur la relance de la ville.")
        ),
        ("languages.incomplete", "language:{other}"),
    ),
    "a region headed in Spanish": (
        lambda s: with_printed(
            s,
            "headings",
            "regions",
            lambda i: tuple(replace(x, printed="ÁFRICA") if x.id == "africa" else x for x in i),
        ),
        ("languages.residue", "region:africa"),
    ),
    "a name that nobody has": (
        lambda s: with_printed(
            s, "members.box", "activity:barcelona-react", lambda items: (*items, PrintedItem("", "Atlantis"))
        ),
        ("names.unresolved", "activity:barcelona-react"),
    ),
    "a bare Barcelona": (
        lambda s: with_printed(
            s, "members.box", "activity:barcelona-react", lambda items: (*items, PrintedItem("", "Barcelone"))
        ),
        ("names.ambiguous", "activity:barcelona-react"),
    ),
    "two bases in one activity": (
        lambda s: with_activity(
            s,
            "learning-from-cities-in-crisis",
            counts=(
                *s.activity["learning-from-cities-in-crisis"].counts,
                CountRow("x", Count(Qualifier.EXACTLY, Basis.VIEWS, 9), "", "", "", ""),
            ),
        ),
        ("counts.unlike", "activity:learning-from-cities-in-crisis"),
    ),
    "a heading in other words": (
        lambda s: with_printed(
            s, "headings", "offices", lambda items: (*items, PrintedItem("treasurer", "TRÉSORIER"))
        ),
        ("labels.headings", "office:treasurer"),
    ),
    "a sign that no font has": (
        lambda s: with_activity(s, "barcelona-react", people=(replace(react(s).people[0], name="\U00013080"),)),
        ("rendering.missing_glyph", "activity:barcelona-react"),
    ),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_one_fault_more_is_one_finding_more(reference: Snapshot, fault: str):
    plant, (rule, subject) = FAULTS[fault]
    subject = subject.format(other="en", mention=reference.mentions[0].slug)
    before, after = set(findings(reference)), set(findings(plant(reference)))
    assert (rule, subject) in after - before
    assert {other for other, _ in after - before} == {rule}
    assert before - after == set()
