"""Loading a folder: all of it or nothing, twice is as good as once, and each change leaves one line."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from metronome.ground.audit import Head, Line, PersonalValue, verify
from metronome.ground.text import State as TextState
from metronome.intake.loading import LoadRefused, load_folder
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, Member, Network, Standing
from metronome.plan.models import Challenge, Node, Plan
from metronome.record.enums import State
from metronome.record.models import Activity, Involvement, MediaMention, Participation, ResultTag
from metronome.report.models import Edition, PrintedList, StatedFigure
from tests.factories.folders import append, copy_of, edit
from tests.instances import CASPIAN, METROPOLIS

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return copy_of(CASPIAN, tmp_path / "caspian")


def test_the_reference_network_stands_as_its_documents_print_it(metropolis):
    assert Member.objects.in_standing(date(2021, 4, 30)).count() == 141
    assert Member.objects.in_standing(date(2021, 4, 30), "honorary").get().slug == "cpaffc"
    assert Activity.objects.counted().count() == 29
    assert Node.objects.filter(depth=3).count() == 35
    assert Challenge.objects.filter(parent=None).count() == 4
    assert MediaMention.objects.count() == 20
    assert Bilateral.objects.count() == 12
    assert Involvement.objects.filter(role="activated").values("member").distinct().count() == 63
    assert ResultTag.objects.values("result").distinct().count() == 21


def test_the_printed_report_keeps_its_own_lists_with_every_name_resolved(metropolis):
    edition = Edition.objects.get(slug="report-2021-01-04")
    lists = {(row.name, row.subject): row.items for row in edition.printed_lists.all()}
    assert len(lists["results.worked_on", ""]) == 20
    assert len(lists["challenges.answered", ""]) == 12
    assert len(lists["members.activated", ""]) == 63
    assert lists["partners.involved", ""] == []
    assert [item for items in lists.values() for item in items if not item["id"] or not item["printed"]] == []
    assert {"id": "abidjan", "printed": "AAbidjan"} in lists["members.activated", ""]


def test_the_narrative_goes_to_the_edition_that_is_composed(metropolis):
    composed = Edition.objects.get(state="composing")
    assert set(composed.texts.values_list("part", flat=True)) >= {"note", "activities", "progress", "who"}
    assert composed.period == Edition.objects.get(state="as_printed").period


def test_an_edition_can_be_begun_before_anything_is_written_for_it(folder):
    texts = '  texts:\n    note: {en: "The forum met {figure:activities.total} times."}\n'
    edit(folder, "editions/half-year-2021-07.yaml", texts, "")
    load_folder(folder, by="operator")
    assert not Edition.objects.get(slug="half-year-2021-P1").texts.exists()


def test_the_narrative_of_a_frozen_edition_is_kept_and_named(metropolis, tmp_path):
    Edition.objects.filter(state="composing").update(
        state="frozen", manifest="{}", frozen_by="editor", frozen_at="2021-05-03T00:00Z"
    )
    again = edit(
        copy_of(METROPOLIS, tmp_path / "metropolis"),
        "editions/report-2021-01-04.yaml",
        "en: Progress report, January-April 2021",
        "en: Progress report of early 2021",
    )
    report = load_folder(again, by="editor")
    assert report.kept == ("edition:progress-2021-01-04",)
    assert not report.did_something


def test_the_same_folder_twice_changes_nothing_and_leaves_no_line(caspian):
    lines, head = Line.objects.count(), Head.objects.get()
    report = load_folder(CASPIAN, by="somebody else")
    assert not report.did_something
    assert report.gone == ()
    assert sum(report.unchanged.values()) == len(caspian.created)
    assert Line.objects.count() == lines
    assert Head.objects.get().publication == head.publication


def test_each_thing_that_comes_in_leaves_one_line(caspian):
    assert sorted(Line.objects.values_list("subject", flat=True)) == sorted(caspian.created)
    assert set(Line.objects.values_list("verb", "actor")) == {("create", "operator")}
    assert verify() == []


def test_an_edited_activity_changes_alone_and_leaves_one_line_with_before_and_after(caspian, folder):
    before = Line.objects.count()
    edit(folder, "activities/fy2021.yaml", "days: 2021-09-14", "days: 2021-09-15")
    report = load_folder(folder, by="officer for the north shore")
    assert list(report.changed) == ["activity:berth-calendar"]
    line = Line.objects.get(number=before + 1)
    assert (line.verb, line.subject, line.actor) == (
        "update",
        "activity:berth-calendar",
        "officer for the north shore",
    )
    assert line.change["first_day"] == ["2021-09-14", "2021-09-15"]
    assert line.change["approver"] == ["operator", "officer for the north shore"]
    assert set(line.change) == {"first_day", "last_day", "occurrences", "approver"}
    assert Line.objects.count() == before + 1
    assert Activity.objects.get(code="berth-calendar").first_day == date(2021, 9, 15)


def test_one_edit_of_the_reference_folder_changes_exactly_that_activity(metropolis, tmp_path):
    again = edit(
        copy_of(METROPOLIS, tmp_path / "metropolis"), "activities.yaml", "results: [L1A1D3]", "results: [L1A1D2]"
    )
    report = load_folder(again, by="operator")
    assert report.created == report.cancelled == report.gone == ()
    assert report.changed == {
        "activity:international-womens-day-2021": {"result_tags": [["sap-2021-2023/L1A1D3"], ["sap-2021-2023/L1A1D2"]]}
    }


@pytest.mark.parametrize(
    ("file", "old", "new", "subject", "field"),
    [
        ("network.yaml", "Asia/Baku", "Asia/Tehran", "network:caspian", "timezone"),
        ("regions.csv", "North shore", "Northern shore", "region:north", "name"),
        ("members.csv", "Akimat of Aktau", "City of Aktau", "member:aktau", "official_name"),
        ("standings.csv", "2020-01-01", "2020-02-01", "member:baku", "standings"),
        ("aliases.csv", "Krasnovodsk", "Krasnowodsk", "member:turkmenbashi", "aliases"),
        ("partners.csv", "Common Sea Fund", "Fund of the Sea", "partner:sea-fund", "name"),
        ("people.csv", "2019-07-01", "2019-08-01", "contact:harbour-master-anzali", "since"),
        ("plans/goals-2021.yaml", "A map of dredged channels", "One map", "node:goals-2021/G1.9", "label"),
        ("plans/goals-2021.yaml", "Dredge last", "Dredge late", "node:goals-2021/G1", "key_ideas"),
        ("plans/goals-2021.yaml", "Salt in the wells", "Salt in wells", "challenge:goals-2021/salt", "label"),
        ("bodies.yaml", "Runs the forum", "Leads the forum", "body:quay", "task"),
        ("mandates.csv", "2021-06-30", "2021-05-31", "mandate:quay-chair-2020", "until"),
        ("media.csv", "The common gauge", "A gauge", "mention:tide-1", "subject"),
        ("bilaterals.csv", "A berth", "Two berths", "bilateral:anzali-2021-03", "needs"),
        ("stated_figures.csv", "page 1", "page 2", "document:leaflet", "figures"),
    ],
)
def test_an_edit_changes_that_thing_and_no_other(caspian, folder, file, old, new, subject, field):
    path = folder / file
    path.write_text(path.read_text().replace(old, new))
    if "Krasnowodsk" in new:
        edit(folder, "activities/fy2020.yaml", "Krasnovodsk", "Krasnowodsk")
    report = load_folder(folder, by="operator")
    assert list(report.changed) == [subject]
    assert list(report.changed[subject]) == [field]
    assert load_folder(folder, by="operator").changed == {}


def test_what_has_gone_is_named_and_stays(caspian, folder):
    (folder / "activities" / "fy2021.yaml").unlink()
    report = load_folder(folder, by="operator")
    assert report.gone == ("activity:berth-calendar",)
    assert Activity.objects.counted().filter(code="berth-calendar").exists()


def test_pruning_cancels_what_has_gone_and_deletes_nothing(caspian, folder):
    (folder / "activities" / "fy2021.yaml").unlink()
    (folder / "media.csv").unlink()
    (folder / "bilaterals.csv").unlink()
    load_folder(folder, by="operator", prune=True)
    assert Activity.objects.get(code="berth-calendar").state == State.CANCELLED
    assert set(MediaMention.objects.values_list("slug", "is_cancelled")) == {("tide-1", True), ("mowj-1", True)}
    assert set(Bilateral.objects.values_list("is_cancelled", flat=True)) == {True}
    assert set(Line.objects.filter(verb="cancel").values_list("subject", flat=True)) == {
        "activity:berth-calendar",
        "mention:tide-1",
        "mention:mowj-1",
        "bilateral:anzali-2021-03",
        "bilateral:fund-2021-01",
    }
    assert load_folder(folder, by="operator", prune=True).gone == ()


def test_what_comes_back_counts_again(caspian, folder):
    kept = (folder / "activities" / "fy2021.yaml").read_text()
    (folder / "activities" / "fy2021.yaml").unlink()
    load_folder(folder, by="operator", prune=True)
    (folder / "activities" / "fy2021.yaml").write_text(kept)
    report = load_folder(folder, by="operator")
    assert list(report.changed) == ["activity:berth-calendar"]
    assert Activity.objects.get(code="berth-calendar").state == State.PUBLISHED


def test_a_member_or_result_that_has_gone_is_named_and_kept(caspian, folder):
    edit(folder, "plans/goals-2021.yaml", "      - {code: G1.9, label: {en: A map of dredged channels}}\n", "")
    edit(folder, "partners.csv", "sea-fund,funder,Common Sea Fund,\n", "")
    edit(folder, "bilaterals.csv", "fund-2021-01,2021-01,,,sea-fund,,\n", "")
    report = load_folder(folder, by="operator", prune=True)
    assert report.gone == ("partner:sea-fund", "node:goals-2021/G1.9", "bilateral:fund-2021-01")
    assert Node.objects.filter(code="G1.9").exists()


def test_an_activity_says_who_wrote_it_and_who_approved_it(caspian):
    activity = Activity.objects.get(code="gauge-trial")
    assert (activity.author, activity.approver, activity.state) == ("folder caspian", "operator", "published")


def test_a_cancelled_row_comes_in_as_cancelled(caspian):
    activity = Activity.objects.get(code="pilots-exam")
    assert (activity.state, activity.comment) == ("cancelled", "The examiners could not travel.")


def test_a_network_of_other_levels_codes_languages_and_years_needs_no_code(caspian):
    network = Network.objects.get()
    assert network.languages == ["en", "ar", "fa"]
    assert str(network.calendar.fiscal_year(2020)) == "2020-07..2021-06"
    assert str(network.calendar.reporting_period(2020, 2)) == "2021-01..2021-06"
    assert network.currencies == ["AZN", "USD"]
    assert Plan.objects.filter(nodes__code="G1").count() == 2
    assert {tag.result.plan.slug for tag in ResultTag.objects.filter(activity__code="gauge-trial")} == {
        "goals-2018",
        "goals-2021",
    }
    assert Node.objects.get(code="G1.2").retired_on == date(2020, 7, 1)


def test_members_join_leave_and_come_back(caspian):
    def standing_on(day):
        return set(Member.objects.in_standing(day).values_list("slug", flat=True))

    assert standing_on(date(2015, 7, 1)) == {"anzali", "aktau"}
    assert "baku" not in standing_on(date(2019, 6, 1))
    assert "baku" in standing_on(date(2020, 6, 1))
    assert "aktau" not in standing_on(date(2021, 7, 1))
    assert Standing.objects.filter(member__slug="baku").count() == 3


def test_a_member_is_named_by_any_spelling_of_any_script(caspian):
    named = Involvement.objects.filter(activity__code="assembly-2020").values_list("member__slug", flat=True)
    assert set(named) == {"baku", "turkmenbashi", "aktau"}


def test_days_give_the_first_and_the_last_of_an_activity(caspian):
    activity = Activity.objects.get(code="assembly-2020")
    assert (activity.first_day, activity.last_day) == (date(2020, 10, 1), date(2020, 11, 15))
    assert activity.occurrences.count() == 2
    assert Activity.objects.get(code="gauge-trial").occurrences.get().precision == "month"


def test_counts_keep_their_qualifier_and_basis(caspian):
    rows = Participation.objects.filter(activity__code="gauge-trial").values_list(
        "basis", "qualifier", "number", "sex"
    )
    assert set(rows) == {
        ("people", "at_least", 40, ""),
        ("people", "exactly", 12, "women"),
        ("registrations", "between", 20, ""),
    }


def test_a_translation_says_how_it_was_made(caspian):
    assert Node.objects.get(code="G1", plan__slug="goals-2021").label.state("fa") == TextState.MACHINE
    assert Node.objects.get(code="G3").label.state("ar") == TextState.OUTDATED
    assert Node.objects.get(code="G1", plan__slug="goals-2018").label.state("fa") == TextState.REVIEWED


def test_names_of_people_stand_in_no_line(caspian):
    name = Contact.objects.get(slug="harbour-master-anzali").name
    assert not [line for line in Line.objects.all() if name in str(line.change)]
    change = Line.objects.get(subject="contact:harbour-master-anzali").change
    assert PersonalValue.objects.get(pk=change["name"][1].removeprefix("personal:")).value == name


def test_confidential_notes_stand_in_no_line(caspian):
    assert Bilateral.objects.get(slug="anzali-2021-03").notes == "For the office only."
    assert "For the office only." not in str(Line.objects.get(subject="bilateral:anzali-2021-03").change)


def test_a_folder_of_another_network_is_refused(caspian):
    with pytest.raises(LoadRefused) as refused:
        load_folder(METROPOLIS, by="operator")
    assert [(row.file, row.field) for row in refused.value.refusals] == [("network.yaml", "slug")]
    assert Network.objects.count() == 1


def test_a_load_tells_how_far_it_is(db, folder):
    rows = "".join(f"- {{code: a-{n}, title: {{en: A}}, days: 2021-10-01, kind: sounding}}\n" for n in range(500))
    append(folder, "activities/fy2021.yaml", rows)
    steps = []
    load_folder(folder, by="operator", progress=lambda *step: steps.append(step))
    assert [step[:2] for step in steps] == [("network", 0), ("activities", 500), ("report", 0), ("observatory", 0)]


def test_a_load_asks_as_many_questions_for_one_new_activity_as_for_three(caspian, folder):
    def asked_for(codes):
        for code in codes:
            append(
                folder,
                "activities/fy2021.yaml",
                f"- {{code: {code}, title: {{en: Extra}}, days: 2021-10-01, kind: sounding, members: [baku]}}\n",
            )
        with CaptureQueriesContext(connection) as asked:
            assert len(load_folder(folder, by="operator").created) == len(codes)
        return len(asked)

    assert asked_for(["one"]) == asked_for(["two", "three", "four"])


def test_a_printed_name_that_means_one_is_resolved_and_any_other_is_kept(caspian):
    printed = PrintedList.objects.get(edition__slug="leaflet-2020-2", name="members.activated")
    assert printed.items == [
        {"id": "anzali", "printed": "Bandar-e Anzali"},
        {"id": "baku", "printed": "Baku town"},
        {"id": "", "printed": "Astara"},
        {"id": "", "printed": "Samarkand"},
    ]


def test_a_reporting_period_is_read_in_the_network_s_own_calendar(caspian):
    assert str(Edition.objects.get(slug="leaflet-2020-2").period) == "2021-01..2021-06"
    assert str(Edition.objects.get(slug="half-year-2021-P1").period) == "2021-07..2021-12"


def test_stated_figures_and_lists_of_an_edition_follow_its_file(metropolis, tmp_path):
    again = copy_of(METROPOLIS, tmp_path / "metropolis")
    edit(again, "editions/report-2021-01-04.yaml", "value: 1380", "value: 1381")
    report = load_folder(again, by="operator")
    assert list(report.changed) == ["edition:report-2021-01-04"]
    assert StatedFigure.objects.get(slug="report-people-engaged").value == 1381
    assert PrintedList.objects.filter(edition__slug="report-2021-01-04", name="results.worked_on").count() == 1
