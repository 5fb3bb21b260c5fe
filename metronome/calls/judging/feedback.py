"""What applicants are told of the reading. It names no juror."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import Any

from django.db.models import Q, QuerySet

from metronome.ground.fold import fold_words

from ..enums import ApplicationState
from ..models import Appeal, Application, ApplicationVersion, Call, Criterion, Feedback, Juror, ReviewVersion
from ..queries import ENDED
from .outcomes import outcome_in
from .ranking import sent_versions

#: A part of a name of fewer letters is also a common word.
SHORTEST = 4


def read_in(call: Call, step: str) -> dict[int, list[ReviewVersion]]:
    """The reviews of a step of a call that count, by the application, of all its panels."""
    found: dict[int, list[ReviewVersion]] = defaultdict(list)
    for one in call.rounds.filter(stage=step):
        for version in sent_versions(one):
            found[version.review.application_id].append(version)
    return found


def feedback_of(
    application: Application, step: str, versions: Sequence[ReviewVersion], pool: dict[str, str]
) -> dict[str, Any]:
    """What one applicant is told: means by criterion beside those of all applications, and what readers wrote for
    them, in an order that says nothing about who wrote it."""
    texts = sorted({(one.language, one.text) for one in versions if one.text}, key=lambda one: one[1])
    return {
        "readers": len({one.review.juror_id for one in versions}),
        "outcome": outcome_in(application, step),
        "means": means_of(versions),
        "pool": {code: pool[code] for code in sorted(pool)},
        "texts": [{"language": language, "text": text} for language, text in texts],
    }


def finding_of(application: Application) -> dict[str, Any]:
    """What one applicant is told whose application was not eligible: the rules, in every language that they have, and
    what came of an appeal."""
    found = application.checks.filter(is_confirmed=True, stage=application.stage).order_by("-confirmed_at").first()
    reasons = application.call.rules.filter(code__in=found.reasons if found else [])
    appeal = Appeal.objects.filter(finding=found).first() if found else None
    return {
        "readers": 0,
        "reasons": [one.text.to_json() for one in reasons],
        "appeal": appeal.answer if appeal else None,
    }


def untold(call: Call, step: str) -> QuerySet[Application]:
    """Those who handed in to a step and were told nothing yet of what came of it; who took it back asks nothing."""
    is_told = Q(is_read=True) | Q(application__state=ApplicationState.INELIGIBLE)
    told = Feedback.objects.filter(is_told, application__call=call, stage=step)
    handed_in = ApplicationVersion.objects.filter(application__call=call, stage=step)
    rows = call.applications.filter(pk__in=handed_in.values("application")).exclude(state__in=ENDED)
    return rows.exclude(pk__in=told.values("application"))


def refused(call: Call, step: str) -> QuerySet[Application]:
    """Those found not to be eligible in a step, with no appeal that waits, and not told of it with the others."""
    waits = Appeal.objects.filter(is_upheld=None, finding__application__call=call)
    rows = untold(call, step).filter(stage=step, state=ApplicationState.INELIGIBLE)
    return rows.exclude(pk__in=waits.values("finding__application"))


def means_of(versions: Iterable[ReviewVersion]) -> dict[str, str]:
    """The mean of each criterion over those who gave a score, to hundredths."""
    given: dict[str, list[Fraction]] = defaultdict(list)
    for one in versions:
        for code, score in one.scores.items():
            given[code].append(Fraction(score))
    return {code: hundredths(sum(scores, Fraction(0)) / len(scores)) for code, scores in sorted(given.items())}


def hundredths(number: Fraction) -> str:
    exact = Decimal(number.numerator) / Decimal(number.denominator)
    return format(exact.quantize(Decimal("0.01"), ROUND_HALF_EVEN), "f")


def naming(versions: Iterable[ReviewVersion], jurors: Iterable[Juror]) -> list[ReviewVersion]:
    """The reviews whose text for the applicant names a juror, by the whole name or by a part of it."""
    names = {part for juror in jurors for part in _parts(juror.name)}
    return [one for one in versions if names & _phrases(one.text)]


def _parts(name: str) -> set[str]:
    return {part for part in fold_words(name).split() if len(part) >= SHORTEST and not part.isdecimal()}


def _phrases(text: str) -> set[str]:
    return set(fold_words(text).split())


def criteria_of(call: Call) -> dict[str, Criterion]:
    return {one.code: one for one in call.criteria.all()}
