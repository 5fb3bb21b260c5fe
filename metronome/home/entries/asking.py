"""Which applications to a call can be told as practices, and how far each is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metronome.calls.enums import ApplicationState, QuestionKind
from metronome.calls.models import Application, Call
from metronome.design.words import reader
from metronome.desk.enums import State
from metronome.desk.models import Proposal
from metronome.exchange.models import Practice

from .results import tables_of_results
from .telling import parts, source_of

#: What a question may be called besides the part of a practice that its answer becomes.
ALSO = {"done": ("solution", "what"), "learnt": ("lessons",)}


@dataclass(frozen=True, kw_only=True)
class Entry:
    """An application with what was made of it: a proposal by its number, a public practice by its slug."""

    application: Application
    proposal: int
    practice: str

    @property
    def is_open(self) -> bool:
        """Whether a draft can be made of it now."""
        return bool(self.application.shared_at and not self.proposal and not self.practice)


def entries_of(call: Call) -> list[Entry]:
    """The eligible applications to a call that were not made to rehearse, in a fixed number of questions."""
    found = call.applications.filter(state=ApplicationState.ELIGIBLE, is_test=False).select_related("member")
    rows = list(found.order_by("title", "code"))
    proposals, practices = made_of([one.code for one in rows])
    return [
        Entry(application=one, proposal=proposals.get(one.code, 0), practice=practices.get(one.code, ""))
        for one in rows
    ]


def made_of(codes: Sequence[str]) -> tuple[Mapping[str, int], Mapping[str, str]]:
    """The proposals and the practices that were made of applications, by their codes."""
    sources = {source_of(code): code for code in codes}
    written = Proposal.objects.filter(kind="practices", given__source__in=list(sources))
    numbers = written.exclude(state__in=(State.WITHDRAWN, State.PUBLISHED)).values_list("given__source", "pk")
    told = Practice.objects.filter(source__in=sources).values_list("source", "slug")
    return {sources[source]: pk for source, pk in numbers}, {sources[source]: slug for source, slug in told}


def is_being_judged(call: Call) -> bool:
    """Whether a panel reads and nothing was announced: what is told then would say something before the jury does."""
    return call.rounds.exists() and not call.announcements.exists()


def questions_in_words(call: Call) -> list[tuple[str, str]]:
    """The questions whose answers are words, each with its label."""
    return [(one.code, one.label.in_(reader())) for one in call.questions.filter(kind=QuestionKind.TEXT)]


def tables_in_words(call: Call) -> list[tuple[str, str]]:
    """The tables that hold results, each with its label."""
    return [(code, label.in_(reader())) for code, label in tables_of_results(call).items()]


def likely(questions: Sequence[tuple[str, str]]) -> dict[str, str]:
    """For each part the question that is called so, where there is one."""
    codes = {code for code, _label in questions}
    called = {part: next((code for code in (part, *ALSO.get(part, ())) if code in codes), "") for part in parts()}
    return {part: code for part, code in called.items() if code}
