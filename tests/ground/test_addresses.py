"""An address that was made once is still that of the language, the door and its parts."""

import pytest
from django.urls import NoReverseMatch, reverse
from django.utils import translation

from metronome.ground.addresses import address


def test_each_language_and_each_thing_has_its_own():
    for language in ("en", "fr", "en"):
        with translation.override(language):
            assert address("record:activities") == reverse("record:activities") == f"/{language}/activities/"
            for code in ("forum", "a-b"):
                assert address("record:kept", code) == f"/{language}/desk/activities/{code}/"


def test_a_door_that_is_not_there_has_none():
    for _ in range(2):
        with pytest.raises(NoReverseMatch):
            address("record:kept", "not/one")
