"""A finding: what a check found, where, what it means and how to mend it; and the register of checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import translation

from metronome.ground.canonical import digest
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that does not fit. Its words are made when it is shown, in the reader's language, from `facts`.

    `subject` is what it is about, as kind:id (activity:forum, member:dakar, figure:members.total, edition:slug);
    `where` is the place in a document, in the document's own words, or empty.
    """

    rule: str
    severity: Severity
    subject: str
    facts: Mapping[str, Any]
    where: str = ""

    @property
    def family(self) -> str:
        return self.rule.split(".", 1)[0]

    @property
    def digest(self) -> str:
        """Stands for exactly this finding: a waiver holds for it and for no changed one."""
        return digest([self.rule, self.subject, dict(self.facts)])

    def message(self, language: str) -> str:
        """What was found, in whole sentences."""
        with translation.override(language):
            return CHECKS[self.rule].message(self.facts, language)

    def mend(self, language: str) -> str:
        """How to mend it."""
        with translation.override(language):
            return CHECKS[self.rule].mend(self.facts, language)


Words = Callable[[Mapping[str, Any], str], str]


@dataclass(frozen=True, slots=True)
class Check:
    """A rule of consistency. `find` looks at frozen rows and computed figures and nothing else."""

    rule: str
    label: Callable[[], str]
    message: Words
    mend: Words
    find: Callable[[Snapshot, Mapping[str, Figure]], Iterable[Finding]]


CHECKS: dict[str, Check] = {}


def check(
    rule: str, *, label: Callable[[], str], message: Words, mend: Words
) -> Callable[
    [Callable[[Snapshot, Mapping[str, Figure]], Iterable[Finding]]],
    Callable[[Snapshot, Mapping[str, Figure]], Iterable[Finding]],
]:
    """Register a check. `rule` reads family.name.

    Raises ValueError for a rule that is taken.
    """

    def register(
        find: Callable[[Snapshot, Mapping[str, Figure]], Iterable[Finding]],
    ) -> Callable[[Snapshot, Mapping[str, Figure]], Iterable[Finding]]:
        if rule in CHECKS:
            raise ValueError(f"the check {rule} is defined twice")
        CHECKS[rule] = Check(rule, label, message, mend, find)
        return find

    return register
