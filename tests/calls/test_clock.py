"""The clock of a call: in time to the second, in its own zone, whatever that zone does."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.calls.clock import closing, opening, stands, stands_in_all
from metronome.calls.enums import Clock
from tests.environment import often


@dataclass(frozen=True)
class Stage:
    opens_on: date | None = None
    opens_at: str = ""
    closes_on: date | None = None
    closes_at: str = ""


DAY = date(2021, 4, 30)
ZONES = ("Africa/Dakar", "Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "Europe/Madrid", "UTC")


@pytest.mark.parametrize(
    ("zone", "instant"),
    [
        ("Africa/Dakar", "2021-04-30T18:00:00+00:00"),
        ("Asia/Shanghai", "2021-04-30T10:00:00+00:00"),
        ("America/Los_Angeles", "2021-05-01T01:00:00+00:00"),
        ("Pacific/Kiritimati", "2021-04-30T04:00:00+00:00"),
    ],
)
def test_the_last_second_is_in_time_and_the_next_one_late_by_the_clock_of_the_call(zone, instant):
    stage, last = Stage(closes_on=DAY, closes_at="18:00"), datetime.fromisoformat(instant)
    assert closing(stage, zone) == last
    assert stands(stage, zone, last) is Clock.RUNNING
    assert stands(stage, zone, last + timedelta(microseconds=999_999)) is Clock.RUNNING
    assert stands(stage, zone, last + timedelta(seconds=1)) is Clock.PAST


def test_a_day_without_a_time_is_the_whole_day():
    stage = Stage(opens_on=DAY, closes_on=DAY)
    assert opening(stage, "Asia/Tokyo") == datetime(2021, 4, 29, 15, tzinfo=UTC)
    assert closing(stage, "Asia/Tokyo") == datetime(2021, 4, 30, 14, 59, 59, tzinfo=UTC)


@settings(max_examples=often(2000, 200))
@given(
    st.datetimes(datetime(2020, 1, 1), datetime(2030, 1, 1)),  # noqa: DTZ001 (what a clock shows)
    st.sampled_from(ZONES),
    st.sampled_from(ZONES),
    st.integers(-90_000, 90_000),
)
def test_where_a_stage_stands_depends_on_the_instant_alone_and_not_on_who_asks(local, zone, asking, seconds):
    local = local.replace(microsecond=0)
    stage = Stage(closes_on=local.date(), closes_at=f"{local:%H:%M:%S}")
    try:
        last = closing(stage, zone)
    except ValueError:
        return  # left out by the clock of the zone; refused when it is written
    assert last is not None
    now = datetime.fromtimestamp(last.timestamp() + seconds, ZoneInfo(asking))
    assert (stands(stage, zone, now) is Clock.PAST) == (seconds > 0)
    assert (last.hour, last.minute, last.second, last.date()) == (
        local.hour, local.minute, local.second, local.date(),
    )  # fmt: skip


def test_a_time_that_the_clock_leaves_out_is_none():
    with pytest.raises(ValueError, match="left out"):
        closing(Stage(closes_on=date(2021, 3, 28), closes_at="02:30"), "Europe/Madrid")


def test_an_hour_that_comes_twice_means_the_first():
    stage = Stage(closes_on=date(2021, 10, 31), closes_at="02:30")
    last = closing(stage, "Europe/Madrid")
    assert last is not None
    assert last.timestamp() == datetime(2021, 10, 31, 0, 30, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("stages", "clock"),
    [
        ([], Clock.UNDATED),
        ([Stage()], Clock.UNDATED),
        ([Stage(), Stage(opens_on=date(2021, 5, 1))], Clock.COMING),
        ([Stage(closes_on=date(2021, 1, 1)), Stage(opens_on=date(2021, 5, 1))], Clock.RUNNING),
        ([Stage(opens_on=date(2021, 1, 1)), Stage()], Clock.RUNNING),
        ([Stage(closes_on=date(2021, 1, 1))], Clock.PAST),
    ],
)
def test_a_call_runs_from_its_first_stage_to_its_last_and_what_is_not_known_is_said(stages, clock):
    assert stands_in_all(stages, "UTC", datetime(2021, 3, 1, tzinfo=UTC)) is clock
