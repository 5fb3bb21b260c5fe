"""What a statement says to a member, in one language, before it has a shape: what the network did with and for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf.locale import LANG_INFO
from django.utils import translation
from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.ground.phrases import day_in_words, days_in_words, period_in_words
from metronome.network.enums import CorrectionState
from metronome.projects.enums import CarrierRole, ProjectState
from metronome.record.enums import InvolvementRole, PersonRole, Precision
from metronome.report.figures.figure import Figure
from metronome.report.phrases import month_names_in_words
from metronome.report.rows import ActivityRow, MandateRow, MemberRow, PersonRow
from metronome.report.snapshot import Snapshot

from .addresses import edition_address
from .chapters import channel_in_words
from .labels import labels
from .model import Paragraph, Said, Shown
from .reading import Reader

#: The figures that open a statement, where they are not zero.
HIGHLIGHTS = ("member.activities", "member.results", "member.challenges", "member.meetings")
#: Which figure counts what a part lists.
FIGURES = {
    "activities": ("member.activities",),
    "served": ("member.results", "member.challenges"),
    "people": ("member.people",),
    "mandates": ("member.mandates",),
    "media": ("member.mentions",),
    "meetings": ("member.meetings",),
    "practices": ("member.practices", "member.transfers"),
    "projects": ("member.projects",),
    "corrections": ("member.corrections",),
}


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list: what it is, what is to be said of it, and how often."""

    title: Said
    details: tuple[str, ...] = ()
    code: str = ""
    place: int = 0  # of the top-level line of the plan, from 1, or 0
    count: Shown | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A part of a statement that has something to list."""

    id: str
    heading: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """A number with what it counts, in words to the member."""

    label: str
    shown: Shown


@dataclass(frozen=True, slots=True)
class Marked:
    """A day with something on record, and the places of the lines that it served."""

    day: date
    places: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class StatementContent:
    """A statement in one language. The order of the fields from `opening` on is the order of the document."""

    language: str
    direction: str
    address: str
    network: str
    full_name: str
    title: str
    member: str
    official_name: str
    period: Period
    period_words: str
    months: tuple[tuple[str, str], ...]
    contact: tuple[str, ...]
    words: Mapping[str, str]
    days: tuple[Marked, ...]

    opening: tuple[Paragraph, ...]
    highlights: tuple[Counted, ...]
    sections: tuple[Section, ...]
    nothing: tuple[Counted, ...]  # looked for, and zero
    unknown: tuple[str, ...]
    closing: tuple[Paragraph, ...]

    @property
    def printed(self) -> tuple[Any, ...]:
        """Everything that is printed, in the order of the document."""
        return (self.opening, self.highlights, self.sections, self.nothing, self.closing)


def statement_content(
    snapshot: Snapshot, figures: Mapping[str, Figure], *, language: str, address: str, slug: str
) -> StatementContent:
    """What a statement says in a language, of rows that are narrowed to a member."""
    with translation.override(language):
        return _content(Reader(snapshot, figures, language, address, slug))


def _content(reader: Reader) -> StatementContent:
    snapshot, network = reader.snapshot, reader.snapshot.network
    member, period = snapshot.members[0], snapshot.period
    parts = [part for part in snapshot.parts or tuple(FIGURES) if part in FIGURES]
    ids = [id for part in parts for id in FIGURES[part]]
    values = {id: reader.figures[id].value or 0 for id in ids if id in reader.figures}
    called = _called_figures()
    sections = (Section(part, _headings()[part], tuple(_ITEMS[part](reader))) for part in parts)
    return StatementContent(
        language=reader.language,
        direction="rtl" if LANG_INFO.get(reader.language, {}).get("bidi") else "ltr",
        address=edition_address(reader.address, reader.language, reader.edition),
        network=reader.name(network.name),
        full_name=reader.name(network.full_name),
        title=reader.name(snapshot.title) or _("What we did together"),
        member=reader.name(member.name),
        official_name=member.official_name,
        period=period,
        period_words=period_in_words(period),
        months=tuple(month_names_in_words(month) for _year, month in period.months()),
        contact=tuple(value for _key, value in sorted(network.contact.items()) if value),
        words=labels() | _words(),
        days=tuple(_days(reader)),
        opening=tuple(_opening(reader, member)),
        highlights=tuple(Counted(called[id], reader.shown(id)) for id in HIGHLIGHTS if values.get(id)),
        sections=tuple(section for section in sections if section.items),
        nothing=tuple(Counted(called[id], reader.shown(id)) for id in ids if values.get(id) == 0),
        unknown=tuple(called[id] for id in ids if id not in values),
        closing=tuple(_closing(reader)),
    )


def _headings() -> dict[str, str]:
    return {
        "activities": _("Activities in which you took part"),
        "served": _("What they served"),
        "people": _("Thanks to those who contributed"),
        "mandates": _("Your mandates in the network"),
        "media": _("You in the media"),
        "meetings": _("Our meetings with you"),
        "practices": _("Practices that you shared, or took over"),
        "projects": _("Projects that you carry"),
        "corrections": _("Corrections that you asked for"),
    }


def _called_figures() -> dict[str, str]:
    """What the figures are called when one speaks to the member."""
    return {
        "member.activities": _("activities with you"),
        "member.results": _("results of the plan served"),
        "member.challenges": _("challenges answered"),
        "member.people": _("contributions by your people"),
        "member.mandates": _("mandates"),
        "member.mentions": _("mentions in the media"),
        "member.meetings": _("meetings with you"),
        "member.practices": _("practices of yours published"),
        "member.transfers": _("practices taken over, by you or from you"),
        "member.projects": _("projects under way that you carry"),
        "member.corrections": _("corrections asked for"),
    }


def _words() -> dict[str, str]:
    return {
        "your_days": _("Your part in the period, day by day, in the colours of the lines of the plan."),
        "your_days_alt": _(
            "The days of the period; a tall tick for each day with an activity in which you took part."
        ),
        "nothing": _("Looked for, and none on record for the period"),
        "unknown": _("Not known: the record holds nothing of this for the period, of whomever"),
    }


# Sentences


def _opening(reader: Reader, member: MemberRow) -> Iterator[Paragraph]:
    """Thanks, or the wish to begin; then what is special about the period."""
    period = reader.snapshot.period
    names = {
        "member": reader.name(member.name),
        "network": reader.name(reader.snapshot.network.name),
        "period": period_in_words(period),
    }
    total = reader.figures.get("member.activities")
    if total is not None and total.value:
        words = _("Thank you, %(member)s. This is what %(network)s has on record of what we did together, %(period)s.")
    elif _ended(reader, member):
        words = _("For %(period)s, %(network)s has no activity on record in which %(member)s had a part.")
    else:
        words = _(
            "For %(period)s, %(network)s has no activity on record in which %(member)s had a part. We would like the "
            "next one to begin with you: tell us what you work on, what you could show others and what would help you."
        )
    yield reader.sentence(words % names)
    yield from (reader.sentence(words) for words in _standing(reader, member))
    if reader.snapshot.read_on is not None and period.last is not None:
        days = {"read": day_in_words(reader.snapshot.read_on), "last": day_in_words(period.last)}
        words = _("Not yet complete: this was read on %(read)s, and the period runs until %(last)s.")
        yield reader.sentence(words % days)


def _standing(reader: Reader, member: MemberRow) -> Iterator[str]:
    """That a member came or left in the period."""
    period, name = reader.snapshot.period, reader.name(member.name)
    held = [row.period for row in member.standings if row.period.touches(period)]
    begun = [one.first for one in held if one.first is not None and period.holds(one.first)]
    if begun and len(begun) == len(held):
        day = day_in_words(min(begun))
        yield _("Welcome: %(member)s has been with us since %(day)s.") % {"member": name, "day": day}
    if ended := _ended(reader, member):
        words = _("%(member)s was with us until %(day)s. Thank you for the way that we went together.")
        yield words % {"member": name, "day": day_in_words(ended)}


def _ended(reader: Reader, member: MemberRow) -> date | None:
    """The last day of a member that left in the period; None of one that stayed."""
    period = reader.snapshot.period
    held = [row.period for row in member.standings if row.period.touches(period)]
    ended = [one.last for one in held if one.last is not None and period.holds(one.last)]
    return max(ended) if ended and len(ended) == len(held) else None


def _closing(reader: Reader) -> Iterator[Paragraph]:
    yield reader.sentence(
        _(
            "Each number leads to what it counts. Something is missing, or not right? Your focal point can say so on "
            "the page of your member, and so can you: write to us."
        )
    )
    yield reader.sentence(
        _("This file carries its evidence: “metronome report verify FILE” counts everything again, without us.")
    )


# Lists


def _activities(reader: Reader) -> Iterator[Item]:
    for activity in reader.snapshot.activities:
        place = reader.places.get(activity.lead_line, 0)
        yield Item(reader.said(activity.title), tuple(_of_activity(reader, activity)), place=place)


def _of_activity(reader: Reader, activity: ActivityRow) -> Iterator[str]:
    yield "; ".join(days_in_words(row.period, precision=row.precision) for row in activity.days)
    yield reader.kinds.get(activity.kind, activity.kind)
    roles = dict.fromkeys(part.role for part in activity.members)
    told = [InvolvementRole(role) for role in roles if role != InvolvementRole.ACTIVATED]
    yield from (str(role.label) for role in told if role != InvolvementRole.NAMED)


def _served(reader: Reader) -> Iterator[Item]:
    for figure, tag in (("member.results", reader.node), ("member.challenges", reader.challenge)):
        computed = reader.figures.get(figure)
        for key in (computed.items or ()) if computed else ():
            found = tag(key)
            yield Item(found.label, (), found.code, found.place, reader.shown(figure, key))


def _people(reader: Reader) -> Iterator[Item]:
    for activity in reader.snapshot.activities:
        for person in activity.people:
            role = str(PersonRole(person.role).label) if person.role in PersonRole.values else person.role
            yield Item(_called(reader, person), (role, reader.title(activity)))


def _called(reader: Reader, person: PersonRow) -> Said:
    """The name of a person, where it is public, with the office; else the office alone."""
    office = reader.said(person.title)
    if not person.name:
        return office if office.text else Said(_("Somebody of your member"))
    return (
        Said(_("%(name)s, %(office)s") % {"name": person.name, "office": office}) if office.text else Said(person.name)
    )


def _mandates(reader: Reader) -> Iterator[Item]:
    offices = {office.slug: office.label for office in reader.snapshot.offices}
    bodies = {body.slug: body.label for body in reader.snapshot.bodies}
    for row in reader.snapshot.mandates:
        office = reader.said(offices[row.office]) if row.office in offices else Said(row.office)
        body = reader.name(bodies[row.body]) if row.body in bodies else row.body
        yield Item(office, tuple(word for word in (body, _holder(reader, row), _since(row.period)) if word))


def _holder(reader: Reader, mandate: MandateRow) -> str:
    return ", ".join(word for word in (mandate.name, reader.name(mandate.title)) if word)


def _since(period: Period) -> str:
    if period.first is None:
        return ""
    return _("since %(day)s") % {"day": day_in_words(period.first)}


def _media(reader: Reader) -> Iterator[Item]:
    for row in reader.snapshot.mentions:
        yield Item(Said(row.outlet), (reader.name(row.subject), days_in_words(row.period, precision=row.precision)))


def _meetings(reader: Reader) -> Iterator[Item]:
    for row in reader.snapshot.bilaterals:
        days = days_in_words(row.period, precision=row.precision)
        yield Item(Said(days), (channel_in_words(row.channel),) if row.channel else ())


def _practices(reader: Reader) -> Iterator[Item]:
    """What the member published, then what it took over and what others took over from it."""
    for row in reader.snapshot.practices:
        published = _("published on %(day)s") % {"day": day_in_words(row.published_on)}
        yield Item(reader.said(row.title), (reader.name(row.collection_title), published))
    for one in reader.snapshot.transfers:
        day = day_in_words(one.on)
        if one.member in reader.snapshot.subjects:
            words = _("taken over from %(city)s, running since %(day)s")
            told = words % {"city": reader.name(one.origin_name) or one.city, "day": day}
        else:
            words = _("taken over by %(city)s, running there since %(day)s")
            told = words % {"city": reader.name(one.member_name), "day": day}
        yield Item(reader.said(one.title), (told,))


def _projects(reader: Reader) -> Iterator[Item]:
    """Each with the member's part, and what was delivered of what was promised."""
    for row in reader.snapshot.projects:
        told = [days_in_words(row.period), *(str(CarrierRole(part.role).label) for part in row.members)]
        if row.state:
            told.append(str(ProjectState(row.state).label))
        if row.outputs:
            counts = {"delivered": sum(one.is_delivered for one in row.outputs), "count": len(row.outputs)}
            words = _("outputs delivered: %(delivered)s of %(count)s")
            told.append(words % counts)
        yield Item(reader.said(row.title), tuple(told))


def _corrections(reader: Reader) -> Iterator[Item]:
    for row in reader.snapshot.corrections:
        state = str(CorrectionState(row.state).label)
        answered = day_in_words(row.answered_on) if row.answered_on else ""
        yield Item(Said(day_in_words(row.asked_on)), tuple(word for word in (state, answered) if word))


_ITEMS: Mapping[str, Callable[[Reader], Iterator[Item]]] = {
    "activities": _activities,
    "served": _served,
    "people": _people,
    "mandates": _mandates,
    "media": _media,
    "meetings": _meetings,
    "practices": _practices,
    "projects": _projects,
    "corrections": _corrections,
}


def _days(reader: Reader) -> Iterator[Marked]:
    """The days of the activities within the period, each with the lines that it served."""
    period = reader.snapshot.period
    marks: dict[date, set[int]] = {}
    for activity in reader.snapshot.activities:
        place = reader.places.get(activity.lead_line, 0)
        for row in activity.days:
            first = [row.period.first] if row.precision == Precision.MONTH else row.period.days()
            for day in first:
                if day is not None and period.holds(day):
                    marks.setdefault(day, set()).add(place)
    for day in sorted(marks):
        yield Marked(day, tuple(sorted(marks[day])))
