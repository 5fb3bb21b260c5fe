"""What the rooms hold for everybody to read, as drafts of search documents. What is not public is not read at all."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils.translation import override

from metronome.calls.models import Call
from metronome.calls.queries import public_calls
from metronome.exchange.models import Practice
from metronome.exchange.queries import public_practices
from metronome.governance.models import Mandate
from metronome.ground.period import Period
from metronome.ground.phrases import period_in_words
from metronome.ground.text import Text
from metronome.home.enums import Sort
from metronome.network.models import Contact, Member, Partner
from metronome.observatory.models import Area, Indicator, IndicatorVersion, Publication
from metronome.plan.models import Challenge, Node, Theme
from metronome.projects.models import Project
from metronome.projects.queries import public_projects
from metronome.record.models import Activity, ChallengeTag, MediaMention, ResultTag
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.figures.ledger import compute_all  # noqa: F401 - brings the definitions along
from metronome.report.models import Edition

CHUNK = 500
NO_TEXT = Text()


@dataclass(frozen=True, kw_only=True, slots=True)
class Draft:
    """Something public. `title` and `names` are what it is called; `texts` and `words` are what else is said of it.

    `place` is its place among those of its sort; else the latest comes first, else the alphabet orders.
    """

    sort: Sort
    identity: str
    code: str = ""
    name: str = ""
    title: Text = NO_TEXT
    names: tuple[str, ...] = ()
    detail: Text = NO_TEXT
    texts: tuple[Text, ...] = ()
    words: tuple[str, ...] = ()
    place: int | None = None
    first_day: date | None = None
    last_day: date | None = None
    precision: str = "day"
    about: str = ""

    @property
    def subject(self) -> str:
        return f"{self.sort.word}:{self.identity}"


#: The identities to draft; None for all.
Wanted = Collection[str] | None
IN_A_PLAN = (Sort.NODE, Sort.CHALLENGE, Sort.THEME)
BY_CODE = (Sort.NODE, Sort.CHALLENGE, Sort.ACTIVITY)


def drafts(sort: Sort, wanted: Wanted, languages: Sequence[str]) -> Iterator[Draft]:
    """The drafts of one sort, in a fixed number of questions for each five hundred."""
    if sort is Sort.FIGURE:
        return _figures(languages)
    if sort is Sort.PERSON:
        return _people(wanted)
    return (_DRAFT[sort](row) for row in _rows(sort, wanted))


def _rows(sort: Sort, wanted: Wanted) -> Iterator[Any]:
    found = _PUBLIC[sort]()
    if wanted is not None:
        # What is in a plan is known by the plan and its code there, plan/L1: the plan is looked at below.
        column = "code" if sort in BY_CODE else "slug"
        found = found.filter(**{f"{column}__in": {name.rpartition("/")[2] for name in wanted}})
    for row in found.order_by("pk").iterator(chunk_size=CHUNK):
        if wanted is None or sort not in IN_A_PLAN or _in_plan(row) in wanted:
            yield row


def _in_plan(row: Node | Challenge | Theme) -> str:
    return f"{row.plan.slug}/{row.slug if isinstance(row, Theme) else row.code}"


_PUBLIC: dict[Sort, Callable[[], QuerySet[Any]]] = {
    Sort.MEMBER: lambda: Member.objects.select_related("region").prefetch_related("aliases"),
    Sort.PARTNER: lambda: Partner.objects.select_related("kind").prefetch_related("aliases"),
    Sort.NODE: lambda: Node.objects.select_related("plan").prefetch_related("key_ideas"),
    Sort.CHALLENGE: lambda: Challenge.objects.select_related("plan"),
    Sort.THEME: lambda: Theme.objects.select_related("plan"),
    Sort.ACTIVITY: lambda: (
        Activity.objects.counted()
        .select_related("kind")
        .prefetch_related(
            "occurrences",
            Prefetch("result_tags", ResultTag.objects.select_related("result")),
            Prefetch("challenge_tags", ChallengeTag.objects.select_related("challenge")),
        )
    ),
    Sort.EDITION: lambda: Edition.objects.public().defer("manifest"),
    Sort.CALL: public_calls,
    Sort.PROJECT: lambda: public_projects().prefetch_related("outputs", "results__result"),
    Sort.MENTION: lambda: MediaMention.objects.filter(is_cancelled=False),
    Sort.INDICATOR: lambda: (
        Indicator.objects.filter(versions__isnull=False)
        .distinct()
        .select_related("domain")
        .prefetch_related(Prefetch("versions", IndicatorVersion.objects.order_by("-number")))
    ),
    Sort.AREA: lambda: Area.objects.select_related("region").prefetch_related("versions", "memberships__member"),
    Sort.PUBLICATION: lambda: Publication.objects.all(),
    Sort.PRACTICE: lambda: public_practices().prefetch_related("claims", "challenges__challenge"),
}


def _member(row: Member) -> Draft:
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


def _partner(row: Partner) -> Draft:
    acronyms = tuple(row.acronym.texts.values())
    return Draft(
        sort=Sort.PARTNER,
        identity=row.slug,
        title=row.name,
        names=(*acronyms, *(alias.spelling for alias in row.aliases.all())),
        detail=row.kind.name,
        texts=(row.kind.name,),
    )


def _people(wanted: Wanted) -> Iterator[Draft]:
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


def _node(row: Node) -> Draft:
    return Draft(
        sort=Sort.NODE,
        identity=_in_plan(row),
        code=row.code,
        title=row.label,
        names=tuple(row.short_label.texts.values()),
        detail=row.description,
        texts=(row.description, *(idea.text for idea in row.key_ideas.all())),
        place=row.order,
    )


def _challenge(row: Challenge) -> Draft:
    return Draft(
        sort=Sort.CHALLENGE,
        identity=_in_plan(row),
        code=row.code,
        title=row.label,
        detail=row.description,
        texts=(row.description,),
        place=row.order,
    )


def _theme(row: Theme) -> Draft:
    return Draft(
        sort=Sort.THEME,
        identity=_in_plan(row),
        title=row.label,
        detail=row.description,
        texts=(row.description,),
        place=row.order,
    )


def _activity(row: Activity) -> Draft:
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


def _edition(row: Edition) -> Draft:
    period = Period(row.first_day, row.last_day)
    return Draft(
        sort=Sort.EDITION,
        identity=row.slug,
        title=row.title,
        name="" if row.title else row.slug,
        names=(row.slug,),
        texts=(_in_languages(tuple(row.languages), lambda: period_in_words(period)),),
        first_day=row.first_day,
        last_day=row.last_day,
    )


def _mention(row: MediaMention) -> Draft:
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


def _indicator(row: Indicator) -> Draft:
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


def _area(row: Area) -> Draft:
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


def _publication(row: Publication) -> Draft:
    called = f"{row.kind} {row.number}" if row.number else ""
    return Draft(
        sort=Sort.PUBLICATION,
        identity=row.slug,
        title=row.title,
        names=(called,) if called else (),
        detail=row.abstract or row.kind,
        texts=(row.kind, row.abstract, row.authors),
        place=date.max.toordinal() - row.published_on.toordinal() if row.published_on else None,
    )


def _practice(row: Practice) -> Draft:
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
        place=date.max.toordinal() - row.published_on.toordinal(),
    )


def _call(row: Call) -> Draft:
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
        place=date.max.toordinal() - last.toordinal() if last else None,
        first_day=min((stage.opens_on for stage in taking if stage.opens_on), default=None),
        last_day=last,
    )


def _project(row: Project) -> Draft:
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


def _figures(languages: Sequence[str]) -> Iterator[Draft]:
    for place, definition in enumerate(DEFINITIONS.values()):
        if definition.of_member:  # it has pages in the statement of a member only
            continue
        words = _in_languages(languages, definition.words)
        yield Draft(
            sort=Sort.FIGURE,
            identity=definition.id,
            title=_in_languages(languages, definition.label),
            names=(definition.id,),
            detail=words,
            texts=(words,),
            place=place,
        )


def _in_languages(languages: Iterable[str], sentence: Callable[[], str]) -> Text:
    """A sentence of the program in the languages that it speaks; in English alone where it speaks none of them."""
    with override("en"):
        english = sentence()
    said = {"en": english}
    for language in languages:
        with override(language):
            if (wording := str(sentence())) != english:
                said[language] = wording
    return Text.of(said, source="en")


_DRAFT: dict[Sort, Callable[[Any], Draft]] = {
    Sort.MEMBER: _member,
    Sort.PARTNER: _partner,
    Sort.NODE: _node,
    Sort.CHALLENGE: _challenge,
    Sort.THEME: _theme,
    Sort.ACTIVITY: _activity,
    Sort.EDITION: _edition,
    Sort.MENTION: _mention,
    Sort.INDICATOR: _indicator,
    Sort.AREA: _area,
    Sort.PRACTICE: _practice,
    Sort.PUBLICATION: _publication,
    Sort.CALL: _call,
    Sort.PROJECT: _project,
}
