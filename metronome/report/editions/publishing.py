"""From a text that is finished to files that everybody may read: an edition frozen as it is, and published with its
documents."""

from __future__ import annotations

from django.db import transaction

from metronome.report.actions import freeze_edition, publish_edition, refuse_publication, refuse_unpublishable
from metronome.report.enums import EditionState
from metronome.report.models import Edition

from .build import FORMATS, Progress, build_files, in_state, keep_files, manifest_to_freeze, read_edition


@transaction.atomic
def freeze_as_it_is(*, edition: Edition, by: object) -> Edition:
    """Keep the rows, texts and figures that an edition has now; nothing is written into it meanwhile.

    Raises Refusal unless it is being composed.
    """
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    return freeze_edition(edition=locked, manifest=manifest_to_freeze(locked), by=by)


def publish_with_files(*, edition: Edition, by: object, progress: Progress | None = None) -> Edition:
    """Make the files of a frozen edition in each of its languages and publish it with them.

    Raises Refusal where it cannot be published, before anything is made, or a document cannot be made.
    """
    refuse_publication(edition=edition, by=by)
    reading = in_state(read_edition(edition), EditionState.PUBLISHED)
    refuse_unpublishable(reading.manifest)
    files = build_files(reading, languages=reading.head.languages, formats=FORMATS, progress=progress)
    return publish_edition(edition=edition, manifest=reading.manifest, files=keep_files(files), by=by)
