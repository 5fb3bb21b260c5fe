"""What is done as a task with reports.

This module is loaded with every command; what makes documents is loaded where a task needs it.
"""

from __future__ import annotations

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from metronome.ground.period import Period
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, task

from .enums import PUBLISH
from .rules import can_compose_editions, can_settle_editions


@task(PUBLISH, label=_("Publish a report"), manner=Manner.AGAIN, may=can_settle_editions)
def publish(work: Work, *, by: object, slug: str) -> Result:
    """Make the documents of a frozen edition and publish it with them. Begun again they are made again, of the same
    rows; one that is public already was published by the attempt before."""
    from .editions.build import edition_of, is_settled
    from .editions.publishing import publish_with_files

    edition = edition_of(slug)

    def progress(_document: str, number: int, of: int) -> None:
        work.progress(gettext("Making the documents"), number, of)

    if not is_settled(edition):
        publish_with_files(edition=edition, by=by, progress=progress, hold=work.hold)
    return Result(
        words=gettext("Published. Everybody can read it now."), href=reverse("report:composing", args=[slug])
    )


@task("report.statements", label=_("Statements for the members"), manner=Manner.AGAIN, may=can_compose_editions)
def statements(work: Work, *, by: object, first: str, last: str, kind: str, number: int) -> Result:
    """Make the statements of a period for all members. A set of that number is made once, however often this is
    begun."""
    from .statements.actions import make_statements

    def progress(_some: str, number: int, of: int) -> None:
        work.progress(gettext("Making the documents"), number, of)

    period = Period(date.fromisoformat(first), date.fromisoformat(last))
    made = make_statements(period=period, kind=kind, number=number, by=by, progress=progress, hold=work.hold)
    count = made.statements.count()
    words = ngettext("%(count)d statement is ready.", "%(count)d statements are ready.", count) % {"count": count}
    return Result(words=words, href=reverse("report:statement_set", args=[made.slug]))
