"""Words that lists, pages and histories of the desk share."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext, pgettext

from metronome.ground.phrases import language_in_words


def verb_in_words(verb: str) -> str:
    """What an action did, in the reader's language."""
    words = {
        "create": pgettext("what was done", "noted"),
        "submit": pgettext("what was done", "sent for review"),
        "return": pgettext("what was done", "returned"),
        "approve": pgettext("what was done", "approved"),
        "publish": pgettext("what was done", "published"),
        "cancel": pgettext("what was done", "cancelled"),
        "undo": pgettext("what was done", "brought back to what it was"),
        "appoint": pgettext("what was done", "appointed"),
        "withdraw": pgettext("what was done", "withdrawn"),
    }
    return words.get(verb) or pgettext("what was done", "changed")


def wordings_in_words(texts: Mapping[str, str]) -> list[str]:
    """A text in each language that it has, led by the name of the language."""
    words = gettext("%(language)s: %(wording)s")
    return [words % {"language": language_in_words(code), "wording": texts[code]} for code in sorted(texts)]


def sent_for_review() -> str:
    """What is said when something was sent from the page on which it was written."""
    return gettext("Sent for review. Somebody else looks at it before anything of it is published.")
