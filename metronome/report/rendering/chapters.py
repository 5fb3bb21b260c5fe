"""The chapters of a progress report, from what a reader reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from django.utils.translation import gettext as _

from metronome.ground.counting import Qualifier
from metronome.ground.fold import fold
from metronome.ground.period import Period, month_of
from metronome.ground.phrases import count_in_words, days_in_words, listed, month_in_words
from metronome.ground.web import web_address
from metronome.network.enums import StandingKind
from metronome.record.enums import Format, InvolvementRole, NetworkRole, PersonRole, Precision
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.phrases import rows_in_words, unit_in_words
from metronome.report.rows import ActivityRow, AssessmentRow, DaysRow, MandateRow, MemberRow, PersonRow

from .model import (
    ActivityEntry,
    ChallengeEntry,
    KeyFigure,
    LineSection,
    MediaMonth,
    MeetingMonth,
    MemberName,
    Mention,
    NodeEntry,
    PeopleGroup,
    PersonEntry,
    PlanSection,
    RegionSection,
    Said,
    Shown,
    Silence,
    Tag,
)
from .reading import Reader, in_order

#: The figures that open the report, each with the whole that it is a part of.
HIGHLIGHTS = (
    ("activities.total", ""),
    ("members.activated", "members.total"),
    ("results.worked_on", "results.total"),
    ("challenges.answered", ""),
)
#: The figures of the chapter on progress, besides the people engaged, which differ by what was counted.
MAIN_RESULTS = (
    ("partners.involved", ""),
    ("partners.met", ""),
    ("partners.reached", ""),
    ("experts.named", ""),
    ("experts.collaborations", ""),
    ("members.countries", ""),
)
#: Figures of that chapter which stand there only where there is something to tell: not every network keeps such rows.
WHERE_ANY = ("practices.published", "transfers.total")
ENGAGED = ("people.engaged.", "people.elsewhere.")


def key_figure(reader: Reader, id: str, whole: str = "") -> KeyFigure:
    """A figure that stands alone."""
    figure = reader.figures[id]
    unit = unit_in_words(figure)
    of = reader.maybe(whole) if whole else None
    return KeyFigure(DEFINITIONS[id].label(), reader.shown(id), unit, of, rows_in_words(len(figure.rows)))


def highlights(reader: Reader) -> tuple[KeyFigure, ...]:
    return tuple(key_figure(reader, id, whole) for id, whole in HIGHLIGHTS if id in reader.figures)


def main_results(reader: Reader) -> tuple[KeyFigure, ...]:
    """The people engaged by what was counted, where anything was, then the other results of the period."""
    counted = [
        id
        for start in ENGAGED
        for id, figure in reader.figures.items()
        if id.startswith(start) and figure.rows and figure.bound is not None and not figure.bound.is_unknown
    ]
    others = [id for id, _whole in MAIN_RESULTS if id in reader.figures]
    told = [id for id in WHERE_ANY if id in reader.figures and reader.figures[id].rows]
    return tuple(key_figure(reader, id) for id in (*counted, *others, *told))


def vague_counts(reader: Reader) -> tuple[str, ...]:
    """The counts of the period that state no number, each with its activity and in the words of its source."""
    return tuple(
        _("%(activity)s: %(count)s")
        % {"activity": reader.title(activity), "count": row.printed or count_in_words(row.count)}
        for activity in reader.snapshot.activities
        for row in activity.counts
        if row.count.number is None or row.count.qualifier in (Qualifier.ABOUT, Qualifier.UNKNOWN)
    )


# Activities


def lines(reader: Reader) -> tuple[LineSection, ...]:
    """The top of each plan, in its order, with the activities that it leads; then those that no line leads."""
    by_line: dict[str, list[ActivityEntry]] = {}
    for activity in reader.snapshot.activities:
        by_line.setdefault(activity.lead_line, []).append(activity_entry(reader, activity))
    return tuple(_sections(reader, by_line))


def _sections(reader: Reader, by_line: dict[str, list[ActivityEntry]]) -> Iterator[LineSection]:
    tops = {node.key: node for node in reader.snapshot.nodes if not node.parent}
    for key, node in tops.items():
        if key in by_line or node.plan in reader.snapshot.plan:
            yield LineSection(
                node.code,
                reader.places[key],
                _level(reader, node.plan, node.depth),
                reader.said(node.short_label or node.label),
                reader.maybe("activities.by_line", key),
                tuple(by_line.get(key, ())),
            )
    rest = [entry for key, entries in by_line.items() if key not in tops for entry in entries]
    if rest:
        yield LineSection("", 0, Said(""), Said(_("Without a line of the plan")), None, tuple(rest))


def _level(reader: Reader, plan: str, depth: int) -> Said:
    row = reader.snapshot.plan.get(plan)
    level = next((level for level in row.levels if level.depth == depth), None) if row else None
    return reader.said(level.name) if level else Said("")


def activity_entry(reader: Reader, activity: ActivityRow) -> ActivityEntry:
    days = activity.days
    year = not _same_year(reader.snapshot.period, (row.period for row in days))
    said = [days_in_words(row.period, precision=row.precision, year=year) for row in days]
    activated = {part.slug for part in activity.members if part.role == InvolvementRole.ACTIVATED}
    involved = {part.slug for part in activity.partners if part.role != InvolvementRole.NAMED}
    return ActivityEntry(
        code=activity.code,
        days=listed(said),
        dates=tuple(sorted(set(_dates(days)))),
        title=reader.said(activity.title),
        summary=reader.prose(activity.summary),
        kind=reader.kinds.get(activity.kind, activity.kind),
        facts=tuple(_facts(reader, activity)),
        members=in_order(reader.member(slug) for slug in activated),
        partners=in_order(reader.partner(slug) for slug in involved),
        people=tuple(_person(reader, person) for person in activity.people if person.name),
        counts=tuple(count_in_words(row.count) for row in activity.counts),
        results=tuple(reader.node(key) for key in activity.results),
        challenges=tuple(reader.challenge(key) for key in activity.challenges),
    )


def _dates(days: Iterable[DaysRow]) -> Iterator[date]:
    for row in days:
        if row.period.first is not None:
            yield from [row.period.first] if row.precision == Precision.MONTH else row.period.days()


def _same_year(period: Period, days: Iterable[Period]) -> bool:
    years = {day.year for span in (period, *days) for day in (span.first, span.last) if day is not None}
    return len(years) == 1


def _facts(reader: Reader, activity: ActivityRow) -> Iterator[str]:
    if activity.format and activity.format != Format.NONE:
        yield str(Format(activity.format).label)
    if activity.network_role:
        network = reader.name(reader.snapshot.network.name)
        role = NetworkRole(activity.network_role).label
        yield _("%(network)s: %(role)s") % {"network": network, "role": role}
    if activity.place:
        yield reader.name(activity.place)
    if activity.is_members_only:
        yield _("for members only")


def _person(reader: Reader, person: PersonRow) -> str:
    role = str(PersonRole(person.role).label) if person.role in PersonRole.values else person.role
    of = reader.member(person.member) if person.member else reader.partner(person.partner) if person.partner else ""
    words = ", ".join(word for word in (reader.name(person.title), of) if word)
    if words:
        return _("%(name)s, %(words)s (%(role)s)") % {"name": person.name, "words": words, "role": role}
    return _("%(name)s (%(role)s)") % {"name": person.name, "role": role}


# Media, listening


def media_months(reader: Reader) -> tuple[MediaMonth, ...]:
    months: dict[str, list[Mention]] = {}
    for row in reader.snapshot.mentions:
        days = "" if row.precision == "month" else days_in_words(row.period, year=False)
        mention = Mention(row.outlet, reader.said(row.subject), days, web_address(row.url))
        months.setdefault(_month(row.period), []).append(mention)
    return tuple(MediaMonth(name, tuple(mentions)) for name, mentions in months.items())


def _month(period: Period) -> str:
    return month_in_words(period.first.year, period.first.month) if period.first else ""


def engaged(reader: Reader) -> tuple[str, ...]:
    figure = reader.figures.get("members.activated")
    return in_order(reader.member(slug) for slug in (figure.items or ())) if figure else ()


def partners(reader: Reader) -> tuple[str, ...]:
    """The partners that were reached, by activities or in meetings."""
    figure = reader.figures.get("partners.reached") or reader.figures.get("partners.involved")
    items = (figure.items or ()) if figure else ()
    return in_order(
        reader.name(reader.snapshot.partner[slug].name) for slug in items if slug in reader.snapshot.partner
    )


def meeting_months(reader: Reader) -> tuple[MeetingMonth, ...]:
    entries = []
    for year, month in reader.snapshot.period.months():
        held = [row for row in reader.snapshot.bilaterals if row.period.touches(month_of(year, month))]
        if held:
            entries.append(
                MeetingMonth(
                    month_in_words(year, month),
                    ", ".join(in_order({channel_in_words(row.channel) for row in held if row.channel})),
                    in_order(reader.member(slug) for slug in {row.member for row in held} if slug),
                    in_order(reader.partner(slug) for slug in {row.partner for row in held} if slug),
                )
            )
    return tuple(entries)


def channel_in_words(channel: str) -> str:
    """How a meeting was held, in the active language; as it stands where it has no word."""
    words = {"online": _("online"), "on_site": _("on site"), "phone": _("by phone")}
    return words.get(channel, channel)


# Progress


def challenges(reader: Reader) -> tuple[ChallengeEntry, ...]:
    by = reader.figures["challenges.by_challenge"].by if "challenges.by_challenge" in reader.figures else None
    entries = []
    for row in reader.snapshot.challenges:
        count = reader.shown("challenges.by_challenge", row.key) if by is not None and row.key in by else None
        silent = row.is_leaf and by is not None and not by.get(row.key, 0)
        entries.append(ChallengeEntry(row.code, reader.said(row.label), not row.is_leaf, count, silent))
    return tuple(entries)


def plans(reader: Reader) -> tuple[PlanSection, ...]:
    return tuple(
        PlanSection(reader.said(plan.title), days_in_words(plan.period), tuple(_nodes(reader, plan.slug)))
        for plan in reader.snapshot.plans
    )


def _nodes(reader: Reader, plan: str) -> Iterator[NodeEntry]:
    """Every place of a plan in its order; the results with their number of activities."""
    figure = reader.figures.get("results.by_result")
    by = figure.by if figure else None
    depths: dict[str, int] = {}
    for node in reader.snapshot.nodes:
        if node.plan != plan:
            continue
        depths[node.key] = depths.get(node.parent, -1) + 1
        activities = int(by.get(node.key, 0)) if by and node.is_result else 0
        yield NodeEntry(
            node.code,
            reader.said(node.label),
            _level(reader, node.plan, node.depth),
            depths[node.key],
            reader.places[node.key],
            node.is_result,
            activities,
            reader.shown("results.by_result", node.key) if by is not None and node.key in by else None,
            node.is_result and by is not None and not activities,
            tuple(_assessed(reader, row) for row in reader.snapshot.assessments if row.node == node.key),
        )


def _assessed(reader: Reader, row: AssessmentRow) -> str:
    body = next((body.label for body in reader.snapshot.bodies if body.slug == row.body), None)
    words = {
        "year": row.year,
        "body": reader.name(body) if body else row.body,
        "rating": reader.name(row.rating_label) or row.rating,
    }
    if row.is_final:
        return _("Assessed at the end of the plan by %(body)s: %(rating)s") % words
    return _("Assessed for %(year)s by %(body)s: %(rating)s") % words


def silences(reader: Reader) -> tuple[Silence, ...]:
    """Each kind of thing that nothing reached, with its list; a kind of which all were reached says so too."""
    kinds: tuple[tuple[str, Callable[[str], Tag]], ...] = (
        ("results.silent", reader.node),
        ("challenges.silent", reader.challenge),
        ("regions.silent", lambda key: Tag("", Said(reader.regions.get(key, key)))),
        ("members.silent", lambda key: Tag("", Said(reader.member(key)))),
    )
    found = []
    for id, tag in kinds:
        if figure := reader.figures.get(id):
            tags = tuple(tag(key) for key in figure.items or ())
            if id == "members.silent":
                names = in_order(str(tag.label) for tag in tags)
                tags = tuple(Tag("", Said(name)) for name in names)
            found.append(Silence(DEFINITIONS[id].label(), reader.shown(id), tags))
    return tuple(found)


# Who we are


def regions(reader: Reader) -> tuple[RegionSection, ...]:
    activated = (
        set(reader.figures["members.activated"].items or ()) if "members.activated" in reader.figures else set()
    )
    sections = []
    for region in reader.snapshot.regions:
        members = [row for row in reader.snapshot.members if row.region == region.slug]
        full = [row for row in members if _standing(reader, row) == StandingKind.FULL]
        sections.append(
            RegionSection(
                reader.said(region.name),
                _activated(reader, region.slug),
                _members(reader, full, activated),
                tuple(_other(reader, row) for row in members if _standing(reader, row) not in ("", StandingKind.FULL)),
                _groups(reader, [row for row in reader.snapshot.mandates if _region_of(reader, row) == region.slug]),
            )
        )
    return tuple(sections)


def _activated(reader: Reader, region: str) -> Shown | None:
    figure = reader.figures.get("members.activated_by_region")
    return reader.shown(figure.id, region) if figure and figure.by and region in figure.by else None


def _standing(reader: Reader, member: MemberRow) -> str:
    """The standing of a member on the last day of the period; empty: none."""
    last = reader.snapshot.period.last
    return next((row.kind for row in member.standings if last is not None and row.period.holds(last)), "")


def _members(reader: Reader, rows: Iterable[MemberRow], activated: set[str]) -> tuple[MemberName, ...]:
    named = sorted((fold(name), name, row.slug, row) for row in rows for name in [reader.member(row.slug)])
    return tuple(MemberName(name, slug in activated, row.latitude, row.longitude) for _key, name, slug, row in named)


def _other(reader: Reader, row: MemberRow) -> str:
    standing = StandingKind(_standing(reader, row)).label
    return _("%(member)s (%(standing)s)") % {"member": reader.member(row.slug), "standing": standing}


def groups(reader: Reader) -> tuple[PeopleGroup, ...]:
    """The people whose office belongs to no region."""
    return _groups(reader, [row for row in reader.snapshot.mandates if not _region_of(reader, row)])


def _region_of(reader: Reader, mandate: MandateRow) -> str:
    if mandate.region:
        return mandate.region
    members = [reader.snapshot.member[slug] for slug in mandate.members if slug in reader.snapshot.member]
    return members[0].region if members else ""


def _groups(reader: Reader, mandates: Iterable[MandateRow]) -> tuple[PeopleGroup, ...]:
    """People by body, in the order of the bodies; one who holds several offices in a body stands there once."""
    by_body: dict[str, dict[str, list[MandateRow]]] = {}
    for row in mandates:
        by_body.setdefault(row.body, {}).setdefault(row.contact, []).append(row)
    return tuple(
        PeopleGroup(reader.said(body.label), tuple(_holder(reader, rows) for rows in by_body[body.slug].values()))
        for body in reader.snapshot.bodies
        if body.slug in by_body
    )


def _holder(reader: Reader, mandates: list[MandateRow]) -> PersonEntry:
    labels = {office.slug: office.label for office in reader.snapshot.offices}
    offices = [reader.said(labels[row.office]) for row in mandates if row.office in labels]
    first = offices[0] if offices else Said("")
    words = ", ".join(dict.fromkeys(office.text for office in offices))
    return PersonEntry(
        Said(words, first.language, first.language_name), mandates[0].name, reader.said(mandates[0].title)
    )
