"""What may be done with a list that comes in: put it on record."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground.audit import Head, last_line
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.network.enums import AliasKind
from metronome.network.given import GivenAlias
from metronome.network.names import Names
from metronome.tasks.work import Progress, silent

from ..catalogue import LISTINGS
from ..enums import Fate
from ..fates import Judged
from ..incoming import Choices
from ..looking import TOLD, Look, Tally, look_at
from ..on_record import Picks


@dataclass(frozen=True, slots=True)
class ListReport:
    """What came of a list: its kind, how many rows of each fate, those refused, and the spellings learnt."""

    kind: str
    counts: Mapping[Fate, int]
    refused: Sequence[Judged]
    learnt: Sequence[str]

    @property
    def did_something(self) -> bool:
        return bool(self.counts.get(Fate.NEW) or self.counts.get(Fate.CHANGED))


class ListRefused(Exception):
    """Nothing was put, because some rows cannot come in. `report` says which."""

    def __init__(self, report: ListReport) -> None:
        super().__init__(f"{len(report.refused)} rows are refused")
        self.report = report


def import_list(
    *,
    path: Path,
    kind: str = "",
    choices: Choices | None = None,
    picks: Picks = (),
    only_accepted: bool = False,
    seen: str = "",
    source: str,
    why: str = "",
    then: Callable[[ListReport], None] | None = None,
    progress: Progress = silent,
    by: object,
) -> ListReport:
    """Put the rows of a file on record: all of them, or with `only_accepted` those that are not refused. The same file
    again changes nothing. `by` approves what comes in, `source` is where it is from, `then` is done in the same
    transaction. Spellings that were decided in `picks` are kept as other names.

    Raises ListRefused for refused rows, Refusal for a file that cannot be read, or when the record is no more as it
    was when its preview with the digest `seen` was made. Nothing is put then.
    """
    stood, look = last_line(), look_at(path, kind=kind, choices=choices, picks=picks)
    tally, wanted = _looked_through(look, progress)
    with transaction.atomic():
        Head.objects.select_for_update().get_or_create(pk=1)
        if last_line() != stood:  # somebody was quicker: what is put must follow from what stands
            look = look_at(path, kind=look.listing.kind, choices=look.choices, picks=picks)
            tally, wanted = _looked_through(look, progress)
        report = ListReport(look.listing.kind, dict(tally.counts), tally.refused, ())
        if tally.refused and not only_accepted:
            raise ListRefused(report)
        if seen and tally.digest != seen:
            raise Refusal(
                _("The record has changed since this preview was made."), remedy=_("Look at the preview again.")
            )
        hand = Hand(by, why=why)
        look.listing.put(_watched(wanted, progress), hand, source[:200])
        learnt = learn(picks=picks, by=hand)
        report = replace(report, learnt=learnt)
        if then:
            then(report)
        hand.leave()
    return report


def _looked_through(look: Look, progress: Progress) -> tuple[Tally, list[Any]]:
    tally = Tally()
    return tally, [one.wanted for one in tally.over(look, progress) if one.wanted is not None]


def _watched(wanted: Sequence[Any], progress: Progress) -> Any:
    for number, one in enumerate(wanted, 1):
        if number % TOLD == 0:
            progress(_("Putting rows on record"), number, len(wanted))
        yield one


def learn(*, picks: Picks, by: Hand) -> list[str]:
    """Keep what was decided as other names, where the spelling does not mean several exactly."""
    names, learnt = Names.of_the_network(), []
    for pick in picks:
        found, listing = names.resolve(pick.text, kind=pick.kind), LISTINGS[f"{pick.kind}s"]
        held = listing.held([pick.slug]).get(pick.slug)
        if held is None or found.meaning or any(one.score == 100 for one in found.candidates):
            continue
        alias = GivenAlias(pick.text, AliasKind.SPELLING.value)
        listing.put([replace(held, aliases=(*held.aliases, alias))], by, "")
        learnt.append(pick.text)
    return learnt
