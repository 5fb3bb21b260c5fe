"""The frozen rows of a period: the right ones, in one order, in a fixed number of questions, and nothing private."""

import json
import random
from datetime import date
from decimal import Decimal

import pytest
from django.db import transaction

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.frozen import to_plain
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.record.enums import Precision, State
from metronome.report import queries
from metronome.report.enums import EditionState
from metronome.report.figures.ledger import compute_all
from metronome.report.models import EditionText, PrintedList
from metronome.report.rows import PartRow, PrintedItem
from metronome.report.snapshot import Snapshot
from tests.factories.governance import make_body, make_mandate
from tests.factories.listening import make_bilateral
from tests.factories.network import make_contact, make_member, make_network, make_partner, make_region, text
from tests.factories.plan import make_challenge, make_node, make_plan, make_theme
from tests.factories.record import make_activity, make_count, make_mention, make_person
from tests.factories.report import make_document, make_edition, make_stated

pytestmark = pytest.mark.django_db
LATITUDE, LONGITUDE = Decimal("14.69370"), Decimal("-17.44406")
SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))


def codes(snapshot: Snapshot) -> list[str]:
    return [activity.code for activity in snapshot.activities]


def make_everything(number: int, chance: random.Random | None = None) -> None:
    """Of each kind of row so many, in any order of making."""

    def mixed(things):
        things = list(things)
        if chance:
            chance.shuffle(things)
        return things

    make_network(contact={"email": "office@example.org"})
    regions = {n: make_region(f"region-{n}", order=n) for n in mixed(range(number))}
    members = {
        n: make_member(
            f"member-{n}",
            region=regions[n],
            spellings=tuple(mixed([f"M {n}", f"Member {n}"])),
            order=n,
            latitude=LATITUDE,
            longitude=LONGITUDE,
        )
        for n in mixed(range(number))
    }
    partners = {n: make_partner(f"partner-{n}", spellings=(f"P {n}",)) for n in mixed(range(number))}
    plan = make_plan()
    line = make_node(plan, "A", order=0)
    results = {n: make_node(plan, f"A{n}", line, order=n + 1) for n in mixed(range(number))}
    challenges = {n: make_challenge(plan, f"{n}", order=n) for n in mixed(range(number))}
    themes = {n: make_theme(plan, f"theme-{n}", order=n) for n in mixed(range(number))}
    body = make_body()
    for n in mixed(range(number)):
        days = [(date(2021, 2, 1), date(2021, 2, 2)), (date(2021, 3, 1), date(2021, 3, 1))]
        activity = make_activity(
            f"activity-{n}",
            days=mixed(days),
            results=mixed(results.values()),
            challenges=mixed(challenges.values()),
            themes=mixed(themes.values()),
            goals=mixed(["5.10", "5.2", "5", "11.a", "11.1"]),
            markers=mixed([("gender", 1), ("climate", 2)]),
            lead_line=line,
            members=[members[place] for place in range(number)],
            partners=[partners[place] for place in range(number)],
            other_cities=["Nowhere"],
        )
        for basis in mixed([Basis.VIEWS, Basis.PEOPLE]):
            make_count(activity, Count(Qualifier.EXACTLY, basis, n))
            make_count(activity, Count(Qualifier.EXACTLY, basis, n), sex="women")
        for order, name in mixed(enumerate(["Ama", "Lee"])):
            make_person(activity, name, order=order)
        make_mention(f"mention-{n}", activity=activity, member=members[0])
        make_bilateral(f"meeting-{n}", member=members[n])
        make_mandate(body, slug=f"seat-{n}", members=mixed(members.values()), order=n)
        make_stated(make_document(f"document-{n}"), f"stated-{n}")
    printed = make_edition("printed", state=EditionState.AS_PRINTED)
    for name in mixed(["members.activated", "results.worked_on"]):
        PrintedList.objects.create(edition=printed, name=name, items=[{"id": "dakar", "printed": "Dakar"}])


def test_the_rows_of_a_period_cost_as_many_questions_for_three_as_for_one(django_assert_num_queries):
    make_everything(1)
    with django_assert_num_queries(38) as asked:
        queries.snapshot(SPRING)
    for model in (make_activity("another"), make_member("another"), make_partner("another")):
        assert model.pk
    with django_assert_num_queries(len(asked)):
        assert len(queries.snapshot(SPRING).activities) == 2


