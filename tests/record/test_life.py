"""The life of an activity: its steps, what each refuses, what it leaves behind, and how it is undone."""

from dataclasses import replace
from datetime import date

import pytest

from metronome.ground.audit import Line, PersonalValue, publication, verify
from metronome.ground.conflict import Conflict
from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.record.actions import (
    approve_activity,
    cancel_activity,
    change_activity,
    draft_activity,
    publish_activity,
    return_activity,
    submit_activity,
    undo_activity,
)
from metronome.record.enums import State
from metronome.record.held import held, version_of
from metronome.record.models import Activity
from tests.factories.network import make_contact, make_member, make_network, make_partner, text
from tests.factories.plan import make_challenge, make_node, make_plan, make_theme
from tests.factories.record import make_activity, make_count, make_person

pytestmark = pytest.mark.django_db
OFFICER, EDITOR, SECRETARY = "person:1", "person:2", "person:3"


@pytest.fixture
def model():
    """A published activity with a part of every kind."""
    make_network()
    plan = make_plan()
    line = make_node(plan, "A")
    activity = make_activity(
        "model",
        lead_line=line,
        results=[make_node(plan, "A1", line)],
        challenges=[make_challenge(plan, "1")],
        themes=[make_theme(plan, "housing")],
        goals=["5"],
        markers=[("gender", 0)],
        members=[make_member()],
        partners=[make_partner()],
    )
    make_person(activity, "Focal Point of Dakar", contact=make_contact(), is_public=False)
    make_count(activity, Count(Qualifier.EXACTLY, Basis.VIEWS, 0))
    return held(activity)


def noted(model, **fields) -> Activity:
    return draft_activity(given=replace(model, **fields), by=OFFICER)


def published(model, **fields) -> str:
    code = noted(model, **fields).code
    submit_activity(code=code, by=OFFICER)
    approve_activity(code=code, by=EDITOR)
    publish_activity(code=code, by=EDITOR)
    return code


def last_line(code: str) -> Line:
    line = Line.objects.filter(subject=f"activity:{code}").last()
    assert line is not None
    return line


def changed(code: str, *, by: str = EDITOR, version: int | None = None, **fields) -> Activity:
    activity = Activity.objects.get(code=code)
    given = replace(held(activity), **fields)
    return change_activity(code=code, given=given, version=version_of(code) if version is None else version, by=by)


def test_what_is_noted_is_a_draft_of_its_author_and_the_public_sees_nothing_of_it(model):
    before = publication()
    activity = noted(model, code="", state="published")
    assert (activity.state, activity.author, activity.approver) == (State.DRAFT, OFFICER, "")
    assert last_line(activity.code).verb == "create"
    assert publication() == before


def test_every_part_of_what_is_noted_is_kept(model):
    activity = noted(model)
    kept = held(activity)
    assert replace(kept, code="model", state="published") == model


@pytest.mark.parametrize(
    ("title", "code"), [("Égalité : où en est-on ?", "egalite-ou-en-est-on-2021"), ("المدن", "activity-2021")]
)
def test_a_code_is_made_of_title_and_year(model, title, code):
    assert noted(model, title=text(title)).code == code


def test_no_code_is_given_twice_though_its_first_bearer_is_cancelled(model):
    first = noted(model, title=text("Forum"))
    cancel_activity(code=first.code, why="noted twice", by=OFFICER)
    assert [noted(model, title=text("Forum")).code for _ in range(2)] == ["forum-2021-2", "forum-2021-3"]


@pytest.mark.parametrize(("field", "missing"), [("title", {"title": Text()}), ("days", {"occurrences": ()})])
def test_an_activity_without_title_or_day_is_refused(model, field, missing):
    with pytest.raises(Refusal) as refused:
        noted(model, **missing)
    assert refused.value.field == field


def test_each_step_leaves_one_line_and_only_what_is_published_moves_the_public_pages(model):
    before, counts = publication(), []
    code = noted(model).code
    for step, by in ((submit_activity, OFFICER), (approve_activity, EDITOR), (publish_activity, EDITOR)):
        step(code=code, by=by)
        counts.append(publication() - before)
    assert counts == [0, 0, 1]
    verbs = Line.objects.filter(subject=f"activity:{code}").values_list("verb", flat=True)
    assert list(verbs) == ["create", "submit", "approve", "publish"]
    assert verify() == []


