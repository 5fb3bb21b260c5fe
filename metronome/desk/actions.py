"""What may be done at the desk: propose, change, send for review, return, approve, publish, withdraw, undo.

Each is one transaction and leaves one line. What is on record changes by publication and by undoing only, and what the
public sees moves only then. Whoever approves is another hand than the author. Personal values stand in a proposal as
long as it is open, and in no line. Drafts are kept beside: they are no actions on the record.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import DataError, IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.audit import Head
from metronome.ground.conflict import Conflict, met
from metronome.ground.frozen import to_plain
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.ground.told import lines_about, plain_nothing, told_before, version_of, with_told

from .enums import AT_AUTHOR, CLOSED, State
from .models import Draft, Proposal
from .queries import fields_changed, given_of, lines_since, merged
from .readiness import lacking_in, refuse_unready
from .sheets import Sheet, sheet_of

#: How long an identity may be before its number.
IDENTITY = 40
#: How many characters a draft may have, and how many of them a person.
LARGEST = 100_000
MOST = 100


@transaction.atomic
def propose(
    *, kind: str, identity: str = "", given: Any, version: int = 0, only: Iterable[str] | None = None, by: object
) -> Proposal:
    """Propose that something on record becomes as given; without an identity, that it comes in.

    `version` is that of the thing that the author began with; what others changed since in other fields stays. `only`
    narrows what the author may decide to some fields. Raises Conflict where somebody changed the same fields, Refusal
    where nothing differs.
    """
    sheet = sheet_of(kind)
    current, wanted, version = _settled(sheet, identity, given, version)
    if only is not None:
        wanted = replace(current, **{name: getattr(wanted, name) for name in only})
    _refuse_unchanged(sheet, current, wanted)
    proposal = Proposal.objects.create(
        kind=kind,
        identity=identity,
        given=to_plain(wanted),
        begun=to_plain(current) if identity else {},
        version=version,
        author=str(by),
    )
    about, fields = sheet.subject_of(identity), fields_changed(sheet, current, wanted)
    _note(proposal, "propose", by, about=[None, about], fields=[None, fields])
    return proposal


@transaction.atomic
def rewrite_proposal(*, number: int, given: Any, version: int, revision: int, by: object) -> Proposal:
    """Write a proposal anew. `version` is that of the thing, `revision` that of the proposal, that its author saw.

    Raises Conflict where somebody changed the same fields of the thing since, Refusal where the proposal is not with
    its author, or was written anew in another window since.
    """
    proposal = _in(number, *AT_AUTHOR)
    if proposal.author != str(by):
        raise Refusal(_("A proposal is written by its author."), remedy=_("Return it with a comment."))
    if proposal.revision != revision:
        raise Refusal(
            _("You changed this proposal in another window meanwhile."),
            remedy=_("Look at both, then save again what is to stand."),
        )
    sheet = sheet_of(proposal.kind)
    current, wanted, version = _settled(sheet, proposal.identity, given, version)
    _refuse_unchanged(sheet, current, wanted)
    proposal.given, proposal.version = to_plain(wanted), version
    proposal.begun = to_plain(current) if proposal.identity else {}
    proposal.revision += 1
    proposal.save()
    _note(proposal, "update", by, fields=[None, fields_changed(sheet, current, wanted)])
    return proposal


@transaction.atomic
def submit_proposal(*, number: int, by: object) -> Proposal:
    """Send a proposal for review. Raises Refusal for one that is not with its author, or that lacks something."""
    proposal = _in(number, *AT_AUTHOR)
    sheet_of(proposal.kind).ready(given_of(proposal))
    return _step(proposal, "submit", by, state=State.IN_REVIEW, comment="", notes={})


@transaction.atomic
def return_proposal(*, number: int, comment: str, notes: Mapping[str, str] | None = None, by: object) -> Proposal:
    """Give a proposal back to its author, with what is to be mended: in all, and at single fields (`notes`).

    Raises Refusal without a comment, and for a proposal that is with its author.
    """
    proposal = _in(number, State.IN_REVIEW, State.APPROVED)
    said = {field: note.strip() for field, note in (notes or {}).items() if note.strip()}
    if not comment.strip() and not said:
        raise Refusal(_("Say what is to be mended."), field="comment")
    comment = comment.strip() or _("See what is said at the fields.")
    return _step(proposal, "return", by, state=State.RETURNED, approver="", comment=comment, notes=said)


@transaction.atomic
def approve_proposal(*, number: int, by: object) -> Proposal:
    """Approve a proposal in review. Raises Refusal where the hand is its author's."""
    proposal = _in(number, State.IN_REVIEW)
    if proposal.author == str(by):
        raise Refusal(_("A proposal is approved by another hand than its author's."))
    return _step(proposal, "approve", by, state=State.APPROVED, approver=str(by))


