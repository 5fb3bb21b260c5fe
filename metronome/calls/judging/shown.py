"""What the pages of panels and reviews show."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.ground.phrases import country_in_words, language_in_words, number_in_words
from metronome.ground.text import Text
from metronome.network.models import Region

from ..affinity.points import PARTS, Ground
from ..applied import step_in_words
from ..assignment.problem import Goal
from ..assignment.proof import read_plain
from ..enums import ApplicationState, ReviewState
from ..models import (
    Application,
    Call,
    Conflict,
    Criterion,
    Feedback,
    Juror,
    Outcome,
    Panel,
    Review,
    ReviewRound,
    ReviewVersion,
    RoundAssignment,
    Verdict,
)
from ..ranking.places import Ranking, Standing
from ..steps import parts_at, stages_at, steps_of
from .balance import Group, Lens
from .feedback import untold
from .outcomes import announced_outcome, outcome_in, reached

#: How many a page names of those who are not told yet.
NAMED = 8


@dataclass(frozen=True, kw_only=True)
class RoundShown:
    """A round with the panel it belongs to and how far it is."""

    round: ReviewRound
    label: Text
    jurors: int
    accepted: int
    assigned: int
    sent: int


def panels_of(call: Call) -> list[tuple[Panel, RoundShown | None]]:
    """The panels of a call, each with its round where it has begun."""
    rounds = {one.panel: one for one in call.rounds.all()}
    return [(panel, round_shown(rounds[panel.code]) if panel.code in rounds else None) for panel in call.panels.all()]


def round_shown(found: ReviewRound) -> RoundShown:
    panel = found.call.panels.filter(code=found.panel).first()
    reviews = Review.objects.filter(juror__round=found)
    return RoundShown(
        round=found,
        label=panel.label if panel else Text.of({"en": found.panel}, source="en"),
        jurors=found.jurors.count(),
        accepted=found.jurors.filter(state="accepted", is_reserve=False).count(),
        assigned=reviews.filter(state=ReviewState.ASSIGNED).count(),
        sent=reviews.filter(state=ReviewState.SENT).count(),
    )


def reasons_in_words(reasons: Iterable[Mapping[str, Any]], subjects: Mapping[str, str]) -> list[str]:
    """Why a pair has its points, a sentence for each ground."""
    return [_reason(one, subjects) for one in reasons]


def _reason(reason: Mapping[str, Any], subjects: Mapping[str, str]) -> str:
    named, points = reason["named"], points_in_words(reason["points"])
    match reason["ground"]:
        case Ground.WORDS:
            return _("Words: %(named)s (%(points)s points)") % {"named": ", ".join(named), "points": points}
        case Ground.SUBJECTS:
            told = ", ".join(subjects.get(one, one) for one in named)
            return _("Subjects: %(named)s (%(points)s points)") % {"named": told, "points": points}
        case Ground.LANGUAGE:
            told = ", ".join(language_in_words(one) for one in named)
            return _("Language: %(named)s (%(points)s points)") % {"named": told, "points": points}
        case _:
            return _("Region: %(named)s (%(points)s points)") % {
                "named": ", ".join(map(region_in_words, named)), "points": points,
            }  # fmt: skip


def region_in_words(slug: str) -> str:
    region = Region.objects.filter(slug=slug).first()
    return region.name.in_(reader()) if region else slug


def points_in_words(hundredths: int) -> str:
    return number_in_words(Decimal(hundredths) / PARTS)


@dataclass(frozen=True, kw_only=True)
class ProofShown:
    """What an assignment reaches and what no assignment exceeds."""

    number: int
    sum: str
    sum_bound: str
    sum_gap: str
    worst: str
    worst_bound: str
    worst_gap: str
    is_best: bool
    is_settled: bool
    sha256: str


def proof_shown(kept: RoundAssignment) -> ProofShown:
    found = read_plain(kept.proof)
    bounds = found.bounds
    gaps = bounds[Goal.SUM] - found.sum, bounds[Goal.WORST] - found.worst
    return ProofShown(
        number=kept.number,
        sum=points_in_words(found.sum),
        sum_bound=points_in_words(bounds[Goal.SUM]),
        sum_gap=points_in_words(gaps[0]),
        worst=points_in_words(found.worst),
        worst_bound=points_in_words(bounds[Goal.WORST]),
        worst_gap=points_in_words(gaps[1]),
        is_best=gaps[0] == 0,
        is_settled=found.is_settled,
        sha256=kept.sha256,
    )


def readers_of(found: ReviewRound) -> list[tuple[str, str, list[Review]]]:
    """Each application that is read, with its readers; three queries."""
    reviews = (
        Review.objects.filter(juror__round=found)
        .exclude(state=ReviewState.TAKEN_BACK)
        .select_related("application", "juror")
        .order_by("application__code", "juror__name")
    )
    rows: dict[str, tuple[str, str, list[Review]]] = {}
    for one in reviews:
        code = one.application.code
        rows.setdefault(code, (code, one.application.title, []))[2].append(one)
    return list(rows.values())


@dataclass(frozen=True, kw_only=True)
class ScaleShown:
    """A criterion as it is scored: by a whole number where there are few of them, else in a box."""

    criterion: Criterion
    given: str
    fault: str

    @property
    def steps(self) -> list[str]:
        low, high = self.criterion.lowest, self.criterion.highest
        is_short = low == int(low) and high == int(high) and high - low <= 10
        whole = self.given == "" or self.given.lstrip("-").isdigit()
        return [str(step) for step in range(int(low), int(high) + 1)] if is_short and whole else []


def scales_of(call: Call, step: str, typed: Mapping[str, Any], field: str, reason: str) -> list[ScaleShown]:
    return [
        ScaleShown(
            criterion=one,
            given=str(typed.get(f"score_{one.code}", "")),
            fault=reason if field == f"score_{one.code}" else "",
        )
        for one in parts_at(call.criteria.all(), call, step)
    ]


@dataclass(frozen=True, kw_only=True)
class OtherReview:
    """What another juror of the panel sent."""

    name: str
    scores: Sequence[tuple[str, str]]
    version: ReviewVersion


def others_of(review: Review) -> list[OtherReview] | None:
    """What the others of the panel sent about the same application; None before one's own is sent."""
    if review.version is None or review.state != ReviewState.SENT:
        return None
    labels = {one.code: one.label.in_(reader()) for one in review.application.call.criteria.all()}
    others = Review.objects.filter(
        application=review.application_id, juror__round=review.juror.round_id, state=ReviewState.SENT
    ).exclude(pk=review.pk)
    versions = ReviewVersion.objects.filter(review__in=others).select_related("review__juror")
    return [
        OtherReview(
            name=one.review.juror.name,
            scores=[(labels.get(code, code), score) for code, score in one.scores.items()],
            version=one,
        )
        for one in versions
        if one.number == one.review.version
    ]


