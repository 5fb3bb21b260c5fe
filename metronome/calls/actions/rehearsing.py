"""A whole edition of a call with made-up applications, by the same actions as a real one. Everything is marked."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from random import Random
from time import perf_counter
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person

from ..models import Call, ReviewRound, Verdict
from ..rehearsal.handing_in import come_late, hand_in, hand_in_all, screen_all
from ..rehearsal.judging import decide, read_all, seat_committee, seat_jury, settings
from ..rehearsal.made_up import Expert, experts, made_up
from ..rehearsal.opening import CHAIR, SECRETARY, SHORTLISTED, open_call
from .applying import begin_application, keep_answers
from .assigning import assign_round
from .deciding import announce, release_feedback
from .panels import accept_seat, begin_round, freeze_method, invite_juror, set_round

#: How many made-up applications a call has that is shown, and for how many days it stays open.
SHOWN, YEAR = 3, 365


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
    """An edition from opening to winners and feedback. Raises Refusal where there is a call of that name. It takes as
    many transactions as a real one: what was made before a fault stays, marked."""
    figures = Figures()
    entries = made_up(applications, cities, seed=seed)
    tell(_("Applications"))
    with figures.step("opening"):
        call = open_call(slug)
    with figures.step("handing in"):
        merits = hand_in_all(call, entries)
        late = come_late(call, entries)
    figures.counts |= {"applications": len(merits), "cities": len({one.city for one in entries}), "too late": late}
    tell(_("Eligibility"))
    with figures.step("eligibility"):
        figures.counts |= screen_all(call, entries)
    people = experts(jurors + 2, seed=seed, beginning=slug)
    _judge(call, people, jurors, merits, Random(seed), figures, tell, by)  # noqa: S311 (made up, not secret)
    tell(_("Feedback"))
    with figures.step("feedback"):
        figures.counts["feedback"] = release_feedback(call=call, by=CHAIR)
        for outcome in ("", "shortlisted", "winner"):
            announce(call=call, outcome=outcome, by=CHAIR)
    figures.counts |= _found_again(call, merits)
    return figures


def _judge(
    call: Call, people: Sequence[Expert], jurors: int, merits: Mapping[str, float], chance: Random, figures: Figures,
    tell: Callable[[str], None], by: object,
) -> None:  # fmt: skip
    """The committee reads and shortlists, the jury reads and chooses."""
    tell(_("Committee"))
    with figures.step("panel"):
        committee = seat_committee(call, people, jurors, by)
    figures.counts["conflicts"] = sum(one.conflicts.filter(ended_at=None).count() for one in committee.jurors.all())
    with figures.step("assignment"):
        proof = assign_round(found=committee, by=SECRETARY)
    figures.counts["pairs"] = len(proof.proof["pairs"])
    tell(_("Reviews"))
    lenience = {one.email: one.lenience for one in people}
    with figures.step("reviews"):
        freeze_method(found=committee, by=SECRETARY)
        figures.counts["reviews"] = read_all(committee, merits, lenience, chance)
    tell(_("Ranking and shortlist"))
    with figures.step("ranking"):
        figures.counts |= decide(ReviewRound.objects.get(pk=committee.pk), "shortlisted")
    tell(_("Jury"))
    with figures.step("jury"):
        jury = seat_jury(call, people, by)
        assign_round(found=jury, by=SECRETARY)
        freeze_method(found=jury, by=SECRETARY)
        figures.counts["reviews of the jury"] = read_all(jury, merits, lenience, chance)
        figures.counts |= decide(ReviewRound.objects.get(pk=jury.pk), "winner")


def _found_again(call: Call, merits: Mapping[str, float]) -> dict[str, int]:
    """How many of those who deserve it most, among the eligible, were shortlisted."""
    read = set(call.applications.filter(state="eligible").values_list("code", flat=True))
    best = set(sorted(read, key=lambda code: -merits[code])[:SHORTLISTED])
    applied = Verdict.objects.filter(application__call=call, outcome="shortlisted", applied_at__isnull=False)
    chosen = set(applied.values_list("application__code", flat=True))
    return {"truly best among the shortlisted": len(best & chosen)}


def show_call(*, slug: str, applicant: Person, juror: Person, by: object) -> Call:
    """A call for those who look around: open for a year, with a draft of an applicant, and with a few made-up
    applications that a juror is to read. Everything is marked. Made once; after that, the call that there is."""
    if found := Call.objects.filter(slug=slug).first():
        return found
    now, today = timezone.now(), timezone.localdate()
    with transaction.atomic():
        call = open_call(slug, first=today - timedelta(days=1), last=today + timedelta(days=YEAR))
        entries = made_up(SHOWN, SHOWN, seed=1)
        for number, one in enumerate(entries, 1):
            hand_in(call, one, f"{slug}-{number:03}", begun=now, at=now)
        screen_all(call, entries)
        draft = begin_application(
            call=call, title=_("A draft to go on with"), city=_("Test city"), language="en", at=now, by=applicant,
            is_test=True,
        )  # fmt: skip
        started = {("solution", "en"): entries[0].text}
        keep_answers(application=draft, answers=started, seen=0, about={}, by=applicant)
        _seat_reader(call, juror, by)
    return call


def _seat_reader(call: Call, juror: Person, by: object) -> None:
    """One juror of the committee reads every application."""
    found = begin_round(call=call, panel="committee", by=SECRETARY)
    chosen = settings(per_entry=1, load=SHOWN, places=1, reads_language=False)
    found = set_round(found=found, given=chosen, by=SECRETARY)
    seat = invite_juror(found=found, email=juror.email, name=juror.name, by=by, languages=["en"], has_letter=False)
    accept_seat(juror=seat, by=juror)
    assign_round(found=found, by=SECRETARY)
    freeze_method(found=found, by=SECRETARY)
