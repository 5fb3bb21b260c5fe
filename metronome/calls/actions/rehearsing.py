"""A whole edition of a call with made-up applications, by the same actions as a real one. Everything is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from decimal import Decimal
from random import Random
from time import perf_counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.canonical import digest
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..enums import ApplicationState, QuestionKind
from ..given import GivenCall, GivenCriterion, GivenOption, GivenOutcome, GivenPanel, GivenQuestion, GivenStage
from ..judging.ranking import ranking_of
from ..models import Application, ApplicationVersion, Call, Juror, Review, ReviewRound, Sitting, Verdict
from ..rehearsing import SUBJECTS, Expert, MadeUp, experts, made_up, scored
from .assigning import assign_round
from .deciding import announce, apply_verdicts, propose_first, release_feedback
from .keeping import put_calls
from .panels import accept_seat, begin_round, change_juror, decline_seat, freeze_method, invite_juror, set_round
from .reviewing import send_review
from .sitting import call_sitting, close_sitting, write_minutes

SECRETARY, CHAIR = "rehearsal:secretary", "rehearsal:chair"
CRITERIA = ("innovation", "effect", "transfer")
SHORTLISTED, WINNERS, JURY = 15, 5, 5


@dataclass
class Figures:
    """What a rehearsal made, and how many seconds each step took."""

    counts: dict[str, Any] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        begun = perf_counter()
        yield
        self.seconds[name] = round(perf_counter() - begun, 2)


def rehearse(
    *, slug: str, applications: int, cities: int, jurors: int, by: object, seed: int = 1,
    tell: Callable[[str], None] = lambda _step: None,
) -> Figures:  # fmt: skip
    """An edition from opening to winners and feedback. Raises Refusal where there is a call of that name."""
    if Call.objects.filter(slug=slug).exists():
        raise Refusal(_("There is a call “%(slug)s” already.") % {"slug": slug}, remedy=_("Choose another name."))
    figures, chance = Figures(), Random(seed)  # noqa: S311 (made up, not secret)
    entries = made_up(applications, cities, seed=seed)
    people = experts(jurors + 2, seed=seed, beginning=slug)
    tell(_("Applications"))
    with figures.step("applications"), transaction.atomic():
        call = _open(slug, by)
        merits = {_hand_in(call, one, number, by): one.merit for number, one in enumerate(entries, 1)}
    figures.counts |= {"applications": len(merits), "cities": len({one.city for one in entries})}
    tell(_("Committee"))
    with figures.step("panel"):
        committee = _panel(call, "committee", people, jurors, len(entries), by)
    figures.counts["conflicts"] = sum(one.conflicts.filter(ended_at=None).count() for one in committee.jurors.all())
    with figures.step("assignment"):
        proof = assign_round(found=committee, by=SECRETARY)
    figures.counts["pairs"] = len(proof.proof["pairs"])
    tell(_("Reviews"))
    lenience = {one.email: one.lenience for one in people}
    with figures.step("reviews"):
        freeze_method(found=committee, by=SECRETARY)
        figures.counts["reviews"] = _read(committee, merits, lenience, chance)
    tell(_("Ranking and shortlist"))
    with figures.step("ranking"):
        _decide(ReviewRound.objects.get(pk=committee.pk), "shortlisted", figures)
    tell(_("Jury"))
    with figures.step("jury"):
        jury = _jury(call, people, by)
        assign_round(found=jury, by=SECRETARY)
        freeze_method(found=jury, by=SECRETARY)
        figures.counts["reviews of the jury"] = _read(jury, merits, lenience, chance)
        _decide(ReviewRound.objects.get(pk=jury.pk), "winner", figures)
    tell(_("Feedback"))
    with figures.step("feedback"):
        figures.counts["feedback"] = release_feedback(call=call, by=CHAIR)
        for outcome in ("", "shortlisted", "winner"):
            announce(call=call, outcome=outcome, by=CHAIR)
    figures.counts |= _found_again(call, merits)
    return figures


def _open(slug: str, by: object) -> Call:
    hand = Hand(by)
    put_calls(calls=[_given(slug)], by=hand)
    hand.leave()
    return Call.objects.get(slug=slug)


def _text(words: str) -> Text:
    return Text.of({"en": words}, source="en")


def _given(slug: str) -> GivenCall:
    """A call as the template of an award makes it, in short."""
    stage = GivenStage("call", _text("Call"), date(2021, 3, 1), "", date(2021, 4, 30), "18:00", True, 1)
    plain: dict[str, Any] = {"hint": Text(), "is_required": False, "most": None, "unit": Text(),
                             "asked_if": "", "asked_when": ""}  # fmt: skip
    questions = (
        GivenQuestion("solution", QuestionKind.TEXT, _text("What was done?"), **plain, order=1),
        GivenQuestion("subject", QuestionKind.CHOICES, _text("About what?"), **plain, order=2),
        GivenQuestion("inhabitants", QuestionKind.NUMBER, _text("How many inhabitants?"), **plain, order=3),
    )
    options = tuple(
        GivenOption("subject", code, _text(code.capitalize()), order) for order, code in enumerate(SUBJECTS, 1)
    )
    criteria = tuple(
        GivenCriterion(code, _text(code.capitalize()), Text(), Decimal(1), Decimal(0), Decimal(10), order)
        for order, code in enumerate(CRITERIA, 1)
    )
    panels = (
        GivenPanel("committee", _text("Technical committee"), Text(), None, 1),
        GivenPanel("jury", _text("Jury"), Text(), JURY, 2),
    )
    outcomes = (
        GivenOutcome("shortlisted", _text("Shortlisted"), Text(), SHORTLISTED, False, 1),
        GivenOutcome("winner", _text("Winner"), Text(), WINNERS, False, 2),
    )
    return GivenCall(
        slug, "rehearsal", "", _text("Rehearsal of an award"), _text("Everything in this call is made up."), Text(),
        "Europe/Madrid", False, True, False, (stage,), questions, options, (), criteria, panels, outcomes, 999,
    )  # fmt: skip


def _hand_in(call: Call, one: MadeUp, number: int, by: object) -> str:
    """A made-up application, found eligible; its code."""
    now = datetime(2021, 4, 30, 12, tzinfo=UTC)
    answers: list[dict[str, Any]] = [
        {"question": "solution", "kind": "text", "language": one.language, "value": one.text},
        {"question": "subject", "kind": "choices", "value": list(one.subjects)},
        {"question": "inhabitants", "kind": "number", "value": str(one.inhabitants)},
    ]
    shared: dict[str, Any] = {"title": one.title, "language": one.language, "city": one.city, "country": one.country}
    made = Application.objects.create(
        call=call, code=f"{call.slug}-{number:03}", state=ApplicationState.ELIGIBLE, is_test=True, began_at=now,
        submitted_at=now, version=1, **shared,
    )  # fmt: skip
    ApplicationVersion.objects.create(
        application=made, number=1, call_version=1, answers=answers, sha256=digest(answers), submitted_at=now,
        by=str(by), **shared,
    )  # fmt: skip
    audit.note(by=by, verb="rehearse", subject=f"application:{made.code}", change={"is_test": [None, True]})
    return made.code


def _panel(call: Call, panel: str, people: Sequence[Expert], jurors: int, entries: int, by: object) -> ReviewRound:
    """A committee: one declines, a reserve is called in for them, one takes less."""
    found = begin_round(call=call, panel=panel, by=SECRETARY)
    load = -(-entries * 3 // max(1, jurors - 1)) + 2
    found = set_round(found=found, given=_settings(per_entry=3, load=load, places=SHORTLISTED), by=SECRETARY)
    seats = [_seat(found, one, number >= jurors, by) for number, one in enumerate(people)]
    decline_seat(juror=seats[0], by=seats[0].person, answer="No time this spring")
    for number, seat in enumerate(seats[1:]):
        accept_seat(juror=seat, by=seat.person, load=load - 5 if number == 0 else None)
    change_juror(juror=seats[jurors], by=SECRETARY, load=None, is_reserve=False, has_left=False)
    return found


def _settings(**chosen: Any) -> Mapping[str, Any]:
    usual = {"judges": "", "reads_language": True, "several_regions": False, "employer_years": 3, "grey_from": 10,
             "grey_to": 90, "size_question": "inhabitants"}  # fmt: skip
    return {**usual, **chosen}


def _seat(found: ReviewRound, one: Expert, is_reserve: bool, by: object) -> Juror:
    Person.objects.get_or_create(email=one.email, defaults={"name": one.name})
    return invite_juror(
        found=found, email=one.email, name=one.name, by=by, languages=one.languages, country=one.country,
        knowledge=one.knowledge, subjects=[f"subject/{code}" for code in one.subjects], is_reserve=is_reserve,
        has_letter=False,
    )  # fmt: skip


def _jury(call: Call, people: Sequence[Expert], by: object) -> ReviewRound:
    """Everybody on the jury reads every application that was shortlisted, whatever its language; where a country is
    somebody's own, others read it."""
    found = begin_round(call=call, panel="jury", by=SECRETARY)
    chosen = _settings(judges="shortlisted", per_entry=3, load=SHORTLISTED, places=WINNERS, reads_language=False)
    found = set_round(found=found, given=chosen, by=SECRETARY)
    for one in people[1 : JURY + 1]:
        seat = _seat(found, one, False, by)
        accept_seat(juror=seat, by=seat.person)
    return found


