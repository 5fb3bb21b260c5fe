"""What lines tell is read back as it was given."""

import pytest

from metronome.ground.audit import PersonalValue, personal
from metronome.ground.told import read_told

pytestmark = pytest.mark.django_db


def test_a_reference_to_a_personal_value_is_read_wherever_it_stands_and_is_empty_once_erased():
    reference = personal("Mayor of Dakar")
    told = [{"name": reference, "role": "speaker"}, {"title": reference}]
    assert read_told(told) == [{"name": "Mayor of Dakar", "role": "speaker"}, {"title": "Mayor of Dakar"}]
    PersonalValue.objects.all().delete()
    assert read_told(reference) == ""


@pytest.mark.parametrize("typed", ["personal:", "personal:reasons", "personal:1234 and more"])
def test_words_that_only_look_like_a_reference_stay_as_they_are(typed):
    assert read_told(typed) == typed
