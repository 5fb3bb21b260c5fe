"""What facets and their values are called."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from django.utils.translation import gettext

from metronome.design.parts import Choice, Facet
from metronome.design.words import reader
from metronome.exchange.enums import Stage
from metronome.exchange.models import BudgetClass, Collection
from metronome.ground.phrases import language_in_words
from metronome.network.models import Member, Region
from metronome.plan.goals import GOALS, goal_in_words
from metronome.plan.models import Challenge, Marker

from .facets import FACETS, YES, facets
from .finding import Found

#: Facets that are chosen by an address and stand in no list of the page: there are too many values.
UNLISTED = ("member",)


def facet_label(name: str) -> str:
    return {
        "collection": gettext("Collection"),
        "kind": gettext("Kind of initiative"),
        "challenge": gettext("Challenge"),
        "goal": gettext("Sustainable Development Goal"),
        "region": gettext("Region"),
        "size": gettext("Size of the metropolis"),
        "budget": gettext("Cost"),
        "stage": gettext("Stage"),
        "marker": gettext("Marker"),
        "award": gettext("Award"),
        "language": gettext("Answers questions in"),
        "verified": gettext("Verified"),
        "member": gettext("City"),
    }[name]


def sizes() -> dict[str, str]:
    return {
        "small": gettext("under 1 million"),
        "medium": gettext("1 to 5 million"),
        "large": gettext("5 to 10 million"),
        "huge": gettext("10 million and more"),
    }


def _slugged(model: type[Collection] | type[Region] | type[BudgetClass] | type[Member], column: str) -> dict[str, str]:
    return {slug: text.in_(reader()) for slug, text in model._default_manager.values_list("slug", column)}


def _challenges() -> dict[str, str]:
    rows = Challenge.objects.order_by("-plan__first_day", "order", "code").values_list("plan__slug", "code", "label")
    return {f"{plan}:{code}": f"{code} {label.in_(reader())}" for plan, code, label in rows}


def _markers() -> dict[str, str]:
    found: dict[str, str] = {}
    for slug, label, highest in Marker.objects.order_by("slug").values_list("slug", "label", "highest"):
        found |= {f"{slug}:{score}": f"{label.in_(reader())}: {score}" for score in range(highest, -1, -1)}
    return found


#: In the order in which its values are shown.
_NAMES: Mapping[str, Callable[[], dict[str, str]]] = {
    "collection": lambda: _slugged(Collection, "title"),
    "kind": lambda: {value: kind.in_(reader()) for value, kind in sorted(facets().kinds.items())},
    "challenge": _challenges,
    "goal": lambda: {str(goal): goal_in_words(str(goal)) for goal in GOALS},
    "region": lambda: _slugged(Region, "name"),
    "size": sizes,
    "budget": lambda: _slugged(BudgetClass, "label"),
    "stage": lambda: {value: str(label) for value, label in Stage.choices},
    "marker": _markers,
    "award": lambda: {YES: gettext("has won one")},
    "verified": lambda: {YES: gettext("by another city, a source or an award")},
    "member": lambda: _slugged(Member, "name"),
}


def shown_facets(found: Found) -> list[Facet]:
    """The facets with what each value would leave; those that say nothing here are left out."""
    chosen = dict(found.wish.chosen)
    shown = []
    for name in FACETS:
        counts = found.counts(name)
        if name in UNLISTED or (not counts and name not in chosen):
            continue
        names = names_of(name, counts)
        wanted = chosen.get(name, "")
        choices = [
            Choice(value, label, counts.get(value, 0), value == wanted)
            for value, label in names.items()
            if value in counts or value == wanted
        ]
        if wanted and wanted not in names:  # It narrows all the same, and can be taken away.
            choices.append(Choice(wanted, wanted, 0, chosen=True))
        if choices:
            shown.append(Facet(name, facet_label(name), choices))
    return shown


def names_of(name: str, values: Mapping[str, int]) -> dict[str, str]:
    """What the values of a facet are called, in their order."""
    if name == "language":
        return {value: language_in_words(value) for value in sorted(values)}
    return _NAMES[name]()


def chosen_in_words(chosen: Sequence[tuple[str, str]]) -> list[str]:
    """What was chosen, each as facet and value."""
    return [f"{facet_label(name)}: {names_of(name, {value: 1}).get(value, value)}" for name, value in chosen]
