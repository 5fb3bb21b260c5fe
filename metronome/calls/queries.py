"""What may be asked of the calls. A query leaves no trace."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from metronome.desk.sheets import sheet_of
from metronome.projects.models import Agreement, Project, ProjectTerms

from .concerned import least_agreed
from .enums import ApplicationState, JurorState, ReviewState
from .given import GivenCall
from .models import Application, Call, CallVersion, Conflict, Consent, Review
from .steps import at_step
from .versions import call_of

#: In these states an application is out of the running.
ENDED = (ApplicationState.WITHDRAWN, ApplicationState.DUPLICATE, ApplicationState.MERGED)


def public_calls() -> QuerySet[Call]:
    """The calls that everybody sees, with their stages."""
    return Call.objects.filter(is_published=True, is_template=False).prefetch_related("stages")


def templates() -> QuerySet[Call]:
    """The patterns from which calls are made."""
    return Call.objects.filter(is_template=True, is_cancelled=False)


def whole_calls() -> QuerySet[Call]:
    """Calls with all their parts."""
    parts = ("questions", "options", "rules", "criteria", "panels", "outcomes")
    return Call.objects.prefetch_related("stages", *parts)


def applications_of(person: int | None) -> QuerySet[Application]:
    """The applications that a person writes, the latest first."""
    return Application.objects.of_keeper(person).select_related("call").order_by("-began_at", "-pk")


def reviews_of(person: int | None) -> QuerySet[Review]:
    """What is a juror's to read now. What they are in conflict with is not there."""
    own = Review.objects.filter(
        juror__person=person, juror__state=JurorState.ACCEPTED, state__in=(ReviewState.ASSIGNED, ReviewState.SENT)
    ).exclude(application__conflicts__in=Conflict.objects.filter(juror__person=person, ended_at=None))
    return own.select_related("application", "juror__round__call").order_by("juror__round", "application__code")


def application_at(code: str, **beside: object) -> Application:
    """The application with a code; other parts of an address say nothing of it. Raises ObjectDoesNotExist."""
    del beside
    return Application.objects.select_related("call", "member", "merged_into").get(code=code)


def typed_in(application: Application) -> dict[tuple[str, str], Any]:
    """What stands in the draft of an application, by question and language."""
    return {(row.question, row.language): row.value for row in application.answers.all()}


def version_that_holds(call: Call) -> CallVersion | None:
    """The latest version of a call; None before anybody began to apply."""
    return call.versions.order_by("-number").first()


def without_consent(call: Call) -> QuerySet[Application]:
    """The applications in the running whose city has not agreed to what was changed of their step."""
    silent = Q(pk__in=())
    for step, least in least_agreed(call).items():
        agreed = Consent.objects.filter(call_version__gte=least, application__call=call)
        silent |= Q(stage=step) & ~Q(pk__in=agreed.values("application"))
    return call.applications.exclude(state__in=ENDED).filter(silent)


def call_applied_to(call: Call) -> GivenCall:
    """A call as applicants read it now: its version that holds, or, before anybody began, as it stands."""
    found = version_that_holds(call)
    given: GivenCall = call_of(found.content) if found else sheet_of("calls").given_of(call)
    return given


def call_answered_by(application: Application) -> GivenCall:
    """The same with the form, the rules and the criteria of the step in which an application is."""
    return at_step(call_applied_to(application.call), application.stage)


def calls_by_version(call: Call) -> dict[int, GivenCall]:
    """What applicants read, by the number of the version."""
    return {version.number: call_of(version.content) for version in call.versions.all()}


# Projects


def terms_of(application: Application) -> ProjectTerms | None:
    """The terms under which an application becomes a project; None where its outcome begins none, and for one that was
    made to rehearse."""
    if not application.outcome or application.is_test:
        return None
    return ProjectTerms.objects.filter(call=application.call.slug, outcome=application.outcome).first()


@dataclass(frozen=True, kw_only=True)
class Chosen:
    """An application that becomes a project: when its city agreed, and the slug of its project, if that has begun."""

    application: Application
    agreed_on: date | None
    project: str


def chosen_for_projects(call: Call) -> list[Chosen]:
    """The applications to a call whose outcome begins a project, in a fixed number of questions."""
    outcomes = ProjectTerms.objects.filter(call=call.slug).values_list("outcome", flat=True)
    agreed = dict(Agreement.objects.filter(terms__call=call.slug).values_list("application", "agreed_on"))
    begun = dict(Project.objects.filter(call=call.slug).values_list("application", "slug"))
    found = call.applications.filter(outcome__in=outcomes, is_test=False).order_by("title", "code")
    return [Chosen(application=one, agreed_on=agreed.get(one.code), project=begun.get(one.code, "")) for one in found]