@transaction.atomic
def approve_and_publish(*, number: int, by: object) -> Proposal:
    """Approve a proposal in review and write it into the record, each with its line, or neither.

    Raises what each of the two raises.
    """
    approve_proposal(number=number, by=by)
    return publish_proposal(number=number, by=by)


@transaction.atomic
def withdraw_proposal(*, number: int, by: object) -> Proposal:
    """Take a proposal back; it keeps its row. Raises Refusal for one of which nothing becomes any more."""
    proposal = _in(number, *(state for state in State if state not in CLOSED))
    _forget(proposal)
    return _step(proposal, "withdraw", by, state=State.WITHDRAWN, approver="")


@transaction.atomic
def publish_proposal(*, number: int, by: object) -> Proposal:
    """Write an approved proposal into the record. What others changed since in other fields stays.

    Raises Conflict where somebody changed the same fields since, Refusal for what the record does not allow, and for
    texts that lack a language in which the network publishes.
    """
    proposal = _in(number, State.APPROVED)
    sheet = sheet_of(proposal.kind)
    current, wanted, differences = merged(proposal, lock=True)
    if differences:
        raise Conflict(differences=differences, given=wanted, version=version_of(sheet.subject_of(proposal.identity)))
    sheet.ready(wanted)
    refuse_unready(lacking_in(sheet, current, wanted, is_new=proposal.is_new))
    if proposal.is_new:
        # Whoever makes an identity waits for whoever makes one at the same time.
        Head.objects.select_for_update().get_or_create(pk=1)
        proposal.identity = _new_identity(sheet, wanted)
        wanted = replace(wanted, **{sheet.key: proposal.identity})
    public = not sheet.hidden.issuperset(fields_changed(sheet, current, wanted))
    hand = Hand(by, why=f"{proposal}, {proposal.author}")
    _put(sheet, proposal.identity, wanted, hand)
    _forget(proposal)
    proposal.state = State.PUBLISHED
    proposal.save()
    if hand.unchanged:
        _note(proposal, "publish", by)
    hand.leave(public=public)
    return proposal


@transaction.atomic
def undo(*, kind: str, identity: str, line: int, by: object) -> None:
    """Bring something on record back to what it was before a line of its history, by a line of its own.

    Raises Refusal for the line by which it came into the record, and across a repair.
    """
    sheet = sheet_of(kind)
    current = sheet.held(identity, lock=True)
    lines = list(lines_about(sheet.subject_of(identity)).filter(number__gte=line))
    if not lines or lines[-1].number != line:
        raise Refusal(_("The history has no such line."))
    if any(found.verb == "create" for found in lines):
        raise Refusal(_("With this line it came into the record."), remedy=_("Propose a change instead."))
    if any(found.verb == "repair" for found in lines):
        raise Refusal(_("It was mended at the repair desk since. Put it right there."))
    try:
        wanted = with_told(current, told_before(lines))
    except ValueError as error:
        raise Refusal(_("What it was then can no longer be put back.")) from error
    hand = Hand(by, why=_("before line %(number)s") % {"number": line})
    changed = fields_changed(sheet, current, wanted)
    if not changed:
        raise Refusal(_("It is already as it was then."))
    _put(sheet, identity, wanted, hand)
    hand.leave(verb="undo", public=not sheet.hidden.issuperset(changed))


@transaction.atomic
def keep_draft(
    *,
    kind: str,
    identity: str = "",
    proposal: Proposal | None = None,
    data: Mapping[str, Sequence[str]],
    draft: int = 0,
    by: Person,
) -> Draft:
    """Keep what somebody has typed: in their draft of that thing or proposal, else in theirs of that number, else in a
    new one.

    Raises Refusal where it is longer than any page, or where there are too many drafts to be meant.
    """
    if sum(len(value) for values in data.values() for value in values) > LARGEST:
        raise Refusal(_("This is too long to be kept as a draft."))
    own = Draft.objects.select_for_update().filter(person=by)
    about = _about(own, kind, identity, proposal)
    found = (about if identity or proposal else about.filter(pk=draft)).first()
    if found is None:
        if own.count() >= MOST:
            raise Refusal(_("You keep as many drafts as there is room for. Throw one away first."))
        found = Draft(person=by, kind=kind, identity=identity, proposal=proposal)
    found.kind, found.identity = kind, identity
    found.data = {name: list(values) for name, values in data.items()}
    found.saved_at = timezone.now()
    found.save()
    return found


