"""Every sentence of the program is there in every language it ships with."""

import pytest
from babel.messages.catalog import Message

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
    assert found == [("one day", "%(count)s days"), "What's on", ("One result", "%(n)s results")]


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
