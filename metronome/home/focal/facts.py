"""What a focal point may say is not right: things on record about their member, each with what stands there."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext

from metronome.design.words import reader
from metronome.ground.period import Period
from metronome.ground.phrases import (
    country_in_words,
    days_in_words,
    language_in_words,
    listed,
    period_in_words,
)
from metronome.ground.text import Text
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, Member
from metronome.network.phrases import labelled, part_label
from metronome.record.models import Activity, Involvement, MediaMention

from ..profile import with_a_part


@dataclass(frozen=True, kw_only=True)
class Fact:
    """Something on record about a member; `stands` has what its parts say now, by their names."""

    subject: str
    title: str
    stands: Mapping[str, str]

    @property
    def rows(self) -> list[tuple[str, str, str]]:
        """Each part with what it is called and what it says."""
        return [(part, part_label(part), words) for part, words in self.stands.items()]


def fact_of(member: Member, subject: str) -> Fact | None:
    """The thing on record that a subject names, if it is about the member and its focal points may see it."""
    noun, _, identity = subject.partition(":")
    read = READERS.get(noun)
    return read(member, identity) if read else None


def days_of(row: Activity | Bilateral | MediaMention, precision: str = "day") -> str:
    return days_in_words(Period(row.first_day, row.last_day), precision=precision)


def wordings(text: Text) -> str:
    """A text in all its languages."""
    return " · ".join(f"{wording} ({language_in_words(code)})" for code, wording in text.texts.items())


def period_told(period: Period) -> str:
    """A period that may not be known at all."""
    return period_in_words(period) if period.first or period.last else gettext("first day not known")


def member_fact(member: Member, slug: str) -> Fact | None:
    """The member itself, as it is kept."""
    if member.slug != slug:
        return None
    place = [member.latitude, member.longitude]
    standings = [labelled(one.get_kind_display(), period_told(one.period)) for one in member.standings.all()]
    return Fact(
        subject=f"member:{member.slug}",
        title=member.name.in_(reader()),
        stands={
            "name": wordings(member.name),
            "official_name": member.official_name,
            "aliases": " · ".join(alias.spelling for alias in member.aliases.all()),
            "country": country_in_words(member.country) if member.country else "",
            "region": member.region.name.in_(reader()) if member.region else "",
            "standing": " · ".join(standings),
            "languages": listed([language_in_words(code) for code in member.languages]) if member.languages else "",
            "website": member.website,
            "place": member.place,
            "coordinates": ", ".join(f"{value:f}" for value in place if value is not None),
        },
    )


def contact_fact(member: Member, slug: str) -> Fact | None:
    contact = Contact.objects.filter(member=member, slug=slug).first()
    if contact is None:
        return None
    stands = {
        "name": contact.name,
        "office": contact.office.in_(reader()),
        "days": period_told(Period(contact.since, contact.until)),
    }
    return Fact(subject=f"contact:{slug}", title=contact.name, stands=stands)


def activity_fact(member: Member, code: str) -> Fact | None:
    activity = with_a_part(member=member).filter(code=code).first()
    if activity is None:
        return None
    parts = Involvement.objects.filter(activity=activity, member=member).order_by("order", "pk")
    stands = {
        "title": activity.title.in_(reader()),
        "days": days_of(activity),
        "part": listed([str(part.get_role_display()) for part in parts]),
        "place": activity.place.in_(reader()),
        "summary": activity.summary.in_(reader()),
    }
    return Fact(subject=f"activity:{code}", title=stands["title"] or code, stands=stands)


def bilateral_fact(member: Member, slug: str) -> Fact | None:
    found = Bilateral.objects.filter(member=member, slug=slug, is_cancelled=False).defer("notes").first()
    if found is None:
        return None
    days = days_of(found, found.precision)
    stands = {"days": days, "needs": found.needs.in_(reader()), "follow_up": found.follow_up.in_(reader())}
    title = gettext("Bilateral meeting, %(days)s") % {"days": days}
    return Fact(subject=f"bilateral:{slug}", title=title, stands=stands)


def mention_fact(member: Member, slug: str) -> Fact | None:
    found = MediaMention.objects.filter(member=member, slug=slug, is_cancelled=False).first()
    if found is None:
        return None
    stands = {
        "outlet": found.outlet,
        "subject": found.subject.in_(reader()),
        "days": days_of(found, found.precision),
    }
    return Fact(subject=f"mention:{slug}", title=found.outlet, stands=stands)


READERS: Mapping[str, Callable[[Member, str], Fact | None]] = {
    "member": member_fact,
    "contact": contact_fact,
    "activity": activity_fact,
    "bilateral": bilateral_fact,
    "mention": mention_fact,
}
