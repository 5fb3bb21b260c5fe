"""Labels: one thing under several wordings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.ground.fold import fold_words
from metronome.ground.text import Text
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .called import called
from .finding import Found, check
from .printed import heading, language_of, same_words
from .saying import FEW

#: Lists of labels, and what their items are.
KINDS_OF_LABELS = {"plan.labels": "result", "challenges.labels": "challenge"}
#: What each activity prints for itself.
OWN = ("field:days",)


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
        _("Of %(printed)s labels of the plan, %(number)s are printed in other words, such as %(items)s.")
        % {
            "printed": say.number(say["printed"]),
            "number": say.number(len(say["items"])),
            "items": say.all_of(
                (
                    _("%(code)s “%(own)s” as “%(printed)s”")
                    % {"code": thing.partition(":")[2], "own": own, "printed": printed}
                    for thing, own, printed in say["items"]
                ),
                most=FEW,
            ),
        }
    ),
    mend=lambda say: _("Print the plan's own words, so that readers find the result again; the next report does."),
)
def plan(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    printed: dict[str, int] = defaultdict(int)
    other: dict[str, list[list[str]]] = defaultdict(list)
    for row in snapshot.printed:
        for item in row.items if row.name in KINDS_OF_LABELS else ():
            thing = f"{KINDS_OF_LABELS[row.name]}:{item.id}"
            wordings = [label.in_(language_of(snapshot, row)) for label in _wordings(snapshot, thing)]
            printed[row.edition] += 1
            if wordings and not any(same_words(item.printed, wording) for wording in wordings):
                other[row.edition].append([thing, wordings[0], item.printed])
    for edition, items in other.items():
        yield Found(f"edition:{edition}", {"printed": printed[edition], "items": items})


@check(
    "labels.headings",
    Severity.TELL,
    label=lambda: _("One thing under two headings"),
    message=lambda say: (
        _("One and the same thing is printed under several headings: %(headings)s.")
        % {
            "headings": say.all_of(
                ngettext("“%(words)s” (once)", "“%(words)s” (%(times)s times)", times)
                % {"words": wording, "times": say.number(times)}
                for wording, times in say["headings"]
            )
        }
    ),
    mend=lambda say: _("Choose one heading; the next report takes it from the record."),
)
def headings(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    printed: dict[tuple[str, str], dict[str, int]] = defaultdict(dict)
    for row in snapshot.printed:
        for item in row.items if row.name == "headings" else ():
            thing, language = heading(row, item), language_of(snapshot, row)
            label = called(snapshot, thing).get(thing, Text()).in_(language)
            wording = label if _inclusive(label).fullmatch(item.printed) else item.printed
            if thing not in OWN:
                known = printed[thing, language]
                wording = next((other for other in known if same_words(wording, other)), wording)
                known[wording] = known.get(wording, 0) + 1
    for (thing, _language), wordings in sorted(printed.items()):
        if len(wordings) > 1:
            yield Found(thing, {"headings": [list(wording) for wording in sorted(wordings.items())]})


def _inclusive(label: str) -> re.Pattern[str]:
    """The forms that a label stands for: "agent·e" is read as one word or the other."""
    return re.compile(re.sub(r"·(\w+)", r"(?:\1)?", re.escape(label)), re.IGNORECASE)


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
    stated += [(row.name, str(row.title)) for activity in snapshot.activities for row in activity.people]
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
