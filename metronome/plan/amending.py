"""What an amendment makes of the nodes of a plan. No code is lost, renumbered or used a second time."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .enums import ChangeKind
from .given import GivenAmendment, GivenChange, GivenLevel, GivenNode

WORDS = ("label", "short_label", "description")
#: An ending looks at what was added before, and at nothing that is reworded.
ORDER = (ChangeKind.ADD, ChangeKind.REWORD, ChangeKind.END)


def amended(
    nodes: Iterable[GivenNode], amendment: GivenAmendment, *, levels: Sequence[GivenLevel]
) -> tuple[GivenNode, ...]:
    """The nodes as they stand after an amendment: those there were in their order, then those that it adds.

    Raises Refusal where it does what cannot be done: with the code, the reason and a remedy.
    """
    found = {node.code: node for node in nodes}
    codes = [change.code for change in amendment.changes]
    if not codes:
        raise Refusal(_("This amendment changes nothing."), field="changes", remedy=_("Say what it changes."))
    for code in codes:
        if codes.count(code) > 1:
            raise _refusal(_("The amendment changes “%(code)s” twice."), code, _("Put both changes into one."))
    for change in sorted(amendment.changes, key=lambda change: ORDER.index(ChangeKind(change.kind))):
        found[change.code] = _STEPS[ChangeKind(change.kind)](found, change, amendment, levels)
    _refuse_orphans(found)
    return tuple(found.values())


def _added(
    found: Mapping[str, GivenNode], change: GivenChange, amendment: GivenAmendment, levels: Sequence[GivenLevel]
) -> GivenNode:
    code = change.code
    if not code or "/" in code:
        raise _refusal(_("“%(code)s” is no code."), code, _("Write one without a slash."))
    if code in found:
        reason = _("The plan has, or had, the code “%(code)s”: a code is never used again.")
        raise _refusal(reason, code, _("Give what is added a code of its own."))
    if not change.label:
        raise _refusal(_("What is added as “%(code)s” has no words."), code, _("Say what it is."))
    depth = _living(found, change.parent).depth + 1 if change.parent else 1
    if depth > len(levels):
        reason = _("“%(code)s” would stand below the deepest level of the plan.")
        raise _refusal(reason, code, _("Add it under a node further up."))
    if (pattern := levels[depth - 1].pattern) and not re.search(pattern, code):
        reason = _("“%(code)s” is not as the codes of its level are: %(pattern)s.")
        raise _refusal(reason, code, _("Choose a code as the others of its level have."), pattern=pattern)
    return GivenNode(
        code=code,
        parent=change.parent,
        depth=depth,
        label=change.label,
        short_label=change.short_label,
        description=change.description,
        order=max((node.order for node in found.values()), default=0) + 1,
        retired_on=None,
        key_ideas=(),
        added_on=amendment.on,
    )


def _reworded(
    found: Mapping[str, GivenNode], change: GivenChange, _amendment: GivenAmendment, _levels: Sequence[GivenLevel]
) -> GivenNode:
    words = {name: getattr(change, name) for name in WORDS if getattr(change, name)}
    if not words:
        raise _refusal(_("There are no new words for “%(code)s”."), change.code, _("Write them, or take it out."))
    return replace(_living(found, change.code), **words)


def _ended(
    found: Mapping[str, GivenNode], change: GivenChange, amendment: GivenAmendment, _levels: Sequence[GivenLevel]
) -> GivenNode:
    node = _living(found, change.code)
    for successor in change.successors:
        if successor == change.code:
            raise _refusal(_("“%(code)s” cannot take its own place."), change.code, _("Name another code, or none."))
        _living(found, successor)
    if node.added_on and node.added_on >= amendment.on:
        reason = _("“%(code)s” cannot end before it was added.")
        raise _refusal(reason, change.code, _("Choose a later day."))
    return replace(node, retired_on=amendment.on, successors=tuple(change.successors))


def _living(found: Mapping[str, GivenNode], code: str) -> GivenNode:
    """A node of the plan that has not ended."""
    node = found.get(code)
    if node is None:
        raise _refusal(_("The plan has no code “%(code)s”."), code, _("Look it up in the plan."))
    if node.retired_on is not None:
        raise _refusal(_("“%(code)s” has ended."), code, _("Name what took its place."))
    return node


def _refuse_orphans(found: Mapping[str, GivenNode]) -> None:
    """Nothing goes on under what has ended by an amendment."""
    for node in found.values():
        above = found.get(node.parent)
        if node.retired_on is None and above is not None and above.retired_on is not None:
            reason = _("“%(code)s” would go on under “%(above)s”, which ends.")
            raise _refusal(reason, node.code, _("End it as well."), above=above.code)


def _refusal(reason: str, code: str, remedy: str, **words: str) -> Refusal:
    return Refusal(reason % {"code": code, **words}, field="changes", remedy=remedy)


_STEPS = {ChangeKind.ADD: _added, ChangeKind.REWORD: _reworded, ChangeKind.END: _ended}


@dataclass(frozen=True, slots=True)
class Amended:
    """A node before and after; before is None for one that is added."""

    before: GivenNode | None
    after: GivenNode

    @property
    def is_added(self) -> bool:
        return self.before is None

    @property
    def is_ended(self) -> bool:
        return self.before is not None and self.before.retired_on is None and self.after.retired_on is not None


def difference(before: Iterable[GivenNode], after: Iterable[GivenNode]) -> list[Amended]:
    """The nodes that an amendment touches, in the order of the plan."""
    stood = {node.code: node for node in before}
    return [Amended(stood.get(node.code), node) for node in after if stood.get(node.code) != node]
