"""Labels: one thing under several wordings."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.ground.fold import fold_words
from metronome.ground.text import Text
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .printed import language_of, same_words


def _wordings(snapshot: Snapshot, thing: str) -> list[Text]:
    """Every label of a result or challenge that may be printed in its place."""
    kind, _, id = thing.partition(":")
    if kind == "result" and id in snapshot.node:
        return [snapshot.node[id].label, snapshot.node[id].short_label]
    if kind == "challenge" and id in snapshot.challenge:
        return [snapshot.challenge[id].label]
    return []


@check(
    "labels.plan",
    Severity.TELL,
    label=lambda: _("The plan's words, printed in other words"),
    message=lambda say: (
        _("Of %(printed)s labels of the plan, %(number)s are printed in other words: %(items)s.")
        % {
            "printed": say.number(say["printed"]),
            "number": say.number(len(say["items"])),
            "items": say.all_of(
                _("%(item)s as “%(printed)s”") % {"item": say.name(thing), "printed": printed}
                for thing, printed in say["items"]
            ),
        }
    ),
    mend=lambda say: _("Print the plan's own words, so that readers find the result again; the next report does."),
)
def plan(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for row in snapshot.printed:
        if row.name != "labels":
            continue
        wordings = [(item, _wordings(snapshot, item.id)) for item in row.items]
        other = [
            [item.id, item.printed]
            for item, labels in wordings
            if labels and not any(same_words(item.printed, label.in_(language_of(snapshot, row))) for label in labels)
        ]
        if other:
            yield Found(row.subject or "list:labels", {"printed": len(row.items), "items": other}, row.where)


@check(
    "labels.headings",
    Severity.TELL,
    label=lambda: _("One thing under two headings"),
    message=lambda say: (
        _("One and the same thing is printed under several headings: %(headings)s.")
        % {"headings": say.quoted(say["headings"])}
    ),
    mend=lambda say: _("Choose one heading; the next report takes it from the record."),
)
def headings(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    printed: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in snapshot.printed:
        for item in row.items if row.name == "headings" else ():
            known = printed[item.id, language_of(snapshot, row)]
            if item.id and not any(same_words(item.printed, other) for other in known):
                known.append(item.printed)
    for (thing, _language), wordings in sorted(printed.items()):
        if len(wordings) > 1:
            yield Found(thing, {"headings": sorted(wordings)})


@check(
    "labels.person",
    Severity.TELL,
    label=lambda: _("One person under two titles"),
    message=lambda say: (
        _("%(person)s is printed with several titles: %(titles)s.")
        % {"person": say["person"], "titles": say.quoted(say["titles"])}
    ),
    mend=lambda say: _("See which title holds, and since when."),
)
def person(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    titles: dict[str, list[str]] = defaultdict(list)
    names: dict[str, str] = {}
    stated = [(row.name, str(row.title)) for row in snapshot.mandates]
    stated += [(row.name, row.title) for activity in snapshot.activities for row in activity.people]
    for name, title in stated:
        if name and title and not snapshot.spellings.meanings(title):
            names.setdefault(fold_words(name), name)
            if title not in titles[fold_words(name)]:
                titles[fold_words(name)].append(title)
    for key, wordings in sorted(titles.items()):
        if distinct := _apart(wordings):
            yield Found(f"name:{key}", {"person": names[key], "titles": distinct})


def _apart(titles: list[str]) -> list[str]:
    """Titles of which none merely says more than another; empty for fewer than two."""
    words = {title: set(fold_words(title).split()) for title in titles}
    apart = [title for title in titles if not any(words[title] < words[other] for other in titles)]
    distinct = list({frozenset(words[title]): title for title in reversed(apart)}.values())
    return sorted(distinct) if len(distinct) > 1 else []