def test_nobody_approves_what_is_their_own(model):
    code = noted(model).code
    submit_activity(code=code, by=OFFICER)
    with pytest.raises(Refusal):
        approve_activity(code=code, by=OFFICER)
    assert Activity.objects.get(code=code).state == State.IN_REVIEW


def test_a_step_that_is_not_due_is_refused_with_the_state(model):
    code = noted(model).code
    for step in (approve_activity, publish_activity):
        with pytest.raises(Refusal, match="draft"):
            step(code=code, by=EDITOR)


def test_what_is_returned_says_why_and_says_it_no_more_once_it_is_sent_again(model):
    code = noted(model).code
    submit_activity(code=code, by=OFFICER)
    with pytest.raises(Refusal) as refused:
        return_activity(code=code, comment=" ", notes={"title": " "}, by=EDITOR)
    assert refused.value.field == "comment"
    activity = return_activity(code=code, comment="", notes={"title": "Too long.", "place": ""}, by=EDITOR)
    assert activity.comment
    assert activity.notes == {"title": "Too long."}
    activity = submit_activity(code=code, by=OFFICER)
    assert (activity.comment, activity.notes) == ("", {})


def test_what_is_published_and_returned_is_public_no_more(model):
    code = published(model)
    before = publication()
    return_activity(code=code, comment="The day is wrong.", by=EDITOR)
    assert not Activity.objects.counted().filter(code=code).exists()
    assert publication() == before + 1


def test_what_is_cancelled_keeps_its_line_and_cannot_be_changed(model):
    code = published(model)
    with pytest.raises(Refusal):
        cancel_activity(code=code, why="", by=EDITOR)
    cancel_activity(code=code, why="It did not take place.", by=EDITOR)
    assert Activity.objects.get(code=code).comment == "It did not take place."
    with pytest.raises(Refusal):
        cancel_activity(code=code, why="again", by=EDITOR)
    with pytest.raises(Refusal):
        changed(code, place=text("Lagos"))


def test_a_change_says_field_by_field_what_was_and_what_is(model):
    code = noted(model).code
    changed(code, by=OFFICER, place=text("Lagos"), goal_tags=("11",))
    line = last_line(code)
    assert line.verb == "update"
    assert line.change["goal_tags"] == [["5"], ["11"]]
    assert line.change["place"][1]["texts"] == {"fr": "Lagos"}
    assert line.change.keys() == {"place", "goal_tags"}


def test_a_change_that_changes_nothing_leaves_no_line(model):
    code = noted(model).code
    before = version_of(code)
    changed(code, by=OFFICER)
    assert version_of(code) == before


def test_a_day_that_is_changed_moves_the_activity(model):
    code = noted(model).code
    day = replace(model.occurrences[0], first_day=date(2021, 4, 1), last_day=date(2021, 4, 2))
    activity = changed(code, by=OFFICER, occurrences=(*model.occurrences, day))
    assert (activity.first_day, activity.last_day) == (date(2021, 3, 17), date(2021, 4, 2))


def test_what_is_published_is_changed_by_another_hand_which_then_answers_for_it(model):
    code = published(model)
    with pytest.raises(Refusal):
        changed(code, by=OFFICER, place=text("Lagos"))
    before = publication()
    activity = changed(code, by=SECRETARY, place=text("Lagos"))
    assert (activity.state, activity.approver) == (State.PUBLISHED, SECRETARY)
    assert publication() == before + 1


def test_what_is_not_on_record_cannot_be_named(model):
    code = noted(model).code
    with pytest.raises(Refusal, match="plan/Z9"):
        changed(code, result_tags=("plan/Z9",))


def test_a_conflict_names_the_fields_that_both_changed_and_writes_nothing(model):
    code = noted(model).code
    version = version_of(code)
    changed(code, by=EDITOR, place=text("Lagos"), series="Talks")
    mine = replace(held(Activity.objects.get(code=code)), place=text("Accra"), series="", goal_tags=("11",))
    with pytest.raises(Conflict) as met:
        change_activity(code=code, given=mine, version=version, by=OFFICER)
    (difference,) = met.value.differences
    assert (difference.field, difference.by) == ("place", EDITOR)
    assert [told["texts"]["fr"] for told in (difference.theirs, difference.mine)] == ["Lagos", "Accra"]
    assert Activity.objects.get(code=code).place == text("Lagos")
    # What only one of them changed is not in question.
    assert (met.value.given.series, met.value.given.goal_tags) == ("Talks", ("11",))
    activity = change_activity(code=code, given=met.value.given, version=met.value.version, by=OFFICER)
    assert activity.place == text("Accra")


