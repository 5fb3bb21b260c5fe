"""What may be asked of what is proposed. A query leaves no trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from metronome.ground.audit import Line
from metronome.ground.conflict import Difference, met
from metronome.ground.frozen import from_plain, to_plain
from metronome.ground.told import lines_about, told, told_before, with_told

from .enums import AT_AUTHOR, State
from .models import Proposal, ProposalQuerySet
from .sheets import Sheet, sheet_of


def waiting(person: object, *, decides: Collection[str]) -> dict[str, ProposalQuerySet]:
    """The proposals that wait for somebody, by what is to be done, the oldest first; `decides` are the kinds on which
    they decide."""
    own = str(person)
    found = {state.value: Proposal.objects.filter(state=state, author=own) for state in reversed(AT_AUTHOR)}
    if decides:
        theirs = Proposal.objects.filter(kind__in=decides)
        found["review"] = theirs.filter(state=State.IN_REVIEW).exclude(author=own)
        found["publish"] = theirs.filter(state=State.APPROVED)
    return found


def open_by_identity(kind: str, identities: Iterable[str]) -> Mapping[str, Sequence[Proposal]]:
    """The open proposals about each of some things, in one question."""
    found: dict[str, list[Proposal]] = defaultdict(list)
    for proposal in Proposal.objects.open().filter(kind=kind, identity__in=list(identities)):
        found[proposal.identity].append(proposal)
    return found


def lines_since(sheet: Sheet, identity: str, version: int) -> list[Line]:
    """What was done with something after a version, the latest first."""
    return list(lines_about(sheet.subject_of(identity)).filter(number__gt=version)) if identity else []


def given_of(proposal: Proposal) -> Any:
    """What a proposal wishes."""
    return _whole(sheet_of(proposal.kind), proposal.given)


def begun_of(proposal: Proposal) -> Any:
    """What stood when its author began; nothing said, where it is new."""
    sheet = sheet_of(proposal.kind)
    return _whole(sheet, proposal.begun) if proposal.begun else sheet.empty()


def _whole(sheet: Sheet, plain: Mapping[str, Any]) -> Any:
    """What is given, from its plain form; a field that came into the platform since says nothing yet."""
    known = {name: value for name, value in plain.items() if name in sheet.hints}
    return from_plain(sheet.given, {**to_plain(sheet.empty()), **known})


def standing_at(sheet: Sheet, current: Any, lines: Sequence[Line]) -> Any:
    """What stood before these lines."""
    try:
        return with_told(current, told_before(lines))
    except ValueError:
        # A repair tells fields in a form of its own: then what stands now is the nearest there is.
        return current


def merged(proposal: Proposal, *, lock: bool = False) -> tuple[Any, Any, tuple[Difference, ...]]:
    """What stands now, what would be written by a proposal so that what others changed since stays, and the fields
    that both changed.

    Raises ObjectDoesNotExist where what it is about is gone.
    """
    sheet = sheet_of(proposal.kind)
    if proposal.is_new:
        return sheet.empty(), given_of(proposal), ()
    current, begun = sheet.held(proposal.identity, lock=lock), begun_of(proposal)
    before = {name: was for name in sheet.hints if (was := told(begun, name)) != told(current, name)}
    lines = lines_since(sheet, proposal.identity, proposal.version) if before else []
    return current, *met(current, given_of(proposal), names=sheet.hints, before=before, lines=lines)


def fields_changed(sheet: Sheet, before: Any, after: Any) -> list[str]:
    """The fields in which two of a sort differ."""
    return [name for name in sheet.hints if told(before, name) != told(after, name)]
