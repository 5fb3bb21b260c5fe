"""A call while cities apply: what they read is frozen, what changes makes a version, and they agree to it or not."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.desk.sheets import sheet_of
from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..enums import ApplicationState
from ..given import GivenCall
from ..models import Application, Call, CallVersion, Consent
from ..posting import send_amendment
from ..versions import changes_between, content_of, digest_of


def freeze_call(*, call: Call, by: object) -> CallVersion:
    """The version of a call that holds now; the first one, where none was frozen yet. Within a transaction."""
    found = call.versions.order_by("-number").first()
    if found is not None:
        return found
    content = content_of(sheet_of("calls").given_of(call))
    return CallVersion.objects.create(
        call=call, number=1, content=content, sha256=digest_of(content), at=timezone.now(), by=str(by)
    )


def amend_calls(*, calls: Iterable[GivenCall], by: object) -> list[CallVersion]:
    """A new version of each call that was frozen and promises something else now. Applicants are told by letter when
    the transaction is done. Within the transaction of the change."""
    given = {call.slug: call for call in calls}
    latest: dict[str, CallVersion] = {}
    for version in CallVersion.objects.filter(call__slug__in=given).select_related("call").order_by("number"):
        latest[version.call.slug] = version
    made = []
    for slug, before in latest.items():
        content = content_of(given[slug])
        if digest_of(content) == before.sha256:
            continue
        version = CallVersion.objects.create(
            call=before.call,
            number=before.number + 1,
            content=content,
            sha256=digest_of(content),
            changes=changes_between(before.content, content),
            at=timezone.now(),
            by=str(by),
        )
        made.append(version)
        transaction.on_commit(lambda version=version: send_amendment(version))  # type: ignore[misc]
    return made


@transaction.atomic
def consent_to(*, application: Application, number: int, by: object) -> None:
    """Note that an applicant goes on under a version of the call; a second time changes nothing.

    Raises Refusal for a version that there is not, or that is not the one that holds, and for an application that has
    ended.
    """
    latest = application.call.versions.order_by("-number").values_list("number", flat=True).first()
    if number != latest:
        raise Refusal(
            _("The call was changed again since you opened this page."), remedy=_("Read what differs, then agree.")
        )
    if application.state in (ApplicationState.WITHDRAWN, ApplicationState.DUPLICATE, ApplicationState.MERGED):
        raise Refusal(_("This application has ended; there is nothing to agree to."))
    if note_consent(application=application, number=number, by=by):
        audit.note(by=by, verb="consent", subject=f"application:{application.code}", change={"version": number})


def note_consent(*, application: Application, number: int, by: object) -> bool:
    """Keep a consent within the transaction of the caller; whether it is a new one."""
    _consent, is_new = Consent.objects.get_or_create(
        application=application, call_version=number, defaults={"at": timezone.now(), "by": str(by)}
    )
    return is_new