def conflicts_of(juror: Juror) -> list[Conflict]:
    """The conflicts that a juror has now, with the applications."""
    found = Conflict.objects.filter(juror=juror, ended_at=None).select_related("application")
    return list(found.order_by("application__code", "kind"))


@dataclass(frozen=True, kw_only=True)
class StandingShown:
    """A row of the ranking, with the application and what waits for it."""

    standing: Standing
    title: str
    city: str
    country: str
    is_chosen: bool
    proposed: str
    outcome: str

    @property
    def mean(self) -> float:
        return float(self.standing.mean)

    @property
    def chance(self) -> int | None:
        return None if self.standing.probability is None else round(100 * self.standing.probability)


def standings_of(found: ReviewRound, ranking: Ranking) -> list[StandingShown]:
    entries = {one.code: one for one in found.call.applications.all()}
    waits = Verdict.objects.filter(application__call=found.call_id, applied_at=None, taken_back_at=None)
    labels = labels_of(found.call)
    waiting = {one.application_id: labels.get(one.outcome, "–") for one in waits}
    return [
        StandingShown(
            standing=one,
            title=entries[one.entry].title,
            city=entries[one.entry].city,
            country=country_in_words(entries[one.entry].country) if entries[one.entry].country else "",
            is_chosen=place < found.places,
            proposed=waiting.get(entries[one.entry].pk, ""),
            outcome=labels.get(outcome_in(entries[one.entry], found.stage), ""),
        )
        for place, one in enumerate(ranking.standings)
    ]


