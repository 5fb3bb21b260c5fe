"""A collection round: members are asked, begin with what is known, and another hand approves what they say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from django.core import mail
from django.db import IntegrityError, transaction

from metronome.accounts.enums import Role
from metronome.ground.audit import Line, verify
from metronome.ground.period import Period, month_of, year_of
from metronome.ground.refusal import Refusal
from metronome.observatory.actions import (
    RefusedAnswers,
    answer_cells,
    approve_cells,
    begin_round,
    close_round,
    make_release,
    reopen_round,
    return_cells,
    write_focal_points,
)
from metronome.observatory.changes import differences, release_before
from metronome.observatory.dense.building import build
from metronome.observatory.enums import CellState, Letter, Scale
from metronome.observatory.facts.reading import known
from metronome.observatory.models import Area, AreaMember, Cell, Load, Release, Round
from metronome.observatory.rounds.answers import GivenAnswer
from metronome.observatory.rounds.progress import matrix, members_asked, progress_of
from metronome.observatory.rounds.publishing import publish
from metronome.observatory.stretches import stretches
from tests.factories.accounts import make_office
from tests.factories.network import make_member, make_network, text
from tests.factories.observatory import HEADER, MAPPING, loaded, make_released
from tests.factories.rounds import OFFICE, asked_of, cell_of, make_focal_point, make_round

GIVEN = GivenAnswer("given", Decimal(3100), source="Census bureau", method="census")
REASON = GivenAnswer("missing", reason="L")


@pytest.fixture
def world(db, settings, tmp_path):
    settings.HOME = tmp_path
    make_network()
    make_released()


@pytest.fixture
def focal(world):
    return make_office("somebody-of-the-member")


@pytest.fixture
def officer(world):
    return make_office("officer", role=Role.OFFICER)


def answered(found: Round, by, **cells: GivenAnswer) -> None:
    """Answers of members, by the slug of the member, a double underscore and the indicator."""
    for name, given in cells.items():
        member, _, indicator = name.partition("__")
        answer_cells(asked=asked_of(member), given={cell_of(member, f"{indicator}-v1").pk: given}, by=by)


def approve_all(found: Round, by) -> None:
    waiting = Cell.objects.filter(asked__round=found, state=CellState.ANSWERED)
    approve_cells(found=found, revisions=dict(waiting.values_list("pk", "revision")), by=by)


def test_cells_begin_with_what_the_latest_release_says_of_just_this(world):
    make_round()
    dakar, lagos, share = cell_of("dakar"), cell_of("lagos"), cell_of("dakar", "share-v1")
    assert (dakar.proposed, dakar.proposed_status, dakar.proposed_scale) == (Decimal(3000), "A", "metropolitan")
    assert dakar.proposed_from == "census-office, stated (spring)"
    assert lagos.proposed == 9000
    assert (share.proposed, share.known) == (None, None)


def test_a_round_that_is_not_begun_shows_nothing_and_takes_nothing(world, focal):
    make_round(begun=False)
    with pytest.raises(Refusal):
        answer_cells(asked=asked_of("dakar"), given={cell_of("dakar").pk: GIVEN}, by=focal)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (GivenAnswer("given", None, source="a", method="b"), "value"),
        (GivenAnswer("given", Decimal(-1), source="a", method="b"), "value"),
        (GivenAnswer("given", Decimal("1.5"), source="a", method="b"), "value"),
        (GivenAnswer("given", Decimal(10) ** 19, source="a", method="b"), "value"),
        (GivenAnswer("given", Decimal(1), method="b"), "source"),
        (GivenAnswer("given", Decimal(1), source="a"), "method"),
        (GivenAnswer("missing"), "reason"),
        (GivenAnswer("missing", reason="A"), "reason"),
        (GivenAnswer("missing", reason="O"), "remark"),
        (GivenAnswer("missing", Decimal(1), reason="L"), "value"),
        (GivenAnswer("disputed"), "remark"),
        (GivenAnswer("disputed", Decimal(1), remark="no"), "value"),
        (GivenAnswer("perhaps"), "kind"),
    ],
)
def test_an_answer_that_cannot_be_kept_is_refused_at_its_part_and_nothing_is_written(world, focal, given, field):
    make_round()
    sound, wrong = cell_of("dakar", "share-v1"), cell_of("dakar")
    with pytest.raises(RefusedAnswers) as refused:
        answer_cells(asked=asked_of("dakar"), given={sound.pk: REASON, wrong.pk: given}, by=focal)
    assert {number: one.field for number, one in refused.value.refused.items()} == {wrong.pk: field}
    assert all(one.reason and one.remedy for one in refused.value.refused.values())
    assert set(Cell.objects.values_list("state", flat=True)) == {CellState.ASKED}


def test_where_nothing_is_shown_nothing_can_be_confirmed_or_disputed(world, focal):
    make_round()
    cell = cell_of("dakar", "share-v1")
    for given in (GivenAnswer("confirmed"), GivenAnswer("disputed", remark="Wrong.")):
        with pytest.raises(RefusedAnswers):
            answer_cells(asked=asked_of("dakar"), given={cell.pk: given}, by=focal)


def test_a_percentage_above_a_hundred_is_refused_with_what_is_allowed(world, focal):
    make_round()
    given = GivenAnswer("given", Decimal("100.1"), source="a", method="b")
    with pytest.raises(RefusedAnswers) as refused:
        answer_cells(asked=asked_of("dakar"), given={cell_of("dakar", "share-v1").pk: given}, by=focal)
    assert "100" in refused.value.remedy


def test_what_is_confirmed_keeps_its_value_status_scale_and_origin(world, focal):
    found = make_round()
    answered(found, focal, dakar__people=GivenAnswer("confirmed"))
    cell = cell_of("dakar")
    assert (cell.value, cell.status, cell.scale) == (Decimal(3000), "A", "metropolitan")
    assert (cell.source, cell.method, cell.state) == ("census-office, stated (spring)", "confirmed", "answered")


def test_the_cells_of_another_member_are_not_answered(world, focal):
    make_round()
    with pytest.raises(Refusal):
        answer_cells(asked=asked_of("dakar"), given={cell_of("lagos").pk: GIVEN}, by=focal)
    assert cell_of("lagos").state == CellState.ASKED


def test_nobody_approves_an_answer_of_their_own(world, focal, officer):
    found = make_round()
    answered(found, officer, dakar__people=GIVEN)
    with pytest.raises(Refusal, match="another hand"):
        approve_all(found, officer)
    cell = cell_of("dakar")
    cell.state, cell.approved_by, cell.approved_at = CellState.APPROVED, officer, cell.answered_at
    with pytest.raises(IntegrityError), transaction.atomic():
        cell.save()
    approve_all(found, focal)
    assert cell_of("dakar").state == CellState.APPROVED


def test_an_answer_that_changed_since_it_was_seen_is_not_approved(world, focal, officer):
    found = make_round()
    answered(found, focal, dakar__people=GIVEN)
    seen = {cell_of("dakar").pk: cell_of("dakar").revision}
    answered(found, focal, dakar__people=GivenAnswer("given", Decimal(7), source="a", method="b"))
    with pytest.raises(Refusal, match="changed since"):
        approve_cells(found=found, revisions=seen, by=officer)
    assert cell_of("dakar").state == CellState.ANSWERED


@pytest.mark.parametrize(("since", "is_asked"), [(date(2999, 1, 1), False), (date(2021, 1, 1), True)])
def test_a_member_is_asked_of_the_areas_in_which_it_acts_today(world, since, is_asked):
    member = make_member("later")
    AreaMember.objects.create(area=Area.objects.get(slug="baku"), member=member, since=since)
    make_round(more=[member], begun=False)
    assert Cell.objects.filter(asked__member=member).exists() is is_asked


def test_what_is_given_back_says_why_and_is_asked_again(world, focal, officer):
    found = make_round()
    answered(found, focal, dakar__people=GIVEN)
    seen = {cell_of("dakar").pk: cell_of("dakar").revision}
    with pytest.raises(Refusal):
        return_cells(found=found, revisions=seen, comment=" ", by=officer)
    return_cells(found=found, revisions=seen, comment="Which territory?", by=officer)
    cell = cell_of("dakar")
    assert (cell.state, cell.comment, cell.value) == (CellState.RETURNED, "Which territory?", Decimal(3100))
    assert progress_of([found])[found.pk].owed == 4
    answered(found, focal, dakar__people=GIVEN)
    assert (cell_of("dakar").state, cell_of("dakar").comment) == (CellState.ANSWERED, "")


def test_what_is_approved_stays_as_it_is_when_all_is_sent_again(world, focal, officer):
    found = make_round()
    answered(found, focal, dakar__people=GIVEN)
    approve_all(found, officer)
    other = GivenAnswer("given", Decimal(7), source="a", method="b")
    with pytest.raises(Refusal, match="Nothing new"):
        answered(found, focal, dakar__people=other)
    assert cell_of("dakar").value == 3100


def test_a_closed_round_takes_no_answers_until_it_is_opened_again(world, focal):
    found = make_round()
    close_round(slug=found.slug, by=OFFICE)
    with pytest.raises(Refusal, match="closed"):
        answered(found, focal, dakar__people=GIVEN)
    reopen_round(slug=found.slug, due_on=date(2021, 5, 31), by=OFFICE)
    answered(found, focal, dakar__people=GIVEN)
    with pytest.raises(Refusal):
        begin_round(slug=found.slug, by=OFFICE)


def released(found: Round, name: str = "april") -> Round:
    close_round(slug=found.slug, by=OFFICE)
    return publish(slug=found.slug, release=name, title=text("Avril"), by=OFFICE)


def test_what_is_approved_becomes_a_load_and_a_release_with_its_differences(world, focal, officer):
    found = make_round()
    answered(
        found,
        focal,
        dakar__people=GivenAnswer("given", Decimal(3100), scale=Scale.MUNICIPAL, source="Bureau", method="census"),
        dakar__share=REASON,
        lagos__people=GivenAnswer("disputed", remark="That is the city proper."),
    )
    approve_all(found, officer)
    published = released(found)
    assert published.release is not None
    assert (published.release.slug, published.release.cutoff.source.slug) == ("april", "members")
    rows = known(published.release.cutoff.number).to_pyarrow().to_pylist()
    told = {(one["indicator"], one["area"]): one for one in rows if one["source"] == "members"}
    assert set(told) == {("people-v1", "dakar-drawn"), ("share-v1", "dakar-drawn")}
    people, share = told["people-v1", "dakar-drawn"], told["share-v1", "dakar-drawn"]
    assert (people["value"], people["status"], people["scale"]) == (3100, "A", "municipal")
    assert (share["value"], share["status"]) == (None, "L")
    earlier = release_before(published.release)
    assert earlier is not None
    made = differences(earlier, published.release)
    assert made is not None
    assert [(one.source, one.indicator, one.new) for one in made.counts] == [
        ("members", "people-v1", 1),
        ("members", "share-v1", 1),
    ]
    assert verify() == []


def test_publishing_again_after_it_was_cut_off_changes_nothing(world, focal, officer):
    found = make_round()
    answered(found, focal, dakar__people=GIVEN)
    approve_all(found, officer)
    released(found)
    again = publish(slug=found.slug, release="april", title=text("Avril"), by=OFFICE)
    assert (Load.objects.count(), Release.objects.count()) == (2, 2)
    assert again.release is not None
    assert Line.objects.filter(subject="round:spring", verb="publish").count() == 1


def test_a_refused_publication_leaves_no_load(world, focal, officer):
    found = make_round()
    answered(found, focal, dakar__people=GIVEN)
    with pytest.raises(Refusal, match="nobody has checked"):
        released(found)
    approve_all(found, officer)
    with pytest.raises(Refusal, match="already"):
        publish(slug=found.slug, release="spring", title=text("Avril"), by=OFFICE)
    assert (Load.objects.count(), Release.objects.count()) == (1, 1)
    assert Round.objects.get().state == "closed"


def test_two_members_that_say_different_things_of_one_metropolis_are_named(world, focal, officer):
    neighbour = make_member("pikine")
    AreaMember.objects.create(area=Area.objects.get(slug="dakar"), member=neighbour)
    found = make_round(more=[neighbour])
    answered(found, focal, dakar__people=GIVEN)
    answered(found, focal, pikine__people=GivenAnswer("given", Decimal(5), source="a", method="b"))
    approve_all(found, officer)
    with pytest.raises(Refusal, match="Dakar and Pikine"):
        released(found)


def test_the_next_round_begins_with_what_was_said_last_time(world, focal, officer):
    found = make_round()
    answered(found, focal, dakar__share=GivenAnswer("given", Decimal("53.4"), source="Register", method="register"))
    approve_all(found, officer)
    released(found)
    make_round("autumn")
    cell = cell_of("dakar", "share-v1", slug="autumn")
    assert cell.proposed == Decimal("53.4")


def test_letters_go_once_a_day_to_those_who_still_owe_answers(world, focal, officer):
    found = make_round()
    speaks = make_focal_point("dakar")
    mail.outbox.clear()
    written = write_focal_points(found=found, kind=Letter.REMIND, by=OFFICE)
    assert (written.sent, written.failed, written.nobody) == (1, 0, 1)
    assert write_focal_points(found=found, kind=Letter.REMIND, by=OFFICE).sent == 0
    (letter,) = mail.outbox
    assert letter.to == [speaks.email]
    assert f"/fr/desk/my-rounds/{asked_of('dakar').pk}/" in letter.body
    assert "encore 2 réponses attendues sur 2" in letter.body
    answered(found, officer, dakar__people=GIVEN, dakar__share=REASON)
    assert write_focal_points(found=found, kind=Letter.BEGIN, by=OFFICE).sent == 0


def test_lists_and_matrix_ask_as_much_for_many_cells_as_for_few(world, django_assert_num_queries):
    few = make_round()
    many = make_round("autumn", sexes=("_T", "F", "M"))
    for found in (few, many):
        with django_assert_num_queries(4):
            questions, lines = matrix(found)
            list(members_asked(found))
            progress_of([found])
        assert all(len(line.cells) == len(questions) for line in lines)
    assert len(matrix(many)[0]) == 6


def test_cells_by_sex_begin_with_what_a_source_states_of_women_and_of_men(world):
    by_sex = MAPPING + "sex: {column: sex}\nmethod: {column: how}\n"
    loaded(
        "people-v1,DAKAR,2020,1600,persons,F,census", "people-v1,DAKAR,2020,1400,persons,M,census",
        "people-v1,LAGOS,2019,4000,persons,F,census", "people-v1,LAGOS,2019,4100,persons,M,census",
        mapping=by_sex, header=HEADER + ",sex,how",
    )  # fmt: skip
    build(make_release(slug="summer", title=text("Été"), by="operator"))
    make_round(sexes=("F", "M"))
    cells = Cell.objects.filter(question__definition__slug="people-v1")
    rows = cells.select_related("drawn__area", "question")
    told = {(cell.drawn.area.slug, cell.question.sex): cell for cell in rows}
    assert [told["dakar", sex].proposed for sex in ("F", "M")] == [1600, 1400]
    assert told["dakar", "F"].proposed_from == "census-office, census (summer)"
    lagos = told["lagos", "M"]
    assert [lagos.proposed, lagos.known, lagos.known_period] == [None, 4100, year_of(2019)]


MONTHS = tuple(month_of(2020, number) for number in (1, 2, 3, 4))


def of_month(place: int, slug: str = "spring") -> Cell:
    """The cell of people of Dakar in a month."""
    cells = Cell.objects.select_related("question").filter(question__definition__slug="people-v1")
    return cells.get(asked=asked_of("dakar", slug), question__first_day=MONTHS[place].ends[0])


def published_months(by, another) -> None:
    """A round that asked for four months, of which three were answered."""
    found = make_round(periods=MONTHS)
    for place, number in enumerate((100, 110, 120)):
        given = GivenAnswer("given", Decimal(number), source="Register", method="register")
        answer_cells(asked=asked_of("dakar"), given={of_month(place).pk: given}, by=by)
    approve_all(found, another)
    close_round(slug=found.slug, by=OFFICE)
    publish(slug=found.slug, release="months", title=text("Mois"), by=OFFICE)


def test_months_are_asked_one_by_one_and_published_as_months(world, focal, officer):
    published_months(focal, officer)
    release = Release.objects.get(slug="months")
    told = [one for one in known(release.cutoff.number).to_pyarrow().to_pylist() if one["source"] == "members"]
    told.sort(key=lambda one: one["row"])
    found = {Period(one["first_day"], one["last_day"]): one["value"] for one in told}
    assert found == dict(zip(MONTHS[:3], (100, 110, 120), strict=True))
    assert [(one.area, one.period, one.value) for one in stretches(release, "people-v1")] == [
        ("dakar-drawn", period, number) for period, number in found.items()
    ]
    assert not list(stretches(Release.objects.get(slug="spring"), "people-v1"))


def test_a_month_begins_with_what_is_known_of_it_and_with_the_month_before(world, focal, officer):
    published_months(focal, officer)
    make_round("autumn", periods=(*MONTHS, year_of(2021)))
    third, fourth = of_month(2, "autumn"), of_month(3, "autumn")
    assert (third.proposed, third.proposed_from) == (Decimal(120), "members, member (months)")
    assert (third.known, third.known_period) == (Decimal(110), MONTHS[1])
    assert (fourth.proposed, fourth.known, fourth.known_period) == (None, Decimal(120), MONTHS[2])
    year = Cell.objects.get(
        asked=asked_of("dakar", "autumn"), question__first_day=date(2021, 1, 1), question__definition__slug="people-v1"
    )
    assert (year.proposed, year.known, year.known_period) == (None, Decimal(3000), year_of(2020))


def test_a_month_of_which_no_release_tells_begins_with_what_its_member_said_last_time(world, focal, officer):
    published_months(focal, officer)
    Release.objects.filter(slug="months").update(digest="0" * 64)
    make_round("autumn", periods=MONTHS)
    assert (of_month(1, "autumn").proposed, of_month(1, "autumn").proposed_from) == (Decimal(110), "spring: Register")


def test_a_question_lies_between_two_days_of_our_times(world):
    found = make_round(begun=False)
    for first, last in ((date(1799, 12, 31), date(1800, 1, 31)), (date(2020, 2, 1), date(2020, 1, 1))):
        with pytest.raises(IntegrityError), transaction.atomic():
            found.questions.update(first_day=first, last_day=last)
