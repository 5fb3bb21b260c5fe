from __future__ import annotations

from datetime import date

from django.utils import timezone

from metronome.ground.files import sha256_of, write_whole
from metronome.ground.period import Period
from metronome.network.models import Member
from metronome.report.editions.build import kept_file, manifest_to_freeze
from metronome.report.enums import EditionState
from metronome.report.models import Document, Edition, StatedFigure, Statement, StatementSet
from metronome.report.statements.reading import begin, statement_of
from metronome.report.statements.typeset import Wanted, typeset_all

from .network import text

FIRST_DAY, LAST_DAY = date(2021, 1, 1), date(2021, 4, 30)


def make_document(slug: str = "flyer", **fields: object) -> Document:
    return Document.objects.create(**{"slug": slug, "title": text(slug.title()), "language": "fr", **fields})


def make_edition(slug: str = "spring", **fields: object) -> Edition:
    given = {"title": text(slug.title()), "first_day": FIRST_DAY, "last_day": LAST_DAY, "languages": ["fr"]}
    return Edition.objects.create(slug=slug, **{**given, **fields})


def make_frozen(slug: str = "spring", state: str = EditionState.FROZEN, **fields: object) -> Edition:
    """An edition that keeps the rows of the record as it is now: frozen, or in a later state."""
    edition = make_edition(slug, **fields)
    edition.manifest = manifest_to_freeze(edition).to_bytes().decode()
    edition.state, edition.frozen_at, edition.frozen_by = state, timezone.now(), "editor"
    if state != EditionState.FROZEN:
        edition.published_at, edition.published_by = timezone.now(), "editor"
    edition.save()
    return edition


def make_statement(member: Member, language: str = "fr") -> Statement:
    """The statement of a member as it is made of the record as it is now."""
    begun = begin(Period(FIRST_DAY, LAST_DAY), members=[member.slug])
    ((one, pdf),) = typeset_all([Wanted(member.slug, language, statement_of(begun, member.slug, language))])
    write_whole(kept_file(sha256_of(pdf)), pdf)
    kept, _ = StatementSet.objects.get_or_create(
        slug=begun.name,
        kind="statement",
        first_day=FIRST_DAY,
        last_day=LAST_DAY,
        defaults={"made_at": timezone.now(), "made_by": "editor", "anchor": begun.anchor},
    )
    given = {"sha256": sha256_of(pdf), "size": len(pdf), "activities": len(one.reading.snapshot.activities)}
    return Statement.objects.create(set=kept, member=member, language=language, **given)


def make_stated(document: Document, slug: str = "members", **fields: object) -> StatedFigure:
    given = {
        "subject": slug,
        "label": text(slug),
        "qualifier": "exactly",
        "value": 141,
        "unit": "member",
        "where": "page 2",
    }
    return StatedFigure.objects.create(document=document, slug=slug, **{**given, **fields})
