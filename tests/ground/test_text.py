"""A translation is in step with its source, or known not to be."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.text import Making, Reading, State, Text

languages = st.sampled_from(["fr", "en", "es", "ar", "zh-hant"])
wordings = st.text(min_size=1)
written = st.dictionaries(languages, wordings, min_size=1)


@st.composite
def texts(draw) -> Text:
    """Texts as they come about: written once, then edited in some languages."""
    text = Text.of(draw(written), source=draw(languages))
    for language, wording in draw(st.lists(st.tuples(languages, st.text()), max_size=3)):
        if wording or language in text.texts:
            text = text.with_text(language, wording, how=draw(st.sampled_from(Making)))
    return text


@given(texts())
def test_a_text_comes_back_from_its_plain_form(text: Text):
    assert Text.from_json(text.to_json()) == text


@given(written, languages, wordings)
def test_a_reworded_source_leaves_every_translation_outdated(wording: dict[str, str], source: str, anew: str):
    text = Text.of(wording, source=source)
    after = text.with_text(text.source, anew)
    for language in after.texts:
        if language != after.source:
            expected = State.REVIEWED if anew == str(text) else State.OUTDATED
            assert after.state(language) is expected


@given(texts(), languages, wordings)
def test_a_translation_made_now_is_in_step(text: Text, language: str, wording: str):
    after = text.with_text(language, wording, how=Making.MACHINE)
    assert after.state(language) is (State.SOURCE if language == after.source else State.MACHINE)


@given(texts(), languages, st.lists(languages))
def test_a_reader_gets_something_where_there_is_something_and_is_told_the_language(text, language, chain):
    reading = text.read(language, chain)
    assert bool(reading.text) == bool(text)
    assert reading.is_fallback == (bool(text) and reading.language != language)
    if language in text.texts:
        assert reading == Reading(text.texts[language], language, False)


def test_reading_falls_back_along_the_chain_then_to_the_source():
    text = Text.of({"fr": "eau", "es": "agua"}, source="fr")
    assert text.read("en", ["es"]) == Reading("agua", "es", True)
    assert text.read("en") == Reading("eau", "fr", True)
    assert text.in_("en") == "eau"


def test_a_missing_language_is_missing_and_no_text_has_no_languages():
    assert Text.of({"fr": "eau"}, source="fr").state("en") is State.MISSING
    assert Text().state("fr") is State.MISSING
    assert Text().read("fr") == Reading("", "fr", False)
    assert not Text()
    assert Text(source="fr").state("fr") is State.MISSING


def test_a_source_without_a_wording_gives_way_to_the_first_that_has_one():
    assert Text.of({"fr": "", "en": "water", "es": None}, source="fr") == Text("en", {"en": "water"})


def test_what_was_emptied_equals_what_was_never_written():
    assert Text.of({"fr": None}, source="fr") == Text.of({"en": "water"}, source="en").with_text("en", "") == Text()


def test_a_translation_taken_away_takes_its_making_along():
    text = Text.of({"fr": "eau", "en": "water"}, source="fr").with_text("en", "")
    assert text == Text.of({"fr": "eau"}, source="fr")


def test_a_translation_of_unknown_making_counts_as_outdated():
    assert Text("fr", {"fr": "eau", "en": "water"}).state("en") is State.OUTDATED


@pytest.mark.parametrize(
    "data",
    [
        {"texts": {"fr": "eau"}},
        {"source": "fr"},
        {"source": "fr", "texts": 3},
        {"source": "fr", "texts": {}, "made": []},
        {"source": "fr", "texts": {"en": "water"}, "made": {"en": {"how": "guessed", "of": ""}}},
    ],
)
def test_data_of_another_shape_is_refused(data):
    with pytest.raises(ValueError, match="not a text in languages"):
        Text.from_json(data)
