"""What is kept of a file that was handed in as a list: where it lies, how it is read, which names were decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.ground.deposits import deposited_table
from metronome.ground.refusal import Refusal
from metronome.intake.models import Import, SavedMapping

from .enums import Fate
from .fates import Judged
from .incoming import Choices
from .on_record import Pick


def import_at(number: int) -> Import:
    """Raises ObjectDoesNotExist where there is none."""
    return Import.objects.get(pk=number)


def path_of(found: Import) -> Path:
    """Where a file lies. Raises Refusal where it does no more."""
    path = deposited_table(found.file)
    if path is None:
        raise Refusal(_("This file is kept no more."), remedy=_("Hand it in again."))
    return path


def choices_of(found: Import | SavedMapping) -> Choices:
    return Choices(**_known(found.choices))


def picks_of(found: Import) -> Sequence[Pick]:
    return [Pick(**pick) for pick in found.picks]


def told_of(row: Judged, columns: Sequence[str]) -> dict[str, Any]:
    """What the preview says of a row; of a refused one also its cells, to be mended."""
    told: dict[str, Any] = {"changes": {key: list(pair) for key, pair in row.changes.items()}}
    if row.fate is Fate.REFUSED:
        told["refusals"] = [[one.field, one.reason, one.remedy] for one in row.refusals]
        # As pairs: not every database keeps the order of names.
        told["printed"] = [list(pair) for pair in zip(columns, row.printed, strict=True)]
    return told


def _known(said: Mapping[str, Any]) -> dict[str, Any]:
    """What an older version kept may lack a choice of today."""
    return {name: said[name] for name in Choices.__dataclass_fields__ if name in said}
