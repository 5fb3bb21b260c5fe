"""What may be done to layouts and to reports that were read. What is given is put by its identity, in the caller's
transaction; what a report tells comes into the record as a draft only, by the record's own action."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.deposits import deposit, deposited
from metronome.ground.hand import Hand, Keys
from metronome.ground.period import Period
from metronome.ground.putting import Noun, put
from metronome.ground.refusal import Refusal
from metronome.intake.enums import ProposalState
from metronome.intake.models import Layout, ProposedActivity, Reading
from metronome.record.actions import draft_activity
from metronome.record.given import GivenActivity
from metronome.record.models import Activity

from .given import GivenLayout
from .matching import Told, kept_in, matched
from .reading import Read, read_report
from .source import lines_of_file
from .telling import proposed_json

NOUN = Noun(Layout, "layout", ("name", "words"))


def put_layouts(*, layouts: Iterable[GivenLayout], by: Hand) -> Keys:
    """Put how reports are laid out; return the keys of all."""
    return put(NOUN, layouts, by=by)


def hand_in_report(
    *, content: bytes, label: str, by: object, layout: str = "", period: Period | None = None
) -> Reading:
    """Keep a report and read it into proposals; the earlier reading where the same file was handed in before.

    Raises Refusal for what cannot be kept, opened or recognised.
    """
    name = deposit(content)
    if earlier := Reading.objects.filter(file=name).first():
        return earlier
    path = deposited(name)
    if path is None:  # it was taken away in this moment
        raise Refusal(_("The file could not be kept."), field="upload", remedy=_("Hand it in again."))
    read = read_report(lines_of_file(path, name.rpartition(".")[2]), layout=layout, period=period)
    with transaction.atomic():
        reading = _kept(read, name, label, by)
        change = {"label": [None, reading.label], "file": [None, name], "proposed": [None, len(read.activities)]}
        audit.note(by=by, verb="create", subject=str(reading), change=change)
    return reading


def _kept(read: Read, name: str, label: str, by: object) -> Reading:
    first, last = read.period.ends
    reading = Reading.objects.create(
        file=name,
        label=label[:300] or name,
        layout=read.layout,
        language=read.language,
        first_day=first,
        last_day=last,
        by=str(by)[:200],
    )
    on_record = dict(Activity.objects.filter(code__in=filter(None, read.codes)).values_list("code", "pk"))
    ProposedActivity.objects.bulk_create(
        ProposedActivity(
            reading=reading,
            number=number,
            title=one.title.value,
            first_day=one.days[0].span.first_day,
            confidence=one.confidence,
            told=proposed_json(one),
            lines=[[line.page, line.number, line.text] for line in one.lines],
            state=ProposalState.KEPT if code else ProposalState.OPEN,
            activity_id=on_record.get(code),
        )
        for number, (one, code) in enumerate(zip(read.activities, read.codes, strict=True), 1)
    )
    return reading


@transaction.atomic
def accept_proposed(*, reading: int, number: int, given: GivenActivity, by: object) -> Activity:
    """Note what a report tells, as somebody read it over, as a draft: it goes the way of every draft from there.

    Raises Refusal for what is decided already, for what the record has, and as the draft does.
    """
    proposed = _open(reading, number)
    if not proposed.is_another and (code := _on_record(given)):
        raise Refusal(
            _("The record has this activity already: %(code)s.") % {"code": code},
            remedy=_("Reject it, or say that it is another one."),
        )
    activity = draft_activity(given=given, by=by)
    _decide(proposed, ProposalState.ACCEPTED, by, activity=activity)
    return activity


def _on_record(given: GivenActivity) -> str:
    """The code of the activity that the record has of this; empty where it has none."""
    told = Told(
        str(given.title),
        frozenset((day.first_day, day.last_day) for day in given.occurrences),
        frozenset(
            (*given.result_tags, *given.challenge_tags, *(one.member for one in given.involvements if one.member))
        ),
    )
    if not told.days:
        return ""
    period = Period(min(first for first, _last in told.days), max(last for _first, last in told.days))
    return matched([told], kept_in(period))[0]


@transaction.atomic
def reject_proposed(*, reading: int, number: int, why: str, by: object) -> ProposedActivity:
    """Leave what a report tells out of the record, with the reason. Raises Refusal without one."""
    proposed = _open(reading, number)
    if not why.strip():
        raise Refusal(_("Say why it does not come into the record."), field="why")
    _decide(proposed, ProposalState.REJECTED, by, why=why.strip()[:500])
    audit.note(by=by, verb="reject", subject=_subject(proposed), change={"why": [None, proposed.why]})
    return proposed


@transaction.atomic
def reopen_proposed(*, reading: int, number: int, by: object) -> ProposedActivity:
    """Review again what was rejected, or what was taken for an activity of the record and is another one.

    Raises Refusal for what was accepted: its draft is in the record.
    """
    proposed = _locked(reading, number)
    if proposed.state not in (ProposalState.REJECTED, ProposalState.KEPT):
        raise Refusal(_("This is “%(state)s”; that step is not possible.") % {"state": proposed.get_state_display()})
    proposed.is_another = proposed.is_another or proposed.state == ProposalState.KEPT
    proposed.state, proposed.activity, proposed.why = ProposalState.OPEN, None, ""
    proposed.decided_by, proposed.decided_at = "", None
    proposed.save()
    audit.note(by=by, verb="reopen", subject=_subject(proposed))
    return proposed


def _open(reading: int, number: int) -> ProposedActivity:
    proposed = _locked(reading, number)
    if proposed.state != ProposalState.OPEN:
        raise Refusal(_("This is “%(state)s”; that step is not possible.") % {"state": proposed.get_state_display()})
    return proposed


def _locked(reading: int, number: int) -> ProposedActivity:
    return ProposedActivity.objects.select_for_update().get(reading=reading, number=number)


def _decide(proposed: ProposedActivity, state: ProposalState, by: object, **more: Any) -> None:
    for name, value in {"state": state, "decided_by": str(by)[:200], "decided_at": timezone.now(), **more}.items():
        setattr(proposed, name, value)
    proposed.save()


def _subject(proposed: ProposedActivity) -> str:
    return f"reading:{proposed.reading_id}/{proposed.number}"
