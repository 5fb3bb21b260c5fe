"""What a report may speak of, as plain data: names, codes with their labels, kinds. Made once for a reading."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.network.names import Names
from metronome.network.queries import network_languages
from metronome.plan.models import Level, Plan
from metronome.plan.shown import challenges_shown, tree
from metronome.record.models import Kind


@dataclass(frozen=True, slots=True)
class Coded:
    """A result, challenge or line by its key plan/code, with its labels in all languages, its line and its plan's
    period."""

    key: str
    code: str
    labels: tuple[str, ...]
    lead: str
    period: Period


@dataclass(frozen=True)
class Known:
    """`results` and `challenges` by their codes; `kinds` and their names; `levels` are names of the highest level."""

    languages: Sequence[str]
    names: Names
    results: Mapping[str, Sequence[Coded]]
    challenges: Mapping[str, Sequence[Coded]]
    lines: Sequence[Coded]
    kinds: Mapping[str, Sequence[str]]
    levels: Sequence[str]


def known() -> Known:
    """All that the record knows by name or code."""
    nodes, periods = tree(), {plan.slug: plan.period for plan in Plan.objects.all()}
    coded = {}
    for node in nodes.nodes.values():
        top = (nodes.above(node) or [node])[0]
        labels = _labels(node.label, node.short_label)
        key, lead = f"{node.plan}/{node.code}", f"{top.plan}/{top.code}"
        coded[node.pk] = Coded(key, node.code, labels, lead, periods[node.plan])
    challenges = (
        Coded(f"{one.plan}/{one.code}", one.code, _labels(one.label), "", periods[one.plan])
        for one in challenges_shown().values()
        if one.is_leaf
    )
    return Known(
        languages=network_languages(),
        names=Names.of_the_network(),
        results=_by_code(coded[node.pk] for node in nodes.nodes.values() if node.is_result),
        challenges=_by_code(challenges),
        lines=[coded[node.pk] for node in nodes.nodes.values() if node.parent is None],
        kinds={kind.slug: _labels(kind.name, kind.plural) for kind in Kind.objects.all()},
        levels=[label for level in Level.objects.filter(depth=1) for label in _labels(level.name)],
    )


def _labels(*texts: Text) -> tuple[str, ...]:
    return tuple(dict.fromkeys(label for text in texts for label in text.texts.values() if label))


def _by_code(coded: Iterable[Coded]) -> Mapping[str, Sequence[Coded]]:
    found: dict[str, list[Coded]] = {}
    for one in coded:
        found.setdefault(one.code.casefold(), []).append(one)
    return found
