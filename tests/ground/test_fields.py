"""Texts in languages in the database: both databases give the same answer."""

import json

import pytest
from django.core import serializers
from django.core.exceptions import ValidationError

from metronome.ground.fields import FoldedField, Lang, TextField
from metronome.ground.forms import TextFormField
from metronome.ground.text import Making, Text
from metronome.network.models import Member

NAMES = {
    "abidjan": {"fr": "Abidjan", "en": "Abidjan"},
    "alger": {"fr": "Alger", "en": "Algiers"},
    "east": {"fr": "Est-ville"},
    "east-town": {"fr": "Est ville"},
    "evora": {"fr": "Évora", "zh-hant": "埃武拉"},
    "quito": {"en": "Quito"},
    "zagreb": {"fr": "zagreb", "en": "Zagreb"},
}


@pytest.fixture
def members(db):
    for slug in reversed(NAMES):
        source = "fr" if "fr" in NAMES[slug] else "en"
        Member.objects.create(slug=slug, name=Text.of(NAMES[slug], source=source))


def in_order(*languages: str) -> list[str]:
    return list(Member.objects.order_by(Lang("name_key", *languages), "slug").values_list("slug", flat=True))


def test_names_sort_without_case_and_accents_and_the_nameless_come_first(members):
    assert in_order("fr") == ["quito", "abidjan", "alger", "east-town", "east", "evora", "zagreb"]


def test_names_sort_by_the_first_language_that_they_have(members):
    assert in_order("en", "fr") == ["abidjan", "alger", "east-town", "east", "evora", "quito", "zagreb"]


def test_a_folded_name_is_found_by_equality_and_by_its_beginning(members):
    named = Member.objects.annotate(key=Lang("name_key", "fr"))
    assert [member.slug for member in named.filter(key="evora")] == ["evora"]
    assert sorted(member.slug for member in named.filter(key__startswith="est")) == ["east", "east-town"]
    assert [member.slug for member in named.filter(key="")] == ["quito"]


def test_a_language_with_a_hyphen_can_be_asked_for(members):
    assert in_order("zh-hant")[-1] == "evora"


@pytest.mark.parametrize("language", ['fr"', "fr' OR 1=1", "", "fr-", "%s"])
def test_what_is_no_language_code_never_reaches_the_database(language):
    with pytest.raises(ValueError, match="not a language code"):
        Lang("name_key", language)


def test_a_text_comes_back_with_its_states(members):
    text = Text.of({"fr": "eau"}, source="fr").with_text("en", "water", how=Making.MACHINE)
    Member.objects.filter(slug="quito").update(name=text)
    assert Member.objects.get(slug="quito").name == text
    assert Member.objects.values_list("name", flat=True).get(slug="quito") == text
    assert Member.objects.get(name=text).slug == "quito"


def test_the_folded_form_follows_the_text_at_every_save(members):
    member = Member.objects.get(slug="quito")
    assert member.name_key == {"en": "quito"}
    member.name = Text.of({"es": "Ciudad de Ñandú"}, source="es")
    member.save()
    assert Member.objects.get(slug="quito").name_key == {"es": "ciudad de nandu"}


def test_an_empty_text_is_stored_and_read_as_empty(members):
    Member.objects.filter(slug="quito").update(name=Text())
    assert Member.objects.get(slug="quito").name == Text()


def test_a_text_survives_a_dump(members):
    dumped = serializers.serialize("json", Member.objects.order_by("slug"))
    loaded = [item.object.serializable_value("name") for item in serializers.deserialize("json", dumped)]
    assert loaded == [Member.objects.get(slug=slug).name for slug in sorted(NAMES)]


def test_a_field_names_what_it_folds_in_its_migrations():
    field = FoldedField(of="name")
    assert field.deconstruct()[3]["of"] == "name"
    assert FoldedField(**field.deconstruct()[3]).of == "name"


def test_a_field_checks_a_text_as_any_json():
    field = TextField()
    text = Text.of({"fr": "eau"}, source="fr")
    assert field.clean(text, None) == text
    assert field.clean(text.to_json(), None) == text


class TestTheRepairDesk:
    def test_a_text_is_shown_as_json_and_comes_back(self):
        field = TextField().formfield()
        text = Text.of({"fr": "eau", "en": "water"}, source="fr")
        assert isinstance(field, TextFormField)
        assert field.clean(field.prepare_value(text)) == text
        assert field.clean(text) == text
        assert field.clean("") == Text()
        assert field.prepare_value("{}") == "{}"

    @pytest.mark.parametrize("wrong", ["eau", '{"fr": "eau"}', "[1]", "[" * 20_000])
    def test_what_is_no_text_is_refused_in_words(self, wrong):
        with pytest.raises(ValidationError, match=r"not a text in languages"):
            TextField().formfield().clean(wrong)

    def test_the_same_text_spaced_otherwise_is_no_change(self):
        field = TextField().formfield()
        text = Text.of({"fr": "eau"}, source="fr")
        assert not field.has_changed(text, json.dumps(text.to_json()))
        assert field.has_changed(text, "{}")
        assert not field.has_changed(None, "")
