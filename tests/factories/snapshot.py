"""A snapshot without a database: a small network in which everything fits, and the rows to plant a fault with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.period import Calendar, Period
from metronome.ground.text import Text
from metronome.report.rows import (
    ActivityRow,
    BilateralRow,
    BodyRow,
    ChallengeRow,
    CountRow,
    DaysRow,
    DocumentRow,
    LevelRow,
    MandateRow,
    MemberRow,
    MentionRow,
    NetworkRow,
    NodeRow,
    OfficeRow,
    PartnerRow,
    PartRow,
    PartText,
    PersonRow,
    PlanRow,
    PrintedItem,
    PrintedListRow,
    RegionRow,
    StandingRow,
    StatedRow,
)
from metronome.report.snapshot import Snapshot

SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))
PLAN = Period(date(2021, 1, 1), date(2023, 12, 31))


def words(french: str, english: str | None = None) -> Text:
    """A text in both languages of the network."""
    return Text.of({"fr": french, "en": french if english is None else english}, source="fr")


def day(text: str) -> Period:
    one = date.fromisoformat(text)
    return Period(one, one)


def member_row(slug: str, *, region: str = "south", spellings: Iterable[str] = (), **fields: Any) -> MemberRow:
    standings = (StandingRow("full", Period(None, None)),)
    row = MemberRow(slug, words(slug.title()), "", "SN", region, None, None, standings, tuple(spellings))
    return replace(row, **fields)


def partner_row(slug: str, *, spellings: Iterable[str] = ()) -> PartnerRow:
    return PartnerRow(slug, words(f"Institut {slug.title()}", f"{slug.title()} Institute"), Text(), "", (*spellings,))


def node_row(code: str, parent: str = "", **fields: Any) -> NodeRow:
    label = words(f"Libellé {code}", f"Label {code}")
    depth = 2 if parent else 1
    return replace(NodeRow(code, code, "plan", parent, depth, label, Text(), None, bool(parent)), **fields)


def activity_row(code: str, on: str = "2021-03-08", **fields: Any) -> ActivityRow:
    given = ActivityRow(
        code=code,
        title=words(f"Rencontre {code}", f"Meeting {code}"),
        summary=words("Une journée de travail.", "A day of work."),
        kind="event",
        lead_line="G1",
        format="online",
        network_role="speaker",
        days=(DaysRow(day(on), "day", Text()),),
        results=(),
        challenges=(),
        themes=(),
        goals=(),
        markers=(),
        members=(),
        partners=(),
        people=(),
        counts=(),
        place=Text(),
        series="",
        other_cities=(),
        is_members_only=False,
    )
    return replace(given, **fields)


def parts(*slugs: str, role: str = "activated") -> tuple[PartRow, ...]:
    return tuple(PartRow(slug, role) for slug in slugs)


def person_row(name: str = "", title: str = "", **fields: Any) -> PersonRow:
    return replace(PersonRow(name, words(title), "speaker", "", "", False, False), **fields)


def count_row(
    number: int | None, basis: Basis = Basis.PEOPLE, *, qualifier: Qualifier = Qualifier.MORE_THAN, printed: str = ""
) -> CountRow:
    return CountRow(f"forum/{basis}", Count(qualifier, basis, number), "", "", "", printed)


def stated_row(slug: str, value: int | str, qualifier: str = "exactly", **fields: Any) -> StatedRow:
    row = StatedRow(
        slug, "flyer", "", slug, words(slug.title()), qualifier, Decimal(value), "", f"«{value}»", "page 2", "", "", {}
    )
    return replace(row, **fields)


def printed_list(
    name: str, items: Mapping[str, str] | Iterable[tuple[str, str]], subject: str = "", **fields: Any
) -> PrintedListRow:
    """A list as printed: pairs of what is meant (empty: not told) and what is printed."""
    pairs = items.items() if isinstance(items, Mapping) else items
    made = tuple(PrintedItem(id, printed) for id, printed in pairs)
    return replace(PrintedListRow("spring-as-printed", name, subject, "fr", "page 9", made), **fields)


def mandate_row(contact: str, name: str, title: str) -> MandateRow:
    open_end = Period(None, None)
    return MandateRow(f"{contact}-chair", "board", "chair", contact, name, words(title), (), "", open_end)


def mention_row(slug: str, outlet: str = "Le Journal", on: str = "2021-03-09", **fields: Any) -> MentionRow:
    return replace(MentionRow(slug, outlet, day(on), "day", words("Entretien", "Interview"), "", "", ""), **fields)


def bilateral_row(slug: str, **fields: Any) -> BilateralRow:
    return replace(BilateralRow(slug, day("2021-02-03"), "day", "online", "", ""), **fields)


def quiet_snapshot(**fields: Any) -> Snapshot:
    """A network, a plan and a period in which no check finds anything."""
    snapshot = Snapshot(
        period=SPRING,
        network=NetworkRow(
            slug="net",
            name=words("Réseau", "Network"),
            full_name=words("Le réseau", "The network"),
            lede=words("Un réseau.", "A network."),
            languages=("fr", "en"),
            required_languages=("fr", "en"),
            calendar=Calendar(1, (1, 5, 9)),
            contact={},
        ),
        regions=(RegionRow("south", words("Sud", "South")), RegionRow("europe", words("Europe", "Europa"))),
        members=(
            member_row("dakar", spellings=("Ndakaaru",)),
            member_row("tunis"),
            member_row("springfield-east", spellings=("Springfield",), region="europe"),
            member_row("springfield-west", spellings=("Springfield",), region="europe"),
        ),
        partners=(partner_row("alpha"), partner_row("beta"), partner_row("gamma")),
        plans=(PlanRow("plan", words("Le plan", "The plan"), PLAN, (LevelRow(1, Text(), Text()),)),),
        nodes=(node_row("G1"), node_row("G1.1", "G1"), node_row("G1.2", "G1")),
        challenges=(ChallengeRow("C1", "C1", "plan", "", words("Défi", "Challenge"), True),),
        activities=(
            activity_row("forum", results=("G1.1",), challenges=("C1",), members=parts("dakar", "springfield-east")),
            activity_row(
                "seminar",
                "2021-04-20",
                results=("G1.2",),
                members=parts("tunis", "springfield-west"),
                partners=parts("alpha", role="partner"),
            ),
        ),
        bodies=(BodyRow("board", "", words("Conseil", "Board")),),
        offices=(OfficeRow("chair", words("Présidence", "Chair")),),
        documents=(DocumentRow("flyer", words("Dépliant", "Flyer"), "fr", ""),),
        texts=(PartText("note", words("Note : {figure:members.total}.", "Note: {figure:members.total}.")),),
        title=words("Rapport", "Report"),
    )
    return replace(snapshot, **fields)
