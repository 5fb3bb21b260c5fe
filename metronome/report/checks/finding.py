"""A finding: what a check found, where, what it means and how to mend it; and the register of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils import translation

from metronome.ground.canonical import digest
from metronome.ground.text import Text
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot

from .saying import Say


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. Its words are made when it is shown, in the reader's language, from `facts`.

    `subject` is what it is about, as kind:id (activity:forum, member:dakar, figure:members.total, edition:slug);
    `where` is the place in a document, in the document's own words, or empty. `names` says how the things that
    the facts speak of are called: words only, so that a new translation leaves the finding what it is.
    """

    rule: str
    severity: Severity
    subject: str
    facts: Mapping[str, Any]
    where: str = ""
    names: Mapping[str, Text] = field(default_factory=dict)

    @property
    def family(self) -> str:
        return self.rule.split(".", 1)[0]

    @property
    def digest(self) -> str:
        """Stands for exactly this finding: a waiver holds for it and for no changed one."""
        return digest([self.rule, self.subject, dict(self.facts)])

    def message(self, language: str) -> str:
        """What was found and what it means, in whole sentences."""
        with translation.override(language):
            return CHECKS[self.rule].message(Say(self.subject, self.facts, self.names, language))

    def mend(self, language: str) -> str:
        """How to mend it."""
        with translation.override(language):
            return CHECKS[self.rule].mend(Say(self.subject, self.facts, self.names, language))


@dataclass(frozen=True, slots=True)
class Found:
    """What a check hands over: a finding that does not know its rule yet. Facts are plain JSON data; a thing stands
    in them as kind:id, a list in a fixed order."""

    subject: str
    facts: Mapping[str, Any]
    where: str = ""


Words = Callable[[Say], str]
Find = Callable[[Snapshot, Mapping[str, Figure]], Iterable[Found]]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of consistency. `find` looks at frozen rows and computed figures and nothing else."""

    rule: str
    severity: Severity
    label: Callable[[], str]
    message: Words
    mend: Words
    find: Find


CHECKS: dict[str, Check] = {}


def check(
    rule: str, severity: Severity, *, label: Callable[[], str], message: Words, mend: Words
) -> Callable[[Find], Find]:
    """Register a check. `rule` reads family.name.

    Raises ValueError for a rule that is taken.
    """

    def register(find: Find) -> Find:
        if rule in CHECKS:
            raise ValueError(f"the check {rule} is defined twice")
        CHECKS[rule] = Check(rule, severity, label, message, mend, find)
        return find

    return register
