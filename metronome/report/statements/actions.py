"""What may be done with statements: made for every member of a period, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.db import transaction

from metronome.ground import audit
from metronome.ground.files import sha256_of, write_whole
from metronome.ground.period import Period
from metronome.network.models import Member
from metronome.report.editions.build import kept_file
from metronome.report.models import Statement, StatementSet

from .reading import KIND, Begun, begin, statement_of
from .typeset import Progress, Wanted, typeset_all


@dataclass(frozen=True, slots=True)
class Made:
    """A statement whose file is kept."""

    member: str
    language: str
    sha256: str
    size: int
    activities: int


def make_statements(
    *,
    period: Period,
    by: object,
    number: int,
    kind: str = KIND,
    progress: Progress | None = None,
    hold: Callable[[], None] | None = None,
) -> StatementSet:
    """Make the statement of each member of a period, in its language, and keep them as the set of that number: all or
    none. A set of that number that is there already is given back as it is. `hold` is called last, in the transaction.

    Raises Refusal for an open period or a kind that is not about a member, or where one cannot be typeset.
    """
    begun = begin(period, kind=kind, number=number)
    known = StatementSet.objects.filter(slug=begun.name).first()
    if known is not None:
        return known
    wanted = [
        Wanted(member, language, statement_of(begun, member, language)) for member, language in begun.languages.items()
    ]
    made = [_kept(one, pdf) for one, pdf in typeset_all(wanted, progress)]
    return _keep_set(begun, number, made, by=by, hold=hold)


def _kept(one: Wanted, pdf: bytes) -> Made:
    """The file put away by its digest. One of a set that never comes about is in nobody's way."""
    digest = sha256_of(pdf)
    write_whole(kept_file(digest), pdf)
    return Made(one.member, one.language, digest, len(pdf), len(one.reading.snapshot.activities))


@transaction.atomic
def _keep_set(
    begun: Begun, number: int, made: Sequence[Made], *, by: object, hold: Callable[[], None] | None
) -> StatementSet:
    first, last = begun.snapshot.period.ends
    found = StatementSet.objects.create(
        slug=begun.name,
        kind=begun.kind.slug,
        number=number,
        first_day=first,
        last_day=last,
        made_at=datetime.now(UTC),
        made_by=str(by)[:200],
        anchor=begun.anchor,
    )
    ids = dict(Member.objects.values_list("slug", "pk"))
    Statement.objects.bulk_create(
        Statement(
            set=found,
            member_id=ids[one.member],
            language=one.language,
            sha256=one.sha256,
            size=one.size,
            activities=one.activities,
        )
        for one in made
    )
    change = {"statements": [None, len(made)], "anchor": [None, begun.anchor]}
    # The list of its statements on a member's page is kept until something public changes.
    audit.note(by=by, verb="make", subject=f"statements:{found.slug}", change=change, public=True)
    if hold:
        hold()
    return found
