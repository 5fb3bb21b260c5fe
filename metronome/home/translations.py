"""How far the languages of the network are in step: every text of every noun, and where each language stands.

The texts are found from the models: every `TextField` of a model that `WORDED` names. A house test holds that no
model with such a field is forgotten.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields
from functools import cache, cached_property
from typing import Any

from django.db.models import BigIntegerField, CharField, F, Model, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from metronome.calls import given as given_calls
from metronome.calls import models as calls
from metronome.exchange import given as given_exchange
from metronome.exchange import models as exchange
from metronome.governance.models import Body, Office
from metronome.ground.audit import last_line
from metronome.ground.fields import TextField
from metronome.ground.kept import kept
from metronome.ground.once import Once
from metronome.ground.text import State, Text, digest_of
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, Member, Network, Partner, PartnerKind, Region, Standing
from metronome.network.queries import network_languages
from metronome.plan.given import GivenChange, GivenValue
from metronome.plan.models import (
    Amendment,
    AmendmentChange,
    Assessment,
    Challenge,
    Expectation,
    ExpectedValue,
    KeyIdea,
    Level,
    Marker,
    Node,
    Plan,
    PlannedActivity,
    Rating,
    Theme,
    WorkPlan,
)
from metronome.plan.shown import tree
from metronome.projects import given as given_projects
from metronome.projects import models as projects
from metronome.projects.sheets import PROJECTS
from metronome.record.enums import State as Life
from metronome.record.models import Activity, Evidence, FollowUp, Kind, MediaMention, Occurrence, PersonInvolved

#: The states in which somebody has something to do.
OPEN = (State.OUTDATED, State.MACHINE, State.MISSING)


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """A noun with texts in languages.

    `subject` is what the audit calls it, followed by `known_as`; of the rows of a part it is that of their owner,
    found by `owner`, and `part` says how a line tells them. `at_node` leads to the node of the plan whose line it
    belongs to.
    """

    noun: str
    model: type[Model]
    subject: str
    known_as: tuple[str, ...] = ("slug",)
    at_node: str = ""
    owner: str = ""
    part: str = ""
    columns: tuple[str, ...] = ()
    is_public: bool = True
    counted: Q = field(default_factory=Q)

    @property
    def texts(self) -> list[str]:
        """The names of its fields that are texts in languages."""
        return [one.name for one in self.model._meta.get_fields() if isinstance(one, TextField)]

    def rows(self) -> QuerySet[Any]:
        """Those that are worth translating: nobody reads what was cancelled."""
        return self.model._default_manager.filter(self.counted).order_by()

    def subject_of(self, row: Any) -> str:
        """What lines of the audit call a row, or its owner."""
        return f"{self.subject}:{'/'.join(str(_follow(row, path)) for path in self.known_as)}"


def _follow(row: Any, path: str) -> Any:
    """What a path of a query leads to."""
    for name in path.split("__"):
        row = getattr(row, name)
    return row


def _of_activities(noun: str, model: type[Model], part: str) -> Worded:
    going = ~Q(activity__state=Life.CANCELLED)
    return Worded(
        noun,
        model,
        "activity",
        ("activity__code",),
        at_node="activity__lead_line",
        owner="activity",
        part=part,
        counted=going,
    )


def _of_calls(noun: str, model: type[Model], part: str, given: Any) -> Worded:
    going, columns = Q(call__is_cancelled=False), tuple(one.name for one in fields(given))
    return Worded(noun, model, "call", ("call__slug",), owner="call", part=part, columns=columns, counted=going)


def _of_projects(noun: str, model: type[Model], part: str, given: Any) -> Worded:
    columns, is_public = tuple(one.name for one in fields(given)), part not in PROJECTS.hidden
    return Worded(
        noun, model, "project", ("project__slug",), owner="project", part=part, columns=columns, is_public=is_public
    )


def _of_practices(noun: str, model: type[Model], part: str, given: Any) -> Worded:
    going, columns = Q(practice__retired_on=None), tuple(one.name for one in fields(given))
    known_as = ("practice__slug",)
    return Worded(noun, model, "practice", known_as, owner="practice", part=part, columns=columns, counted=going)


def _of_terms(noun: str, model: type[Model], part: str, given: Any) -> Worded:
    columns = tuple(one.name for one in fields(given))
    return Worded(noun, model, "terms", ("terms__slug",), owner="terms", part=part, columns=columns, is_public=False)


_CODED = ("plan__slug", "code")
#: Every noun with texts in languages, in the order in which they are shown.
WORDED: Mapping[str, Worded] = {
    one.noun: one
    for one in (
        Worded("activity", Activity, "activity", ("code",), at_node="lead_line", counted=~Q(state=Life.CANCELLED)),
        _of_activities("occurrence", Occurrence, "occurrences"),
        _of_activities("person", PersonInvolved, "people"),
        _of_activities("evidence", Evidence, "evidence"),
        _of_activities("follow-up", FollowUp, "follow_ups"),
        Worded("mention", MediaMention, "mention", counted=Q(is_cancelled=False)),
        Worded("kind", Kind, "kind"),
        Worded("plan", Plan, "plan"),
        Worded(
            "level",
            Level,
            "plan",
            ("plan__slug",),
            owner="plan",
            part="levels",
            columns=("depth", "name", "plural", "pattern"),
        ),
        Worded("node", Node, "node", _CODED, at_node="pk"),
        Worded(
            "key-idea",
            KeyIdea,
            "node",
            ("node__plan__slug", "node__code"),
            at_node="node",
            owner="node",
            part="key_ideas",
            columns=("order", "text"),
        ),
        Worded("challenge", Challenge, "challenge", _CODED),
        Worded("theme", Theme, "theme", ("plan__slug", "slug")),
        Worded("marker", Marker, "marker"),
        Worded("amendment", Amendment, "amendment"),
        Worded(
            "change",
            AmendmentChange,
            "amendment",
            ("amendment__slug",),
            owner="amendment",
            part="changes",
            columns=tuple(GivenChange.__slots__),
        ),
        Worded("work-plan", WorkPlan, "work-plan"),
        Worded("planned", PlannedActivity, "planned"),
        Worded("expectation", Expectation, "expectation", at_node="node"),
        Worded(
            "value",
            ExpectedValue,
            "expectation",
            ("expectation__slug",),
            at_node="expectation__node",
            owner="expectation",
            part="values",
            columns=tuple(GivenValue.__slots__),
        ),
        Worded("rating", Rating, "rating"),
        Worded("assessment", Assessment, "assessment", at_node="node"),
        Worded("network", Network, "network"),
        Worded("region", Region, "region"),
        Worded("member", Member, "member"),
        Worded(
            "standing",
            Standing,
            "member",
            ("member__slug",),
            owner="member",
            part="standings",
            columns=("kind", "since", "until", "why"),
        ),
        Worded("partner-kind", PartnerKind, "partner-kind"),
        Worded("partner", Partner, "partner"),
        Worded("contact", Contact, "contact"),
        Worded("call", calls.Call, "call", counted=Q(is_cancelled=False)),
        _of_calls("stage", calls.Stage, "stages", given_calls.GivenStage),
        _of_calls("question", calls.Question, "questions", given_calls.GivenQuestion),
        _of_calls("option", calls.Option, "options", given_calls.GivenOption),
        _of_calls("eligibility-rule", calls.EligibilityRule, "rules", given_calls.GivenRule),
        _of_calls("criterion", calls.Criterion, "criteria", given_calls.GivenCriterion),
        _of_calls("panel", calls.Panel, "panels", given_calls.GivenPanel),
        _of_calls("outcome", calls.Outcome, "outcomes", given_calls.GivenOutcome),
        Worded("project", projects.Project, "project"),
        _of_projects("money-source", projects.MoneySource, "sources", given_projects.GivenSource),
        _of_projects("budget-line", projects.BudgetLine, "budget", given_projects.GivenLine),
        _of_projects("instalment", projects.Instalment, "instalments", given_projects.GivenInstalment),
        _of_projects("report-due", projects.ReportDue, "reports", given_projects.GivenReportDue),
        _of_projects("project-output", projects.ProjectOutput, "outputs", given_projects.GivenOutput),
        _of_projects("risk", projects.Risk, "risks", given_projects.GivenRisk),
        _of_projects("project-follow-up", projects.ProjectFollowUp, "follow_ups", given_projects.GivenAfterwards),
        Worded("practice", exchange.Practice, "practice", counted=Q(retired_on=None)),
        _of_practices("claim", exchange.Claim, "claims", given_exchange.GivenClaim),
        _of_practices("condition", exchange.Condition, "conditions", given_exchange.GivenCondition),
        Worded("collection", exchange.Collection, "collection"),
        Worded("budget-class", exchange.BudgetClass, "budget-class"),
        Worded("expert", exchange.Expert, "expert", counted=Q(withdrawn_on=None)),
        Worded("terms", projects.ProjectTerms, "terms", is_public=False),
        _of_terms("term-instalment", projects.TermInstalment, "instalments", given_projects.GivenTermInstalment),
        _of_terms("term-report", projects.TermReport, "reports", given_projects.GivenTermReport),
        Worded("body", Body, "body"),
        Worded("office", Office, "office"),
        Worded("bilateral", Bilateral, "bilateral", is_public=False, counted=Q(is_cancelled=False)),
    )
}


@dataclass(frozen=True, slots=True)
class Slot:
    """One text of one thing: where it stands, what the thing is known as, at which node of the plan (0: none)."""

    noun: str
    field: str
    pk: int
    known_as: str
    node: int
    text: Text

    @property
    def thing(self) -> tuple[str, int]:
        return self.noun, self.pk


def slots(nouns: Iterable[str] = WORDED) -> Iterator[Slot]:
    """Every text that there is, of these nouns, in one question."""
    for row in _of_nouns(tuple(nouns)).rows():
        if row[-1]:
            yield Slot(*row)


@cache
def _of_nouns(nouns: tuple[str, ...]) -> Once[Any]:
    """The question for some nouns. To make its SQL, of fifty parts, costs as much as asking it."""
    return Once(lambda: _every_text(nouns))


def _every_text(nouns: Sequence[str]) -> QuerySet[Any]:
    asked = [_asked(WORDED[noun], name) for noun in nouns for name in WORDED[noun].texts]
    return asked[0].union(*asked[1:], all=True)


def _asked(worded: Worded, name: str) -> QuerySet[Any]:
    known_as: Any = F(worded.known_as[0])
    if len(worded.known_as) > 1:
        first, second = worded.known_as
        known_as = Concat(F(first), Value("/"), F(second), output_field=CharField())
    node: Any = F(worded.at_node) if worded.at_node else Value(0)
    columns = {
        "of_noun": Cast(Value(worded.noun), CharField()),
        "of_field": Cast(Value(name), CharField()),
        "of_row": F("pk"),
        "is_known_as": Cast(known_as, CharField()),
        "stands_at": Cast(node, BigIntegerField()),
        "wording": F(name),
    }
    rows: QuerySet[Any] = worded.rows().annotate(**columns).values_list(*columns)
    return rows


def stamp(text: Text, language: str) -> str:
    """Stands for a source and its translation as they are: another one as soon as either changes."""
    return digest_of(f"{text}\x1f{text.texts.get(language, '')}")


# How far


Counts = Mapping[tuple[str, str, State], int]


def standing_of_languages(languages: Sequence[str]) -> Counts:
    """How many texts of a noun stand so in a language. Counted again only after somebody has done something."""
    return _counted(last_line(), tuple(languages))


@kept(4)
def _counted(_line: int, languages: tuple[str, ...]) -> Counts:
    counts: Counter[tuple[str, str, State]] = Counter()
    for slot in slots():
        counts.update((slot.noun, language, slot.text.state(language)) for language in languages)
    return counts


def outdated_count(languages: Iterable[str] | None = None) -> int:
    """How many translations into these languages (by default all of the network) wait because their source was
    reworded after they were made."""
    wanted = set(network_languages() if languages is None else languages)
    found = standing_of_languages(network_languages())
    return sum(
        count for (_, language, state), count in found.items() if state is State.OUTDATED and language in wanted
    )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a noun, or everything, is translated into a language."""

    noun: str
    language: str
    counts: Mapping[State, int]

    @property
    def total(self) -> int:
        """The texts that are to be translated: those written in the language itself are not."""
        return sum(count for state, count in self.counts.items() if state is not State.SOURCE)

    @property
    def in_step(self) -> int:
        return self.counts.get(State.REVIEWED, 0)

    @property
    def open(self) -> list[tuple[State, int]]:
        return [(state, self.counts.get(state, 0)) for state in OPEN]

    @property
    def left(self) -> int:
        return sum(count for _, count in self.open)


