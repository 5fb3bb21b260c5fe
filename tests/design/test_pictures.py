"""Pictures are plain values turned into SVG that a page's content security policy lets through."""

import xml.etree.ElementTree as ET
from datetime import date

import pytest

from metronome.design.pictures.beat import Beat, beat
from metronome.design.pictures.bound import bound
from metronome.design.pictures.coverage import Covered, CoveredLine, coverage
from metronome.design.pictures.days import days, month_starts
from metronome.design.pictures.dotmap import Place, dotmap
from metronome.design.pictures.grid import Crossed, grid
from metronome.design.pictures.lines import Line, lines
from metronome.design.pictures.months import months
from metronome.design.pictures.pen import Pen, lines_of, place_of_line
from metronome.design.pictures.pen import element as drawn_element
from metronome.design.pictures.rank import Bar, rank
from metronome.design.pictures.series import Point
from metronome.design.pictures.sizes import Spot, sizes
from metronome.design.pictures.spread import Bin, spread

HOSTILE = "<script>alert('\"&</script>"
FIRST, LAST = date(2021, 1, 1), date(2021, 2, 28)
NAMES = [("January", "Jan"), (HOSTILE, HOSTILE)]
SVG = "{http://www.w3.org/2000/svg}"


def drawn(name: str, **options) -> str:
    """Each picture with hostile words wherever it takes words."""
    pictures = {
        "days": lambda: days(FIRST, LAST, {FIRST: [1, 2], LAST: []}, sentence=HOSTILE, months=NAMES, **options),
        "beat": lambda: beat([Beat(4, HOSTILE, HOSTILE, True), Beat(4, "", HOSTILE)], sentence=HOSTILE, **options),
        "coverage": lambda: coverage(
            [CoveredLine(HOSTILE, HOSTILE, 2, [Covered(HOSTILE, 3, HOSTILE), Covered("b", 0)])],
            sentence=HOSTILE,
            **options,
        ),
        "months": lambda: months([0, 1, 2, 9], sentence=HOSTILE, line=3, **options),
        "grid": lambda: grid(
            [(HOSTILE, HOSTILE), ("b", "B")],
            [Crossed(HOSTILE, [(2, HOSTILE), (0, None)])],
            sentence=HOSTILE,
            **options,
        ),
        "rank": lambda: rank([Bar(HOSTILE, 0.5, HOSTILE), Bar("b", 0, "0", 4)], sentence=HOSTILE, **options),
        "bound": lambda: bound(7, None, known=HOSTILE, stated=(9, HOSTILE), sentence=HOSTILE, **options),
        "dotmap": lambda: dotmap([Place(10, 10, HOSTILE, True, HOSTILE)], sentence=HOSTILE, **options),
    }
    return pictures[name]()


def parsed(picture: str) -> ET.Element:
    return ET.fromstring(picture)  # noqa: S314 - our own text


PICTURES = ("days", "beat", "coverage", "grid", "months", "rank", "bound", "dotmap")
BOTH = pytest.mark.parametrize("palette", ["class", "print"])
EACH = pytest.mark.parametrize("name", PICTURES)


@EACH
@BOTH
def test_hostile_words_stay_words(name: str, palette: str):
    picture = drawn(name, palette=palette)
    tree = parsed(picture)
    assert tree.tag == f"{SVG}svg"
    assert not list(tree.iter(f"{SVG}script"))
    assert "<script" not in picture


@EACH
@BOTH
def test_no_picture_needs_a_style_attribute_or_a_script(name: str, palette: str):
    for element in parsed(drawn(name, palette=palette)).iter():
        assert not [key for key in element.attrib if key == "style" or key.startswith("on")]


@EACH
def test_a_picture_on_a_page_names_no_colour(name: str):
    assert not [
        element.tag
        for element in parsed(drawn(name)).iter()
        if {"fill", "stroke", "font-family"} & set(element.attrib)
    ]


@EACH
def test_a_printed_picture_needs_no_style_sheet(name: str):
    shapes = ("rect", "line", "circle", "path", "text")
    picture = parsed(drawn(name, palette="print"))
    assert "class" not in {key for element in picture.iter() for key in element.attrib}
    assert not [
        element.attrib
        for element in picture.iter()
        if element.tag.removeprefix(SVG) in shapes and not {"fill", "stroke"} & set(element.attrib)
    ]


@EACH
def test_a_picture_says_in_a_sentence_what_is_to_be_seen(name: str):
    images = [element for element in parsed(drawn(name)).iter() if element.get("role") == "img"]
    assert [image.get("aria-label") for image in images] == [HOSTILE]
    assert not [link for image in images for link in image.iter(f"{SVG}a")]


@pytest.mark.parametrize("name", ["days", "beat", "months", "rank", "bound", "coverage", "grid"])
def test_from_right_to_left_a_picture_is_mirrored(name: str):
    left, right = parsed(drawn(name)), parsed(drawn(name, direction="rtl"))
    width = 100.0 if name == "days" else float(left.attrib["width"])
    lines = [
        (float(a.attrib["x1"].rstrip("%")) + float(b.attrib["x1"].rstrip("%")))
        for a, b in zip(left.iter(f"{SVG}line"), right.iter(f"{SVG}line"), strict=True)
    ]
    boxes = [
        float(a.attrib["x"]) + float(a.attrib["width"]) + float(b.attrib["x"])
        for a, b in zip(left.iter(f"{SVG}rect"), right.iter(f"{SVG}rect"), strict=True)
    ]
    assert lines + boxes
    assert lines + boxes == pytest.approx([width] * len(lines + boxes), abs=0.05)


