"""What indicators are about: challenges of a plan and goals of the 2030 Agenda, shown and asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.http import QueryDict
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.design.parts import Tag
from metronome.design.words import reader
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.plan.goals import GOAL, goal_in_words, goal_tags
from metronome.plan.shown import ChallengeShown, challenges_shown

from .asked import unknown, value_of
from .models import Indicator
from .shown import Group, groups


@dataclass(frozen=True, slots=True)
class Tagged:
    """The tags of every indicator by its number, and what of them a reader can ask for."""

    challenges: Mapping[int, Sequence[ChallengeShown]]
    goals: Mapping[int, Sequence[str]]
    known: Mapping[int, ChallengeShown]

    def tags(self, indicator: int) -> list[Tag]:
        """The tags of one indicator: its challenges, then its goals."""
        return [
            *(one.tag() for one in self.challenges.get(indicator, ())),
            *goal_tags(self.goals.get(indicator, ())),
        ]

    @property
    def offered_challenges(self) -> list[tuple[str, str]]:
        """The challenges that an indicator is about, each below the one that it refines, by key and words."""
        used = {one.pk for several in self.challenges.values() for one in several}
        used |= {one.parent for pk in used if (one := self.known[pk]).parent is not None}
        return [
            (one.key, ("\u2003" if one.parent in used else "") + f"{one.code} {one.label.in_(reader())}")
            for pk, one in self.known.items()
            if pk in used
        ]

    @property
    def offered_goals(self) -> list[tuple[str, str]]:
        """The goals, without their targets."""
        used = {int(goal.partition(".")[0]) for several in self.goals.values() for goal in several}
        return [(str(goal), goal_in_words(str(goal))) for goal in sorted(used)]

    def of(self, asked: Asked) -> set[int]:
        """The numbers of the indicators that are about all that is asked for."""
        found = set(self.challenges) | set(self.goals)
        if asked.challenge:
            found = {pk for pk in found if any(self._within(one, asked.challenge) for one in self.challenges[pk])}
        if asked.goal:
            found = {pk for pk in found if any(_is_within(one, asked.goal) for one in self.goals[pk])}
        return found

    def _within(self, one: ChallengeShown, key: str) -> bool:
        """Whether a challenge is the one with a key, or refines it."""
        above = self.known.get(one.parent) if one.parent is not None else None
        return one.key == key or (above is not None and self._within(above, key))


def _is_within(goal: str, wanted: str) -> bool:
    """Whether a goal or target is the one that is wanted, or a target of it."""
    return goal == wanted or goal.startswith(f"{wanted}.")


@dataclass(frozen=True, slots=True)
class Asked:
    """Which challenge and which goal somebody asks for; what means nothing is named in `faults` and left aside."""

    challenge: str = ""
    goal: str = ""
    faults: Sequence[str] = field(default_factory=list)


def tagged() -> Tagged:
    """The tags of all indicators, made once until something public changes."""
    return _tagged(publication(), get_language() or "")


@kept(8)
def _tagged(_publication: int, _language: str) -> Tagged:
    known = challenges_shown()
    through = Indicator.challenges.through._default_manager.order_by("pk")
    rows = Indicator.objects.values_list("pk", "goals")
    goals = {pk: tuple(given) for pk, given in rows}
    found: dict[int, list[ChallengeShown]] = {pk: [] for pk in goals}
    for indicator, challenge in through.values_list("indicator", "challenge"):
        found[indicator].append(known[challenge])
    return Tagged(found, goals, known)


def read_asked(asked: QueryDict, tags: Tagged) -> Asked:
    """What an address asks for."""
    faults: list[str] = []
    challenge, goal = value_of(asked, "challenge"), value_of(asked, "goal")
    if challenge and challenge not in {one.key for one in tags.known.values()}:
        faults.append(unknown(challenge))
        challenge = ""
    if goal and not GOAL.fullmatch(goal):
        faults.append(_("“%(goal)s” is no Sustainable Development Goal or target.") % {"goal": goal})
        goal = ""
    return Asked(challenge, goal, faults)


def groups_about(asked: Asked, tags: Tagged) -> list[Group]:
    """The indicators that are about what is asked for, by domain; all of them where nothing is."""
    if not (asked.challenge or asked.goal):
        return groups()
    wanted = tags.of(asked)
    narrowed = (
        Group(group.label, [one for one in group.definitions if one.indicator_id in wanted]) for group in groups()
    )
    return [group for group in narrowed if group.definitions]
