"""A box of a day shows the day that it was given, whatever the language of the page."""

from datetime import date

import pytest
from django.utils.translation import override

from metronome.design.days import DayInput


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_a_day_is_written_as_browsers_read_it(language):
    with override(language):
        drawn = DayInput().render("on", date(2021, 3, 17))
    assert 'type="date"' in drawn
    assert 'value="2021-03-17"' in drawn