@dataclass(frozen=True, slots=True)
class LanguageProgress:
    """A language: in all, and noun by noun."""

    whole: Progress
    nouns: Sequence[Progress]


def progress(languages: Sequence[str]) -> list[LanguageProgress]:
    """How far each language is, in the order of the network."""
    counts = standing_of_languages(languages)
    found = []
    for language in languages:
        nouns = [
            Progress(noun, language, {state: counts.get((noun, language, state), 0) for state in State})
            for noun in WORDED
        ]
        whole = {state: sum(noun.counts[state] for noun in nouns) for state in State}
        found.append(
            LanguageProgress(Progress("", language, whole), [noun for noun in nouns if any(noun.counts.values())])
        )
    return found


# What is to do


@dataclass(frozen=True)
class Wish:
    """Which texts somebody wants to see: of a noun, in a language, in a state, of a line of a plan."""

    language: str
    noun: str = ""
    state: str = ""
    line: int = 0

    @property
    def states(self) -> tuple[State, ...]:
        return (State(self.state),) if self.state else OPEN

    @cached_property
    def nouns(self) -> list[str]:
        return [self.noun] if self.noun else list(WORDED)


@dataclass(frozen=True, slots=True)
class Thing:
    """One thing with texts to do: each field with its text and where the language stands."""

    noun: str
    pk: int
    known_as: str
    node: int
    fields: Sequence[tuple[str, Text, State]]