def test_changes_of_two_people_in_different_fields_both_stay(model):
    code = noted(model).code
    version = version_of(code)
    begun = held(Activity.objects.get(code=code))
    changed(code, by=EDITOR, place=text("Lagos"))
    change_activity(code=code, given=replace(begun, series="Talks"), version=version, by=OFFICER)
    activity = Activity.objects.get(code=code)
    assert (activity.place, activity.series) == (text("Lagos"), "Talks")


def test_people_whose_names_stand_apart_are_no_conflict_where_only_one_changed_them(model):
    code = noted(model).code
    version = version_of(code)
    begun = held(Activity.objects.get(code=code))
    changed(code, by=EDITOR, people=())
    activity = change_activity(code=code, given=replace(begun, series="Talks"), version=version, by=OFFICER)
    assert (activity.series, activity.people.count()) == ("Talks", 0)


def test_undoing_brings_back_every_field_as_it_was_by_a_line_of_its_own(model):
    code = noted(model).code
    original = held(Activity.objects.get(code=code))
    changed(
        code,
        place=text("Lagos"),
        participations=(),
        people=(),
        involvements=(),
        occurrences=(replace(model.occurrences[0], title=text("Second day")),),
        lead_line="",
    )
    first = last_line(code).number
    changed(code, marker_scores=(), evidence=(), series="Talks")
    lines = Line.objects.count()
    undo_activity(code=code, line=first, by=EDITOR)
    assert held(Activity.objects.get(code=code)) == original
    assert Line.objects.count() == lines + 1
    assert last_line(code).verb == "undo"


def test_undoing_the_publication_takes_the_activity_from_the_public(model):
    code = published(model)
    before = publication()
    activity = undo_activity(code=code, line=last_line(code).number, by=EDITOR)
    assert activity.state == State.APPROVED
    assert publication() == before + 1
    activity = undo_activity(code=code, line=version_of(code) - 2, by=EDITOR)
    assert (activity.state, activity.approver) == (State.IN_REVIEW, "")


def test_undoing_a_cancellation_is_an_approval_and_so_of_another_hand(model):
    code = published(model)
    cancel_activity(code=code, why="noted twice", by=OFFICER)
    with pytest.raises(Refusal):
        undo_activity(code=code, line=last_line(code).number, by=OFFICER)
    activity = undo_activity(code=code, line=last_line(code).number, by=SECRETARY)
    assert (activity.state, activity.approver, activity.comment) == (State.PUBLISHED, SECRETARY, "")


def test_what_was_noted_at_the_fields_comes_back_with_an_undone_return(model):
    code = noted(model).code
    submit_activity(code=code, by=OFFICER)
    return_activity(code=code, comment="See the title.", notes={"title": "Too long."}, by=EDITOR)
    submit_activity(code=code, by=OFFICER)
    activity = undo_activity(code=code, line=last_line(code).number, by=EDITOR)
    assert (activity.state, activity.notes) == (State.RETURNED, {"title": "Too long."})
    activity = undo_activity(code=code, line=last_line(code).number - 2, by=EDITOR)
    assert (activity.state, activity.notes) == (State.IN_REVIEW, {})


def test_what_cannot_be_undone_is_refused(model):
    code = noted(model).code
    for line in (last_line(code).number, 10_000):
        with pytest.raises(Refusal):
            undo_activity(code=code, line=line, by=EDITOR)
    changed(code, place=text("Lagos"))
    Line.objects.filter(number=last_line(code).number).update(verb="repair")
    with pytest.raises(Refusal, match="repair"):
        undo_activity(code=code, line=last_line(code).number, by=EDITOR)


def test_a_state_that_no_activity_can_have_is_not_put_back(model):
    code = noted(model).code
    changed(code, place=text("Lagos"))
    Line.objects.filter(number=last_line(code).number).update(change={"order": ["many", 1]})
    with pytest.raises(Refusal):
        undo_activity(code=code, line=last_line(code).number, by=EDITOR)


def test_a_name_that_was_erased_stays_erased_when_its_line_is_undone(model):
    code = noted(model).code
    changed(code, people=())
    PersonalValue.objects.update(value="")
    undo_activity(code=code, line=last_line(code).number, by=EDITOR)
    person = Activity.objects.get(code=code).people.get()
    assert (person.name, person.title) == ("", text("Director"))
