"""Every sentence of the program is there in every language it ships with."""

import re

import pytest
from babel.messages.catalog import Message
from django.utils.translation import ngettext, override

from tools import messages

pytestmark = pytest.mark.messages


@pytest.mark.parametrize("language", messages.LANGUAGES)
def test_every_message_is_translated_with_its_placeholders(language):
    assert "\n".join(messages.faults(language)) == ""


def test_a_message_of_code_or_template_is_found(tmp_path, monkeypatch):
    room = tmp_path / "metronome" / "record"
    (room / "templates" / "record").mkdir(parents=True)
    (room / "phrases.py").write_text('ngettext_lazy("one day", "%(count)s days", "count")\n')
    (room / "templates" / "record" / "page.html").write_text(
        '{% if a %}\n    <h1>{% translate "What\'s on" %}</h1>\n{% endif %}\n'
        "  {% blocktranslate trimmed count n=n %}\n  One result\n"
        "  {% plural %}\n  {{ n }} results\n  {% endblocktranslate %}"
    )
    monkeypatch.setattr(messages, "PROJECT", tmp_path)
    monkeypatch.setattr(messages, "CODE", tmp_path / "metronome")
    found = [message.id for message in messages.messages_now() if message.id]
    assert found == [("One result", "%(n)s results"), "What's on", ("one day", "%(count)s days")]


def test_code_that_moves_leaves_the_translations_where_they_are(tmp_path, monkeypatch):
    def order(code: str) -> list[object]:
        (tmp_path / "metronome" / "phrases.py").write_text(code)
        return [message.id for message in messages.messages_now() if message.id]

    (tmp_path / "metronome").mkdir()
    monkeypatch.setattr(messages, "PROJECT", tmp_path)
    monkeypatch.setattr(messages, "CODE", tmp_path / "metronome")
    assert order('_("draft")\n_("approved")\n') == order('_("approved")\n\n_("draft")\n') == ["approved", "draft"]


@pytest.mark.parametrize(
    ("message", "translation", "fault"),
    [
        ("%(count)s members", "%(count)s membres", None),
        ("%(count)s members", "%(nombre)s membres", "has other placeholders: %(count)s, %(nombre)s"),
        ("{name} left", "a quitté", "has other placeholders: {name}"),
        ("Members", "", "has no translation"),
        (("one member", "%(count)s members"), ("un membre", "%(count)s membres"), None),
        (("one member", "%(count)s members"), ("un membre", "des membres"), "has other placeholders: %(count)s"),
    ],
)
def test_a_wrong_translation_is_named(message, translation, fault):
    assert messages.fault_of(Message(message, translation)) == fault


def test_a_doubtful_translation_is_named():
    doubtful = Message("Members", "Membres", flags=["fuzzy"])
    assert messages.fault_of(doubtful) == "is marked as doubtful"


def test_arabic_counts_in_its_six_forms():
    def said(number: int) -> str:
        return ngettext("%(count)s member", "%(count)s members", number)

    with override("ar"):
        assert len({said(number) for number in (0, 1, 2, 3, 11, 100)}) == 6
        assert said(3) == said(10) == said(103)
        assert said(11) == said(99) == said(111)
        assert said(100) == said(101) == said(202)


#: What is no prose: placeholders, tags with their attributes, and code.
NO_PROSE = re.compile(r"%\(\w+\)[a-z]|<[^>]*>|`[^`]*`")


def said_in(language: str) -> list[str]:
    """Every text of the translations into a language."""
    return [said for message in messages.translations(language) for said in messages.texts_of(message.string or "")]


def test_an_apostrophe_is_curly_in_french():
    said = said_in("fr")
    assert [words for words in said if "'" in NO_PROSE.sub("", words or "")] == []
    assert any("’" in words for words in said)


def test_no_sentence_is_the_same_in_two_languages():
    """A sentence of one language that came into the file of another has every placeholder, and is found by this."""
    said: dict[str, set[str]] = {}
    for language in messages.LANGUAGES:
        for message in messages.translations(language):
            for words in messages.texts_of(message.string or "") if message.id else ():
                if len(re.findall(r"[^\W\d_]{2,}", messages.PLACEHOLDER.sub("", words))) >= 3:
                    said.setdefault(words, set()).add(language)
    assert {words: sorted(languages) for words, languages in said.items() if len(languages) > 1} == {}
