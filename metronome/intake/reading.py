"""The whole folder as what is given, checked; activities come one after the other, because there may be many."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from metronome.calls.given import GivenCall
from metronome.exchange.given import (
    GivenAdoption,
    GivenBudgetClass,
    GivenCollection,
    GivenExpert,
    GivenPractice,
)
from metronome.governance.given import GivenBody, GivenMandate, GivenOffice
from metronome.listening.given import GivenBilateral
from metronome.network.given import GivenContact, GivenListed, GivenMember, GivenNetwork, GivenPartner
from metronome.network.names import Meaning
from metronome.observatory.given import GivenObservatory
from metronome.plan.given import (
    GivenAssessment,
    GivenExpectation,
    GivenMarker,
    GivenPlan,
    GivenRating,
    GivenWorkPlan,
)
from metronome.projects.given import GivenProject, GivenTerms
from metronome.record.given import GivenActivity, GivenKind, GivenMention
from metronome.report.given import GivenDocument, GivenReportKind

from .folder import Folder
from .nouns.assessment import read_assessment, read_expectation, read_rating
from .nouns.calls import read_call
from .nouns.exchange import read_adoption, read_budget_class, read_collection, read_expert, read_practice
from .nouns.governance import read_body, read_mandate, read_office
from .nouns.layout import read_layout
from .nouns.listening import read_bilateral
from .nouns.network import (
    aliases_by_meaning,
    names_of,
    read_alias,
    read_member,
    read_network,
    read_partner,
    read_partner_kind,
    read_person,
    read_region,
    read_standing,
    standings_by_member,
)
from .nouns.observatory import read_observatory
from .nouns.plan import read_marker, read_plan
from .nouns.projects import read_project, read_terms
from .nouns.record import read_activity, read_kind, read_mention
from .nouns.report import EditionPair, read_document, read_edition, read_report_kind, read_stated, with_figures
from .nouns.work_plan import read_work_plan
from .past.given import GivenLayout


@dataclass(frozen=True, slots=True)
class Given:
    """What a folder gives. What refers to activities can be read only after them."""

    network: GivenNetwork
    regions: tuple[GivenListed, ...]
    partner_kinds: tuple[GivenListed, ...]
    members: tuple[GivenMember, ...]
    partners: tuple[GivenPartner, ...]
    people: tuple[GivenContact, ...]
    plans: tuple[GivenPlan, ...]
    work_plans: tuple[GivenWorkPlan, ...]
    ratings: tuple[GivenRating, ...]
    expectations: tuple[GivenExpectation, ...]
    assessments: tuple[GivenAssessment, ...]
    markers: tuple[GivenMarker, ...]
    kinds: tuple[GivenKind, ...]
    bodies: tuple[GivenBody, ...]
    offices: tuple[GivenOffice, ...]
    mandates: tuple[GivenMandate, ...]
    bilaterals: tuple[GivenBilateral, ...]
    calls: tuple[GivenCall, ...]
    layouts: tuple[GivenLayout, ...]
    observatory: GivenObservatory
    report_kinds: tuple[GivenReportKind, ...]
    budget_classes: tuple[GivenBudgetClass, ...]
    collections: tuple[GivenCollection, ...]
    practices: tuple[GivenPractice, ...]
    adoptions: tuple[GivenAdoption, ...]
    experts: tuple[GivenExpert, ...]


def read_folder(folder: Folder) -> Given:
    """Everything but the activities and what refers to them. What is wrong is noted in `folder.refusals`.

    Raises Stop where the rest cannot be understood without it.
    """
    network = read_network(folder)
    regions = folder.read("regions", read_region)
    partner_kinds = folder.read("partner_kinds", read_partner_kind)
    members, partners = _named(folder)
    return Given(
        network=network,
        regions=regions,
        partner_kinds=partner_kinds,
        members=members,
        partners=partners,
        people=folder.read("people", read_person),
        plans=tuple(read_plan(folder, fields) for fields in folder.wholes("plans")),
        work_plans=tuple(read_work_plan(folder, fields) for fields in folder.wholes("work_plans")),
        markers=folder.read("markers", read_marker),
        kinds=folder.read("kinds", read_kind),
        bodies=folder.read("bodies", read_body),
        ratings=folder.read("ratings", read_rating),
        expectations=folder.read("expectations", read_expectation),
        assessments=folder.read("assessments", read_assessment),
        offices=folder.read("offices", read_office),
        mandates=folder.read("mandates", read_mandate),
        bilaterals=folder.read("bilaterals", read_bilateral),
        calls=tuple(read_call(folder, fields, number) for number, fields in enumerate(folder.wholes("calls"), 1)),
        layouts=tuple(read_layout(folder, fields) for fields in folder.wholes("layouts")),
        observatory=read_observatory(folder),
        report_kinds=folder.read("report_kinds", read_report_kind),
        budget_classes=folder.read("budget_classes", read_budget_class),
        collections=folder.read("collections", read_collection),
        practices=folder.read("practices", read_practice),
        adoptions=folder.read("adoptions", read_adoption),
        experts=folder.read("experts", read_expert),
    )


def _named(folder: Folder) -> tuple[tuple[GivenMember, ...], tuple[GivenPartner, ...]]:
    """Members and partners with their standings and aliases; from here on the folder knows their names."""
    members = folder.read("members", read_member)
    partners = folder.read("partners", read_partner)
    standings = standings_by_member(folder.read("standings", read_standing))
    aliases = aliases_by_meaning(folder.read("aliases", read_alias))
    members = tuple(
        replace(
            member,
            standings=standings.get(member.slug, member.standings),
            aliases=aliases.get(Meaning("member", member.slug), ()),
        )
        for member in members
    )
    partners = tuple(
        replace(partner, aliases=aliases.get(Meaning("partner", partner.slug), ())) for partner in partners
    )
    folder.names = names_of(members, partners)
    return members, partners


def read_activities(folder: Folder) -> Iterator[GivenActivity]:
    """The activities, one after the other."""
    return folder.stream("activities", read_activity)


@dataclass(frozen=True, slots=True)
class Rest:
    """What refers to activities."""

    mentions: tuple[GivenMention, ...]
    projects: tuple[GivenProject, ...]
    terms: tuple[GivenTerms, ...]
    documents: tuple[GivenDocument, ...]
    editions: tuple[EditionPair, ...]


def read_rest(folder: Folder) -> Rest:
    """What refers to activities; they have been read."""
    mentions = folder.read("media", read_mention)
    projects = folder.read("projects", read_project)
    terms = folder.read("project_terms", read_terms)
    documents = folder.read("documents", read_document)
    documents = with_figures(documents, folder.read("stated_figures", read_stated))
    editions = tuple(read_edition(folder, fields) for fields in folder.wholes("editions"))
    return Rest(mentions, projects, terms, documents, editions)
