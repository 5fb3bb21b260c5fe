"""What may be done with panels: who is invited, what is known of them, what they answer, what they must not read."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.actions import call_in
from metronome.accounts.models import Person
from metronome.accounts.queries import roles_of
from metronome.desk.rules import KEEPERS
from metronome.ground import audit
from metronome.ground.canonical import digest
from metronome.ground.refusal import Refusal
from metronome.network.models import Region

from ..enums import ConflictKind, JurorState, RelationKind, ReviewState
from ..judging.conflicts import derived_conflicts
from ..judging.letters import send_jurors_invitation
from ..judging.ranking import method_content, weights_now
from ..models import (
    Application,
    Call,
    Conflict,
    Juror,
    JurorRelation,
    Panel,
    Question,
    Review,
    ReviewRound,
)
from ..steps import FIRST, steps_of

#: What a round may be set to before its method is frozen.
SETTINGS = (
    "judges",
    "per_entry",
    "load",
    "places",
    "reads_language",
    "several_regions",
    "employer_years",
    "grey_from",
    "grey_to",
    "size_question",
)


@transaction.atomic
def begin_round(*, call: Call, panel: str, by: object) -> ReviewRound:
    """Let a panel of a call begin its work; the round that there is where it has begun.

    Raises Refusal for a panel that the call does not have.
    """
    known = Panel.objects.filter(call=call, code=panel).first()
    if known is None:
        raise Refusal(_("The call has no such panel."), remedy=_("Add it to the call at the desk."))
    step = known.stage if known.stage in steps_of(call.stages.all()) else FIRST
    found, is_new = ReviewRound.objects.get_or_create(call=call, panel=panel, defaults={"stage": step})
    if is_new:
        audit.note(by=by, verb="begin", subject=f"round:{found.pk}", change={"panel": [None, panel]})
    return found


@transaction.atomic
def set_round(*, found: ReviewRound, given: Mapping[str, Any], by: object) -> ReviewRound:
    """Say what a panel reads and how it ranks. Raises Refusal once the method is frozen, and for what cannot be."""
    found = ReviewRound.objects.select_for_update().get(pk=found.pk)
    refuse_frozen(found=found)
    if given["grey_from"] > given["grey_to"] or given["grey_to"] > 100:
        raise Refusal(_("The grey zone ends before it begins, or beyond 100 per cent."), field="grey_to")
    if given["judges"] and not found.call.outcomes.filter(code=given["judges"]).exists():
        raise Refusal(_("The call has no such outcome."), field="judges")
    if given["size_question"] and not Question.objects.filter(call=found.call, code=given["size_question"]).exists():
        raise Refusal(_("The form has no such question."), field="size_question")
    change = {}
    for name in SETTINGS:
        if getattr(found, name) != given[name]:
            change[name] = [getattr(found, name), given[name]]
            setattr(found, name, given[name])
    if change:
        found.save()
        audit.note(by=by, verb="update", subject=f"round:{found.pk}", change=change)
    return found


def refuse_frozen(*, found: ReviewRound) -> None:
    """Raises Refusal where the method of a round is frozen."""
    if found.frozen_at:
        raise Refusal(
            _("The method is frozen: reviews are written by it."),
            remedy=_("What must change now is told to the panel and stands in the minutes."),
        )


@transaction.atomic
def freeze_method(*, found: ReviewRound, by: object) -> ReviewRound:
    """Fix how a panel reads and ranks, with a digest. From now on reviews can be written.

    Raises Refusal where it is frozen, and where the call has no criteria.
    """
    found = ReviewRound.objects.select_for_update().get(pk=found.pk)
    refuse_frozen(found=found)
    weights = weights_now(found)
    if not any(float(weight) for weight in weights.values()):
        raise Refusal(
            _("The call has no criterion with a weight."), remedy=_("Add the criteria to the call at the desk.")
        )
    found.weights, found.frozen_at, found.frozen_by = weights, timezone.now(), str(by)
    found.sha256 = digest(method_content(found, weights))
    found.save()
    audit.note(by=by, verb="freeze", subject=f"round:{found.pk}", change={"sha256": ["", found.sha256]})
    return found


@transaction.atomic
def invite_juror(
    *,
    found: ReviewRound,
    email: str,
    name: str,
    by: object,
    language: str = "",
    languages: Sequence[str] = (),
    region: Region | None = None,
    city: str = "",
    country: str = "",
    knowledge: str = "",
    subjects: Collection[str] = (),
    is_reserve: bool = False,
    has_letter: bool = True,
) -> Juror:
    """Ask somebody to be on a panel: a letter is on its way, and what is known of them is compared with all entries.

    Raises Refusal for somebody who is on the panel already, and for whoever keeps calls at the desk: they would see
    what jurors must not see.
    """
    person = call_in(email=email, by=by, name=name, language=language)
    _is_free_for(found, person)
    juror = Juror.objects.create(
        round=found, person=person, name=name, languages=list(languages), region=region, knowledge=knowledge,
        subjects=sorted(subjects), is_reserve=is_reserve, invited_at=timezone.now(), by=str(by),
    )  # fmt: skip
    for relation, value in ((RelationKind.CITY, city), (RelationKind.COUNTRY, country)):
        if value:
            _relate(juror, relation, value, None, is_declared=False, by=by)
    renew_conflicts(found=found, by=by)
    change = {"person": [None, str(person)], "name": [None, audit.personal(name)]}
    audit.note(by=by, verb="invite", subject=str(juror), change=change)
    if has_letter:
        transaction.on_commit(lambda: send_jurors_invitation(juror))
    return juror


def _is_free_for(found: ReviewRound, person: Person) -> None:
    if roles_of(person) & KEEPERS:
        raise Refusal(
            _("This person keeps calls at the desk, and would see what jurors must not see."),
            field="email",
            remedy=_("Invite somebody else, or end their role first."),
        )
    if Juror.objects.filter(round=found, person=person).exists():
        raise Refusal(_("This person was invited already."), field="email")


@transaction.atomic
def add_relation(
    *, juror: Juror, relation: str, name: str, by: object, until: date | None = None, is_declared: bool = False
) -> None:
    """Note how a juror stands to a city, a country, an organisation; what follows from it is found at once.

    Raises Refusal without a name, and for what stands there already.
    """
    if not name.strip():
        raise Refusal(_("The name is missing."), field="name", remedy=_("Fill it in."))
    if relation not in RelationKind.values or relation == RelationKind.SPONSOR:
        raise Refusal(_("Choose what the name is to the juror."), field="relation")
    if not _relate(juror, RelationKind(relation), name.strip(), until, is_declared=is_declared, by=by):
        raise Refusal(_("This is known already."), field="name")
    renew_conflicts(found=juror.round, by=by)
    audit.note(by=by, verb="relate", subject=str(juror), change={relation: [None, audit.personal(name)]})


def _relate(juror: Juror, relation: str, name: str, until: date | None, *, is_declared: bool, by: object) -> bool:
    """Whether it was not known before."""
    given = {"until": until, "at": timezone.now(), "by": str(by)}
    return JurorRelation.objects.get_or_create(
        juror=juror, relation=relation, name=name[:200], is_declared=is_declared, defaults=given
    )[1]


@transaction.atomic
def renew_conflicts(*, found: ReviewRound, by: object) -> int:
    """Bring the derived conflicts of a round to what is known now; how many came in. What no longer follows has ended
    and still stands there; what was declared stays. Reviews in conflict are taken out at once."""
    jurors = {str(juror): juror for juror in Juror.objects.filter(round=found)}
    entries = dict(found.call.applications.values_list("code", "pk"))
    wanted = {
        (entries[one.entry], jurors[one.reviewer].pk, one.kind.value, one.name[:200])
        for one in derived_conflicts(found, jurors.values())
    }
    standing = {
        (one.application_id, one.juror_id, one.kind, one.name): one
        for one in Conflict.objects.filter(juror__round=found, is_declared=False, ended_at=None)
    }
    now = timezone.now()
    gone = [row.pk for key, row in standing.items() if key not in wanted]
    Conflict.objects.filter(pk__in=gone).update(ended_at=now)
    fresh = sorted(wanted - standing.keys())
    Conflict.objects.bulk_create(
        [
            Conflict(application_id=entry, juror_id=juror, kind=kind, name=name, at=now, by=str(by))
            for entry, juror, kind, name in fresh
        ]
    )
    for entry, juror, _kind, _name in fresh:
        _recuse(entry, juror)
    return len(fresh)


def compare_anew(*, call: Call, by: object) -> None:
    """Bring the conflicts of every panel of a call to what is known now. Within a transaction."""
    for found in call.rounds.all():
        renew_conflicts(found=found, by=by)


def _recuse(application: int, juror: int) -> None:
    Review.objects.filter(application=application, juror=juror).exclude(state=ReviewState.TAKEN_BACK).update(
        state=ReviewState.RECUSED
    )


@transaction.atomic
def declare_conflict(*, juror: Juror, application: Application, why: str, by: object) -> Conflict:
    """A juror says that they must not judge an application. It is theirs no more, and they see it no more.

    Raises Refusal without a reason.
    """
    if not why.strip():
        raise Refusal(_("Say in a few words why."), field="why")
    given = {"why": why.strip()[:500], "at": timezone.now(), "by": str(by)}
    conflict, _is_new = Conflict.objects.get_or_create(
        application=application, juror=juror, kind=ConflictKind.DECLARED, name=application.code, is_declared=True,
        ended_at=None, defaults=given,
    )  # fmt: skip
    _recuse(application.pk, juror.pk)
    change = {"application": [None, application.code]}
    audit.note(by=by, verb="declare", subject=str(juror), change=change)
    return conflict


@transaction.atomic
def accept_seat(*, juror: Juror, by: object, load: int | None = None, answer: str = "") -> Juror:
    """Accept an invitation, perhaps for fewer applications than the panel asks. Raises Refusal where it was answered
    before, and for a load that is none."""
    juror = _invited(juror)
    if load is not None and not 1 <= load <= juror.round.load:
        raise Refusal(
            _("Take at least one application, and at most %(load)d.") % {"load": juror.round.load}, field="load"
        )
    juror.load = None if load == juror.round.load else load
    return _answered(juror, JurorState.ACCEPTED, answer, by)


@transaction.atomic
def decline_seat(*, juror: Juror, by: object, answer: str = "") -> Juror:
    """Decline an invitation. Raises Refusal where it was answered before."""
    return _answered(_invited(juror), JurorState.DECLINED, answer, by)


def _invited(juror: Juror) -> Juror:
    juror = Juror.objects.select_for_update().get(pk=juror.pk)
    if juror.state != JurorState.INVITED:
        raise Refusal(_("This invitation was answered already."))
    return juror


def _answered(juror: Juror, state: JurorState, answer: str, by: object) -> Juror:
    before, juror.state = juror.state, state
    juror.answered_at, juror.answer = timezone.now(), answer.strip()[:500]
    juror.save()
    change = {"state": [before, state.value], "load": [None, juror.load]}
    audit.note(by=by, verb="answer", subject=str(juror), change=change)
    return juror


@transaction.atomic
def change_juror(*, juror: Juror, by: object, load: int | None, is_reserve: bool, has_left: bool) -> Juror:
    """Change how much a juror takes, call a reserve in, or note that somebody left. What they have sent stays; who
    reads the rest follows from the next assignment."""
    juror = Juror.objects.select_for_update().get(pk=juror.pk)
    before = {"load": juror.load, "is_reserve": juror.is_reserve, "state": juror.state}
    juror.load = None if load == juror.round.load else load
    juror.is_reserve = is_reserve
    if has_left and juror.state in (JurorState.ACCEPTED, JurorState.INVITED):
        juror.state, juror.answered_at = JurorState.LEFT, juror.answered_at or timezone.now()
        Review.objects.filter(juror=juror, state=ReviewState.ASSIGNED).update(state=ReviewState.TAKEN_BACK)
    juror.save()
    now = {"load": juror.load, "is_reserve": juror.is_reserve, "state": juror.state}
    change = {name: [before[name], now[name]] for name in now if before[name] != now[name]}
    if change:
        audit.note(by=by, verb="update", subject=str(juror), change=change)
    return juror


def refuse_stranger(*, person: Person, juror: Juror) -> None:
    """Raises Refusal where somebody would act for a juror who they are not."""
    if juror.person_id != person.pk:
        raise Refusal(_("This is another juror's seat."))
