"""Who keeps the record, and whose hand decides on what is proposed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from metronome.accounts.enums import Role
from metronome.accounts.gate import of_roles
from metronome.accounts.queries import is_held, roles_of

from .sheets import kinds, sheet_of

REVIEWERS = frozenset({Role.EDITOR, Role.SECRETARY_GENERAL})
KEEPERS = REVIEWERS | {Role.OFFICER}


@of_roles(*KEEPERS)
def can_keep(person: Any) -> bool:
    """Officers, editors and the Secretary General: propose what is to change or come in."""
    return bool(roles_of(person) & KEEPERS)


@of_roles(*REVIEWERS)
def can_review(person: Any) -> bool:
    """Editors and the Secretary General: return, approve what is not their own, publish, undo."""
    return bool(roles_of(person) & REVIEWERS)


@of_roles(*KEEPERS)
def can_write(person: Any, kind: str) -> bool:
    """Officers, editors and the Secretary General; assessments, the Board too: propose what is to change."""
    return bool(roles_of(person) & (KEEPERS | writers_of(kind)))


@of_roles(*REVIEWERS)
def can_decide(person: Any, kind: str) -> bool:
    """Editors and the Secretary General; on assessments the Board instead: return, approve, publish, undo."""
    return _decides(roles_of(person), deciders_of(kind))


@of_roles(*KEEPERS, Role.BOARD_MEMBER)
def can_propose(person: Any) -> bool:
    """Officers, editors, the Secretary General and the Board: see what waits for them among the proposals."""
    return can_keep(person) or any(can_write(person, kind) for kind in kinds())


@of_roles(*REVIEWERS, Role.BOARD_MEMBER)
def can_decide_on_some(person: Any) -> bool:
    """Editors, the Secretary General and the Board: approve and publish several proposals, each as far as they may."""
    return bool(kinds_decided(person))


def writers_of(kind: str) -> frozenset[Role]:
    """The offices that write one sort of thing besides those who keep the record."""
    return sheet_of(kind).writers if kind in kinds() else frozenset()


def deciders_of(kind: str) -> Sequence[frozenset[Role]]:
    """The offices whose hand decides on one sort of thing: whoever reviews, unless its sheet names others. The second
    group decides while nobody sits in the first, and so on."""
    return (sheet_of(kind).decided_by if kind in kinds() else ()) or (REVIEWERS,)


def _decides(mine: frozenset[Role], offices: Sequence[frozenset[Role]]) -> bool:
    first, *others = offices
    if mine & first:
        return True
    return any(mine & later for later in others) and not is_held(first) and _decides(mine, others)


def kinds_decided(person: Any) -> list[str]:
    """The sorts of things on which somebody decides."""
    return [kind for kind in kinds() if can_decide(person, kind)]