def _read(found: ReviewRound, merits: Mapping[str, float], lenience: Mapping[str, float], chance: Random) -> int:
    reviews = Review.objects.filter(juror__round=found).select_related("application", "juror__person")
    for one in reviews:
        typed = scored(chance, merits[one.application.code], lenience[one.juror.person.email], CRITERIA)
        send_review(review=one, typed=typed, about=one.application.version or 0, by=one.juror.person)
    return len(reviews)


def _decide(found: ReviewRound, outcome: str, figures: Figures) -> None:
    """The committee meets about what the ranking leaves open, and the outcome is proposed and applied."""
    ranking = ranking_of(found)
    sitting: Sitting = call_sitting(found=found, held_on=timezone.localdate(), by=SECRETARY)
    items = {item.pk: "Stays where the ranking has it." for item in sitting.items.all()}
    present = list(found.jurors.filter(state="accepted").values_list("pk", flat=True))
    write_minutes(sitting=sitting, present=present, minutes="Rehearsed.", conclusions=items, by=SECRETARY)
    close_sitting(sitting=sitting, by=CHAIR)
    propose_first(found=found, outcome=outcome, by=SECRETARY)
    applied = apply_verdicts(call=found.call, by=CHAIR)
    figures.counts |= {outcome: applied, f"grey zone before {outcome}": sum(one.is_grey for one in ranking.standings)}


def _found_again(call: Call, merits: Mapping[str, float]) -> dict[str, int]:
    """How many of those who deserve it most were shortlisted."""
    best = set(sorted(merits, key=lambda code: -merits[code])[:SHORTLISTED])
    applied = Verdict.objects.filter(application__call=call, outcome="shortlisted", applied_at__isnull=False)
    chosen = set(applied.values_list("application__code", flat=True))
    return {"truly best among the shortlisted": len(best & chosen)}
