"""What not everybody may read, for the search. Confidential notes never come in: whoever may read them reads them
where they stand, and what is copied nowhere needs to be erased nowhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from metronome.accounts.models import Person
from metronome.calls.models import Application, ApplicationVersion, Call
from metronome.calls.queries import public_calls
from metronome.desk.models import Proposal
from metronome.desk.queries import given_of
from metronome.desk.sheets import kinds, sheet_of
from metronome.desk.shown import title_of
from metronome.ground.text import Text
from metronome.home.enums import Sort
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, CorrectionRequest
from metronome.plan.models import PlannedActivity
from metronome.projects.models import Project
from metronome.projects.queries import with_carriers

from .draft import NO_TEXT, Draft, in_languages, latest_first


def as_inner(sort: Sort, make: Callable[[Any], Draft]) -> Callable[[Any], Draft]:
    """What a public noun says of itself, of one that is not public."""
    return lambda row: replace(make(row), sort=sort, state=str(getattr(row, "state", "")))


def pilots() -> QuerySet[Project]:
    hidden = Project.objects.filter(is_published=False)
    return with_carriers(hidden).prefetch_related("outputs", "results__result")


def drawn_calls() -> QuerySet[Call]:
    return Call.objects.exclude(pk__in=public_calls().values("pk")).prefetch_related("stages")


def planned() -> QuerySet[PlannedActivity]:
    return PlannedActivity.objects.select_related("work_plan").prefetch_related("results__result")


def planned_draft(row: PlannedActivity) -> Draft:
    return Draft(
        sort=Sort.PLANNED,
        identity=row.slug,
        title=row.title,
        detail=row.work_plan.title,
        texts=(row.why, row.work_plan.title),
        words=(row.owner, *(one.result.code for one in row.results.all())),
        first_day=row.first_month,
        last_day=row.last_month,
        precision="month",
        state=row.state,
    )


def meetings() -> QuerySet[Bilateral]:
    return Bilateral.objects.select_related("member", "partner")


def meeting_draft(row: Bilateral) -> Draft:
    whom = row.member or row.partner
    return Draft(
        sort=Sort.MEETING,
        identity=row.slug,
        title=whom.name if whom else NO_TEXT,
        detail=row.needs or row.follow_up,
        texts=(row.needs, row.follow_up),
        first_day=row.first_day,
        last_day=row.last_day,
        precision=row.precision,
        state="cancelled" if row.is_cancelled else "",
    )


def contacts() -> QuerySet[Contact]:
    return Contact.objects.select_related("member", "partner")


def contact_draft(row: Contact) -> Draft:
    of = row.member or row.partner
    return Draft(
        sort=Sort.CONTACT,
        identity=row.slug,
        name=row.name,
        title=NO_TEXT if row.name else row.office,
        detail=beside(row.office, of.name) if of else row.office,
        texts=(row.office, *((of.name,) if of else ())),
    )


def beside(office: Text, whose: Text) -> Text:
    """An office with that whose it is, in each language of either."""
    languages = dict.fromkeys((office.source or whose.source, *office.texts, *whose.texts))
    said = {code: ", ".join(filter(None, (office.in_(code), whose.in_(code)))) for code in languages if code}
    return Text.of(said, source=next(iter(said))) if said else NO_TEXT


def requests() -> QuerySet[CorrectionRequest]:
    return CorrectionRequest.objects.select_related("member")


def request_draft(row: CorrectionRequest) -> Draft:
    return Draft(
        sort=Sort.REQUEST,
        identity=str(row.pk),
        name=row.about,
        detail=row.member.name,
        texts=(row.member.name,),
        words=(row.wanted, row.why, row.stands, row.answer),
        place=latest_first(row.asked_at.date()),
        state=row.state,
    )


def applications() -> QuerySet[Application]:
    """With what was handed in last: jurors read that, and nothing that was typed since."""
    counts = ApplicationVersion.objects.filter(application=OuterRef("pk"), number=OuterRef("version"))
    title, city = (Subquery(counts.values(name)[:1]) for name in ("title", "city"))
    return Application.objects.select_related("call", "member").annotate(handed_title=title, handed_city=city)


def application_draft(row: Any) -> Draft:
    return Draft(
        sort=Sort.APPLICATION,
        identity=row.code,
        code=row.code,
        name=row.handed_title or row.title or row.code,
        detail=row.call.title,
        texts=(row.member.name,) if row.member else (),
        words=(row.handed_city or row.city,),
        place=latest_first((row.submitted_at or row.began_at).date()),
        state=row.state,
    )


def accounts() -> QuerySet[Person]:
    return Person.objects.all()


def account_draft(row: Person) -> Draft:
    return Draft(
        sort=Sort.ACCOUNT,
        identity=str(row.pk),
        name=row.name or row.email,
        names=(row.email,),
        state="" if row.is_active else "invited",
    )


def open_proposals() -> QuerySet[Proposal]:
    """Those of which something still becomes, of what is written on a sheet today."""
    return Proposal.objects.open().filter(kind__in=list(kinds()))


def proposal_draft(row: Proposal, languages: Sequence[str]) -> Draft:
    """By its title, and by all that is proposed but what is personal beside the title; by its identity alone where
    what was kept cannot be read as the sheet is today, since one proposal must not end every search."""
    sheet = sheet_of(row.kind)
    place = latest_first(row.changed_at.date())
    try:
        given, title = given_of(row), title_of(row)
    except ValueError:
        name = row.identity or str(row.pk)
        return Draft(sort=Sort.PROPOSAL, identity=str(row.pk), name=name, place=place, state=row.state)
    said = list(said_in(*(getattr(given, name) for name in sheet.names if name not in sheet.personal)))
    name = ""
    if not isinstance(title, Text):  # it may hold a day or a name in the reader's language
        title = in_languages(languages, lambda: str(title_of(row)))
        name = str(title) if len(title.texts) == 1 else ""
    return Draft(
        sort=Sort.PROPOSAL,
        identity=str(row.pk),
        name=name,
        title=NO_TEXT if name else title,
        names=(row.identity,) if row.identity else (),
        detail=in_languages(languages, sheet.one),
        texts=tuple(one for one in said if isinstance(one, Text)),
        words=tuple(one for one in said if isinstance(one, str)),
        place=place,
        state=row.state,
    )


def said_in(*values: Any) -> Iterator[Text | str]:
    """Every text and every word in what is given, rows included."""
    for value in values:
        if isinstance(value, (Text, str)):
            yield value
        elif isinstance(value, (tuple, list)):
            yield from said_in(*value)
        elif is_dataclass(value):
            yield from said_in(*(getattr(value, field.name) for field in fields(value)))