def test_the_map_is_the_same_from_either_side():
    assert dotmap([Place(10, 10, "a", True)], sentence="s").count("<circle") == 1


def test_a_place_that_was_reached_lies_above_a_silent_one():
    picture = dotmap([Place(1, 1, "reached", True), Place(1, 1, "silent", False)], sentence="s")
    assert picture.index(">silent<") < picture.index(">reached<")


def test_links_lead_nowhere_in_print():
    assert "href" not in drawn("coverage", palette="print")
    assert "href" in drawn("coverage")


def test_where_things_never_met_the_grid_is_hatched_and_nowhere_else():
    rows = [Crossed("Safety", [(2, "#"), (0, None)]), Crossed("Work", [(0, None), (0, None)])]
    picture = grid([("1", "Water"), ("2", "Land")], rows, sentence="s")
    assert (picture.count("p-silent--hatch"), picture.count("p-cell")) == (3, 1)
    assert "Safety, 1: 2" in picture


def test_a_narrow_grid_names_its_columns_by_code_alone():
    columns = [(str(number), "Revolution") for number in range(1, 6)]
    rows = [Crossed("Safety", [(0, None)] * 5)]
    assert "Revolution" in grid(columns, rows, sentence="s", width=720)
    assert "Revolution" not in grid(columns, rows, sentence="s", width=360)


def test_what_nothing_reached_is_hatched_and_nothing_else():
    lines = [CoveredLine("A", "Title", 1, [Covered("A1", 2), Covered("A2", 0), Covered("A3", 0)])]
    assert coverage(lines, sentence="s").count("p-silent--hatch") == 2
    assert coverage(lines, sentence="s", palette="print").count('fill="url(#hatch)"') == 2


def test_a_day_that_served_two_lines_shows_both():
    picture = days(FIRST, FIRST, {FIRST: [2, 1, 2]}, sentence="s", months=NAMES[:1])
    assert picture.count('class="p-day') == 2
    assert picture.index('class="p-day l1"') < picture.index('class="p-day l2"')


def test_a_period_that_begins_within_a_month_names_that_month():
    assert list(month_starts(date(2020, 12, 15), date(2021, 2, 3))) == [(0, 17), (17, 31), (48, 3)]


def test_every_day_of_the_period_has_its_tick():
    picture = days(FIRST, LAST, {}, sentence="s", months=NAMES)
    assert picture.count("<line") == 59 + 2


def test_the_colours_of_lines_begin_again_after_the_sixth():
    assert [place_of_line(line) for line in range(9)] == [0, 1, 2, 3, 4, 5, 6, 1, 2]


@pytest.mark.parametrize("width", [720, 360])
def test_a_long_title_keeps_within_the_picture(width: int):
    title = "words of a title " * 12
    picture = parsed(coverage([CoveredLine("A", title, 1, [Covered("A1", 1)])], sentence="s", width=width))
    texts = [float(text.attrib["y"]) for text in picture.iter(f"{SVG}text")]
    assert texts == sorted(texts)
    assert texts[-1] < float(picture.attrib["height"])
    box = next(picture.iter(f"{SVG}rect"))
    assert float(box.attrib["y"]) > texts[-3]


def test_words_of_wide_letters_break_earlier():
    assert len(lines_of("都" * 40, 200)) > len(lines_of("a" * 40, 200))


def test_an_empty_picture_is_still_a_picture():
    assert coverage([], sentence="s").startswith("<svg")
    assert rank([], sentence="s").startswith("<svg")
    assert grid([], [], sentence="s").startswith("<svg")
    assert bound(0, None, known="nothing known", sentence="s").startswith("<svg")
    assert beat([], sentence="s").startswith("<svg")


def test_a_picture_of_which_parts_are_kept_is_the_one_that_is_drawn_anew_whatever_is_marked():
    kept: dict[object, object] = {}

    def keep(key, make):
        if key not in kept:
            kept[key] = make()
        return kept[key]

    def pictures(marked: int, **options) -> list[str]:
        given = [
            Line(f"k{one}", f"Name {one}", [Point(year, one * 10.0 + year) for year in (0, 1, 2)], one == marked)
            for one in range(4)
        ]
        spots = [
            Spot(f"k{one}", 10.0 * one, 5.0, f"Name {one}", one / 4 or None, is_marked=one == marked)
            for one in range(4)
        ]
        bins = [Bin(str(one), str(one + 1), one, f"{one} of them", one == marked) for one in range(4)]
        return [
            lines(given, say=str, sentence="Lines", now=1, **options),
            sizes(spots, sentence="Sizes", **options),
            spread(bins, sentence="Spread", mark=f"Name {marked}", **options),
        ]

    for marked in (0, 3, 1, 9):
        anew = pictures(marked)
        assert pictures(marked, keep=keep) == anew
        assert [f"Name {marked}" in one for one in anew] == [marked != 9] * 3
    # Four lines and what lies below them, the land and the circles, the words and the bars of a distribution.
    assert len(kept) == 4 + 1 + 2 + 2


@pytest.mark.parametrize("palette", ["class", "print"])
@pytest.mark.parametrize("direction", ["ltr", "rtl"])
def test_circles_that_are_drawn_together_are_those_that_are_drawn_one_by_one(palette, direction):
    pen = Pen(width=300, palette=palette, direction=direction)
    places = [(0.0, 12.345, "Åland & <co>"), (299.999, -1.0, 'the "second"'), (7.0, 1e-9, "3")]
    one_by_one = [
        pen.link(drawn_element("circle", cx=pen.at(x), cy=y, r=4.0, **pen.paint("p-hit")), None, words)
        for x, y, words in places
    ]
    assert pen.spots(places, "p-hit", 4.0) == "".join(one_by_one)
