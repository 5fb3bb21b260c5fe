"""What the reference network tells of practices is all said: no page shows words that only hold a place."""

from __future__ import annotations

import re

import pytest
from django.utils.html import strip_tags

from metronome.exchange.models import Collection, Practice
from metronome.exchange.shown import TEXTS

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: Words that stand where somebody has still to write, and what a template or a translation leaves when it goes wrong.
PLACEHOLDER = re.compile(
    r"lorem|ipsum|\bTODO\b|\bTBD\b|\bFIXME\b|\bXXX+\b|placeholder|à compléter|à définir|por definir|por completar"
    r"|coming soon|example\.(?:org|com)|\{\{|\{%|%\(\w+\)s|\bNone\b|\bnull\b|\bundefined\b",
    re.IGNORECASE,
)


def words_of(page: str) -> str:
    """What a reader reads of a page."""
    inside = page[page.index("<main") : page.index("</main>")]
    return strip_tags(re.sub(r"(?s)<(script|style)\b.*?</\1>", "", inside))


def test_a_word_that_holds_a_place_is_known_as_one():
    for said in ("Lorem ipsum dolor", "Summary: TODO", "à compléter", "%(city)s", "None", "https://example.org/"):
        assert PLACEHOLDER.search(said), said
    assert not PLACEHOLDER.search("Nonetheless, the example of Dakar: a method to do more.")


def test_no_page_of_practices_of_the_reference_network_holds_a_place_for_words(metropolis, client):
    paths = ["practices/", "practices/collections/", "experts/"]
    paths += [f"practices/collections/{slug}/" for slug in Collection.objects.values_list("slug", flat=True)]
    for practice in Practice.objects.all():
        paths += [f"practices/{practice.slug}/{page}" for page in ("", "fit/", "report/")]
        for name in TEXTS:
            text = getattr(practice, name)
            assert not text or {"fr", "en", "es"} <= text.texts.keys(), (practice, name)
    assert "practices/collections/cities-for-global-health/" in paths
    for path in [f"/{language}/{path}" for path in paths for language in ("fr", "en", "es")]:
        answer = client.get(path)
        assert answer.status_code == 200, path
        found = PLACEHOLDER.search(words_of(answer.content.decode()))
        assert found is None, (path, found)