def group_in_words(group: Group) -> str:
    """What a group of the balance lens is called."""
    if not group.key:
        return _("not known")
    match group.lens:
        case Lens.REGION:
            return region_in_words(group.key)
        case Lens.SIZE:
            return _("from %(number)s inhabitants on") % {"number": number_in_words(int(group.key))}
        case _:
            return _("for the first time") if group.key == "first" else _("applied before")


def lens_in_words(lens: Lens) -> str:
    match lens:
        case Lens.REGION:
            return _("Region")
        case Lens.SIZE:
            return _("Size of the city")
        case _:
            return _("First application")


@dataclass(frozen=True, kw_only=True)
class StepShown:
    """A step of the applications: who waits to be invited to it, how many were told of it, and who was not yet, of
    whom a few are named."""

    code: str
    label: str
    leads: str
    to_invite: int
    told: int
    untold: Sequence[Application]
    more: int


def steps_shown(call: Call, waiting: Sequence[Verdict]) -> list[StepShown]:
    """The steps of a call, with what is left to do for those who handed in."""
    stages, labels = list(call.stages.all()), labels_of(call)
    found = []
    for step in steps_of(stages):
        stage = next(iter(stages_at(stages, step)), None)
        left = list(untold(call, step).order_by("title", "code"))
        chosen = call.applications.filter(state=ApplicationState.ELIGIBLE, outcome=stage.invites) if stage else None
        found.append(
            StepShown(
                code=step,
                label=stage.label.in_(reader()) if stage else "",
                leads=labels.get(stage.invites, "") if stage and step else "",
                to_invite=chosen.count() if step and chosen is not None and not waiting else 0,
                told=Feedback.objects.filter(application__call=call, stage=step)
                .values("application")
                .distinct()
                .count(),
                untold=left[:NAMED],
                more=max(0, len(left) - NAMED),
            )
        )
    return found


@dataclass(frozen=True, kw_only=True)
class OutcomeShown:
    """An outcome with its places, how many came to it, and how many would with what is proposed."""

    outcome: Outcome
    reached: int
    would: int

    @property
    def is_over(self) -> bool:
        return self.outcome.places is not None and self.would > self.outcome.places


def outcomes_shown(call: Call, waiting: Sequence[Verdict]) -> list[OutcomeShown]:
    now = Counter(outcome for outcome, _pk in reached(call, {}))
    further = {(one.application_id, one.stage): one.outcome for one in waiting}
    would = Counter(outcome for outcome, _pk in reached(call, further))
    return [OutcomeShown(outcome=one, reached=now[one.code], would=would[one.code]) for one in call.outcomes.all()]


@dataclass(frozen=True, kw_only=True)
class ToldShown:
    """What an applicant was told of a step: what readers said, or the rules that it did not meet."""

    label: str
    is_read: bool
    outcome: Outcome | None
    content: Mapping[str, Any]
    rows: Sequence[tuple[str, str | None, str | None]]
    reasons: Sequence[Text]


def told_to(application: Application) -> list[ToldShown]:
    """Everything that an applicant was told, the last step first."""
    call = application.call
    return [
        ToldShown(
            label=step_in_words(application, one.stage),
            is_read=one.is_read,
            outcome=announced_outcome(application, one.stage),
            content=one.content,
            rows=feedback_rows(call, one.stage, one.content) if one.is_read else (),
            reasons=[Text.from_json(reason) for reason in one.content.get("reasons", ())],
        )
        for one in application.feedback.order_by("-released_at", "-pk")
    ]


def feedback_rows(call: Call, step: str, content: Mapping[str, Any]) -> list[tuple[str, str | None, str | None]]:
    """Each criterion with the mean of the application and that of all; None where nobody gave a score."""

    def told(words: str | None) -> str | None:
        return None if words is None else number_in_words(Decimal(words))

    return [
        (one.label.in_(reader()), told(content["means"].get(one.code)), told(content["pool"].get(one.code)))
        for one in parts_at(call.criteria.all(), call, step)
    ]


def labels_of(call: Call) -> dict[str, str]:
    """What the outcomes of a call are called, by their codes."""
    return {one.code: one.label.in_(reader()) or one.code for one in call.outcomes.all()}


def panel_labels(call: Call) -> dict[str, str]:
    """What the panels of a call are called, by their codes."""
    return {one.code: one.label.in_(reader()) or one.code for one in call.panels.all()}
