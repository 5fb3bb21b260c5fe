"""What each noun says of itself to whoever searches: what it is called, and what else is said of it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from metronome.calls.models import Call
from metronome.exchange.models import Practice
from metronome.governance.models import Mandate
from metronome.ground.period import Period
from metronome.ground.phrases import period_in_words
from metronome.home.enums import Sort
from metronome.network.models import Contact, Member, Partner
from metronome.observatory.models import Area, Indicator, Publication
from metronome.plan.models import Challenge, Node, Theme
from metronome.projects.models import Project
from metronome.record.models import Activity, MediaMention
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.figures.ledger import compute_all  # noqa: F401 - brings the definitions along
from metronome.report.models import Edition

from .draft import NO_TEXT, Draft, in_languages, latest_first


def in_plan(row: Node | Challenge | Theme) -> str:
    """By what something in a plan is known: plan/code."""
    return f"{row.plan.slug}/{row.slug if isinstance(row, Theme) else row.code}"


def member_draft(row: Member) -> Draft:
    return Draft(
        sort=Sort.MEMBER,
        identity=row.slug,
        title=row.name,
        names=(row.official_name, *(alias.spelling for alias in row.aliases.all())),
        detail=row.region.name if row.region else NO_TEXT,
        texts=(row.region.name,) if row.region else (),
        words=(row.place,),
        place=row.order,
    )


def partner_draft(row: Partner) -> Draft:
    acronyms = tuple(row.acronym.texts.values())
    return Draft(
        sort=Sort.PARTNER,
        identity=row.slug,
        title=row.name,
        names=(*acronyms, *(alias.spelling for alias in row.aliases.all())),
        detail=row.kind.name,
        texts=(row.kind.name,),
    )


def people(wanted: Collection[str] | None) -> Iterator[Draft]:
    """Those who hold or held a mandate and may be named."""
    mandates: dict[Contact, list[Mandate]] = {}
    found = Mandate.objects.filter(contact__is_public=True)
    if wanted is not None:
        found = found.filter(contact__slug__in=wanted)
    people = found.select_related("contact__member", "contact__partner", "office", "body").prefetch_related("members")
    for mandate in people.order_by("contact", "order", "slug"):
        mandates.setdefault(mandate.contact, []).append(mandate)
    return (_person(contact, held) for contact, held in mandates.items())


def _person(row: Contact, mandates: Sequence[Mandate]) -> Draft:
    members = [row.member] if row.member else [member for mandate in mandates for member in mandate.members.all()]
    about = f"member:{members[0].slug}" if members else f"partner:{row.partner.slug}" if row.partner else ""
    offices = [text for mandate in mandates for text in (mandate.office.label, mandate.body.label)]
    return Draft(
        sort=Sort.PERSON,
        identity=row.slug,
        name=row.name,
        detail=row.office or mandates[0].office.label,
        texts=(row.office, *offices),
        about=about,
    )


def node_draft(row: Node) -> Draft:
    return Draft(
        sort=Sort.NODE,
        identity=in_plan(row),
        code=row.code,
        title=row.label,
        names=tuple(row.short_label.texts.values()),
        detail=row.description,
        texts=(row.description, *(idea.text for idea in row.key_ideas.all())),
        place=row.order,
    )


def challenge_draft(row: Challenge) -> Draft:
    return Draft(
        sort=Sort.CHALLENGE,
        identity=in_plan(row),
        code=row.code,
        title=row.label,
        detail=row.description,
        texts=(row.description,),
        place=row.order,
    )


def theme_draft(row: Theme) -> Draft:
    return Draft(
        sort=Sort.THEME,
        identity=in_plan(row),
        title=row.label,
        detail=row.description,
        texts=(row.description,),
        place=row.order,
    )


def activity_draft(row: Activity) -> Draft:
    days = list(row.occurrences.all())
    codes = [tag.result.code for tag in row.result_tags.all()]
    codes += [tag.challenge.code for tag in row.challenge_tags.all()]
    return Draft(
        sort=Sort.ACTIVITY,
        identity=row.code,
        title=row.title,
        names=(row.code,),
        detail=row.summary,
        texts=(row.summary, row.place, row.kind.name, *(day.title for day in days)),
        words=(row.series, *map(str, row.other_cities), *codes),
        first_day=row.first_day,
        last_day=row.last_day,
        precision="month" if days and all(day.precision == "month" for day in days) else "day",
    )


def edition_draft(row: Edition) -> Draft:
    period = Period(row.first_day, row.last_day)
    return Draft(
        sort=Sort.EDITION,
        identity=row.slug,
        title=row.title,
        name="" if row.title else row.slug,
        names=(row.slug,),
        texts=(in_languages(tuple(row.languages), lambda: period_in_words(period)),),
        first_day=row.first_day,
        last_day=row.last_day,
    )


def mention_draft(row: MediaMention) -> Draft:
    return Draft(
        sort=Sort.MENTION,
        identity=row.slug,
        name=row.outlet,
        detail=row.subject,
        texts=(row.subject,),
        first_day=row.first_day,
        last_day=row.last_day,
        precision=row.precision,
    )


def indicator_draft(row: Indicator) -> Draft:
    latest, *older = row.versions.all()
    return Draft(
        sort=Sort.INDICATOR,
        identity=row.slug,
        title=latest.name,
        names=tuple(name for one in older for name in one.name.texts.values()),
        detail=latest.definition,
        texts=(latest.definition, *((row.domain.label,) if row.domain else ())),
        place=row.order,
    )


def area_draft(row: Area) -> Draft:
    """A metropolis by its name, by what systems call it, and by the members that act in it."""
    members = [one.member.name for one in row.memberships.all()]
    return Draft(
        sort=Sort.AREA,
        identity=row.slug,
        title=row.name,
        names=tuple(sorted({one.known_as for one in row.versions.all() if one.known_as})),
        detail=row.region.name if row.region else NO_TEXT,
        texts=(*members, *((row.region.name,) if row.region else ())),
    )


def publication_draft(row: Publication) -> Draft:
    called = f"{row.kind} {row.number}" if row.number else ""
    return Draft(
        sort=Sort.PUBLICATION,
        identity=row.slug,
        title=row.title,
        names=(called,) if called else (),
        detail=row.abstract or row.kind,
        texts=(row.kind, row.abstract, row.authors),
        place=latest_first(row.published_on) if row.published_on else None,
    )


def practice_draft(row: Practice) -> Draft:
    cities = (row.member.name,) if row.member else ()
    challenges = [one.challenge for one in row.challenges.all()]
    return Draft(
        sort=Sort.PRACTICE,
        identity=row.slug,
        title=row.title,
        detail=row.summary,
        texts=(
            row.summary,
            row.problem,
            row.done,
            row.learnt,
            *cities,
            *(one.label for one in row.claims.all()),
            *(one.label for one in challenges),
        ),
        words=(row.city, row.award, *(one.code for one in challenges)),
        place=latest_first(row.published_on),
    )


def call_draft(row: Call) -> Draft:
    """A call, told by the days on which applications are taken: the latest come first, and with them what is open."""
    taking = [stage for stage in row.stages.all() if stage.takes_applications]
    last = max((stage.closes_on for stage in taking if stage.closes_on), default=None)
    return Draft(
        sort=Sort.CALL,
        identity=row.slug,
        title=row.title,
        names=(row.slug,),
        detail=row.summary,
        texts=(row.summary, row.text),
        words=(row.kind, row.edition),
        place=latest_first(last) if last else None,
        first_day=min((stage.opens_on for stage in taking if stage.opens_on), default=None),
        last_day=last,
    )


def project_draft(row: Project) -> Draft:
    """A project, by what it is to bring about, by who carries it and by the results that it serves."""
    carriers = [one.member or one.partner for one in row.carriers.all()]
    results = [one.result for one in row.results.all()]
    return Draft(
        sort=Sort.PROJECT,
        identity=row.slug,
        title=row.title,
        names=(row.slug,),
        detail=row.summary,
        texts=(
            row.summary,
            row.text,
            *(one.name for one in carriers if one),
            *(one.label for one in row.outputs.all()),
        ),
        words=tuple(one.code for one in results),
        place=row.order,
        first_day=row.first_day,
        last_day=row.last_day,
    )


def figures(languages: Sequence[str]) -> Iterator[Draft]:
    for place, definition in enumerate(DEFINITIONS.values()):
        if definition.of_member:  # it has pages in the statement of a member only
            continue
        words = in_languages(languages, definition.words)
        yield Draft(
            sort=Sort.FIGURE,
            identity=definition.id,
            title=in_languages(languages, definition.label),
            names=(definition.id,),
            detail=words,
            texts=(words,),
            place=place,
        )
