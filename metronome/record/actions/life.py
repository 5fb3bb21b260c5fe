"""The life of an activity that is noted here: draft, in review, returned, approved, published, cancelled.

Each step is one transaction and leaves one line. What the public sees moves only with what is published. Whoever
approves is another hand than the author.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.audit import Head
from metronome.ground.conflict import Conflict, met
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import put
from metronome.ground.refusal import Refusal
from metronome.ground.told import told_before, with_told
from metronome.network.models import Contact, Member, Partner
from metronome.plan.models import Challenge, Marker, Node, PlannedActivity, Theme

from ..enums import State
from ..given import GivenActivity
from ..held import content_names, days_of, held, lines_of, subject_of, version_of
from ..models import Activity, Kind
from ..phrases import own_and_approved
from ..readiness import refuse_unready
from .loading import RecordKeys, _activity_noun

#: How long a code may be before its number.
CODE = 80
#: The states in which an activity was approved by another hand.
APPROVED = (State.APPROVED, State.PUBLISHED)


@transaction.atomic
def draft_activity(*, given: GivenActivity, by: object) -> Activity:
    """Note an activity. It gets its code for ever, made of its title and year; `given` need not have one.

    Raises Refusal where it has no title or no day.
    """
    _refuse_unfinished(given)
    # Whoever makes a code waits for whoever makes one at the same time.
    Head.objects.select_for_update().get_or_create(pk=1)
    first, last = days_of(given)
    code = _new_code(str(given.title), first.year)
    fresh = replace(given, code=code, state=State.DRAFT.value, comment="", first_day=first, last_day=last)
    hand = Hand(by)
    put(_activity_noun(_keys()), [fresh], by=hand, keys=Keys([]), along={"author": str(by), "approver": ""})
    hand.leave(verb="create", public=False)
    return Activity.objects.get(code=code)


@transaction.atomic
def change_activity(*, code: str, given: GivenActivity, version: int, by: object) -> Activity:
    """Change what an activity says. `version` is that of the activity that the editor began with.

    What others changed since in other fields stays. Raises Conflict where somebody changed the same fields, and
    Refusal for what is cancelled, and for what is approved or published where the hand is its author's.
    """
    activity = _locked(code)
    if activity.state == State.CANCELLED:
        raise Refusal(_("This activity is cancelled. Undo that first."))
    if activity.state in APPROVED and activity.author == str(by):
        raise own_and_approved()
    _refuse_unfinished(given)
    current = held(activity)
    since = list(lines_of(code).filter(number__gt=version))
    wanted, differences = met(current, given, names=content_names(), before=told_before(since), lines=since)
    if differences:
        raise Conflict(differences=differences, given=wanted, version=version_of(code))
    first, last = days_of(wanted)
    wanted = replace(
        wanted,
        code=code,
        state=current.state,
        comment=current.comment,
        order=current.order,
        source=current.source,
        first_day=first,
        last_day=last,
    )
    _put(activity, wanted, by=by, verb="update")
    activity.refresh_from_db()
    return activity


def link_planned(*, code: str, planned: str, by: object) -> Activity:
    """Say which planned activity this one did; the empty text takes that back.

    Raises Refusal as `change_activity` does, and for a planned activity that is not on record.
    """
    activity = Activity.objects.get(code=code)
    if planned and not PlannedActivity.objects.filter(slug=planned).exists():
        raise Refusal(
            _("No work plan holds that."), field="planned", remedy=_("Choose one of the activities of the work plans.")
        )
    return change_activity(code=code, given=replace(held(activity), planned=planned), version=version_of(code), by=by)


def submit_activity(*, code: str, by: object) -> Activity:
    """Send an activity for review. Raises Refusal for one that is not in the hands of its author."""
    with transaction.atomic():
        activity = _in(code, State.DRAFT, State.RETURNED)
        return _step(activity, "submit", by, state=State.IN_REVIEW, comment="", notes={})


def return_activity(*, code: str, comment: str, notes: Mapping[str, str] | None = None, by: object) -> Activity:
    """Give an activity back to its author, with what is to be mended: in all, and at single fields (`notes`).

    What was published is public no more until it is published again. Raises Refusal without a comment, and for an
    activity that is with its author.
    """
    with transaction.atomic():
        activity = _in(code, State.IN_REVIEW, *APPROVED)
        said = {field: note.strip() for field, note in (notes or {}).items() if note.strip()}
        if not comment.strip() and not said:
            raise Refusal(_("Say what is to be mended."), field="comment")
        comment = comment.strip() or _("See what is said at the fields.")
        return _step(activity, "return", by, state=State.RETURNED, approver="", comment=comment, notes=said)


def approve_activity(*, code: str, by: object) -> Activity:
    """Approve an activity in review. Raises Refusal where the hand is its author's."""
    with transaction.atomic():
        activity = _in(code, State.IN_REVIEW)
        _refuse_own(activity, by)
        return _step(activity, "approve", by, state=State.APPROVED, approver=str(by))


def publish_activity(*, code: str, by: object) -> Activity:
    """Let an approved activity count and be seen.

    Raises Refusal where a text is not there in a language in which the network publishes.
    """
    with transaction.atomic():
        activity = _in(code, State.APPROVED)
        refuse_unready(activity)
        return _step(activity, "publish", by, state=State.PUBLISHED)


