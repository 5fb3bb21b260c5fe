"""What a city does with its application: begin it, write it with others, hand it in, take it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.accounts.actions import call_in
from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.canonical import digest
from metronome.ground.refusal import Refusal
from metronome.network.models import Member
from metronome.network.names import Names

from ..answers import is_answered, missing, settled
from ..clock import is_taken, taking_until
from ..codes import new_code
from ..enums import ApplicationState
from ..judging.outcomes import announced_outcome
from ..models import Answer, Application, ApplicationKeeper, ApplicationVersion, Call, CoApplicant
from ..posting import send_receipt, send_way_to
from ..queries import typed_in
from ..steps import FIRST, at_step, stages_at
from ..versions import call_of
from .amending import freeze_call, note_consent
from .panels import compare_anew

#: What one application may hold: characters in its draft, people who write it, cities that apply along.
LARGEST, MOST_KEEPERS, MOST_PARTNERS = 400_000, 20, 40
#: From these an applicant may still go on.
OPEN = (ApplicationState.DRAFT, ApplicationState.INVITED, ApplicationState.SUBMITTED, ApplicationState.WITHDRAWN)


@transaction.atomic
def begin_application(
    *,
    call: Call,
    title: str,
    city: str,
    language: str,
    at: datetime,
    by: Person,
    code: str = "",
    country: str = "",
    is_test: bool = False,
) -> Application:
    """Begin a draft of which a title and a city are known; `by` keeps it. `at` is the moment of asking; `is_test` says
    that it is made to rehearse.

    Raises Refusal outside the days on which applications are taken.
    """
    _refuse_if_closed(call, FIRST, at)
    version = freeze_call(call=call, by=by)
    member = _member_named(city)
    application = Application.objects.create(
        call=call,
        code=code or new_code(call.slug),
        title=title.strip()[:200],
        city=city.strip()[:200],
        language=language,
        member=member,
        country=(member.country if member else "") or country,
        began_at=at,
        is_test=is_test,
    )
    ApplicationKeeper.objects.create(application=application, person=by, since=at, by=str(by))
    note_consent(application=application, number=version.number, by=by)
    marked = {"is_test": [None, True]} if is_test else {}
    audit.note(by=by, verb="begin", subject=_subject(application), change={"call": [None, call.slug], **marked})
    return application


def _member_named(city: str) -> Member | None:
    """The member that a name means beyond doubt."""
    meaning = Names.of_the_network().resolve(city, kind="member").meaning
    return Member.objects.filter(slug=meaning.slug).first() if meaning else None


@dataclass(frozen=True, slots=True)
class Kept:
    """The number of a saving, and what was not saved, since somebody else changed it after the writer had read it: by
    question and language, what stands there now."""

    saved: int
    met: Mapping[tuple[str, str], Any]


@transaction.atomic
def keep_answers(
    *,
    application: Application,
    answers: Mapping[tuple[str, str], Any],
    seen: int,
    about: Mapping[str, Any],
    by: Person,
    mine: Sequence[str] = (),
) -> Kept:
    """Keep what was typed, as far as it differs from what is kept. `seen` is the number of the saving that the writer
    had read; what another person changed since then stays, unless the question is among `mine`. `about` holds title,
    city, country and languages as typed.

    Raises Refusal for a draft that grows beyond all measure, and where nothing can be written any more.
    """
    locked = Application.objects.select_for_update().get(pk=application.pk)
    _refuse_if_ended(locked)
    held = {(row.question, row.language): row for row in locked.answers.all()}
    if sum(len(str(value)) for value in answers.values()) > LARGEST:
        raise Refusal(_("This is more than one application can hold."), remedy=_("Shorten it, or hand in a file."))
    number, now, met, fresh = locked.saved + 1, timezone.now(), {}, []
    for place, value in answers.items():
        row = held.get(place)
        if value == (row.value if row else None) or (row is None and not is_answered(value)):
            continue
        if row is not None and row.saved > seen and row.by != str(by) and place[0] not in mine:
            met[place] = row.value
            continue
        row = row or Answer(application=locked, question=place[0], language=place[1])
        row.value, row.saved, row.at, row.by = value, number, now, str(by)
        fresh.append(row)
    changed = _keep_about(locked, about)
    if fresh or changed:
        for row in fresh:
            row.save()
        locked.saved = number
        locked.save(update_fields=["saved", *changed])
    return Kept(locked.saved, met)


def _keep_about(application: Application, about: Mapping[str, Any]) -> list[str]:
    changed = [name for name, value in about.items() if value != getattr(application, name)]
    for name in changed:
        setattr(application, name, about[name])
    return changed


@transaction.atomic
def name_partners(*, application: Application, names: Sequence[str], by: object) -> None:
    """Say who applies with the city; a name that the network knows is its member.

    Raises Refusal for a name that stands there twice, or for more than there can be.
    """
    wanted = [name.strip()[:200] for name in names if name.strip()]
    locked = Application.objects.select_for_update().get(pk=application.pk)
    _refuse_if_ended(locked)
    if len({name.casefold() for name in wanted}) < len(wanted):
        raise Refusal(_("A co-applicant stands there twice."), field="partners", remedy=_("Take one of them away."))
    if len(wanted) > MOST_PARTNERS:
        raise Refusal(_("These are more co-applicants than there can be."), field="partners")
    before = [one.name for one in locked.co_applicants.all()]
    if before == wanted:
        return
    locked.co_applicants.all().delete()
    for order, name in enumerate(wanted):
        member = _member_named(name)
        CoApplicant.objects.create(
            application=locked, name=name, member=member, country=member.country if member else "", order=order
        )
    compare_anew(call=locked.call, by=by)
    audit.note(by=by, verb="update", subject=_subject(locked), change={"co_applicants": [before, wanted]})


@transaction.atomic
def invite_keeper(*, application: Application, email: str, by: object) -> None:
    """Let somebody write the application too; who has no account is sent a link to open one.

    Raises Refusal for an address that is none, and for one who writes it already.
    """
    _refuse_if_ended(application)
    if application.keepers.filter(until=None).count() >= MOST_KEEPERS:
        raise Refusal(_("These are more people than can write one application."), field="email")
    person = call_in(email=email, by=by)
    _keeper, is_new = ApplicationKeeper.objects.get_or_create(
        application=application, person=person, until=None, defaults={"since": timezone.now(), "by": str(by)}
    )
    if not is_new:
        raise Refusal(_("They write this application already."), field="email")
    compare_anew(call=application.call, by=by)
    audit.note(by=by, verb="grant", subject=_subject(application), change={"keeper": [None, str(person)]})
    transaction.on_commit(lambda: send_way_to(application, person))


@transaction.atomic
def remove_keeper(*, application: Application, keeper: int, by: object) -> None:
    """Let somebody write the application no more. Raises Refusal if nobody would be left."""
    standing = application.keepers.select_for_update().filter(until=None)
    leaving = next((one for one in standing if one.pk == keeper), None)
    if leaving is None:
        raise Refusal(_("They do not write this application."))
    if len(standing) == 1:
        raise Refusal(_("Somebody must be able to write it."), remedy=_("Invite somebody else first."))
    leaving.until = timezone.now()
    leaving.save(update_fields=["until"])
    audit.note(by=by, verb="revoke", subject=_subject(application), change={"keeper": [str(leaving.person), None]})


@transaction.atomic
def submit_application(*, application: Application, at: datetime, by: Person) -> ApplicationVersion:
    """Hand in what stands in the draft, as the next version. `at` is the moment at which it arrived: by it, and by the
    clock of the call, it is in time or late, however long it then has to wait for its turn.

    Raises Refusal where it is late, not complete, or the same as before; the draft is kept in each case.
    """
    locked = Application.objects.select_for_update().select_related("call").get(pk=application.pk)
    request = _request_answered(locked, at)
    if request is None:
        _refuse_unless_open(locked, at)
    frozen = freeze_call(call=locked.call, by=by)
    call, typed = at_step(call_of(frozen.content), locked.stage), typed_in(locked)
    languages = [locked.language, *locked.languages]
    lacking = missing(call, typed, languages)
    if lacking or not locked.title or not locked.city:
        raise Refusal(_("Something is still missing."), field="form", remedy=_("See what is marked, then hand it in."))
    content = _content(locked, settled(call, typed, languages))
    last = locked.versions.order_by("-number").first()
    if last and request is None and locked.state == ApplicationState.SUBMITTED and _same(last, content, frozen.number):
        raise Refusal(_("This is what you handed in already."), remedy=_("Change something first."))
    number = last.number + 1 if last else 1
    about = {"application": locked.code, "call": locked.call.slug, "call_version": frozen.number, "number": number}
    version = ApplicationVersion.objects.create(
        application=locked, number=number, stage=locked.stage, call_version=frozen.number, submitted_at=at, by=str(by),
        sha256=digest({**about, **content, "submitted_at": at.isoformat()}), **content,
    )  # fmt: skip
    if request is not None:
        request.version, request.closed_at = number, timezone.now()
        request.save(update_fields=["version", "closed_at"])
    before, locked.state = locked.state, ApplicationState.SUBMITTED
    locked.version, locked.submitted_at = number, at
    locked.save(update_fields=["state", "version", "submitted_at"])
    note_consent(application=locked, number=frozen.number, by=by)
    change = {"state": [before, locked.state], "version": [last.number if last else None, number]}
    audit.note(by=by, verb="submit", subject=_subject(locked), change={**change, "sha256": [None, version.sha256]})
    transaction.on_commit(lambda: send_receipt(version))
    return version


def _content(application: Application, answers: list[dict[str, Any]]) -> dict[str, Any]:
    """What is handed in of a draft, as a version keeps it."""
    return {
        "title": application.title, "language": application.language, "languages": application.languages,
        "city": application.city, "country": application.country,
        "co_applicants": [one.name for one in application.co_applicants.all()], "answers": answers,
    }  # fmt: skip


def _same(version: ApplicationVersion, content: Mapping[str, Any], call_version: int) -> bool:
    held = all(getattr(version, name) == value for name, value in content.items())
    return held and version.call_version == call_version


@transaction.atomic
def withdraw_application(*, application: Application, by: object) -> None:
    """Take an application back; its versions and its draft stay. Until the deadline it can be handed in again. What
    was decided of it in its step and not told yet falls with it: whether it can be withdrawn must not tell it either.

    Raises Refusal where it has ended, and where everybody was told what it came to.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    _refuse_if_ended(locked)
    if locked.state == ApplicationState.WITHDRAWN:
        raise Refusal(_("It is withdrawn already."))
    if announced_outcome(locked):
        raise Refusal(_("It was decided on already."), remedy=_("Write to the secretariat."))
    change = {"state": [locked.state, ApplicationState.WITHDRAWN]}
    if locked.outcome:
        change["outcome"] = [locked.outcome, ""]
    locked.state, locked.outcome = ApplicationState.WITHDRAWN, ""
    locked.save(update_fields=["state", "outcome"])
    locked.requests.filter(closed_at=None).update(closed_at=timezone.now())
    locked.verdicts.filter(applied_at=None, taken_back_at=None).update(taken_back_at=timezone.now())
    # What one hand found of it is confirmed by nobody: it would come back to life.
    locked.checks.filter(is_confirmed=None).delete()
    audit.note(by=by, verb="withdraw", subject=_subject(locked), change=change)


