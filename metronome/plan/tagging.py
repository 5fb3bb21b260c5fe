"""How the desk writes which challenges and which goals something is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import CANDIDATES, Field, Meant
from metronome.ground.fold import fold_words

from .models import Challenge


@dataclass(frozen=True)
class KnownChallenges:
    """Challenges by their code, or by words of theirs; those of a plan that came later first."""

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
        rows = Challenge.objects.order_by("-plan__first_day", "plan__slug", "order", "code")
        found = rows.values_list("plan__slug", "code", "label")
        return {f"{plan}/{code}": f"{code} {label.in_(reader())}" for plan, code, label in found}


def known_challenges() -> KnownChallenges:
    return KnownChallenges()


CHALLENGES = Field(
    name="challenges",
    label=lambda: _("Challenges"),
    hint=lambda: _("Codes or words, with semicolons between."),
    spellings=known_challenges,
)
GOALS = Field(name="goals", label=lambda: _("Sustainable Development Goals"), hint=lambda: _("As 5; 11.2"))
