"""What may be asked of the report. A query leaves no trace."""

from __future__ import annotations

from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from metronome.ground import collector
from metronome.ground.audit import publication
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.queries import the_network
from metronome.record import queries as record
from metronome.report import activities as activity_rows
from metronome.report import gathering
from metronome.report.enums import EditionState
from metronome.report.indicators import cited_in, indicator_rows
from metronome.report.kinds import PROGRESS
from metronome.report.models import Document, Edition, EditionText, PrintedList, StatedFigure, Waiver, WordTemplate
from metronome.report.practices import practice_rows, transfer_rows
from metronome.report.projects import project_rows
from metronome.report.rows import DocumentRow, KindRow, NetworkRow, PartText, PrintedItem, PrintedListRow, StatedRow
from metronome.report.snapshot import Snapshot


def snapshot(period: Period, *, edition: Edition | None = None, include_approved: bool = False) -> Snapshot:
    """Everything that a report of the period rests on, of one moment, in a fixed number of questions.

    `edition` brings its narrative and title along. `include_approved` is for a preview: approved activities stand
    beside the published ones.

    Raises Refusal before a network was loaded, ValueError for an open period.
    """
    if None in (period.first, period.last):
        raise ValueError("a report has a first and a last day")
    while True:
        before = publication()
        with collector.held_back():
            found = _snapshot(period, edition, include_approved)
        if publication() == before:  # else something public changed between two of the questions
            return found


def _snapshot(period: Period, edition: Edition | None, include_approved: bool) -> Snapshot:
    activities = record.activities_in(period, include_approved=include_approved)
    tags = activity_rows.Tags(activities)
    coded = gathering.coded(
        period,
        nodes=tags.nodes(),
        challenges={challenge for _, challenge in tags.challenges},
        themes={theme for _, theme in tags.themes},
    )
    members, member_slugs = gathering.members()
    partners, partner_slugs = gathering.partners()
    kind = edition.kind if edition else PROGRESS
    texts = texts_of(edition) if edition and edition.pk else ()
    return Snapshot(
        period=period,
        network=_network(),
        regions=gathering.regions(),
        members=members,
        partners=partners,
        plans=coded.plans,
        nodes=coded.nodes,
        challenges=coded.challenges,
        themes=coded.themes,
        kinds=tuple(KindRow(*row[1:]) for row in sorted(record.kind_rows(), key=itemgetter(0, 1))),
        activities=activity_rows.activity_rows(activities, tags, coded, member_slugs, partner_slugs),
        mentions=gathering.mentions(period),
        bilaterals=gathering.bilaterals(period),
        projects=project_rows(period, coded.node_keys),
        practices=practice_rows(period),
        transfers=transfer_rows(period),
        **_governance(period),
        documents=_documents(),
        stated=_stated(period),
        printed=_printed(period, kind),
        texts=texts,
        indicators=indicator_rows(cited_in(row.text for row in texts)),
        title=edition.title if edition else Text(),
        assessments=gathering.assessments(period, coded.node_keys),
        parts=tuple(edition.parts) if edition else (),
    )


def _governance(period: Period) -> dict[str, Any]:
    """Who decides: the bodies, their offices and who held them."""
    return {
        "bodies": gathering.bodies(),
        "offices": gathering.offices(),
        "mandates": gathering.mandates(period),
    }


def _network() -> NetworkRow:
    network = the_network()
    if network is None:
        raise Refusal(
            _("There is no network here yet."), remedy=_("Load a reference folder first: metronome load FOLDER.")
        )
    return NetworkRow(
        network.slug,
        network.name,
        network.full_name,
        network.lede,
        tuple(network.languages),
        # What an activity is not published without, a report is not published without either.
        tuple(dict.fromkeys((*network.required_languages, *network.languages_to_publish))),
        network.calendar,
        {key: str(value) for key, value in network.contact.items()},
    )


def _documents() -> tuple[DocumentRow, ...]:
    rows = Document.objects.order_by().values_list("slug", "title", "language", "published")
    return tuple(DocumentRow(*row) for row in sorted(rows, key=itemgetter(0)))


def _stated(period: Period) -> tuple[StatedRow, ...]:
    """The stated figures of all documents, by document. What a report as printed states is said of its own period, and
    is held against no other."""
    stated = StatedFigure.objects.filter(
        Q(edition=None)
        | ~Q(edition__state=EditionState.AS_PRINTED)
        | Q(edition__first_day=period.first, edition__last_day=period.last)
    )
    rows = stated.order_by().select_related("document", "edition").defer("edition__manifest")
    return tuple(
        StatedRow(
            figure.slug,
            figure.document.slug,
            figure.edition.slug if figure.edition and figure.edition.state == EditionState.AS_PRINTED else "",
            figure.subject,
            figure.label,
            figure.qualifier,
            figure.value,
            figure.unit,
            figure.printed,
            figure.where,
            figure.as_of,
            figure.compares_with,
            {key: str(value) for key, value in figure.relation.items()},
        )
        for figure in sorted(rows, key=lambda figure: (figure.document.slug, figure.slug))
    )


def _printed(period: Period, kind: str) -> tuple[PrintedListRow, ...]:
    """The lists of the report as it was printed for exactly this period, if there is one."""
    as_printed = Edition.objects.filter(state=EditionState.AS_PRINTED, kind=kind).filter(
        Q(first_day=period.first), Q(last_day=period.last)
    )
    rows = (
        PrintedList.objects.filter(edition__in=as_printed.values("pk"))
        .order_by()
        .values_list("edition__slug", "name", "subject", "language", "where", "items")
    )
    return tuple(
        PrintedListRow(
            edition,
            name,
            subject,
            language,
            where,
            tuple(PrintedItem(item.get("id") or "", item.get("printed") or "") for item in items),
        )
        for edition, name, subject, language, where, items in sorted(rows, key=itemgetter(0, 1, 2))
    )


def texts_of(edition: Edition) -> tuple[PartText, ...]:
    """The narrative of an edition, by part."""
    rows = EditionText.objects.filter(edition=edition).order_by().values_list("part", "text")
    return tuple(PartText(*row) for row in sorted(rows, key=itemgetter(0)))


def template_in_use(kind: str) -> WordTemplate | None:
    """The Word template that staff handed in last for a kind of report."""
    return WordTemplate.objects.filter(kind=kind).first()


def waivers_of(digests: Iterable[str]) -> dict[str, Waiver]:
    """Who let which of the findings pass and why, by their digests; one question."""
    return {waiver.finding: waiver for waiver in Waiver.objects.filter(finding__in=list(digests))}


def waived(digests: Iterable[str]) -> set[str]:
    """Those of the findings, by their digests, that somebody let pass."""
    return set(Waiver.objects.filter(finding__in=list(digests)).values_list("finding", flat=True))
