"""Moments are told by the clock of the network, and the clock is named."""

from datetime import UTC, datetime

import pytest
from django.template import Context, Template
from django.utils import translation

from metronome.ground.phrases import moment_in_words, time_in_words
from tests.factories.network import make_network

pytestmark = pytest.mark.django_db
WINTER, SUMMER = datetime(2026, 11, 21, 23, 54, 7, 9, tzinfo=UTC), datetime(2026, 6, 30, 22, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "moment", "words"),
    [
        ("fr", WINTER, "22 novembre 2026, 00:54, heure normale d’Europe centrale"),
        ("fr", SUMMER, "1er juillet 2026, 00:01, heure d’été d’Europe centrale"),
        ("es", WINTER, "22 de noviembre de 2026, 0:54, hora estándar de Europa central"),
    ],
)
def test_a_moment_is_told_by_the_clock_of_the_network(language, moment, words):
    make_network(timezone="Europe/Madrid")
    with translation.override(language):
        assert moment_in_words(moment) == words
        shown = Template("{% load texts %}{{ moment|moment_words }}").render(Context({"moment": moment}))
        assert shown == words


def test_what_was_kept_just_now_is_told_with_its_seconds():
    make_network(timezone="Europe/Madrid")
    with translation.override("fr"):
        assert time_in_words(WINTER) == "00:54:07, heure normale d’Europe centrale"


def test_before_anything_was_loaded_the_clock_is_that_of_the_world():
    with translation.override("en"):
        assert moment_in_words(WINTER).endswith("Coordinated Universal Time")