def cancel_activity(*, code: str, why: str, by: object) -> Activity:
    """Cancel an activity: it counts no more and keeps its line. Raises Refusal without a reason."""
    with transaction.atomic():
        activity = _in(code, *(state for state in State if state != State.CANCELLED))
        if not why.strip():
            raise Refusal(_("Say why it is cancelled."), field="comment")
        return _step(activity, "cancel", by, state=State.CANCELLED, comment=why.strip())


@transaction.atomic
def undo_activity(*, code: str, line: int, by: object) -> Activity:
    """Bring an activity back to what it was before a line of its history, by a line of its own.

    Raises Refusal for the line by which it came into the record, across a repair, where what was approved then
    would be approved by its author's hand, and where what would be published lacks a language.
    """
    activity = _locked(code)
    lines = list(lines_of(code).filter(number__gte=line))
    if not lines or lines[-1].number != line:
        raise Refusal(_("The history of this activity has no such line."))
    if any(found.verb == "create" for found in lines):
        raise Refusal(_("With this line the activity came into the record."), remedy=_("Cancel the activity."))
    if any(found.verb == "repair" for found in lines):
        raise Refusal(_("It was mended at the repair desk since. Put it right there."))
    before = told_before(lines)
    current = held(activity)
    try:
        wanted = with_told(current, before)
    except ValueError as error:
        raise Refusal(_("What it was then can no longer be put back.")) from error
    if wanted.state in APPROVED:
        _refuse_own(activity, by)
    if wanted.state == State.PUBLISHED != activity.state:
        refuse_unready(wanted)
    life = {name: before[name] or type(getattr(activity, name))() for name in ("approver", "notes") if name in before}
    if wanted.state in APPROVED:
        life["approver"] = str(by)
    _put(activity, wanted, by=by, verb="undo", along=life, why=_("before line %(number)s") % {"number": line})
    activity.refresh_from_db()
    return activity


def _locked(code: str) -> Activity:
    return Activity.objects.select_for_update().get(code=code)


def _in(code: str, *states: str) -> Activity:
    """The activity, if it is in one of these states."""
    activity = _locked(code)
    if activity.state not in states:
        reason = _("This activity is “%(state)s” now; that step is not possible.")
        raise Refusal(reason % {"state": activity.get_state_display()})
    return activity


def _refuse_own(activity: Activity, by: object) -> None:
    if activity.author == str(by):
        raise Refusal(_("An activity is approved by another hand than its author's."))


def _refuse_unfinished(given: GivenActivity) -> None:
    if not given.title:
        raise Refusal(_("An activity needs a title."), field="title")
    if not given.occurrences:
        raise Refusal(_("An activity needs a day."), field="days")


def _step(activity: Activity, verb: str, by: object, **wanted: Any) -> Activity:
    """A step in the life of an activity, with its line."""
    was_public = activity.state == State.PUBLISHED
    change = {}
    for name, value in wanted.items():
        if (before := getattr(activity, name)) != value:
            change[name] = [str(before) if name == "state" else before, str(value) if name == "state" else value]
            setattr(activity, name, value)
    activity.save(update_fields=[*change])
    public = was_public or activity.state == State.PUBLISHED
    audit.note(by=by, verb=verb, subject=subject_of(activity.code), change=change, public=public)
    return activity


def _put(
    activity: Activity,
    wanted: GivenActivity,
    *,
    by: object,
    verb: str,
    along: Mapping[str, Any] | None = None,
    why: str = "",
) -> None:
    """Write what differs, with one line; what another hand changes in what is approved is approved by that hand."""
    was_public = activity.state == State.PUBLISHED
    hand = Hand(by, why=why)
    along = along if along is not None else {"approver": str(by)} if activity.state in APPROVED else {}
    try:
        put(_activity_noun(_keys()), [wanted], by=hand, keys=Keys([(activity.code, activity.pk)]), along=along)
    except KeyError as error:
        raise Refusal(_("“%(name)s” is not on record.") % {"name": error.args[0]}) from error
    hand.leave(verb=verb, public=was_public or wanted.state == State.PUBLISHED)


def _new_code(title: str, year: int) -> str:
    """Words of the title and the year; with a number where that is taken, be it by what is cancelled."""
    stem = f"{slugify(title)[:CODE].strip('-') or 'activity'}-{year}"
    taken = set(Activity.objects.filter(code__startswith=stem).values_list("code", flat=True))
    code, number = stem, 1
    while code in taken:
        number += 1
        code = f"{stem}-{number}"
    return code


def _keys() -> RecordKeys:
    """What the names in an activity stand for."""
    return RecordKeys(
        kinds=Keys.of(Kind),
        nodes=_coded(Node.objects.values_list("plan__slug", "code", "pk")),
        challenges=_coded(Challenge.objects.values_list("plan__slug", "code", "pk")),
        themes=_coded(Theme.objects.values_list("plan__slug", "slug", "pk")),
        markers=Keys.of(Marker),
        members=Keys.of(Member),
        partners=Keys.of(Partner),
        contacts=Keys.of(Contact),
        planned=Keys.of(PlannedActivity),
    )


def _coded(rows: Any) -> Keys:
    return Keys((f"{plan}/{code}", key) for plan, code, key in rows)
