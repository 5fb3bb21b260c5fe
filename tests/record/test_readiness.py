"""What the network publishes is there in the languages in which it publishes."""

from typing import Any

import pytest

from metronome.accounts.enums import Role
from metronome.ground.refusal import Refusal
from metronome.ground.text import Making, State, Text
from metronome.network.models import Network
from metronome.record.actions import publish_activity, return_activity, undo_activity
from metronome.record.enums import State as Life
from metronome.record.held import lines_of
from metronome.record.models import Activity
from metronome.record.readiness import lacking
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_network, text
from tests.factories.record import make_activity

pytestmark = pytest.mark.django_db
EDITOR = "head of communication"
WORDS = {"fr": "Forum des villes", "en": "Forum of cities"}
REVIEWED = Text.of(WORDS, source="fr")


def network(*languages: str) -> None:
    make_network(languages=["fr", "en", "ar"], languages_to_publish=list(languages))


def approved(code: str = "forum", *, title: Text = REVIEWED, **fields: Any) -> Activity:
    return make_activity(code, state=Life.APPROVED, title=title, **fields)


@pytest.mark.parametrize(
    ("languages", "title"),
    [
        ((), text("Forum")),
        (("fr",), text("Forum")),
        (("en",), REVIEWED),
        (("fr", "en"), REVIEWED),
        (("fr", "en"), Text.of(WORDS, source="en")),
    ],
)
def test_what_is_written_or_reviewed_in_every_language_is_published(languages: tuple[str, ...], title: Text):
    network(*languages)
    activity = approved(title=title)
    publish_activity(code=activity.code, by=EDITOR)
    assert Activity.objects.get().state == Life.PUBLISHED


@pytest.mark.parametrize(
    ("title", "state"),
    [
        (text("Forum"), State.MISSING),
        (Text.of(WORDS, source="fr", how=Making.MACHINE), State.MACHINE),
        (REVIEWED.with_text("fr", "Forum des régions"), State.OUTDATED),
    ],
)
def test_what_nobody_answers_for_in_a_language_is_not_published(title: Text, state: State):
    network("en")
    activity = approved(title=title)
    with pytest.raises(Refusal, match="Title in English: ") as refusal:
        publish_activity(code=activity.code, by=EDITOR)
    assert refusal.value.field == "title"
    assert refusal.value.remedy
    assert [(one.field, one.language, one.state) for one in lacking(activity)] == [("title", "en", state)]
    assert Activity.objects.get().state == Life.APPROVED


def test_a_summary_and_a_place_are_held_to_the_same_rule_where_there_are_any():
    network("en")
    activity = approved(summary=text("Un texte"), place=Text())
    assert [(one.field, one.language) for one in lacking(activity)] == [("summary", "en")]


def test_what_lacked_a_language_is_not_published_again_by_undoing():
    network()
    activity = approved(title=text("Forum"))
    publish_activity(code=activity.code, by=EDITOR)
    return_activity(code=activity.code, comment="The day is wrong.", by=EDITOR)
    activity.refresh_from_db()
    network_of_now = Network.objects.get()
    network_of_now.languages_to_publish = ["en"]
    network_of_now.save()
    line = lines_of(activity.code)[0].number
    with pytest.raises(Refusal, match="Title in English: missing"):
        undo_activity(code=activity.code, line=line, by=EDITOR)


def test_the_page_of_an_activity_leads_to_where_its_texts_are_mended():
    network("en")
    editor = signed_in(make_account("editor", role=Role.EDITOR))
    activity = approved(title=text("Forum"))
    mend = f"/en/desk/translations/en/activity/{activity.pk}/"
    assert mend in editor.get("/en/desk/activities/forum/").content.decode()
    answer = editor.post("/en/desk/activities/forum/publish/", follow=True).content.decode()
    assert "Title in English: missing" in answer
    assert Activity.objects.get().state == Life.APPROVED


def test_of_several_those_that_are_ready_are_published_and_the_others_named():
    network("en")
    editor = signed_in(make_account("editor", role=Role.EDITOR))
    approved("ready")
    approved("not-ready", title=text("Forum"))
    data = {"step": "publish", "code": ["ready", "not-ready"]}
    page = editor.post("/en/desk/activities/steps/", data, follow=True).content.decode()
    assert '<a href="/en/desk/activities/not-ready/">not-ready</a>: ' in page
    states = dict(Activity.objects.values_list("code", "state"))
    assert states == {"ready": Life.PUBLISHED, "not-ready": Life.APPROVED}


def test_loading_is_held_to_its_own_rule(metropolis):
    assert metropolis
    assert Activity.objects.filter(state=Life.PUBLISHED).exists()
