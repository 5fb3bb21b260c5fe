"""Putting what a folder gives, room by room, from the ground up."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.calls.actions import put_calls
from metronome.exchange.actions import (
    ExchangeKeys,
    put_adoptions,
    put_budget_classes,
    put_collections,
    put_experts,
    put_practices,
)
from metronome.governance.actions import put_bodies, put_mandates, put_offices
from metronome.ground.hand import Hand, Keys
from metronome.listening.actions import put_bilaterals
from metronome.network.actions import (
    put_contacts,
    put_members,
    put_network,
    put_partner_kinds,
    put_partners,
    put_regions,
)
from metronome.observatory.actions import ObservatoryKeys, put_observatory
from metronome.plan.actions import (
    PlanKeys,
    put_assessments,
    put_expectations,
    put_markers,
    put_plans,
    put_ratings,
    put_work_plans,
)
from metronome.projects.actions import ProjectKeys, put_projects, put_terms
from metronome.record.actions import RecordKeys, put_activities, put_kinds, put_mentions
from metronome.record.given import GivenActivity
from metronome.report.stated import put_documents, put_editions_as_printed, put_narrative, put_report_kinds

from .folder import Folder
from .gone import GoneActivities, gone_of
from .past.actions import put_layouts
from .reading import Given, Rest, read_activities, read_rest
from .refused import Stop

Progress = Callable[[str, int, int], None]


@dataclass(frozen=True, slots=True)
class _Network:
    """What the names of the rooms at the bottom stand for."""

    regions: Keys
    partner_kinds: Keys
    members: Keys
    partners: Keys
    people: Keys


def put_folder(given: Given, folder: Folder, hand: Hand, *, prune: bool, progress: Progress) -> list[str]:
    """Put everything; return the subjects that the record has and the folder has not.

    Activities are checked while they are put. From the first refusal on the rest is only checked.

    Raises Stop when anything was refused: the transaction of the caller must leave nothing.
    """
    if folder.refusals:
        read_to_the_end(folder)
        raise Stop
    progress("network", 0, 0)
    network = _put_network(given, hand)
    plans, inside = put_plans(plans=given.plans, by=hand)
    record = _record_keys(given, network, plans, inside, hand)
    _put_assessments(given, record.nodes, hand)
    activities = put_activities(
        activities=_sound(folder, progress), keys=record, author=f"folder {folder.path.resolve().name}", by=hand
    )
    rest = read_rest(folder)
    if folder.refusals:
        raise Stop
    progress("report", 0, 0)
    upon_it = _put_upon_the_record(given, rest, folder, network, record, activities, hand)
    editions = _put_report(rest, plans, hand)
    kinds = put_report_kinds(kinds=given.report_kinds, by=hand)
    layouts = put_layouts(layouts=given.layouts, by=hand)
    progress("observatory", 0, 0)
    observatory = _put_observatory(given, folder, network, record, hand)
    return [
        *_gone(folder, network, record, plans, editions, layouts),
        *observatory,
        *gone_of("report-kind", kinds, folder.ids.report_kinds),
        *upon_it,
        *_gone_of_activities(folder, hand, prune=prune),
    ]


def _put_observatory(given: Given, folder: Folder, network: _Network, record: RecordKeys, hand: Hand) -> list[str]:
    """Put what is measured; return what of it the folder has no more."""
    observed = put_observatory(
        given=given.observatory,
        regions=network.regions,
        members=network.members,
        challenges=record.challenges,
        by=hand,
    )
    return _gone_of_observatory(folder, observed)


def _put_upon_the_record(
    given: Given, rest: Rest, folder: Folder, network: _Network, record: RecordKeys, activities: Keys, hand: Hand
) -> list[str]:
    """Put what names members, the plan and activities; return what of it the folder has no more."""
    _put_governance(given, network, hand)
    put_bilaterals(bilaterals=given.bilaterals, members=network.members, partners=network.partners, by=hand)
    calls = put_calls(calls=given.calls, by=hand)
    exchange = _put_exchange(given, folder, network, record, hand)
    put_mentions(mentions=rest.mentions, members=network.members, activities=activities, by=hand)
    projects = _put_projects(rest, folder, record, activities, hand)
    return [*gone_of("call", calls, folder.ids.calls), *projects, *exchange]


def _gone_of_activities(folder: Folder, hand: Hand, *, prune: bool) -> list[str]:
    """What can be cancelled, and is where that was asked for."""
    gone = GoneActivities(
        activities=folder.ids.activities, mentions=folder.ids.media, bilaterals=folder.ids.bilaterals
    )
    if prune:
        gone.cancel(why=_("It is gone from the folder that was loaded."), by=hand)
    return gone.subjects


def _put_projects(rest: Rest, folder: Folder, record: RecordKeys, activities: Keys, hand: Hand) -> list[str]:
    """Put the projects and the terms of grants; return what of them the folder has no more."""
    keys = ProjectKeys(record.members, record.partners, record.nodes, record.markers, activities)
    projects = put_projects(projects=rest.projects, keys=keys, by=hand)
    terms = put_terms(terms=rest.terms, by=hand)
    return [*gone_of("project", projects, folder.ids.projects), *gone_of("terms", terms, folder.ids.project_terms)]


def _put_exchange(given: Given, folder: Folder, network: _Network, record: RecordKeys, hand: Hand) -> list[str]:
    """Put the practices with what belongs to them; return what of it the folder has no more."""
    keys = ExchangeKeys(
        collections=put_collections(collections=given.collections, by=hand),
        budget_classes=put_budget_classes(classes=given.budget_classes, by=hand),
        members=network.members,
        regions=network.regions,
        markers=record.markers,
        challenges=record.challenges,
    )
    practices = put_practices(practices=given.practices, keys=keys, is_of_a_folder=True, by=hand)
    put_adoptions(adoptions=given.adoptions, practices=practices, members=network.members, by=hand)
    experts = put_experts(
        experts=given.experts,
        members=network.members,
        partners=network.partners,
        challenges=record.challenges,
        by=hand,
    )
    return [
        *gone_of("collection", keys.collections, folder.ids.collections),
        *gone_of("practice", practices, folder.ids.practices),
        *gone_of("expert", experts, folder.ids.experts),
    ]


def read_to_the_end(folder: Folder) -> None:
    """Read what comes after the rest for what is wrong besides, and put nothing."""
    for _activity in read_activities(folder):
        pass
    read_rest(folder)


def _sound(folder: Folder, progress: Progress) -> Iterator[GivenActivity]:
    """The activities, until one is refused; then the rest is only checked."""
    for number, activity in enumerate(read_activities(folder), 1):
        if number % 500 == 0:
            progress("activities", number, 0)
        if not folder.refusals:
            yield activity


def _put_network(given: Given, hand: Hand) -> _Network:
    put_network(network=given.network, by=hand)
    regions = put_regions(regions=given.regions, by=hand)
    members = put_members(members=given.members, regions=regions, by=hand)
    partner_kinds = put_partner_kinds(kinds=given.partner_kinds, by=hand)
    partners = put_partners(partners=given.partners, kinds=partner_kinds, by=hand)
    people = put_contacts(contacts=given.people, members=members, partners=partners, by=hand)
    return _Network(regions, partner_kinds, members, partners, people)


def _record_keys(
    given: Given, network: _Network, plans: Keys, inside: Mapping[str, PlanKeys], hand: Hand
) -> RecordKeys:
    nodes = _coded((slug, keys.nodes) for slug, keys in inside.items())
    return RecordKeys(
        kinds=put_kinds(kinds=given.kinds, by=hand),
        nodes=nodes,
        challenges=_coded((slug, keys.challenges) for slug, keys in inside.items()),
        themes=_coded((slug, keys.themes) for slug, keys in inside.items()),
        markers=put_markers(markers=given.markers, by=hand),
        members=network.members,
        partners=network.partners,
        contacts=network.people,
        planned=put_work_plans(work_plans=given.work_plans, plans=plans, nodes=nodes, by=hand),
    )


def _put_assessments(given: Given, nodes: Keys, hand: Hand) -> None:
    put_expectations(expectations=given.expectations, nodes=nodes, by=hand)
    ratings = put_ratings(ratings=given.ratings, by=hand)
    put_assessments(assessments=given.assessments, nodes=nodes, ratings=ratings, by=hand)


def _coded(inside: Iterable[tuple[str, Keys]]) -> Keys:
    """The codes of all plans as plan/code."""
    return Keys((f"{slug}/{code}", key) for slug, keys in inside for code, key in keys.ids.items())


def _put_governance(given: Given, network: _Network, hand: Hand) -> None:
    put_mandates(
        mandates=given.mandates,
        bodies=put_bodies(bodies=given.bodies, by=hand),
        offices=put_offices(offices=given.offices, by=hand),
        contacts=network.people,
        regions=network.regions,
        members=network.members,
        by=hand,
    )


def _put_report(rest: Rest, plans: Keys, hand: Hand) -> Keys:
    documents = put_documents(documents=rest.documents, by=hand)
    printed = [pair.printed for pair in rest.editions if pair.printed]
    editions = put_editions_as_printed(editions=printed, documents=documents, plans=plans, by=hand)
    for pair in rest.editions:
        if pair.composed:
            put_narrative(edition=pair.composed, plans=plans, by=hand)
    return editions


def _gone(
    folder: Folder, network: _Network, record: RecordKeys, plans: Keys, editions: Keys, layouts: Keys
) -> list[str]:
    """What cannot be cancelled but only be ended by a day in the folder, or mended by hand."""
    ids = folder.ids
    return [
        *gone_of("region", network.regions, ids.regions),
        *gone_of("member", network.members, ids.members),
        *gone_of("partner-kind", network.partner_kinds, ids.partner_kinds),
        *gone_of("partner", network.partners, ids.partners),
        *gone_of("contact", network.people, ids.people),
        *gone_of("plan", plans, ids.plans),
        *gone_of("node", record.nodes, ids.nodes.depths),
        *gone_of("challenge", record.challenges, ids.challenges.depths),
        *gone_of("theme", record.themes, ids.themes.depths),
        *gone_of("planned", record.planned, ids.planned),
        *gone_of("marker", record.markers, ids.markers),
        *gone_of("kind", record.kinds, ids.kinds),
        *gone_of("edition", editions, ids.editions),
        *gone_of("layout", layouts, ids.layouts),
    ]


def _gone_of_observatory(folder: Folder, keys: ObservatoryKeys) -> list[str]:
    """The same of the observatory: what observations rest on stays."""
    ids = folder.ids
    return [
        *gone_of("domain", keys.domains, ids.domains),
        *gone_of("source", keys.sources, ids.sources),
        *gone_of("indicator", keys.indicators, ids.indicators),
        *gone_of("indicator-version", keys.versions, ids.indicator_versions),
        *gone_of("size-class", keys.size_classes, ids.size_classes),
        *gone_of("geography", keys.geographies, ids.geographies),
        *gone_of("area", keys.areas, ids.areas),
        *gone_of("area-version", keys.area_versions, ids.area_versions),
        *gone_of("overlap", keys.overlaps, ids.overlaps),
        *gone_of("publication", keys.publications, ids.publications),
    ]
