"""What the desk knows of the plans by any spelling: their nodes and their challenges."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from metronome.design.words import reader
from metronome.desk.sheets import CANDIDATES, Meant
from metronome.ground.fold import fold_words

from .models import Challenge, Node


@dataclass(frozen=True)
class KnownInPlans:
    """What is in the plans, by plan/code, by its code where one plan alone has it, or by its words; in an order."""

    model: type[Node | Challenge]
    order: tuple[str, ...]

    def name_of(self, identity: str) -> str | None:
        return self._shown.get(identity)

    def offered(self) -> Iterable[str]:
        return self._shown.values()

    def known(self) -> Iterable[str]:
        return self._shown

    def meant(self, spelling: str) -> Meant:
        if spelling in self._shown:
            return Meant(spelling)
        words = fold_words(spelling)
        exact = [key for key in self._shown if fold_words(key.partition("/")[2]) == words]
        exact = exact or [key for key, shown in self._shown.items() if fold_words(shown) == words]
        if len(exact) == 1:
            return Meant(exact[0])
        like = exact or [key for key, shown in self._shown.items() if words and words in fold_words(shown)]
        return Meant("", [(key, self._shown[key]) for key in like[:CANDIDATES]])

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        rows = self.model._default_manager.order_by(*self.order, "plan__slug", "order", "code")
        found = rows.values_list("plan__slug", "code", "label")
        return {f"{plan}/{code}": f"{code} {label.in_(reader())}" for plan, code, label in found}


def known_nodes() -> KnownInPlans:
    """The nodes of all plans."""
    return KnownInPlans(Node, ("plan__first_day",))


def known_challenges() -> KnownInPlans:
    """The challenges of all plans; those of a plan that came later first."""
    return KnownInPlans(Challenge, ("-plan__first_day",))
