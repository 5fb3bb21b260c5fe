"""The panels of a rehearsal: who sits, what they say of each application, what is decided."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from random import Random
from typing import Any

from django.utils import timezone

from metronome.accounts.models import Person

from ..actions.deciding import apply_verdicts, propose_first
from ..actions.panels import accept_seat, begin_round, change_juror, decline_seat, invite_juror, set_round
from ..actions.reviewing import send_review
from ..actions.sitting import call_sitting, close_sitting, write_minutes
from ..judging.ranking import ranking_of
from ..models import Call, Juror, Review, ReviewRound, Sitting
from .made_up import Expert, scored
from .opening import CHAIR, CRITERIA, JURY, SECRETARY, SHORTLISTED, WINNERS


def seat_committee(call: Call, people: Sequence[Expert], jurors: int, by: object) -> ReviewRound:
    """A committee: one declines, a reserve is called in for them, one takes less."""
    found = begin_round(call=call, panel="committee", by=SECRETARY)
    load = -(-call.applications.filter(state="eligible").count() * 3 // max(1, jurors - 1)) + 2
    found = set_round(found=found, given=settings(per_entry=3, load=load, places=SHORTLISTED), by=SECRETARY)
    seats = [_seat(found, one, number >= jurors, by) for number, one in enumerate(people)]
    decline_seat(juror=seats[0], by=seats[0].person, answer="No time this spring")
    for number, seat in enumerate(seats[1:]):
        accept_seat(juror=seat, by=seat.person, load=load - 5 if number == 0 else None)
    change_juror(juror=seats[jurors], by=SECRETARY, load=None, is_reserve=False, has_left=False)
    return found


def settings(**chosen: Any) -> Mapping[str, Any]:
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


def seat_jury(call: Call, people: Sequence[Expert], by: object) -> ReviewRound:
    """Everybody on the jury reads every application that was shortlisted, whatever its language; where a country is
    somebody's own, others read it."""
    found = begin_round(call=call, panel="jury", by=SECRETARY)
    chosen = settings(judges="shortlisted", per_entry=3, load=SHORTLISTED, places=WINNERS, reads_language=False)
    found = set_round(found=found, given=chosen, by=SECRETARY)
    for one in people[1 : JURY + 1]:
        seat = _seat(found, one, False, by)
        accept_seat(juror=seat, by=seat.person)
    return found


def read_all(found: ReviewRound, merits: Mapping[str, float], lenience: Mapping[str, float], chance: Random) -> int:
    reviews = Review.objects.filter(juror__round=found).select_related("application", "juror__person")
    for one in reviews:
        typed = scored(chance, merits[one.application.code], lenience[one.juror.person.email], CRITERIA)
        send_review(review=one, typed=typed, about=one.application.version or 0, by=one.juror.person)
    return len(reviews)


def decide(found: ReviewRound, outcome: str) -> dict[str, int]:
    """The panel meets about what the ranking leaves open, and the outcome is proposed and applied; how many."""
    ranking = ranking_of(found)
    sitting: Sitting = call_sitting(found=found, held_on=timezone.localdate(), by=SECRETARY)
    items = {item.pk: "Stays where the ranking has it." for item in sitting.items.all()}
    present = list(found.jurors.filter(state="accepted").values_list("pk", flat=True))
    write_minutes(sitting=sitting, present=present, minutes="Rehearsed.", conclusions=items, by=SECRETARY)
    close_sitting(sitting=sitting, by=CHAIR)
    propose_first(found=found, outcome=outcome, by=SECRETARY)
    applied = apply_verdicts(call=found.call, by=CHAIR)
    return {outcome: applied, f"grey zone before {outcome}": sum(one.is_grey for one in ranking.standings)}
