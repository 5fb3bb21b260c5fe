"""What is done as a task with the observatory. What needs the engine is loaded where a task needs it."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.ground.text import Text
from metronome.tasks.enums import Manner
from metronome.tasks.kinds import Result, Work, task

from .rules import can_publish_rounds


@task("observatory.publish", label=_("Publish a collection round"), manner=Manner.AGAIN, may=can_publish_rounds)
def publish(work: Work, *, by: object, slug: str, release: str, title: dict[str, str], source: str) -> Result:
    """Publish a round as a load and a release. The round, its load and its release are there together or not at all;
    begun again, what pages read of it is made where it is missing."""
    from .rounds.publishing import publish as published

    work.progress(gettext("Loading what is approved"))
    found = published(slug=slug, release=release, title=Text.of(title, source=source), by=by)
    words = gettext("Published as release %(release)s. Everybody can read it now.")
    return Result(
        words=words % {"release": found.release.slug if found.release else release},
        href=reverse("observatory:round", args=[slug]),
    )