def _request_answered(application: Application, at: datetime) -> Any:
    """The request for information that is answered, if one is open. Raises Refusal where its time is over."""
    if application.state != ApplicationState.INFO_REQUESTED:
        return None
    request = application.requests.filter(closed_at=None).first()
    if request is not None and at.timestamp() >= request.until.timestamp() + 1:
        raise Refusal(
            _("The time in which an answer was taken is over."),
            field="late",
            remedy=_("What you wrote is kept. Write to the secretariat."),
        )
    return request


def _refuse_unless_open(application: Application, at: datetime) -> None:
    if application.state not in OPEN:
        raise Refusal(
            _("This application cannot be changed any more."), field="state", remedy=_("Write to the secretariat.")
        )
    _refuse_if_closed(application.call, application.stage, at)


def _refuse_if_closed(call: Call, step: str, at: datetime) -> None:
    if call.is_cancelled:
        raise Refusal(_("This call was called off."), field="late")
    stages = stages_at(call.stages.all(), step)
    if not is_taken(stages, call.zone, at):
        until = taking_until(stages, call.zone, at)
        reason = _("Applications are not taken now.") if until is None else _("The deadline is over.")
        raise Refusal(reason, field="late", remedy=_("What you wrote is kept."))


def _refuse_if_ended(application: Application) -> None:
    if application.state in (ApplicationState.DUPLICATE, ApplicationState.MERGED):
        raise Refusal(_("This application was joined with another one."), remedy=_("Go on with the other one."))


def _subject(application: Application) -> str:
    return f"application:{application.code}"