def test_the_order_in_which_rows_came_into_the_database_changes_nothing():
    made = []
    for seed in (1, 2):
        point = transaction.savepoint()
        make_everything(3, random.Random(seed))  # noqa: S311
        snapshot = queries.snapshot(SPRING)
        made.append((to_plain(snapshot), {id: figure.hash for id, figure in compute_all(snapshot).items()}))
        transaction.savepoint_rollback(point)
    assert made[0] == made[1]


def test_the_rows_hold_what_the_record_holds():
    make_everything(2)
    snapshot = queries.snapshot(SPRING)
    activity = snapshot.activity["activity-1"]
    assert activity.lead_line == "A"
    assert activity.results == ("A0", "A1")
    assert activity.challenges == ("0", "1")
    assert activity.themes == ("theme-0", "theme-1")
    assert activity.goals == ("5", "5.2", "5.10", "11.1", "11.a")
    assert activity.markers == (("climate", 2), ("gender", 1))
    assert activity.members == (PartRow("member-0", "activated"), PartRow("member-1", "activated"))
    assert activity.partners == (PartRow("partner-0", "partner"), PartRow("partner-1", "partner"))
    assert [person.name for person in activity.people] == ["Ama", "Lee"]
    assert [row.id for row in activity.counts] == [
        "activity-1/people",
        "activity-1/people/women",
        "activity-1/views",
        "activity-1/views/women",
    ]
    assert [row.period.first for row in activity.days] == [date(2021, 2, 1), date(2021, 3, 1)]
    assert activity.other_cities == ("Nowhere",)
    member = snapshot.member["member-1"]
    assert (member.region, member.spellings, member.latitude) == ("region-1", ("M 1", "Member 1"), Decimal("14.69370"))
    assert snapshot.partner["partner-0"].spellings == ("P 0",)
    assert snapshot.node["A1"].is_result
    assert not snapshot.node["A"].is_result
    assert snapshot.node["A1"].parent == "A"
    assert [mandate.members for mandate in snapshot.mandates] == [("member-0", "member-1")] * 2
    assert [stated.document for stated in snapshot.stated] == ["document-0", "document-1"]
    assert snapshot.network.contact == {"email": "office@example.org"}
    assert snapshot.source_language == "fr"


class TestWhatCounts:
    @pytest.mark.parametrize("state", [state for state in State if state != State.PUBLISHED])
    def test_only_what_is_published_counts(self, state):
        make_network()
        make_activity("published")
        make_activity("other", state=state)
        assert codes(queries.snapshot(SPRING)) == ["published"]

    def test_a_preview_shows_approved_activities_too(self):
        make_network()
        make_activity("published", order=1)
        make_activity("approved", state=State.APPROVED, order=2)
        make_activity("draft", state=State.DRAFT)
        assert codes(queries.snapshot(SPRING, include_approved=True)) == ["published", "approved"]

    @pytest.mark.parametrize(
        ("days", "counts"),
        [
            ([(date(2020, 12, 31), date(2021, 1, 1))], True),
            ([(date(2021, 4, 30), date(2021, 5, 9))], True),
            ([(date(2020, 12, 1), date(2020, 12, 31))], False),
            ([(date(2021, 5, 1), date(2021, 5, 1))], False),
            ([(date(2020, 12, 1), date(2020, 12, 1)), (date(2021, 5, 1), date(2021, 5, 1))], False),
            ([(date(2021, 1, 5), date(2021, 1, 5)), (date(2021, 2, 5), date(2021, 2, 5))], True),
        ],
    )
    def test_an_activity_belongs_once_to_each_period_that_one_of_its_days_touches(self, days, counts):
        make_network()
        make_activity("forum", days=days)
        assert codes(queries.snapshot(SPRING)) == ["forum"] * counts

    def test_month_precision_belongs_to_its_month(self):
        make_network()
        month = [(date(2021, 4, 1), date(2021, 4, 30))]
        make_activity("forum", days=month, precision=Precision.MONTH)
        assert codes(queries.snapshot(Period(date(2021, 4, 10), date(2021, 4, 11)))) == ["forum"]

    def test_activities_stand_in_the_order_of_their_days_then_of_print(self):
        make_network()
        make_activity("b", order=2)
        make_activity("a-b", order=1)
        make_activity("ab", order=1)
        make_activity("early", days=[(date(2021, 1, 5), date(2021, 1, 5))])
        assert codes(queries.snapshot(SPRING)) == ["early", "a-b", "ab", "b"]

    def test_a_meeting_or_mention_taken_back_or_outside_the_period_is_not_there(self):
        make_network()
        member = make_member()
        make_bilateral("held", member=member)
        make_bilateral("cancelled", member=member, is_cancelled=True)
        make_bilateral("later", member=member, first_day=date(2021, 5, 1), last_day=date(2021, 5, 1))
        make_mention("printed")
        make_mention("cancelled", is_cancelled=True)
        make_mention("earlier", first_day=date(2020, 12, 31), last_day=date(2020, 12, 31))
        snapshot = queries.snapshot(SPRING)
        assert [row.slug for row in snapshot.bilaterals] == ["held"]
        assert [row.slug for row in snapshot.mentions] == ["printed"]

    def test_mandates_are_those_that_run_on_a_day_of_the_period(self):
        make_network()
        body, holder = make_body(), make_contact(is_public=True)
        for slug, since, until in (
            ("ever", None, None),
            ("ended-before", None, date(2020, 12, 31)),
            ("ends-in-it", None, date(2021, 1, 1)),
            ("begins-after", date(2021, 5, 1), None),
        ):
            make_mandate(body, slug=slug, contact=holder, since=since, until=until)
        assert [row.slug for row in queries.snapshot(SPRING).mandates] == ["ends-in-it", "ever"]


