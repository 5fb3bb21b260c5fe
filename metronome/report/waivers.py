"""Letting a finding pass: why, and in whose name. A waiver holds for exactly that finding; once a row behind it
changes it is another finding, and asks again."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from .checks.finding import Finding
from .enums import Severity
from .models import Waiver


def waived(digests: Iterable[str]) -> set[str]:
    """Those of the findings, by their digests, that somebody let pass."""
    return set(Waiver.objects.filter(finding__in=list(digests)).values_list("finding", flat=True))


@transaction.atomic
def waive(finding: Finding, *, reason: str, by: object) -> Waiver:
    """Let an *ask* pass.

    Raises Refusal without a reason; for a *stop*, which must be mended; for a *tell*, which is in nobody's way; and
    for a finding that was waived before.
    """
    if finding.severity == Severity.STOP:
        raise Refusal(_("This stops publication: it must be mended."), remedy=finding.mend(get_language() or "en"))
    if finding.severity == Severity.TELL:
        raise Refusal(_("This is told only and stands in the way of nothing."))
    if not reason.strip():
        raise Refusal(_("Say why this may stay as it is."), field="reason")
    if waived([finding.digest]):
        raise Refusal(_("Somebody has let this pass before."))
    waiver = Waiver.objects.create(
        finding=finding.digest,
        rule=finding.rule,
        subject=finding.subject[:200],
        reason=reason.strip(),
        by=str(by)[:200],
        at=datetime.now(UTC),
    )
    change = {"rule": finding.rule, "subject": finding.subject, "reason": waiver.reason}
    audit.note(by=by, verb="waive", subject=f"finding:{finding.digest}", change=change, public=True)
    return waiver
