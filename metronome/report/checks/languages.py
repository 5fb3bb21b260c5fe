"""Languages: what is missing, outdated or made by a machine; and words of another language in a printed report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from django.utils.translation import gettext as _

from metronome.ground.fold import fold_words
from metronome.ground.text import State, Text
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .called import called
from .finding import Found, check
from .printed import heading, language_of
from .saying import Say

Texts = Iterable[tuple[str, Text]]


def _vital(snapshot: Snapshot) -> Texts:
    """Texts without which a report is not published: its title, its narrative, the titles of its activities."""
    yield "text:title", snapshot.title
    for part in snapshot.texts:
        yield f"text:{part.part}", part.text
    for activity in snapshot.activities:
        yield f"activity:{activity.code}", activity.title


def _other(snapshot: Snapshot) -> Texts:
    """Every other text that readers see, where there is one."""
    for activity in snapshot.activities:
        yield f"activity:{activity.code}", activity.summary
        yield f"activity:{activity.code}", activity.place
        yield from ((f"activity:{activity.code}", person.title) for person in activity.people)
    for mention in snapshot.mentions:
        yield f"mention:{mention.slug}", mention.subject
    yield from ((f"member:{row.slug}", row.name) for row in snapshot.members)
    yield from ((f"partner:{row.slug}", row.name) for row in snapshot.partners)
    yield from ((f"region:{row.slug}", row.name) for row in snapshot.regions)
    yield from ((f"plan:{row.slug}", row.title) for row in snapshot.plans)
    yield from ((f"result:{row.key}", row.label) for row in snapshot.nodes)
    yield from ((f"challenge:{row.key}", row.label) for row in snapshot.challenges)
    yield from ((f"theme:{row.key}", row.label) for row in snapshot.themes)
    yield from ((f"body:{row.slug}", row.label) for row in snapshot.bodies)
    yield from ((f"office:{row.slug}", row.label) for row in snapshot.offices)


def _in_state(texts: Texts, language: str, *states: State) -> list[str]:
    """The things, each once, of which a text stands so in a language."""
    return list(dict.fromkeys(thing for thing, text in texts if text.state(language) in states))


def _wanting(texts: Texts, language: str) -> Iterator[Found]:
    kept = [(thing, text) for thing, text in texts if text]
    missing, outdated = _in_state(kept, language, State.MISSING), _in_state(kept, language, State.OUTDATED)
    if missing or outdated:
        yield Found(f"language:{language}", {"missing": missing, "outdated": outdated})


def _sentence(say: Say) -> str:
    values = {"language": say.tongue(say.subject.partition(":")[2])}
    missing = _("Missing in %(language)s: %(texts)s.") % {**values, "texts": say.names(say["missing"])}
    outdated = _("Outdated in %(language)s, because the source was reworded: %(texts)s.") % {
        **values,
        "texts": say.names(say["outdated"]),
    }
    if say["missing"] and say["outdated"]:
        return f"{missing} {outdated}"
    return missing if say["missing"] else outdated


@check(
    "languages.missing",
    Severity.STOP,
    label=lambda: _("A title or text of the report that is missing or outdated in a required language"),
    message=_sentence,
    mend=lambda say: _("Translate these texts; a report appears in every required language or not at all."),
)
def missing(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for language in snapshot.network.required_languages:
        yield from _wanting(_vital(snapshot), language)


@check(
    "languages.incomplete",
    Severity.ASK,
    label=lambda: _("Another text that is missing or outdated in a required language"),
    message=_sentence,
    mend=lambda say: _("Translate these texts; until then readers see them in their source language, marked as such."),
)
def incomplete(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for language in snapshot.network.required_languages:
        yield from _wanting(_other(snapshot), language)


@check(
    "languages.machine",
    Severity.TELL,
    label=lambda: _("Made by a machine and read by nobody"),
    message=lambda say: (
        _("Texts in %(language)s that a machine made and nobody has read: %(number)s (%(texts)s).")
        % {
            "language": say.tongue(say.subject.partition(":")[2]),
            "number": say.number(len(say["texts"])),
            "texts": say.names(say["texts"]),
        }
    ),
    mend=lambda say: _("Have them read by somebody who speaks the language, and mark them as reviewed."),
)
def machine(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for language in snapshot.network.languages:
        if texts := _in_state((*_vital(snapshot), *_other(snapshot)), language, State.MACHINE):
            yield Found(f"language:{language}", {"texts": texts})


@check(
    "languages.residue",
    Severity.TELL,
    label=lambda: _("Words of another language in print"),
    message=lambda say: (
        _(
            "“%(printed)s” stands in a report in %(language)s, where it is “%(own)s”;"
            " the words are those of another language: %(other)s."
        )
        % {
            "language": say.tongue(say["language"]),
            "printed": say["printed"],
            "other": say.tongue(say["other"]),
            "own": say["own"],
        }
    ),
    mend=lambda say: _("The next report takes its headings from the record; nothing in the record needs mending."),
)
def residue(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for row in snapshot.printed:
        for item in row.items if row.name == "headings" else ():
            language = language_of(snapshot, row)
            thing = heading(row, item)
            label = called(snapshot, thing).get(thing, Text())
            if other := _tongue_of(item.printed, label, language):
                own = label.in_(language)
                facts = {"language": language, "printed": item.printed, "other": other, "own": own}
                yield Found(thing, facts, row.where)


def _tongue_of(printed: str, label: Text, language: str) -> str:
    """The other language in which a thing is called as printed; empty where it is printed in its own, or in none."""
    words = {code: fold_words(text) for code, text in label.texts.items()}
    if language not in words or words[language] == fold_words(printed):
        return ""
    return next((code for code, text in words.items() if text == fold_words(printed)), "")