class TestCodes:
    def test_a_code_is_led_by_its_plan_only_where_two_plans_use_it(self):
        make_network()
        for slug in ("new", "old"):
            plan = make_plan(slug)
            line = make_node(plan, "A")
            make_node(plan, f"{slug}-1", line)
            make_challenge(plan, "C")
        snapshot = queries.snapshot(SPRING)
        assert [node.key for node in snapshot.nodes] == ["new:A", "new-1", "old:A", "old-1"]
        assert [node.parent for node in snapshot.nodes] == ["", "new:A", "", "old:A"]
        assert [challenge.key for challenge in snapshot.challenges] == ["new:C", "old:C"]

    def test_of_another_plan_only_what_an_activity_names_is_there_with_what_stands_above(self):
        make_network()
        old = make_plan("old", first_day=date(2018, 1, 1), last_day=date(2020, 12, 31))
        line, other = make_node(old, "A"), make_node(old, "B")
        result, _ = make_node(old, "A1", line), make_node(old, "B1", other)
        parent = make_challenge(old, "1")
        leaf = make_challenge(old, "1.1", parent)
        theme = make_theme(old, "water")
        make_activity(results=[result], challenges=[leaf], themes=[theme])
        snapshot = queries.snapshot(SPRING)
        assert snapshot.plans == ()
        assert [node.key for node in snapshot.nodes] == ["A", "A1"]
        assert {row.key: row.is_leaf for row in snapshot.challenges} == {"1": False, "1.1": True}
        assert [row.key for row in snapshot.themes] == ["water"]
        assert compute_all(snapshot)["results.worked_on"].value == 0

    def test_a_plan_of_any_depth_has_its_results_at_the_deepest_level(self):
        make_network()
        plan = make_plan(depth=4)
        node = None
        for code in ("P", "P.1", "P.1.a", "P.1.a.i"):
            node = make_node(plan, code, node)
        assert [row.key for row in queries.snapshot(SPRING).nodes if row.is_result] == ["P.1.a.i"]


