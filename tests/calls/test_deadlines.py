"""The deadline of a call is a second of its own clock, wherever that clock is and whatever it does that night."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import assume, given
from hypothesis import strategies as st

from metronome.calls.clock import closing, is_taken, taking_until, zones

#: Clocks that are put forward and back at other hours, by half an hour, never, or across midnight; and one without a
#: whole number of hours.
CLOCKS = (
    "Europe/Madrid", "America/Sao_Paulo", "Australia/Lord_Howe", "Asia/Kathmandu", "Africa/Casablanca", "UTC",
    "America/New_York", "Asia/Beirut", "America/Santiago", "Pacific/Apia", "Antarctica/Troll",
)  # fmt: skip


@dataclass(frozen=True)
class Taking:
    opens_on: date | None
    opens_at: str
    closes_on: date | None
    closes_at: str
    takes_applications: bool = True


moments = st.tuples(
    st.sampled_from(CLOCKS),
    st.dates(date(2010, 1, 1), date(2030, 12, 31)),
    st.times().map(lambda one: f"{one:%H:%M:%S}"),
)


def stage(zone: str, day: date, at: str) -> Taking:
    found = Taking(None, "", day, at)
    try:
        closing(found, zone)
    except ValueError:
        assume(False)  # the clock leaves that second out; such a stage is refused
    return found


@given(moments)
def test_the_last_second_is_in_time_to_its_end_and_the_next_is_late(moment: tuple[str, date, str]):
    zone, day, at = moment
    one = stage(zone, day, at)
    until = taking_until([one], zone, datetime(2000, 1, 1, tzinfo=UTC))
    assert until is None or until.tzinfo
    end = closing(one, zone)
    assert end is not None
    instant = datetime.fromtimestamp(end.timestamp(), UTC)
    for arrived in (instant - timedelta(seconds=1), instant, instant + timedelta(microseconds=999_999)):
        assert is_taken([one], zone, arrived)
    assert not is_taken([one], zone, instant + timedelta(seconds=1))


@given(moments, st.sampled_from(CLOCKS))
def test_the_clock_of_whoever_sends_says_nothing(moment: tuple[str, date, str], elsewhere: str):
    zone, day, at = moment
    one = stage(zone, day, at)
    end = closing(one, zone)
    assert end is not None
    for seconds in (-3600, -1, 0, 1, 3600):
        arrived = datetime.fromtimestamp(end.timestamp() + seconds, UTC)
        assert is_taken([one], zone, arrived) is is_taken([one], zone, arrived.astimezone(ZoneInfo(elsewhere)))
        assert is_taken([one], zone, arrived) is (seconds <= 0)


@given(moments)
def test_the_deadline_shown_is_the_one_that_is_kept(moment: tuple[str, date, str]):
    zone, day, at = moment
    one = stage(zone, day, at)
    end = closing(one, zone)
    assert end is not None
    shown = taking_until([one], zone, datetime.fromtimestamp(end.timestamp() - 5, UTC))
    assert shown is not None
    assert shown.timestamp() == end.timestamp()
    assert f"{shown:%Y-%m-%d %H:%M:%S}" == f"{day} {at}"


def test_the_clocks_of_these_tests_are_known():
    assert set(CLOCKS) <= zones()
