"""What may be done with a report. Each action checks that it is possible, changes, and leaves a line: all three or
none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.canonical import digest
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from .checks.finding import Finding
from .editions.manifest import Manifest
from .enums import EditionState, Severity
from .kinds import PROGRESS, Kind, kind_of
from .models import Edition, EditionFile, EditionText, Waiver
from .queries import waived


@transaction.atomic
def compose_edition(
    *,
    period: Period,
    by: object,
    languages: Iterable[str],
    title: Text,
    kind: str = PROGRESS,
    about: Iterable[str] = (),
    texts: Mapping[str, Text] | None = None,
    parts: Iterable[str] | None = None,
) -> Edition:
    """Begin the next edition for a period. Its texts and its parts begin as given, else as those of the edition
    before.

    Raises Refusal for an open period, for a kind that there is not, where what it is about is none of that kind, or
    when an edition of that kind and period about the same is still being composed.
    """
    subjects, found = list(about), kind_of(kind)
    refuse_about(found, subjects)
    if period.first is None or period.last is None:
        raise Refusal(_("A report covers a period with a first and a last day."), field="period")
    before = _edition_before(kind, subjects, first=period.first, last=period.last)
    number = before.number + 1 if before else 1
    edition = Edition.objects.create(
        slug=_slug(kind, subjects, period, number),
        kind=kind,
        about=subjects,
        number=number,
        first_day=period.first,
        last_day=period.last,
        title=title,
        languages=list(languages),
        parts=list(parts if parts is not None else before.parts if before else found.parts),
        supersedes=before,
    )
    given = texts if texts is not None else {kept.part: kept.text for kept in before.texts.all()} if before else {}
    for part, text in given.items():
        EditionText.objects.create(edition=edition, part=part, text=text)
    audit.note(
        by=by, verb="compose", subject=f"edition:{edition.slug}", change={"number": [None, number]}, public=True
    )
    return edition


def _edition_before(kind: str, about: list[str], *, first: date, last: date) -> Edition | None:
    """The latest edition of a kind and period that was made here; refused while it is still being composed."""
    earlier = Edition.objects.filter(kind=kind, about=about, first_day=first, last_day=last)
    before = earlier.exclude(state=EditionState.AS_PRINTED).order_by("-number").first()
    if before is not None and before.state == EditionState.COMPOSING:
        raise Refusal(_("The edition %(edition)s is still being composed.") % {"edition": before}, field="period")
    return before


def _slug(kind: str, about: list[str], period: Period, number: int) -> str:
    # A few digits of the digest: the words of two things may be the same once they fit into an address.
    of = f"-{slugify(about[0].partition(':')[2])[:40]}-{digest(about)[:4]}" if about else ""
    return f"{kind}{of}-{period.first:%Y-%m-%d}-{period.last:%Y-%m-%d}-{number}"


def refuse_about(kind: Kind, about: Iterable[str]) -> None:
    """Raises Refusal unless a report of the kind can be about these things."""
    if kind.about == "member":
        raise Refusal(
            _("Statements for the members are made all at once, and not composed."),
            field="kind",
            remedy=_("Make them on the page of the statements, or with metronome report statements."),
        )
    if {one.partition(":")[0] for one in about} != ({kind.about} if kind.about else set()):
        raise Refusal(
            _("Say what this kind of report is about.")
            if kind.about
            else _("This kind of report is about everything."),
            field="about",
            remedy=_("Choose a partner, a part of the plan, a plan or activities, as the kind asks."),
        )


@transaction.atomic
def freeze_edition(*, edition: Edition, manifest: Manifest, by: object) -> Edition:
    """Keep the rows, texts and figures of an edition for good.

    Raises Refusal unless it is being composed, or when the manifest is of another edition.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.state != EditionState.COMPOSING:
        raise Refusal(_("Only an edition that is being composed can be frozen."), field="state")
    if manifest.head.slug != edition.slug:
        raise Refusal(_("These rows were read for another edition."), field="manifest")
    edition.state, edition.manifest = EditionState.FROZEN, manifest.to_bytes().decode()
    edition.frozen_at, edition.frozen_by = datetime.now(UTC), str(by)
    edition.save()
    audit.note(
        by=by,
        verb="freeze",
        subject=f"edition:{edition.slug}",
        change={"state": [EditionState.COMPOSING, EditionState.FROZEN], "anchor": [None, manifest.head.anchor]},
        public=True,
    )
    return edition


@transaction.atomic
def publish_edition(
    *, edition: Edition, manifest: Manifest, files: Mapping[tuple[str, str], tuple[str, int]], by: object
) -> Edition:
    """Make a frozen edition public, with its files (by language and format: digest and size), and supersede the one
    before it.

    Raises Refusal unless it is frozen, by another hand than that of a person who publishes it; when a later edition is
    published already; and while findings stand in the way: every *stop*, and each *ask* that nobody has waived.
    """
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    refuse_publication(edition=edition, by=by)
    refuse_unpublishable(manifest)
    edition.state = EditionState.PUBLISHED
    edition.published_at, edition.published_by = datetime.now(UTC), str(by)
    edition.save()
    EditionFile.objects.bulk_create(
        EditionFile(edition=edition, language=language, format=format, sha256=sha256, size=size)
        for (language, format), (sha256, size) in sorted(files.items())
    )
    entries = [audit.Entry("publish", f"edition:{edition.slug}", {"state": ["frozen", "published"]})]
    for old in edition.siblings.select_for_update().filter(state=EditionState.PUBLISHED):
        old.state = EditionState.SUPERSEDED
        old.save()
        entries.append(audit.Entry("supersede", f"edition:{old.slug}", {"by": [None, edition.slug]}))
    audit.note_all(by=by, entries=entries, public=True)
    return edition


def refuse_publication(*, edition: Edition, by: object) -> None:
    """Raises Refusal where an edition cannot be published by this hand, whatever was found in it."""
    if edition.state != EditionState.FROZEN:
        raise Refusal(_("Only a frozen edition can be published."), field="state")
    if isinstance(by, Person) and edition.frozen_by == str(by):
        raise Refusal(
            _("You have frozen this edition. Another hand publishes it."),
            field="by",
            remedy=_("Ask another editor or the Secretary General to look at it and to publish it."),
        )
    if edition.siblings.filter(number__gt=edition.number, state=EditionState.PUBLISHED).exists():
        raise Refusal(_("A later edition of this report is published already."), field="state")


def refuse_unpublishable(manifest: Manifest) -> None:
    """Raises Refusal while a *stop* or an *ask* that nobody waived stands in the way of publication."""
    asked = [finding for finding in manifest.findings if finding.severity == Severity.ASK]
    passed = waived(finding.digest for finding in asked)
    in_the_way = [finding for finding in manifest.findings if finding.severity == Severity.STOP] + [
        finding for finding in asked if finding.digest not in passed
    ]
    if in_the_way:
        raise Refusal(
            _("Findings that stand in the way of publication: %(number)d. The first: %(rule)s, %(subject)s.")
            % {"number": len(in_the_way), "rule": in_the_way[0].rule, "subject": in_the_way[0].subject},
            field="findings",
            remedy=_("Mend what must be mended in the next edition; waive the rest with a reason and a name."),
        )


@transaction.atomic
def waive(*, finding: Finding, reason: str, by: object) -> Waiver:
    """Let an *ask* pass: why, and in whose name. It holds for exactly that finding; once a row behind it changes it is
    another finding, and asks again.

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
