"""Projects in a report: how many run, their money a currency at a time, and what does not fit in those whose money is
public."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from datetime import date
from decimal import Decimal

import docx
import pytest

from metronome.ground.period import Period
from metronome.projects.models import Delivery, Expense, Payment, Project
from metronome.report.checks.inspection import inspect
from metronome.report.figures.ledger import compute_all
from metronome.report.kinds import shipped
from metronome.report.narrowing import narrowed
from metronome.report.queries import snapshot
from metronome.report.rendering.content import content, shown_numbers
from metronome.report.rendering.html import render_html
from metronome.report.rendering.model import Content
from metronome.report.rendering.pdf import render_pdf
from metronome.report.rendering.readback import printed_numbers
from metronome.report.rendering.statement import statement_content
from metronome.report.rendering.word import render_docx
from metronome.report.snapshot import Snapshot
from tests.factories.network import make_member, make_network, make_partner, text
from tests.factories.projects import make_project

pytestmark = pytest.mark.django_db
SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))


@pytest.fixture
def green() -> Project:
    make_network()
    make_project("hidden", is_published=False)
    make_project("undated", first_day=None, last_day=None)
    make_project("off", state="cancelled")
    return make_project(lead=make_member())


def test_projects_of_the_period_are_counted_with_their_money_a_currency_at_a_time(green):
    figures = compute_all(snapshot(SPRING))
    assert figures["projects.total"].items == ("green",)
    assert figures["projects.members"].items == ("dakar",)
    assert figures["projects.by_line"].by == {"not_stated": 1}
    assert figures["projects.money"].by == {"grant EUR": Decimal(30000), "own MXN": Decimal(200000)}
    assert figures["projects.instalments"].by == {"paid": 0, "due": 1, "waits": 1}
    assert compute_all(snapshot(Period(date(2020, 1, 1), date(2020, 12, 31))))["projects.total"].value == 0


def test_money_that_is_not_public_stands_in_no_report_and_its_sources_in_no_snapshot(green):
    Project.objects.update(is_money_public=False)
    (row,) = snapshot(SPRING).projects
    assert (row.sources, row.instalments, row.faults) == ((), (), ())


def test_what_does_not_fit_is_found_and_what_fits_is_not(green):
    def rules(period: Period = SPRING) -> list[tuple[str, list[str]]]:
        frozen = snapshot(period)
        found = inspect(frozen, compute_all(frozen))
        return [(one.rule, one.facts["codes"]) for one in found if one.family == "projects"]

    assert rules() == []
    spent = {"project": green, "spent_on": date(2021, 4, 1), "supplier": "x", "what": "x", "line": "work", "number": 1}
    Expense.objects.create(
        **spent, amount=Decimal(30001), currency="EUR", url="https://example.org/", entered_by="a", state="accepted",
        decided_by="b", decided_on=date(2021, 4, 2),
    )  # fmt: skip
    Payment.objects.create(
        project=green, instalment="two", amount=Decimal(20000), currency="EUR", paid_on=date(2021, 4, 2), paid_by="x"
    )
    green.budget.filter(code="rooms").update(amount=Decimal(1))
    assert rules() == [
        ("projects.paid_unmet", ["two"]),
        ("projects.overspent", ["work"]),
        ("projects.uneven", ["MXN"]),
    ]
    assert ("projects.report_late", ["first"]) in rules(Period(date(2021, 1, 1), date(2021, 12, 31)))


def test_a_statement_counts_the_projects_of_its_member_and_tells_nothing_of_others(green):
    green.carriers.create(member=make_member("lagos"), role="partner", order=2)
    own = narrowed(snapshot(SPRING), ["member:lagos"])
    (row,) = own.projects
    assert ([part.slug for part in row.members], row.sources) == (["lagos"], ())
    assert compute_all(own)["member.projects"].value == 1
    content = statement_content(own, compute_all(own), language="en", address="http://x", slug="set/lagos")
    (part,) = (part for part in content.sections if part.id == "projects")
    assert [item.details[1:] for item in part.items] == [("Partner", "Under way", "outputs delivered: 0 of 1")]
    make_member("accra", name=text("Accra"))
    assert compute_all(narrowed(snapshot(SPRING), ["member:accra"]))["member.projects"].value == 0


# The chapter


class Head:
    slug, number, state, address = "spring", 1, "composing", "https://example.org"


def chapter(frozen: Snapshot, language: str = "en") -> Content:
    return content(frozen, compute_all(frozen), (), language=language, head=Head())


def with_chapter(*about: str) -> Snapshot:
    return narrowed(replace(snapshot(SPRING), parts=("projects",)), about)


def test_the_chapter_tells_state_money_by_currency_instalments_and_outputs_the_same_in_every_file(green):
    Delivery.objects.create(
        project=green, kind="output", code="guide", text="Fait", handed_in_on=date(2021, 4, 1), entered_by="lead",
        state="accepted", decided_by="officer", decided_on=date(2021, 4, 2),
    )  # fmt: skip
    found = chapter(with_chapter())
    (entry,) = found.project_entries
    assert (entry.state, entry.leads, entry.sums) == (
        "Under way",
        ("Dakar",),
        "30,000.00\u00a0EUR and 200,000.00\u00a0MXN",
    )
    assert entry.sources == (
        "Subvention (Grant): 30,000.00\u00a0EUR",
        "Apport (Own contribution): 200,000.00\u00a0MXN",
    )
    assert [(one.money, one.standing) for one in entry.instalments] == [
        ("10,000.00\u00a0EUR", "due: its conditions are met"),
        ("20,000.00\u00a0EUR", "waits for a condition"),
    ]
    assert (entry.delivered[0].text, entry.awaited) == ("Guide", ())
    expected = shown_numbers(found)
    assert ("projects.money#grant EUR", "30,000") in expected
    assert printed_numbers(render_pdf(found, b"{}")) == expected
    page = render_html(found).decode()
    assert re.findall(r'data-figure="([^"]*)">([^<]*)<', page) == expected
    document = docx.Document(io.BytesIO(render_docx(found)))
    words = "\n".join(one.text for one in document.paragraphs)
    for said in ("Under way", "30,000.00 EUR", "due: its conditions are met", "Brought about", "Guide"):
        assert said in words.replace("\u00a0", " ")
        assert said in page.replace("\u00a0", " ")


def test_a_funder_reads_of_the_projects_that_it_pays_for_and_of_no_money_but_its_own(green):
    bank = make_partner("bank")
    green.sources.filter(code="grant").update(partner=bank)
    green.instalments.filter(code="two").update(source="own", currency="MXN")
    make_project("other", lead=make_member("lagos"))
    (entry,) = chapter(with_chapter("partner:bank")).project_entries
    assert (entry.title.text, entry.sums) == ("Green", "30,000.00\u00a0EUR")
    assert [one.label.text for one in entry.instalments] == ["Premier versement"]
    assert "projects" in next(kind for kind in shipped() if kind.slug == "partner-extract").parts


def test_an_amount_that_is_not_known_makes_a_sum_the_least_that_it_can_be(green):
    green.sources.filter(code="own").update(amount=None, currency="")
    (entry,) = chapter(with_chapter()).project_entries
    assert entry.sums == "at least 30,000.00\u00a0EUR"
    assert entry.sources[1] == "Apport (Own contribution): amount not known"


def test_without_public_money_the_chapter_tells_of_none(green):
    Project.objects.update(is_money_public=False)
    found = chapter(with_chapter())
    (entry,) = found.project_entries
    assert (entry.sources, entry.sums, entry.instalments, found.project_money) == ((), "", (), ())


def test_there_is_no_chapter_where_there_is_no_project_and_none_in_what_was_frozen_before_there_was_one(green):
    assert "projects" in chapter(with_chapter()).order
    assert "projects" not in chapter(replace(snapshot(SPRING), parts=())).order
    Project.objects.update(is_published=False)
    assert "projects" not in chapter(with_chapter()).order
