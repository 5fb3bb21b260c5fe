"""What the secretariat does with applications before they are judged: it asks, it checks by two hands, it joins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.network.models import Member

from ..enums import ApplicationState
from ..models import Appeal, Application, Check, InformationRequest
from ..posting import send_appeal_decided, send_finding, send_request
from ..steps import parts_at, steps_of

IN_HAND = (ApplicationState.SUBMITTED, ApplicationState.INFO_REQUESTED)
CHECKED = (ApplicationState.ELIGIBLE, ApplicationState.INELIGIBLE)


@transaction.atomic
def ask_for_information(*, application: Application, text: str, until: datetime, by: Person) -> InformationRequest:
    """Ask an applicant for something, to be answered by a version until a moment.

    Raises Refusal for no words, for a moment that is over, and where nothing was handed in or the check is over.
    """
    locked = _locked(application)
    if locked.state != ApplicationState.SUBMITTED or locked.requests.filter(closed_at=None).exists():
        raise Refusal(_("Information is asked for while an application is checked, one thing at a time."))
    if not text.strip():
        raise Refusal(_("Say what you need to know."), field="text")
    if until <= timezone.now():
        raise Refusal(_("That moment is over."), field="until", remedy=_("Leave the city some days."))
    request = InformationRequest.objects.create(
        application=locked, text=text.strip(), until=until, asked_at=timezone.now(), by=str(by)
    )
    # What was found before the answer is no finding of the whole.
    locked.checks.filter(is_confirmed=None).delete()
    _move(locked, ApplicationState.INFO_REQUESTED, verb="ask", by=by)
    transaction.on_commit(lambda: send_request(request))
    return request


@transaction.atomic
def end_request(*, application: Application, by: Person) -> None:
    """Go on without an answer. Raises Refusal where none is awaited."""
    locked = _locked(application)
    if locked.state != ApplicationState.INFO_REQUESTED:
        raise Refusal(_("No answer is awaited."))
    locked.requests.filter(closed_at=None).update(closed_at=timezone.now())
    _move(locked, ApplicationState.SUBMITTED, verb="end request", by=by)


@transaction.atomic
def find_eligible(
    *, application: Application, is_eligible: bool, reasons: Sequence[str], note: str = "", by: Person
) -> Check:
    """Say whether the version that counts is eligible; it holds when another person has confirmed it.

    Raises Refusal where it is not the time for it, where one who finds it not eligible names no rule of the call, and
    where somebody else's finding waits to be confirmed.
    """
    locked = _locked(application)
    if locked.call.is_moderated:
        raise Refusal(_("Nothing is scored in this call: a moderator accepts or declines what comes in."))
    if locked.state != ApplicationState.SUBMITTED or locked.version is None:
        raise Refusal(_("Only an application that was handed in, and of which nothing more is asked, is checked."))
    if locked.checks.filter(is_confirmed=None).exists():
        raise Refusal(_("Somebody found something already; it waits for another hand."))
    rules = parts_at(locked.call.rules.filter(code__in=reasons), locked.call, locked.stage)
    known = list(rules.values_list("code", flat=True))
    if is_eligible and known:
        raise Refusal(_("What is eligible breaks no rule."), field="reasons", remedy=_("Choose one of the two."))
    if not is_eligible and not known:
        raise Refusal(_("Name the rule that it does not meet."), field="reasons", remedy=_("Tick at least one."))
    found = Check.objects.create(
        application=locked, version=locked.version, stage=locked.stage, is_eligible=is_eligible, reasons=known,
        note=note.strip(), found_at=timezone.now(), found_by=by,
    )  # fmt: skip
    change = {"is_eligible": is_eligible, "reasons": known, "version": locked.version}
    audit.note(by=by, verb="check", subject=_subject(locked), change=change)
    return found


@transaction.atomic
def confirm_check(*, application: Application, is_confirmed: bool, by: Person) -> None:
    """Confirm what another person found, so that it holds, or refuse it, so that it is looked at anew.

    Raises Refusal where nothing waits, where the version was replaced, and for one's own finding.
    """
    locked = _locked(application)
    found = locked.checks.select_for_update().filter(is_confirmed=None).first()
    if found is None:
        raise Refusal(_("Nothing waits to be confirmed."))
    if locked.state != ApplicationState.SUBMITTED:
        raise Refusal(_("Only an application that was handed in, and of which nothing more is asked, is checked."))
    if found.found_by_id == by.pk:
        raise Refusal(_("Nobody confirms what they found themselves."), remedy=_("Ask a colleague."))
    if is_confirmed and found.version != locked.version:
        raise Refusal(_("Another version was handed in since."), remedy=_("Refuse it, and look at the new version."))
    found.is_confirmed, found.confirmed_at, found.confirmed_by = is_confirmed, timezone.now(), by
    found.save(update_fields=["is_confirmed", "confirmed_at", "confirmed_by"])
    if not is_confirmed:
        audit.note(by=by, verb="refuse check", subject=_subject(locked), change={"is_eligible": found.is_eligible})
        return
    state = ApplicationState.ELIGIBLE if found.is_eligible else ApplicationState.INELIGIBLE
    _move(locked, state, verb="confirm check", by=by)
    transaction.on_commit(lambda: send_finding(locked))


@transaction.atomic
def appeal_finding(*, application: Application, text: str, by: Person) -> Appeal:
    """Ask that a finding that an application is not eligible is looked at again. Once for each finding.

    Raises Refusal where there is no such finding, for no words, and for a second appeal.
    """
    locked = _locked(application)
    found = locked.checks.filter(is_confirmed=True, stage=locked.stage).order_by("-confirmed_at").first()
    if locked.state != ApplicationState.INELIGIBLE or found is None:
        raise Refusal(_("There is no finding against this application."))
    if not text.strip():
        raise Refusal(_("Say why it should be looked at again."), field="text")
    if Appeal.objects.filter(finding=found).exists():
        raise Refusal(_("There was an appeal already."), remedy=_("Write to the secretariat."))
    made = Appeal.objects.create(finding=found, text=text.strip()[:5000], at=timezone.now(), by=str(by))
    audit.note(by=by, verb="appeal", subject=_subject(locked))
    return made


@transaction.atomic
def decide_appeal(*, application: Application, is_upheld: bool, answer: str, by: Person) -> None:
    """Decide an appeal: upheld, the application is eligible; otherwise the finding stands.

    Raises Refusal for one of the two hands of the finding, for no answer, and where no appeal is open.
    """
    locked = _locked(application)
    appeal = Appeal.objects.select_related("finding").filter(finding__application=locked, is_upheld=None).first()
    if appeal is None or locked.state != ApplicationState.INELIGIBLE or appeal.finding.stage != locked.stage:
        raise Refusal(_("No appeal is open."))
    if by.pk in (appeal.finding.found_by_id, appeal.finding.confirmed_by_id):
        raise Refusal(_("An appeal is decided by somebody who had no hand in the finding."))
    if not answer.strip():
        raise Refusal(_("Say why, in a sentence for the city."), field="answer")
    appeal.is_upheld, appeal.answer, appeal.decided_by, appeal.decided_at = (
        is_upheld,
        answer.strip(),
        by,
        timezone.now(),
    )
    appeal.save(update_fields=["is_upheld", "answer", "decided_by", "decided_at"])
    state = ApplicationState.ELIGIBLE if is_upheld else ApplicationState.INELIGIBLE
    _move(locked, state, verb="decide appeal", by=by)
    transaction.on_commit(lambda: send_appeal_decided(appeal))


@transaction.atomic
def mark_duplicate(*, application: Application, other: Application | None, by: Person) -> None:
    """Take an application out of the running as a duplicate, or, with the other one, merge it into that.

    Raises Refusal for one that is out of the running, that was decided on, or that would be merged into itself or into
    one of another call or out of the running; and into one that has not come as far: an invitation would be lost.
    """
    # Locked in one order, so that two merges do not wait for each other.
    both = Application.objects.select_for_update().filter(pk__in=[application.pk, other.pk if other else None])
    rows = {one.pk: one for one in both.order_by("pk")}
    locked = rows[application.pk]
    if locked.state not in (*IN_HAND, *CHECKED, ApplicationState.DRAFT, ApplicationState.INVITED) or locked.outcome:
        raise Refusal(_("This application is out of the running already, or was decided on."))
    if other is not None:
        into = rows[other.pk]
        running = (*IN_HAND, *CHECKED, ApplicationState.INVITED)
        if into.pk == locked.pk or into.call_id != locked.call_id or into.state not in running:
            raise Refusal(_("An application is merged into another one of the same call that is in the running."))
        steps = steps_of(locked.call.stages.all())
        if steps.index(into.stage) < steps.index(locked.stage):
            raise Refusal(_("This one has come further than the other."), remedy=_("Merge the other one into this."))
        locked.merged_into = into
    locked.requests.filter(closed_at=None).update(closed_at=timezone.now())
    locked.verdicts.filter(applied_at=None, taken_back_at=None).update(taken_back_at=timezone.now())
    locked.checks.filter(is_confirmed=None).delete()
    state = ApplicationState.MERGED if other else ApplicationState.DUPLICATE
    before, locked.state = locked.state, state
    locked.save(update_fields=["state", "merged_into"])
    change = {"state": [before, state], "merged_into": [None, other.code if other else None]}
    audit.note(by=by, verb="join", subject=_subject(locked), change=change)


@transaction.atomic
def name_member(*, application: Application, member: Member | None, by: Person) -> None:
    """Say which member of the network the city is, or that it is none."""
    locked = _locked(application)
    before = locked.member.slug if locked.member else None
    locked.member = member
    locked.country = member.country if member else locked.country
    locked.save(update_fields=["member", "country"])
    change = {"member": [before, member.slug if member else None]}
    audit.note(by=by, verb="update", subject=_subject(locked), change=change)


def _locked(application: Application) -> Application:
    return Application.objects.select_for_update(of=("self",)).select_related("call", "member").get(pk=application.pk)


def _move(application: Application, state: ApplicationState, *, verb: str, by: object) -> None:
    before, application.state = application.state, state
    application.save(update_fields=["state"])
    audit.note(by=by, verb=verb, subject=_subject(application), change={"state": [before, state.value]})


def _subject(application: Application) -> str:
    return f"application:{application.code}"