class TestEditions:
    def test_the_narrative_and_title_are_those_of_the_edition_that_is_composed(self):
        make_network()
        edition = make_edition()
        EditionText.objects.create(edition=edition, part="note", text=text("Bonjour"))
        snapshot = queries.snapshot(SPRING, edition=edition)
        assert [(part.part, str(part.text)) for part in snapshot.texts] == [("note", "Bonjour")]
        assert str(snapshot.title) == "Spring"
        assert queries.snapshot(SPRING).texts == ()

    def test_an_edition_that_is_not_kept_yet_has_no_narrative(self):
        make_network()
        assert queries.snapshot(SPRING, edition=type(make_edition())(title=text("Neuf"))).texts == ()

    def test_printed_lists_are_those_of_the_report_of_this_very_period(self):
        make_network()
        for slug, last_day, state in (
            ("this", SPRING.last, EditionState.AS_PRINTED),
            ("longer", date(2021, 5, 31), EditionState.AS_PRINTED),
            ("composed", SPRING.last, EditionState.COMPOSING),
        ):
            edition = make_edition(slug, last_day=last_day, state=state)
            PrintedList.objects.create(edition=edition, name="members.activated", items=[{"printed": slug}])
        (printed,) = queries.snapshot(SPRING).printed
        assert (printed.edition, printed.items) == ("this", (PrintedItem("", "this"),))

    def test_what_a_report_as_printed_states_is_said_of_its_own_period_only(self):
        make_network()
        make_stated(
            make_document("report"), "in-report", edition=make_edition("printed", state=EditionState.AS_PRINTED)
        )
        make_stated(make_document("flyer"), "in-flyer")
        make_stated(make_document("plan"), "in-plan", edition=make_edition("composing", number=2))
        summer = Period(date(2021, 5, 1), date(2021, 8, 31))
        assert [row.slug for row in queries.snapshot(SPRING).stated] == ["in-flyer", "in-plan", "in-report"]
        assert [row.slug for row in queries.snapshot(summer).stated] == ["in-flyer", "in-plan"]

    def test_stated_figures_of_all_documents_are_there_with_the_edition_as_printed_that_states_them(self):
        make_network()
        printed = make_edition("printed", state=EditionState.AS_PRINTED)
        make_stated(make_document("report"), "in-report", edition=printed)
        make_stated(make_document("flyer"), "in-flyer", relation={"share_of": "whole"})
        rows = queries.snapshot(SPRING).stated
        assert [(row.slug, row.edition, row.relation) for row in rows] == [
            ("in-flyer", "", {"share_of": "whole"}),
            ("in-report", "printed", {}),
        ]


def test_nothing_private_stands_in_a_snapshot():
    make_network()
    canary = "CANARY"
    member = make_member()
    hidden = make_contact(f"{canary}-contact", name=canary)
    public = make_contact("public", name="Public Holder", is_public=True)
    activity = make_activity(comment="", author=f"{canary} author", source=f"{canary} source")
    make_person(activity, canary, is_public=False)
    make_person(activity, canary, is_public=False, contact=hidden)
    make_person(activity, "Public Holder", is_public=False, contact=public)
    make_mandate(make_body(), slug=f"{canary}-seat", contact=hidden, members=[member])
    make_bilateral(member=member, notes=canary, needs=text(canary), follow_up=text(canary))
    unseen = make_activity(f"{canary}-draft", state=State.DRAFT)
    make_mention(activity=unseen)
    snapshot = queries.snapshot(SPRING)
    assert canary not in json.dumps(to_plain(snapshot))
    assert [(person.name, person.title) for person in snapshot.activities[0].people] == [
        ("", text("Director")),
        ("", text("Director")),
        ("Public Holder", text("Director")),
    ]
    (mandate,) = snapshot.mandates
    assert (str(mandate.title), mandate.members) == ("point focal", ("dakar",))


def test_what_changes_in_between_is_asked_again(monkeypatch):
    make_network()
    counter = iter([1, 2, 2, 2])
    monkeypatch.setattr(queries, "publication", lambda: next(counter))
    queries.snapshot(SPRING)
    assert next(counter, None) is None


def test_nothing_is_reported_before_a_network_is_there():
    with pytest.raises(Refusal, match="no network here yet") as refusal:
        queries.snapshot(SPRING)
    assert "metronome load" in refusal.value.remedy


@pytest.mark.parametrize("period", [Period(None, date(2021, 1, 1)), Period(date(2021, 1, 1), None)])
def test_a_report_has_a_first_and_a_last_day(period):
    with pytest.raises(ValueError, match="a first and a last day"):
        queries.snapshot(period)
