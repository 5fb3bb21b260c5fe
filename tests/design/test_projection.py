"""Places lie on the map where Natural Earth puts them."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.design.pictures.dotmap import land
from metronome.design.pictures.projection import CENTRE, SCALE, natural_earth

LATITUDES = st.floats(-90, 90, allow_nan=False)
LONGITUDES = st.floats(-180, 180, allow_nan=False)


def test_the_middle_of_the_world_is_the_middle_of_the_map():
    assert natural_earth(0, 0) == CENTRE


# Computed apart from this code with the published table of the polynomial's graticule: length of the equator's half,
# length of the pole line's half, height of the pole.
@pytest.mark.parametrize(
    ("lat", "lon", "x", "y"),
    [(0, 180, 0.8707 * math.pi, 0), (90, 0, 0, 0.5064 * 2.8092), (90, 180, 0.5486 * 0.8707 * math.pi, 1.4226)],
)
def test_known_places_lie_where_the_projection_says(lat: float, lon: float, x: float, y: float):
    found = natural_earth(lat, lon)
    assert found[0] == pytest.approx(CENTRE[0] + SCALE * x, abs=1.0)
    assert found[1] == pytest.approx(CENTRE[1] - SCALE * y, abs=1.0)


@given(LATITUDES, LONGITUDES)
def test_north_and_south_east_and_west_mirror_each_other(lat: float, lon: float):
    x, y = natural_earth(lat, lon)
    mirrored_x, mirrored_y = natural_earth(-lat, -lon)
    assert x + mirrored_x == pytest.approx(2 * CENTRE[0], abs=0.03)
    assert y + mirrored_y == pytest.approx(2 * CENTRE[1], abs=0.03)


@given(LATITUDES, LATITUDES)
def test_further_north_is_higher_on_the_map(one: float, other: float):
    low, high = sorted((one, other))
    assert natural_earth(high, 0)[1] <= natural_earth(low, 0)[1]


@pytest.mark.parametrize(("lat", "lon"), [(90.1, 0), (-91, 0), (0, 180.5), (0, -181), (float("nan"), 0)])
def test_a_place_that_is_not_on_earth_is_refused(lat: float, lon: float):
    with pytest.raises(ValueError, match="not a place on Earth"):
        natural_earth(lat, lon)


# The tip of each continent: two and a half degrees around it hold both land and sea.
@pytest.mark.parametrize(
    ("lat", "lon"), [(14.7, -17.4), (-34.4, 19.5), (8.5, 77.3), (-54.8, -68.3), (71, 25), (65.7, -168)]
)
def test_the_land_is_drawn_in_the_same_space(lat: float, lon: float):
    x, y = natural_earth(lat, lon)
    assert min(math.dist((x, y), point) for point in land_points()) < 12


def test_the_view_box_holds_all_land():
    (left, top, width, height), _ = land()
    assert all(left <= x <= left + width and top <= y <= top + height for x, y in land_points())


def land_points() -> list[tuple[float, float]]:
    """The corners of the land, walked along its path."""
    points = []
    for ring in land()[1].removeprefix("M").removesuffix("z").split("zM"):
        start, steps = ring.split("l")
        x, y = map(float, start.split())
        points.append((x, y))
        numbers = [float(number) for number in steps.replace("-", " -").split()]
        for dx, dy in zip(numbers[::2], numbers[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
    return points
