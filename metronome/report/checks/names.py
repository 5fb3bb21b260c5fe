"""Names: how members are spelled in print. A spelling that resolves is told once for each member; one that does not
is asked about."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .printed import kind_of, language_of, meant, place, possible, same_words
from .saying import Say


@check(
    "names.spelling",
    Severity.TELL,
    label=lambda: _("Other spellings of a member's name"),
    message=lambda say: (
        _("%(name)s is also printed as %(spellings)s. All of them are understood.")
        % {
            "name": say["name"],
            "spellings": say.all_of(
                _("“%(spelling)s” (%(places)s)") % {"spelling": spelling, "places": _places(say, places)}
                for spelling, places in say["spellings"]
            ),
        }
    ),
    mend=lambda say: _("Choose one spelling. The next report prints the name that the network keeps."),
)
def spelling(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    places: dict[tuple[str, str], dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in snapshot.printed:
        for item in row.items if kind_of(row.name) == "member" else ():
            member = snapshot.member.get(meant(snapshot, row, item))
            language = language_of(snapshot, row)
            if member is not None and not same_words(item.printed, member.name.in_(language)):
                places[member.slug, language][item.printed].append(place(row))
    for (slug, language), spellings in sorted(places.items()):
        name = snapshot.member[slug].name.in_(language)
        facts = {"name": name, "spellings": [[printed, at] for printed, at in sorted(spellings.items())]}
        yield Found(f"member:{slug}", facts)


def _places(say: Say, places: list[str]) -> str:
    return say.all_of(dict.fromkeys(say.name(at) if at.startswith("activity:") else at for at in places), most=3)


def _unclear(snapshot: Snapshot, *, known: bool) -> Iterator[Found]:
    """Spellings in print that mean nobody, or several."""
    for row in snapshot.printed:
        for item in row.items if kind_of(row.name) in ("member", "partner") else ():
            meanings = [f"{kind_of(row.name)}:{id}" for id in possible(snapshot, row, item)]
            if len(meanings) != 1 and bool(meanings) is known:
                facts = {"printed": item.printed, "meanings": meanings, "place": place(row)}
                yield Found(row.subject or f"list:{row.name}", facts, row.where)


@check(
    "names.unresolved",
    Severity.ASK,
    label=lambda: _("A name that nobody has"),
    message=lambda say: (
        _("“%(printed)s” is printed (%(place)s) and is no name of a member or partner.")
        % {"printed": say["printed"], "place": _places(say, [say["place"]])}
    ),
    mend=lambda say: _("Add the spelling to the member or partner that is meant."),
)
def unresolved(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _unclear(snapshot, known=False)


@check(
    "names.ambiguous",
    Severity.ASK,
    label=lambda: _("A name that several have"),
    message=lambda say: (
        _("“%(printed)s” is printed (%(place)s) and may be %(meanings)s.")
        % {
            "printed": say["printed"],
            "place": _places(say, [say["place"]]),
            "meanings": say.names(say["meanings"]),
        }
    ),
    mend=lambda say: _("Say which of them is meant."),
)
def ambiguous(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    yield from _unclear(snapshot, known=True)
