"""Commands of the observatory's averages: of one indicator, of women, and all of a release computed again."""

from __future__ import annotations

import argparse
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from metronome.cli.instance import make_ready
from metronome.cli.terminal import FEW, command, say, say_json, table
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:
    from metronome.observatory.averages import Average
    from metronome.observatory.comparing import Compared
    from metronome.observatory.models import IndicatorVersion, Release

Options = argparse.Namespace


def add_to(verbs: Any) -> None:
    words = "the share of women, and how it differs from an earlier release"
    women = command(verbs, "women", words, _women)
    women.add_argument("indicator", help="slug of an indicator")
    women.add_argument("--release", default="", help="name of a release (else the latest)")
    women.add_argument("--against", default="", help="name of an earlier release: only what differs")

    words = "compute the averages of a release again from its facts, and say whether they are what was kept"
    averages = command(verbs, "averages", words, _averages)
    averages.add_argument("release", nargs="?", default="", help="name of a release (else the latest)")

    words = "several metropolises as one number, with n of N, years, scales and release"
    average = command(verbs, "average", words, _average)
    average.add_argument("indicator", help="slug of an indicator")
    average.add_argument("--release", default="", help="name of a release (else the latest)")
    average.add_argument("--geography", default="", help="slug of a geography (else the first that has values)")
    average.add_argument("--region", default="", help="slug of a region (else everywhere)")
    average.add_argument("--year", default="", help="such as 2020 (else the latest that is no projection)")


def _release_of(options: Options) -> Release:
    """The release that was named, else the latest."""
    from metronome.observatory.models import Release
    from metronome.observatory.queries import release_named

    return release_named(options.release or Release.objects.values_list("slug", flat=True).first() or "")


def _definition_of(options: Options) -> IndicatorVersion:
    from metronome.observatory.models import IndicatorVersion
    from metronome.observatory.shown import latest_definition

    try:
        return latest_definition(options.indicator)
    except IndicatorVersion.DoesNotExist:
        raise Refusal(_("There is no indicator “%(slug)s”.") % {"slug": options.indicator}) from None


def _averages(options: Options) -> int:
    from metronome.observatory.aggregates.reading import averages_of, indicators_of
    from metronome.observatory.engine import refuse_without_engine

    refuse_without_engine()
    from metronome.observatory.facts.recomputing import differences_of_averages

    make_ready()
    release = _release_of(options)
    if not release.averages:
        reason = _("The averages of release “%(release)s” are not made.") % {"release": release.slug}
        raise Refusal(reason, remedy=_("Make them: metronome observatory arrays"))
    different = list(differences_of_averages(release))
    kept = (averages_of(release.averages, slug) for slug in indicators_of(release.averages))
    number = sum(len(one.rows) for one in kept if one)
    if options.format == "json":
        rows = [
            {**asdict(one.key), **{side: _exact(getattr(one, side)) for side in ("kept", "given")}}
            for one in different
        ]
        found = {"release": release.slug, "averages": release.averages, "number": number}
        say_json({**found, "equal": not different, "different": rows})
        return int(bool(different))
    for one in different[:FEW]:
        key = one.key
        year = _("latest") if key.year is None else str(key.year)
        sides = [_exact(one.kept) or "–", _exact(one.given) or "–"]
        table([[key.indicator, key.geography, key.group, year, key.scale, key.sex, *sides]])
    told = {"number": number, "different": len(different), "release": release.slug}
    if different:
        say(_("Release %(release)s: of %(number)d averages, %(different)d are not what its facts give.") % told)
    else:
        say(_("Release %(release)s: its facts give all of its %(number)d averages again.") % told)
    return int(bool(different))


def _exact(one: Average | None) -> str | None:
    """The value as a fraction, with n of N."""
    return None if one is None else f"{one.value} ({one.n}/{one.of})"


def _women(options: Options) -> int:
    from metronome.observatory.facts.sexes import women_between, women_of
    from metronome.observatory.queries import release_named

    make_ready()
    slug, release = _definition_of(options).slug, _release_of(options)
    if options.against:
        rows = women_between(release_named(options.against), release, slug)
    else:
        rows = [(one, one) for one in women_of(release, slug)]
    if options.format == "json":
        told = ({"area": new.area, "first_day": str(new.first_day), "source": new.source} for _old, new in rows)
        shares = ({"before": str(old.share), "share": str(new.share)} for old, new in rows)
        say_json([{**one, **share} for one, share in zip(told, shares, strict=True)])
        return 0
    for old, new in rows:
        shown = [f"{float(one.share):.4f}" for one in ((old, new) if options.against else (new,))]
        table([[new.area, str(new.first_day.year), new.source, *shown]])
    return 0


def _average(options: Options) -> int:
    from django.http import QueryDict

    from metronome.observatory.asked import read_wish
    from metronome.observatory.comparing import compared

    make_ready()
    asked = QueryDict(mutable=True)
    asked.update({name: getattr(options, name) for name in ("release", "geography", "region", "year")})
    wish = read_wish(asked)
    if wish.faults:
        raise Refusal(wish.faults[0])
    found = compared(_definition_of(options), wish)
    if found is None:
        reason = _("No release has a value of this.")
        raise Refusal(reason, remedy=_("Make one: metronome observatory release NAME"))
    if found.same.kept is None:
        reason = _("The averages of this release are not made.")
        raise Refusal(reason, remedy=_("Make them: metronome observatory arrays"))
    _say_average(found, options.format)
    return 0


def _say_average(found: Compared, format: str) -> None:
    from metronome.observatory.enums import Scale, Status
    from metronome.observatory.telling import average_in_words, mix_in_words

    one, series = found.average, found.series
    release = found.wish.release.slug if found.wish.release else ""
    if format == "json":
        exact = None if one.value is None else f"{one.value.numerator}/{one.value.denominator}"
        rest = {"release": release, "geography": series.geography, "source": series.source, "method": series.method}
        counts = {"n": one.n, "of": one.of, "years": one.years, "scales": one.scales, "statuses": one.statuses}
        known = {"indicator": found.definition.slug, "aggregation": one.aggregation, "value": exact}
        say_json({**known, "unit": found.definition.unit, **counts, "unweighted": one.unweighted, **rest})
        return
    told = {
        "value": average_in_words(one, found.definition.decimals) or _("none"),
        "unit": found.definition.unit,
        "n": one.n,
        "of": one.of,
        "year": found.year,
        "release": release,
    }
    say(_("%(value)s %(unit)s, %(n)d of %(of)d metropolises, %(year)d, release %(release)s") % told)
    table([
        [_("Scale"), mix_in_words(dict(one.scales), Scale)],
        [_("Status"), mix_in_words(dict(one.statuses), Status)],
        [_("Source"), f"{series.source}, {series.method}, {series.geography}"],
    ])  # fmt: skip
