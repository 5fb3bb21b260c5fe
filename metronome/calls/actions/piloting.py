"""How an application that was chosen becomes a project: whoever applied agrees to the terms of the call, and the
secretariat begins it."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.projects.actions import Grant, agree_to_terms, begin_project
from metronome.projects.models import Agreement, Project, ProjectTerms
from metronome.projects.terms import instalments_from, reports_from
from metronome.projects.terms_held import held_terms

from ..judging.outcomes import told_terms_of
from ..models import Application
from ..queries import terms_of


@transaction.atomic
def agree_to_project(*, application: Application, by: object) -> Agreement:
    """Agree, for the city, that its application becomes a project. Raises Refusal where the call gives it none, or
    none of which everybody was told."""
    return agree_to_terms(terms=_known(told_terms_of(application)).slug, application=application.code, by=by)


@transaction.atomic
def make_project(*, application: Application, first_day: date, by: object) -> Project:
    """Begin the project of an application that was chosen, by the terms of the call from its first day on. The member
    of the application leads; co-applicants that are members take part.

    Raises Refusal where the call gives it none, before the city agreed, where the city is no member, and where it has
    its project already.
    """
    terms = _known(terms_of(application))
    if not terms.agreements.filter(application=application.code).exists():
        raise Refusal(
            _("The city has not agreed yet that its application becomes a project."),
            remedy=_("It is asked on the page of its application."),
        )
    if application.member is None:
        raise Refusal(
            _("No member stands behind this application."), remedy=_("Say on its page which member the city is.")
        )
    given = held_terms(terms)
    amounts = [one.amount for one in given.instalments]
    grant = None
    if given.instalments:
        instalments = instalments_from(given, first_day)
        grant = Grant(given.label, sum(amounts[1:], amounts[0]), given.instalments[0].currency, instalments)
    partners = application.co_applicants.filter(member__isnull=False).values_list("member__slug", flat=True)
    return begin_project(
        call=application.call.slug,
        application=application.code,
        title=Text.of({application.language: application.title}, source=application.language),
        summary=Text(),
        lead=application.member.slug,
        partners=list(partners),
        first_day=first_day,
        months=given.months,
        grant=grant,
        reports=reports_from(given, first_day),
        by=by,
    )


def _known(found: ProjectTerms | None) -> ProjectTerms:
    if found is None:
        raise Refusal(_("The call gives no project to an application of this outcome."))
    return found
