"""Sentences about figures, silences, differences and verdicts, for the terminal and for pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from metronome.ground.counting import Basis, Bound
from metronome.ground.phrases import bound_in_words, language_in_words, number_in_words
from metronome.report.figures.figure import Figure
from metronome.report.parts import headings
from metronome.report.snapshot import Snapshot

from .difference import ArrangementChange, Difference, FigureChange, RowChange
from .verify import Authenticity, Verdict


def _measure_in_words(measure: Mapping[str, Any] | None) -> str:
    """What a manifest states of a figure, as `Figure.measure` wrote it."""
    if measure is None:
        return _("not there")
    if "basis" not in measure:
        return number_in_words(measure["value"])
    bound = Bound(Basis(measure["basis"]), measure["low"] or 0, measure["strict"], measure["high"])
    return bound_in_words(bound)


def silence_in_words(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[str]:
    """One sentence for each kind of thing that nothing reached in the period."""
    language = get_language() or snapshot.source_language
    results, challenges, silent = (
        (figures[id].items or ()) if id in figures else ()
        for id in ("results.silent", "challenges.silent", "regions.silent")
    )
    regions = [row for row in snapshot.regions if row.slug in silent]
    if results:
        yield ngettext("%(number)d result: %(list)s", "%(number)d results: %(list)s", len(results)) % {
            "number": len(results),
            "list": ", ".join(results),
        }
    if challenges:
        named = [f"{key} {snapshot.challenge[key].label.in_(language)}" for key in challenges]
        yield ngettext("%(number)d challenge: %(list)s", "%(number)d challenges: %(list)s", len(named)) % {
            "number": len(named),
            "list": ", ".join(named),
        }
    if regions:
        yield ngettext("%(number)d region: %(list)s", "%(number)d regions: %(list)s", len(regions)) % {
            "number": len(regions),
            "list": ", ".join(region.name.in_(language) for region in regions),
        }
    if "members.silent" in figures:
        yield _("%(number)s of %(total)s members") % {
            "number": figures["members.silent"].value,
            "total": figures["members.total"].value,
        }
    if "plan.months_left" in figures:
        yield _("Months left in the plan: %(number)s") % {"number": figures["plan.months_left"].value}


def difference_in_words(found: Difference) -> Iterator[str]:
    """The difference between two editions as lines of text."""
    if found.is_empty:
        yield _("%(before)s and %(after)s hold the same rows and figures.") % {
            "before": found.before,
            "after": found.after,
        }
        return
    yield _("From %(before)s to %(after)s") % {"before": found.before, "after": found.after}
    for change in found.arranged:
        yield arrangement_in_words(change)
    for figure in found.figures:
        yield from _figure_in_words(figure)
    for row in found.rows:
        yield from _row_in_words(row)


def arrangement_in_words(change: ArrangementChange) -> str:
    """How an edition is arranged otherwise, as one sentence."""
    sentences = {
        "title": _("The title: %(before)s, then %(after)s"),
        "languages": _("The languages: %(before)s, then %(after)s"),
        "chapters": _("The chapters: %(before)s, then %(after)s"),
    }
    before, after = (", ".join(_named(change.name, one) for one in side) for side in (change.before, change.after))
    return sentences[change.name] % {"before": before, "after": after}


def _named(what: str, one: str) -> str:
    if what == "languages":
        return language_in_words(one)
    return headings().get(one, one) if what == "chapters" else one


def _figure_in_words(change: FigureChange) -> Iterator[str]:
    yield _("%(figure)s: %(before)s, then %(after)s") % {
        "figure": change.id,
        "before": _measure_in_words(change.before),
        "after": _measure_in_words(change.after),
    }
    for sign, rows in (("+", change.added), ("-", change.removed)):
        for row in rows:
            yield f"    {sign} {row['kind']} {row['id']}: {row['label']} ({row['used']})"


def _row_in_words(change: RowChange) -> Iterator[str]:
    yield _("%(subject)s: %(fields)s") % {"subject": change.subject, "fields": ", ".join(change.fields)}
    for line in change.lines:
        yield "    " + _("line %(number)d: %(actor)s, %(verb)s, %(moment)s. Reason: %(why)s") % {
            "number": line.number,
            "actor": line.actor,
            "verb": line.verb,
            "moment": line.at.isoformat(sep=" ", timespec="minutes"),
            "why": line.why or _("none given"),
        }
    if not change.lines:
        yield "    " + _("no line of this instance's audit chain tells who")


def verdict_in_words(verdict: Verdict) -> Iterator[str]:
    """What verification found, question by question."""
    yield (
        _("consistent: the %(number)d figures follow from the frozen rows")
        if verdict.is_consistent
        else _("NOT consistent: figures do not follow from the frozen rows")
    ) % {"number": verdict.figures}
    if verdict.is_rendered is not None:
        yield (
            _("rendered: the numbers and pages printed are those that were signed")
            if verdict.is_rendered
            else _("NOT rendered: what is printed is not what was signed")
        )
    yield {
        Authenticity.KNOWN_KEY: _("authentic: signed by a known key"),
        Authenticity.UNKNOWN_KEY: _("signed by a key that is not known here"),
        Authenticity.NO_SIGNATURE: _("not signed"),
        Authenticity.FORGED: _("NOT authentic: the signature does not belong to this content"),
    }[verdict.authenticity]
    yield from (f"  {problem}" for problem in verdict.problems)


def fault_in_words(fault: str) -> str:
    """How a line of the audit chain fails."""
    return {
        "changed": _("was changed"),
        "missing": _("is missing"),
        "unlinked": _("does not follow the line before it"),
        "head": _("is not where the chain ends by its head"),
        "cut_off": _("was anchored and is not in the chain"),
    }[fault]
