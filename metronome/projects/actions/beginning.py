"""How a project begins that comes of an application to a call."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from django.db import transaction
from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.ground.audit import Head
from metronome.ground.hand import Hand
from metronome.ground.period import months_after
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..checked import tidy
from ..enums import CarrierRole, ProjectState, SourceKind
from ..given import GivenCarrier, GivenInstalment, GivenProject, GivenReportDue, GivenSource
from ..models import Project
from .putting import ProjectKeys, put_projects

#: How long a slug may be before its number.
SLUG = 44


@dataclass(frozen=True, slots=True)
class Grant:
    """What a call gives to a project: an amount, and the instalments in which it is paid. Their amounts sum to it."""

    label: Text
    amount: Decimal
    currency: str
    instalments: tuple[GivenInstalment, ...]


@transaction.atomic
def begin_project(
    *,
    call: str,
    application: str,
    title: Text,
    summary: Text,
    lead: str,
    partners: Sequence[str] = (),
    first_day: date,
    months: int,
    grant: Grant | None = None,
    reports: Sequence[GivenReportDue] = (),
    is_published: bool = False,
    by: object,
) -> Project:
    """Begin the project of an application that was chosen; members by slug. Its last day follows from its length.

    Raises Refusal where that application has its project already, where the instalments do not make up the grant, and
    for what no project can be.
    """
    if application and Project.objects.filter(call=call, application=application).exists():
        raise Refusal(_("This application has its project already."))
    if grant is not None and sum(one.amount for one in grant.instalments) != grant.amount:
        raise Refusal(
            _("The instalments do not make up the grant."),
            field="instalments",
            remedy=_("Write amounts that sum to the grant, to its smallest unit."),
        )
    given = _given(call, application, title, summary, lead, partners, first_day, months, grant, reports)
    # Whoever makes an identity waits for whoever makes one at the same time.
    Head.objects.select_for_update().get_or_create(pk=1)
    given = tidy(replace(given, slug=_fresh_slug(title, application), is_published=is_published))
    hand = Hand(by, why=f"application:{call}/{application}")
    try:
        keys = put_projects(projects=[given], keys=ProjectKeys.of_the_record(), by=hand)
    except KeyError as error:
        raise Refusal(_("“%(name)s” is not on record.") % {"name": error.args[0]}) from error
    hand.leave(public=is_published)
    return Project.objects.get(pk=keys.ids[given.slug])


def _given(
    call: str, application: str, title: Text, summary: Text, lead: str, partners: Sequence[str], first_day: date,
    months: int, grant: Grant | None, reports: Sequence[GivenReportDue],
) -> GivenProject:  # fmt: skip
    roles = [(lead, CarrierRole.LEAD), *((one, CarrierRole.PARTNER) for one in dict.fromkeys(partners) if one != lead)]
    carriers = tuple(
        GivenCarrier(member, "", role.value, first_day, None, order) for order, (member, role) in enumerate(roles, 1)
    )
    sources: tuple[GivenSource, ...] = ()
    if grant is not None:
        sources = (GivenSource("grant", grant.label, SourceKind.GRANT.value, "", "", grant.amount, grant.currency, 1),)
    return GivenProject(
        slug="", title=title, summary=summary, text=Text(), lead_line="", state=ProjectState.RUNNING.value,
        state_note=Text(), first_day=first_day, last_day=months_after(first_day, months), months=months, call=call,
        application=application, currency=grant.currency if grant else "", is_money_public=False, has_no_trips=False,
        online_share=None, source="", is_published=False, carriers=carriers, results=(), activities=(),
        sources=sources, budget=(), rates=(), instalments=grant.instalments if grant else (), reports=tuple(reports),
        outputs=(), markers=(), trips=(), risks=(), follow_ups=(), order=0,
    )  # fmt: skip


def _fresh_slug(title: Text, application: str) -> str:
    """Words of its title; with a number where that is taken."""
    stem = slugify(str(title))[:SLUG].strip("-") or slugify(application)[:SLUG] or "project"
    taken = set(Project.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    found, number = stem, 1
    while found in taken:
        number += 1
        found = f"{stem}-{number}"
    return found
