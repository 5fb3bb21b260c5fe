"""Every noun with texts in languages, and where its rows are found.

The texts are found from the models: every `TextField` of a model that `WORDED` names. A house test holds that no
model with such a field is forgotten.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING, Any

from django.db.models import Model, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from metronome.calls import given as given_calls
from metronome.calls import models as calls
from metronome.exchange import given as given_exchange
from metronome.exchange import models as exchange
from metronome.governance.models import Body, Office
from metronome.ground.fields import TextField
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, Member, Network, Partner, PartnerKind, Region, Standing
from metronome.observatory import models as observatory
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
from metronome.projects import given as given_projects
from metronome.projects import models as projects
from metronome.projects.sheets import PROJECTS
from metronome.record.enums import State as Life
from metronome.record.models import Activity, Evidence, FollowUp, Kind, MediaMention, Occurrence, PersonInvolved

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise as Words


@dataclass(frozen=True, slots=True, eq=False)
class Worded:
    """A noun with texts in languages.

    `subject` is what the audit calls it, followed by `known_as`; of the rows of a part it is that of their owner,
    found by `owner`, and `part` says how a line tells them. `at_node` leads to the node of the plan whose line it
    belongs to.
    """

    noun: str
    label: Words
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


def _of_activities(noun: str, label: Words, model: type[Model], part: str) -> Worded:
    going = ~Q(activity__state=Life.CANCELLED)
    return Worded(
        noun,
        label,
        model,
        "activity",
        ("activity__code",),
        at_node="activity__lead_line",
        owner="activity",
        part=part,
        counted=going,
    )


def _of_calls(noun: str, label: Words, model: type[Model], part: str, given: Any) -> Worded:
    going, columns = Q(call__is_cancelled=False), tuple(one.name for one in fields(given))
    return Worded(noun, label, model, "call", ("call__slug",), owner="call", part=part, columns=columns, counted=going)


def _of_projects(noun: str, label: Words, model: type[Model], part: str, given: Any) -> Worded:
    columns, is_public = tuple(one.name for one in fields(given)), part not in PROJECTS.hidden
    return Worded(
        noun,
        label,
        model,
        "project",
        ("project__slug",),
        owner="project",
        part=part,
        columns=columns,
        is_public=is_public,
    )


def _of_practices(noun: str, label: Words, model: type[Model], part: str, given: Any) -> Worded:
    going, columns = Q(practice__retired_on=None), tuple(one.name for one in fields(given))
    known_as = ("practice__slug",)
    return Worded(
        noun, label, model, "practice", known_as, owner="practice", part=part, columns=columns, counted=going
    )


def _of_terms(noun: str, label: Words, model: type[Model], part: str, given: Any) -> Worded:
    columns = tuple(one.name for one in fields(given))
    return Worded(
        noun, label, model, "terms", ("terms__slug",), owner="terms", part=part, columns=columns, is_public=False
    )


_CODED = ("plan__slug", "code")
#: Every noun with texts in languages, in the order in which they are shown.
WORDED: Mapping[str, Worded] = {
    one.noun: one
    for one in (
        Worded(
            "activity",
            _("Activities"),
            Activity,
            "activity",
            ("code",),
            at_node="lead_line",
            counted=~Q(state=Life.CANCELLED),
        ),
        _of_activities("occurrence", _("Days of activities"), Occurrence, "occurrences"),
        _of_activities("person", _("People in activities"), PersonInvolved, "people"),
        _of_activities("evidence", _("Evidence"), Evidence, "evidence"),
        _of_activities("follow-up", _("Follow-ups"), FollowUp, "follow_ups"),
        Worded("mention", _("Media mentions"), MediaMention, "mention", counted=Q(is_cancelled=False)),
        Worded("kind", _("Kinds of activity"), Kind, "kind"),
        Worded("plan", _("Plans"), Plan, "plan"),
        Worded(
            "level",
            _("Levels of the plan"),
            Level,
            "plan",
            ("plan__slug",),
            owner="plan",
            part="levels",
            columns=("depth", "name", "plural", "pattern"),
        ),
        Worded("node", _("Elements of the plans"), Node, "node", _CODED, at_node="pk"),
        Worded(
            "key-idea",
            _("Key ideas"),
            KeyIdea,
            "node",
            ("node__plan__slug", "node__code"),
            at_node="node",
            owner="node",
            part="key_ideas",
            columns=("order", "text"),
        ),
        Worded("challenge", _("Challenges"), Challenge, "challenge", _CODED),
        Worded("theme", _("Themes"), Theme, "theme", ("plan__slug", "slug")),
        Worded("marker", _("Markers"), Marker, "marker"),
        Worded("amendment", _("Amendments"), Amendment, "amendment"),
        Worded(
            "change",
            _("What amendments change"),
            AmendmentChange,
            "amendment",
            ("amendment__slug",),
            owner="amendment",
            part="changes",
            columns=tuple(GivenChange.__slots__),
        ),
        Worded("work-plan", _("Work plans"), WorkPlan, "work-plan"),
        Worded("planned", _("Planned activities"), PlannedActivity, "planned"),
        Worded("expectation", _("Expectations"), Expectation, "expectation", at_node="node"),
        Worded(
            "value",
            _("Values of indicators"),
            ExpectedValue,
            "expectation",
            ("expectation__slug",),
            at_node="expectation__node",
            owner="expectation",
            part="values",
            columns=tuple(GivenValue.__slots__),
        ),
        Worded("rating", _("Ratings"), Rating, "rating"),
        Worded("assessment", _("Assessments"), Assessment, "assessment", at_node="node"),
        Worded("network", _("The network"), Network, "network"),
        Worded("region", _("Regions"), Region, "region"),
        Worded("member", _("Members"), Member, "member"),
        Worded(
            "standing",
            _("Standings"),
            Standing,
            "member",
            ("member__slug",),
            owner="member",
            part="standings",
            columns=("kind", "since", "until", "why"),
        ),
        Worded("partner-kind", _("Kinds of partner"), PartnerKind, "partner-kind"),
        Worded("partner", _("Partners"), Partner, "partner"),
        Worded("contact", _("People"), Contact, "contact"),
        Worded("call", _("Calls"), calls.Call, "call", counted=Q(is_cancelled=False)),
        _of_calls("stage", _("Stages of calls"), calls.Stage, "stages", given_calls.GivenStage),
        _of_calls("question", _("Questions of calls"), calls.Question, "questions", given_calls.GivenQuestion),
        _of_calls("option", _("Options of questions"), calls.Option, "options", given_calls.GivenOption),
        _of_calls(
            "eligibility-rule", _("Rules of eligibility"), calls.EligibilityRule, "rules", given_calls.GivenRule
        ),
        _of_calls("criterion", _("Criteria"), calls.Criterion, "criteria", given_calls.GivenCriterion),
        _of_calls("panel", _("Committees and juries"), calls.Panel, "panels", given_calls.GivenPanel),
        _of_calls("outcome", _("Outcomes of calls"), calls.Outcome, "outcomes", given_calls.GivenOutcome),
        Worded("project", _("Projects"), projects.Project, "project"),
        _of_projects(
            "money-source", _("Sources of money"), projects.MoneySource, "sources", given_projects.GivenSource
        ),
        _of_projects("budget-line", _("Budget lines"), projects.BudgetLine, "budget", given_projects.GivenLine),
        _of_projects(
            "instalment", _("Instalments"), projects.Instalment, "instalments", given_projects.GivenInstalment
        ),
        _of_projects("report-due", _("Reports due"), projects.ReportDue, "reports", given_projects.GivenReportDue),
        _of_projects(
            "project-output", _("Outputs of projects"), projects.ProjectOutput, "outputs", given_projects.GivenOutput
        ),
        _of_projects("risk", _("Risks"), projects.Risk, "risks", given_projects.GivenRisk),
        _of_projects(
            "project-follow-up",
            _("What is to come of projects"),
            projects.ProjectFollowUp,
            "follow_ups",
            given_projects.GivenAfterwards,
        ),
        Worded("practice", _("Practices"), exchange.Practice, "practice", counted=Q(retired_on=None)),
        _of_practices("claim", _("Results of practices"), exchange.Claim, "claims", given_exchange.GivenClaim),
        _of_practices(
            "condition", _("Conditions of practices"), exchange.Condition, "conditions", given_exchange.GivenCondition
        ),
        Worded("collection", _("Collections of practices"), exchange.Collection, "collection"),
        Worded("budget-class", _("Classes of budgets"), exchange.BudgetClass, "budget-class"),
        Worded("expert", _("Experts"), exchange.Expert, "expert", counted=Q(withdrawn_on=None)),
        Worded("terms", _("Terms of grants"), projects.ProjectTerms, "terms", is_public=False),
        _of_terms(
            "term-instalment",
            _("Instalments"),
            projects.TermInstalment,
            "instalments",
            given_projects.GivenTermInstalment,
        ),
        _of_terms("term-report", _("Reports due"), projects.TermReport, "reports", given_projects.GivenTermReport),
        Worded("definition", _("Definitions of indicators"), observatory.IndicatorVersion, "indicator-version"),
        Worded("domain", _("Domains of the observatory"), observatory.Domain, "domain"),
        Worded("size-class", _("Classes of size"), observatory.SizeClass, "size-class"),
        Worded("geography", _("Geographies"), observatory.Geography, "geography"),
        Worded("observatory-source", _("Sources of the observatory"), observatory.Source, "source"),
        Worded("publication", _("Publications of the observatory"), observatory.Publication, "publication"),
        Worded("body", _("Bodies"), Body, "body"),
        Worded("office", _("Offices"), Office, "office"),
        Worded(
            "bilateral",
            _("Bilateral meetings"),
            Bilateral,
            "bilateral",
            is_public=False,
            counted=Q(is_cancelled=False),
        ),
    )
}
