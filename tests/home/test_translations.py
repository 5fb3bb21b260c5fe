"""Which texts of the record are in step in which language."""

import pytest
from django.apps import apps
from django.db import transaction

from metronome.ground.audit import note
from metronome.ground.fields import TextField
from metronome.ground.text import Making, State, Text
from metronome.home.translations import Wish, outdated_count, progress, standing_of_languages, to_do
from metronome.home.worded import WORDED
from tests.factories.network import make_member, make_network, text
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_activity, make_mention
from tests.home.world import make_world

pytestmark = pytest.mark.django_db
#: Models with texts that are not translated at the desk, each with the reason.
ELSEWHERE = {
    "calls.ApplicationPicture": "A city says what its picture shows; whoever accepts it, in more languages.",
    "calls.Commendation": "What a jury says is written in all languages at once, and confirmed by another hand.",
    "exchange.Adoption": "What a city says of what it takes over stands in its own words.",
    "home.Document": "The search makes it of the record.",
    "intake.Layout": "The words of a layout are those that stand in the documents it describes.",
    "observatory.Area": "The names of metropolises come with the list that draws them, thousands at once.",
    "observatory.Release": "The name of a release stands in citations, and never changes.",
    "observatory.Round": "A round is named in all languages where it is prepared, and asks for some weeks.",
    "report.Document": "A title is cited as it was printed.",
    "report.StatedFigure": "What a document states is cited as it was printed.",
    "report.Edition": "A report is written, translated and frozen in its own room.",
    "report.ReportKind": "A kind of report is written in the network's folder, in its languages.",
    "report.EditionText": "A report is written, translated and frozen in its own room.",
}


def test_no_model_with_texts_is_forgotten():
    worded = {one.model._meta.label for one in WORDED.values()}
    with_texts = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("metronome.")
        and any(isinstance(field, TextField) for field in model._meta.get_fields())
    }
    assert with_texts - worded == ELSEWHERE.keys()


def reworded(words: str) -> Text:
    return Text.of({"fr": "Ancien titre", "en": "Old title"}, source="fr").with_text("fr", words)


def test_a_language_is_counted_by_where_each_text_stands():
    make_network()
    made_by_machine = Text.of({"fr": "Lagos", "en": "Lagos"}, source="fr", how=Making.MACHINE)
    make_member("lagos", name=made_by_machine)
    make_activity("forum", title=reworded("Nouveau titre"), summary=text("Un texte"))
    make_activity("past", title=reworded("Annulé"), state="cancelled")
    counts = standing_of_languages(["fr", "en"])
    assert counts["activity", "en", State.OUTDATED] == 1
    assert counts["activity", "en", State.MISSING] == 1
    assert counts["activity", "fr", State.SOURCE] == 2
    assert counts["member", "en", State.MACHINE] == 1
    assert outdated_count() == 1
    assert outdated_count(["fr"]) == 0
    (french, english) = progress(["fr", "en"])
    assert (french.whole.total, english.whole.in_step) == (0, 0)
    assert dict(english.whole.open)[State.OUTDATED] == 1


def test_what_somebody_does_is_counted_at_once():
    make_network()
    assert outdated_count() == 0
    make_activity("forum", title=reworded("Nouveau titre"))
    with transaction.atomic():
        note(by="officer", verb="create", subject="activity:forum")
    assert outdated_count() == 1


@pytest.mark.parametrize("number", [1, 3])
def test_as_many_questions_for_three_things_as_for_one(number: int, django_assert_num_queries):
    make_network()
    for one in range(number):
        make_mention(f"mention-{one}", subject=text("Un sujet"))
        make_activity(f"forum-{one}")
    with django_assert_num_queries(2):
        progress(["fr", "en"])
    with django_assert_num_queries(3):
        assert len(to_do(Wish("en", line=1))) == 0


def test_what_is_to_do_is_narrowed_by_noun_state_and_line():
    make_network()
    plan = make_plan()
    first, second = make_node(plan, "A"), make_node(plan, "B")
    result = make_node(plan, "A1", first)
    make_activity("forum", title=reworded("Nouveau titre"), lead_line=result)
    make_activity("summit", lead_line=second)
    assert [thing.known_as for thing in to_do(Wish("en", "activity"))] == ["forum", "summit"]
    assert [thing.known_as for thing in to_do(Wish("en", "activity", "outdated"))] == ["forum"]
    assert [thing.known_as for thing in to_do(Wish("en", "activity", line=second.pk))] == ["summit"]
    nodes = [thing.known_as for thing in to_do(Wish("en", "node", line=first.pk))]
    assert nodes == [f"{plan.slug}/A", f"{plan.slug}/A1"]


def test_every_noun_is_found():
    make_world()
    assert {thing.noun for thing in to_do(Wish("ar"))} >= {"activity", "member", "node", "challenge", "partner"}