def drop_draft(*, draft: int, by: Person) -> None:
    """Throw a draft of one's own away; nothing happens where there is none."""
    Draft.objects.filter(pk=draft, person=by).delete()


def drop_drafts_of(
    *, kind: str, identity: str = "", proposal: Proposal | None = None, draft: int = 0, by: Person
) -> None:
    """What was typed is saved: throw one's own drafts of it away."""
    drop_draft(draft=draft, by=by)
    if identity or proposal:
        _about(Draft.objects.filter(person=by), kind, identity, proposal).delete()


def _about(drafts: QuerySet[Draft], kind: str, identity: str, proposal: Proposal | None) -> QuerySet[Draft]:
    """Those of one thing; those of a proposal, on whatever page it is written anew."""
    return drafts.filter(proposal=proposal) if proposal else drafts.filter(kind=kind, identity=identity, proposal=None)


def _settled(sheet: Sheet, identity: str, given: Any, version: int) -> tuple[Any, Any, int]:
    """What stands, what is to stand if what others changed since `version` stays, and the version of now."""
    if not identity:
        if sheet.identity is None:
            raise Refusal(_("Nothing new comes in this way."))
        return sheet.empty(), replace(given, **{sheet.key: ""}), 0
    current = sheet.held(identity)
    lines = lines_since(sheet, identity, version)
    wanted, differences = met(current, given, names=sheet.hints, before=told_before(lines), lines=lines)
    now = lines[0].number if lines else version
    if differences:
        raise Conflict(differences=differences, given=wanted, version=now)
    unwritten = {name: getattr(current, name) for name in sheet.hints if name not in sheet.names}
    return current, replace(wanted, **unwritten), now


def _refuse_unchanged(sheet: Sheet, current: Any, wanted: Any) -> None:
    if not fields_changed(sheet, current, wanted):
        raise Refusal(_("Nothing differs from what is on record."))


def _in(number: int, *states: str) -> Proposal:
    """The proposal, if it is in one of these states."""
    proposal = Proposal.objects.select_for_update().get(pk=number)
    if proposal.state not in states:
        reason = _("This proposal is “%(state)s” now; that step is not possible.")
        raise Refusal(reason % {"state": proposal.get_state_display()})
    return proposal


def _step(proposal: Proposal, verb: str, by: object, **wanted: Any) -> Proposal:
    """A step in the life of a proposal, with its line."""
    change = {}
    for name, value in wanted.items():
        if (before := getattr(proposal, name)) != value:
            change[name] = [str(before) if name == "state" else before, str(value) if name == "state" else value]
            setattr(proposal, name, value)
    proposal.save()
    audit.note(by=by, verb=verb, subject=str(proposal), change=change)
    return proposal


def _note(proposal: Proposal, verb: str, by: object, **change: Any) -> None:
    audit.note(by=by, verb=verb, subject=str(proposal), change=change)


def _put(sheet: Sheet, identity: str, wanted: Any, hand: Hand) -> None:
    try:
        with transaction.atomic():
            sheet.put(identity=identity, given=wanted, by=hand)
    except KeyError as error:
        raise Refusal(_("“%(name)s” is not on record.") % {"name": error.args[0]}) from error
    except (IntegrityError, DataError) as error:
        raise Refusal(
            _("The record cannot hold this as it is written."), remedy=_("Return it to its author.")
        ) from error


def _forget(proposal: Proposal) -> None:
    """Empty the personal values of a proposal of which nothing becomes any more, and what was typed to write it anew:
    they can be erased elsewhere."""
    Draft.objects.filter(proposal=proposal).delete()
    sheet = sheet_of(proposal.kind)
    nothing = {name: plain_nothing(sheet.hints[name]) for name in sheet.personal}
    proposal.given = {**proposal.given, **nothing}
    proposal.begun = {**proposal.begun, **nothing} if proposal.begun else {}


def _new_identity(sheet: Sheet, given: Any) -> str:
    """Words of what it is; with a number where that is taken."""
    said = sheet.identity(given) if sheet.identity else ""
    if sheet.is_composed:
        if sheet.rows().filter(**{sheet.key: said}).exists():
            reason = _("“%(name)s” is on record already.") % {"name": said}
            raise Refusal(reason, remedy=_("Propose a change of it instead."))
        return said
    stem = slugify(said)[:IDENTITY].strip("-") or sheet.subject
    taken = set(sheet.rows().filter(**{f"{sheet.key}__startswith": stem}).values_list(sheet.key, flat=True))
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