Order = tuple[int, str, int]


def order_of(noun: str, known_as: str, pk: int) -> Order:
    """The order in which things come one after another, the same on every database."""
    return (list(WORDED).index(noun), known_as, pk)


def to_do(wish: Wish) -> list[Thing]:
    """The things with a text that stands as was wished, in their order."""
    lines = lines_of_nodes() if wish.line else {}
    found: dict[tuple[str, int], list[Slot]] = {}
    for slot in slots(wish.nouns):
        if wish.line and lines.get(slot.node) != wish.line:
            continue
        if slot.text.state(wish.language) in wish.states:
            found.setdefault(slot.thing, []).append(slot)
    things = [_thing(kept, wish.language) for kept in found.values()]
    return sorted(things, key=lambda thing: order_of(thing.noun, thing.known_as, thing.pk))


def _thing(kept: Sequence[Slot], language: str) -> Thing:
    first = kept[0]
    names = WORDED[first.noun].texts
    fields = sorted(kept, key=lambda slot: names.index(slot.field))
    return Thing(
        first.noun,
        first.pk,
        first.known_as,
        first.node,
        [(slot.field, slot.text, slot.text.state(language)) for slot in fields],
    )


def lines_of_nodes() -> dict[int, int]:
    """The line at the top of the plan above each node."""
    nodes = tree()
    return {pk: (nodes.above(node)[0] if node.parent else node).pk for pk, node in nodes.nodes.items()}
