"""From a text that is finished to files that everybody may read: an edition frozen as it is, and published with its
documents."""

from __future__ import annotations

from django.db import transaction

from metronome.report.actions import freeze_edition, publish_edition, refuse_publication, refuse_unpublishable
from metronome.report.enums import PUBLISH, EditionState
from metronome.report.models import Edition
from metronome.tasks.actions import enqueue
from metronome.tasks.models import Task
from metronome.tasks.queries import open_task
from metronome.tasks.work import Hold, nobody

from .build import FORMATS, Progress, build_files, in_state, keep_files, manifest_to_freeze, read_edition
from .manifest import read_manifest


@transaction.atomic
def freeze_as_it_is(*, edition: Edition, by: object) -> Edition:
    """Keep the rows, texts and figures that an edition has now; nothing is written into it meanwhile.

    Raises Refusal unless it is being composed.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    return freeze_edition(edition=locked, manifest=manifest_to_freeze(locked), by=by)


@transaction.atomic
def ask_to_publish(*, edition: Edition, by: object) -> int:
    """Have a worker publish a frozen edition with its files; the number of the task, which is one for all who ask.

    Raises Refusal where it cannot be published.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    refuse_publication(edition=locked, by=by)
    refuse_unpublishable(read_manifest(locked.manifest.encode()))
    known = publication_of(locked)
    return known.pk if known else enqueue(task=PUBLISH, by=by, about=str(locked.title), slug=locked.slug)


def publication_of(edition: Edition) -> Task | None:
    """The task that publishes an edition; None while nobody has asked for it, or once it has ended."""
    return open_task((PUBLISH,), slug=edition.slug)


def publish_with_files(
    *, edition: Edition, by: object, progress: Progress | None = None, hold: Hold = nobody
) -> Edition:
    """Make the files of a frozen edition in each of its languages and publish it with them. `hold` is called last in
    the transaction.

    Raises Refusal where it cannot be published, before anything is made, or a document cannot be made.
    """
    refuse_publication(edition=edition, by=by)
    reading = in_state(read_edition(edition), EditionState.PUBLISHED)
    refuse_unpublishable(reading.manifest)
    files = build_files(reading, languages=reading.head.languages, formats=FORMATS, progress=progress)
    kept = keep_files(files)
    with transaction.atomic():
        published = publish_edition(edition=edition, manifest=reading.manifest, files=kept, by=by)
        hold()
    return published
