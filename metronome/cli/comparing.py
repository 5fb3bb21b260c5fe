"""The command that holds metropolises against each other."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from metronome.cli.instance import make_ready
from metronome.cli.terminal import command, heading, say, say_json, table
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:
    from metronome.observatory.exhibits.comparison import Comparison
    from metronome.observatory.exhibits.exhibit import Exhibit

Options = argparse.Namespace


def add_to(verbs: Any) -> None:
    compare = command(verbs, "compare", "any metropolises by any indicators, within one geography", _compare)
    compare.add_argument("areas", help="slugs of metropolises, with commas between")
    compare.add_argument("--indicators", required=True, help="slugs of indicators, with commas between")
    compare.add_argument("--release", default="", help="name of a release (else the latest)")
    compare.add_argument("--on", default="", help="the release that stood on a day, such as 2021-04-30")
    compare.add_argument("--geography", default="", help="slug of a geography (else the one with most values)")
    compare.add_argument("--year", default="", help="such as 2020 (else of each indicator its latest)")
    compare.add_argument("--since", default="", help="an earlier year: by how much each value changed since then")
    compare.add_argument("--mix", action="store_true", help="values of other geographies where this one has none")


def _compare(options: Options) -> int:
    from django.http import QueryDict

    from metronome.observatory.exhibits.comparison import comparison_of, read_comparison
    from metronome.observatory.exhibits.exhibit import Unclear

    make_ready()
    asked = QueryDict(mutable=True)
    asked.update({name: getattr(options, name) for name in ("release", "on", "geography", "year", "since")})
    asked["mix"] = "yes" if options.mix else ""
    for name in ("areas", "indicators"):
        asked.setlist(name, getattr(options, name).split(","))
    try:
        found = read_comparison(asked)
    except Unclear as error:
        raise Refusal(" ".join(error.faults)) from error
    if found is None:
        raise Refusal(_("No release has a value of this."), remedy=_("Make one: metronome observatory release NAME"))
    _say(found, comparison_of(found), options.format)
    return 0


def _say(found: Comparison, exhibit: Exhibit, format: str) -> None:
    from metronome.design.words import reader
    from metronome.ground.phrases import number_in_words
    from metronome.observatory.exhibits.catalogue import citation_of

    if format == "json":
        rows = [dict(zip(exhibit.columns, row, strict=True)) for row in exhibit.make()]
        about = {"release": exhibit.release.slug, "geography": found.geography.slug, "mixed": found.mixed}
        say_json({**about, "rows": rows, "cite": citation_of(exhibit)})
        return
    for definition, year in found.heads:
        heading(f"{definition.name.in_(reader())} ({definition.unit_label.in_(reader())}), {year}")
        met = [(area, next(one for one in row if one.definition == definition)) for area, row in found.rows]
        table(
            [
                area.name.in_(reader()),
                "–" if one.value is None else number_in_words(one.value),
                one.change_in_words,
                f"{one.status}{' *' if one.is_mixed else ''}",
            ]
            for area, one in met
        )
    say()
    if found.mixed:
        say(_("* of another geography: %(names)s") % {"names": ", ".join(found.mixed)})
    say(citation_of(exhibit))
