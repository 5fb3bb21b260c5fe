"""Loading a reference folder: all of it or nothing, and twice is as good as once."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground.hand import Hand
from metronome.network.queries import the_network
from metronome.observatory.models import Release

from .folder import Folder
from .known import Known
from .reading import read_folder
from .refused import LoadRefused, Place, RefusedRow, Stop
from .writing import put_folder, read_to_the_end

__all__ = ["LoadRefused", "LoadReport", "RefusedRow", "check_folder", "load_folder"]

#: What is being done, how much of it is done, of how much (0: not known).
Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class LoadReport:
    """What a load did. Subjects read kind:id, as in the audit.

    `changed` tells for each field what was and what is; `unchanged` counts by kind; `gone` is in the record and no
    more in the folder; `cancelled` are those of them that `prune` cancelled; `kept` could not be changed any more.
    """

    created: tuple[str, ...]
    changed: Mapping[str, Mapping[str, Any]]
    unchanged: Mapping[str, int]
    gone: tuple[str, ...]
    cancelled: tuple[str, ...]
    kept: tuple[str, ...] = field(default=())

    @property
    def did_something(self) -> bool:
        return bool(self.created or self.changed or self.cancelled)


def load_folder(
    path: Path | str, *, by: object, why: str = "", prune: bool = False, progress: Progress | None = None
) -> LoadReport:
    """Make the record say what the folder says.

    What the record has and the folder has not is reported; with `prune`, activities, media mentions and bilateral
    meetings among it are cancelled. Nothing is ever deleted. `by` approves what comes in; `why` is kept with each
    change.

    Raises LoadRefused, with everything that is wrong, and leaves the database as it was.
    """
    folder = Folder(Path(path))
    hand = Hand(by, why=why)
    try:
        with transaction.atomic():
            gone = _load(folder, hand, prune, progress or _silent)
            hand.leave()
    except Stop:
        raise LoadRefused(_in_order(folder)) from None
    return _report(hand, gone)


def check_folder(path: Path | str) -> list[RefusedRow]:
    """What a folder would be refused for, as far as the folder alone tells: the record is not asked."""
    folder = Folder(Path(path))
    with suppress(Stop):
        folder.check_files()
        read_folder(folder)
        read_to_the_end(folder)
    return _in_order(folder)


def _load(folder: Folder, hand: Hand, prune: bool, progress: Progress) -> list[str]:
    if not folder.path.is_dir():
        reason = _("There is no such folder.")
        folder.refusals.add(Place(str(folder.path)), "", reason, _("Give the path of a reference folder."))
        raise Stop
    folder.check_files()
    folder.ids.releases = Known(dict.fromkeys(Release.objects.values_list("slug", flat=True), ("", 0)))
    given = read_folder(folder)
    _check_network(folder, given.network.slug)
    return put_folder(given, folder, hand, prune=prune, progress=progress)


def _check_network(folder: Folder, slug: str) -> None:
    """An instance belongs to one network: the folder of another one is a mistake."""
    network = the_network()
    if network is not None and slug and network.slug != slug:
        reason = _("This instance belongs to the network “%(network)s”.") % {"network": network.slug}
        folder.refusals.add(Place("network.yaml"), "slug", reason, _("Load the folder into an instance of its own."))


def _silent(what: str, done: int, of: int) -> None:
    """Nobody watches."""


def _in_order(folder: Folder) -> list[RefusedRow]:
    return sorted(folder.refusals.rows, key=lambda row: (row.file, row.row))


def _report(hand: Hand, gone: list[str]) -> LoadReport:
    created, cancelled, changed = [], [], {}
    for entry in hand.entries:
        match entry.verb:
            case "create":
                created.append(entry.subject)
            case "cancel":
                cancelled.append(entry.subject)
            case _:
                changed[entry.subject] = entry.change
    return LoadReport(
        created=tuple(created),
        changed=changed,
        unchanged=dict(hand.unchanged),
        gone=tuple(gone),
        cancelled=tuple(cancelled),
        kept=tuple(hand.kept),
    )
