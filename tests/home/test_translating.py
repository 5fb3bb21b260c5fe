"""A text is translated beside its source: nothing is lost, each step leaves its line, and the public sees it."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from django.db import transaction

from metronome.accounts.enums import Role
from metronome.governance.models import Body
from metronome.ground.audit import Line, note, publication
from metronome.ground.refusal import Refusal
from metronome.ground.text import Making, State, Text
from metronome.ground.wording import Change
from metronome.home.actions import LONGEST, Moved, Wording, translate_texts
from metronome.home.translating import beside
from metronome.home.translations import outdated_count, stamp
from metronome.home.worded import WORDED
from metronome.network.models import Member
from metronome.plan.models import KeyIdea, Level
from metronome.record.actions import change_activity
from metronome.record.held import held
from metronome.record.models import Activity, Occurrence, PersonInvolved
from tests.factories.accounts import make_account, signed_in
from tests.factories.governance import make_body
from tests.factories.listening import make_bilateral
from tests.factories.network import make_member, make_network, text
from tests.factories.observatory import make_indicator
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_activity, make_person

pytestmark = pytest.mark.django_db
DAYS = (date(2021, 3, 1), date(2021, 3, 5))
OFFICER = "officer for Africa, translating"


@pytest.fixture
def network():
    return make_network(languages=["fr", "en", "ar"])


def translate(row: Any, field: str, words: str, *, noun: str, seen: str | None = None, **more: Any) -> bool:
    given: dict[str, Any] = {"language": "en", "how": Making.REVIEWED, "by": OFFICER, **more}
    seen = stamp(getattr(row, field), given["language"]) if seen is None else seen
    return translate_texts(noun=noun, pk=row.pk, wordings={field: Wording(words, seen)}, **given)


def last_line() -> Line:
    found = Line.objects.order_by("-number").first()
    assert found is not None
    return found


def test_a_translation_is_written_with_its_line_and_the_public_sees_it(network):
    member, before = make_member("le-caire", name=text("Le Caire")), publication()
    assert translate(member, "name", " Cairo\r\n", noun="member")
    member.refresh_from_db()
    assert member.name.texts == {"fr": "Le Caire", "en": "Cairo"}
    assert member.name.state("en") is State.REVIEWED
    assert member.name_key["en"] == "cairo"
    line = last_line()
    assert (line.verb, line.subject, line.actor) == ("update", "member:le-caire", OFFICER)
    assert [side["texts"] for side in line.change["name"]] == [{"fr": "Le Caire"}, {"fr": "Le Caire", "en": "Cairo"}]
    assert publication() == before + 1


def test_what_the_public_does_not_read_does_not_move_its_pages(network):
    meeting, before = make_bilateral("heard", member=make_member(), needs=text("Des données")), publication()
    assert translate(meeting, "needs", "Data", noun="bilateral")
    assert (last_line().subject, publication()) == ("bilateral:heard", before)


def test_a_machine_translation_is_kept_as_one_until_somebody_has_read_it(network):
    body = make_body(label=text("Bureau"))
    assert translate(body, "label", "Board", noun="body", how=Making.MACHINE)
    assert Body.objects.get().label.state("en") is State.MACHINE
    assert translate(Body.objects.get(), "label", "Board", noun="body")
    assert Body.objects.get().label.state("en") is State.REVIEWED
    assert not translate(Body.objects.get(), "label", "Board", noun="body")


def test_an_empty_translation_is_taken_away_and_an_empty_one_that_never_was_is_nothing(network):
    body = make_body(label=Text.of({"fr": "Bureau", "en": "Board"}, source="fr"))
    assert translate(body, "label", "  ", noun="body")
    assert Body.objects.get().label.texts == {"fr": "Bureau"}
    assert not translate(Body.objects.get(), "label", "", noun="body")


def test_the_source_is_not_written_as_if_it_were_a_translation(network):
    body = make_body(label=text("Bureau"))
    assert not translate(body, "label", "Autre", noun="body", language="fr")
    assert beside("body", body.pk, "fr").fields == []


@pytest.mark.parametrize("which", ["source", "translation"])
def test_whoever_was_overtaken_is_told_and_nothing_is_written(network, which: str):
    body = make_body(label=Text.of({"fr": "Bureau", "en": "Office"}, source="fr"))
    seen = stamp(body.label, "en")
    other = {"source": ("fr", "Conseil"), "translation": ("en", "Board")}[which]
    body.label = body.label.with_text(*other)
    body.save()
    with pytest.raises(Moved) as refusal:
        translate(body, "label", "Bureau", noun="body", seen=seen)
    assert refusal.value.fields == ("label",)
    assert Body.objects.get().label == body.label


def test_a_language_of_nobody_and_a_text_without_end_are_refused(network):
    body = make_body(label=text("Bureau"))
    with pytest.raises(Refusal, match="no language"):
        translate(body, "label", "Büro", noun="body", language="de")
    with pytest.raises(Refusal, match="too long") as refusal:
        translate(body, "label", "b" * (LONGEST + 1), noun="body")
    assert refusal.value.field == "label"


def test_texts_inside_a_plan_are_told_on_the_line_of_their_owner(network):
    plan = make_plan()
    node = make_node(plan, "A")
    for order, words in enumerate(("Une idée", "Une autre")):
        KeyIdea.objects.create(node=node, order=order, text=text(words))
    level = Level.objects.create(plan=plan, depth=9, name=text("Ligne"), plural=text("Lignes"))
    assert translate(KeyIdea.objects.get(order=1), "text", "Another", noun="key-idea")
    line = last_line()
    assert line.subject == f"node:{plan.slug}/A"
    before, after = line.change["key_ideas"]
    assert [idea["text"]["texts"] for idea in before] == [{"fr": "Une idée"}, {"fr": "Une autre"}]
    assert after[1]["text"]["texts"] == {"fr": "Une autre", "en": "Another"}
    assert translate(level, "plural", "Lines", noun="level")
    assert last_line().subject == f"plan:{plan.slug}"


def test_texts_of_an_activity_are_changed_as_at_its_own_page(network):
    activity = make_activity("forum", title=text("Forum"), days=[(day, day) for day in DAYS])
    days = list(Occurrence.objects.order_by("pk"))
    days[1].title = text("Deuxième jour")
    days[1].save()
    before = publication()
    assert translate(days[1], "title", "Second day", noun="occurrence")
    assert translate(Activity.objects.get(), "title", "Forum of cities", noun="activity")
    assert [day.title.in_("en") for day in Occurrence.objects.order_by("pk")] == ["", "Second day"]
    assert Activity.objects.get().approver == OFFICER
    assert (last_line().subject, publication()) == ("activity:forum", before + 2)
    with pytest.raises(Refusal, match="another hand"):
        translate(Activity.objects.get(), "title", "Other", noun="activity", by=activity.author)


def test_what_changed_in_the_source_is_shown_word_by_word(network):
    make_activity("forum", title=Text.of({"fr": "Forum des villes", "en": "Forum of cities"}, source="fr"))
    given = held(Activity.objects.get())
    title = given.title.with_text("fr", "Forum des régions")
    change_activity(code="forum", given=replace(given, title=title), version=0, by="editor")
    assert outdated_count() == 1
    (field,) = [one for one in beside("activity", Activity.objects.get().pk, "en").fields if one.name == "title"]
    assert field.state is State.OUTDATED
    told = [(one.text, one.change) for one in field.difference or ()]
    assert told == [("Forum des ", Change.SAME), ("villes", Change.GONE), ("régions", Change.NEW)]
    assert translate(Activity.objects.get(), "title", "Forum of regions", noun="activity")
    assert outdated_count() == 0


def test_two_texts_that_were_reworded_each_show_what_changed(network):
    both = Text.of({"fr": "Un forum", "en": "A forum"}, source="fr")
    activity = make_activity("forum", title=both, summary=both, place=Text("fr", {"fr": "Dakar", "en": "Dakar"}))
    given = held(activity)
    reworded = both.with_text("fr", "Un sommet")
    change_activity(code="forum", given=replace(given, title=reworded, summary=reworded), version=0, by="editor")
    fields = {field.name: field for field in beside("activity", activity.pk, "en").fields}
    assert [fields[name].difference is not None for name in ("title", "summary", "place")] == [True, True, False]
    assert fields["place"].state is State.OUTDATED  # nobody has said of what it was made


def test_where_nobody_told_how_the_source_read_the_page_says_so(network):
    name = Text.of({"fr": "Le Caire", "en": "Cairo"}, source="fr").with_text("fr", "Le Grand Caire")
    member = make_member("le-caire", name=name)
    page = beside("member", member.pk, "en")
    assert (page.fields[0].state, page.fields[0].difference) == (State.OUTDATED, None)
    answer = signed_in(make_account("officer", role=Role.OFFICER)).get(f"/fr/desk/translations/en/member/{member.pk}/")
    assert "Le Grand Caire" in answer.content.decode()
    assert "<del>" not in answer.content.decode()


# The pages


def test_a_run_goes_from_one_thing_to_the_next_until_nothing_is_left(network):
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    first, second = make_member("abidjan", name=text("Abidjan")), make_member("bamako", name=text("Bamako"))
    start = "/en/desk/translations/en/?noun=member"
    assert f"/en/desk/translations/en/member/{first.pk}/?noun=member" in officer.get(start).content.decode()

    def send(member: Member, words: str) -> Any:
        data = {"text_name": words, "seen_name": stamp(member.name, "en"), "do": "reviewed"}
        return officer.post(f"/en/desk/translations/en/member/{member.pk}/?noun=member", data)

    assert send(first, "Abidjan").url == f"/en/desk/translations/en/member/{second.pk}/?noun=member"
    assert send(second, "Bamako").url == start
    assert "Nothing is to do" in officer.get(start).content.decode()


def test_what_was_typed_stays_on_the_page_when_somebody_else_was_faster(network):
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    member = make_member("le-caire", name=text("Le Caire"))
    seen = stamp(member.name, "ar")
    assert translate(member, "name", "القاهرة", noun="member", language="ar")
    address = f"/en/desk/translations/ar/member/{member.pk}/"
    answer = officer.post(address, {"text_name": "قاهرة", "seen_name": seen})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert 'lang="ar" dir="rtl" rows="2" maxlength="20000" autofocus>قاهرة</textarea>' in page
    assert "القاهرة</p>" in page
    fresh = stamp(Member.objects.get().name, "ar")
    assert f'value="{fresh}"' in page
    assert officer.post(address, {"text_name": "قاهرة", "seen_name": fresh}).status_code == 302
    assert Member.objects.get().name.texts["ar"] == "قاهرة"


def test_a_refusal_is_said_and_what_was_typed_stays(network):
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    member = make_member("le-caire", name=text("Le Caire"))
    data = {"text_name": "c" * (LONGEST + 1), "seen_name": stamp(member.name, "en"), "do": "machine"}
    answer = officer.post(f"/en/desk/translations/en/member/{member.pk}/", data)
    assert answer.status_code == 400
    assert "c" * (LONGEST + 1) in answer.content.decode()


@pytest.mark.parametrize("path", ["de/", "en/nothing/1/", "en/member/999/", "de/member/1/"])
def test_what_is_not_there_is_not_found(network, path: str):
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    assert officer.get(f"/en/desk/translations/{path}").status_code == 404
    assert officer.post(f"/en/desk/translations/{path}").status_code in (404, 405)


@pytest.mark.parametrize("query", ["noun=x&state=y&line=z", "state=outdated&line=99999999999999999999", "page=x"])
def test_an_address_that_means_nothing_breaks_nothing(network, query: str):
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    assert officer.get(f"/en/desk/translations/en/?{query}").status_code == 200


@pytest.mark.parametrize("number", [1, 3])
def test_the_pages_ask_as_much_for_three_things_as_for_one(network, number: int, django_assert_max_num_queries):
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    members = [make_member(f"member-{one}") for one in range(number)]
    with transaction.atomic():
        note(by="operator", verb="update", subject="network:net")
    for path in ("", "en/", f"en/member/{members[0].pk}/"):
        with django_assert_max_num_queries(12):
            assert officer.get(f"/en/desk/translations/{path}").status_code == 200


def test_every_noun_opens_side_by_side(metropolis):
    editor = signed_in(make_account("editor", role=Role.EDITOR))
    for noun, worded in WORDED.items():
        for row in worded.rows()[:1]:
            assert editor.get(f"/fr/desk/translations/es/{noun}/{row.pk}/").status_code == 200


def test_what_a_person_is_at_an_activity_is_translated_and_the_name_stands_in_no_line(network):
    activity = make_activity("forum")
    person = make_person(activity, "Regional officer", title=text("Directrice"))
    assert translate(person, "title", "Director", noun="person")
    assert PersonInvolved.objects.get().title.texts == {"fr": "Directrice", "en": "Director"}
    assert "Regional officer" not in str(last_line().change)


def test_a_definition_that_was_reworded_is_outdated_until_somebody_reads_it_again(network):
    definition = make_indicator(definition=text("Combien d'habitants."))
    assert translate(definition, "definition", "How many inhabitants.", noun="definition")
    definition.refresh_from_db()
    definition.definition = definition.definition.with_text("fr", "Combien d'habitants au 1er juillet.")
    definition.save()
    fields = {one.name: one for one in beside("definition", definition.pk, "en").fields}
    assert fields["definition"].state is State.OUTDATED
    assert Change.NEW in [one.change for one in fields["definition"].difference or ()]
    assert fields["unit_label"].state is State.MISSING
    assert translate(definition, "definition", "How many inhabitants on 1 July.", noun="definition")
    assert (last_line().subject, outdated_count()) == ("indicator-version:people-v1", 0)
