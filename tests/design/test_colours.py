"""Colours are readable in both schemes, and print has the same ones as the page."""

import re
from pathlib import Path

import pytest

from metronome.design import apps
from metronome.design.colours import LEAST, PAIRS, contrast, platform_colours, unreadable
from metronome.design.colours import TOKENS as CHOOSABLE
from metronome.design.pictures import pen

STATIC = Path(apps.__file__).parent / "static" / "design"
TOKENS = (STATIC / "tokens.css").read_text(encoding="utf-8")
COMPONENTS = (STATIC / "metronome.css").read_text(encoding="utf-8")
LIGHT, _device_dark, CHOSEN_DARK = (
    dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", block))
    for block in re.split(r"@media \(prefers-color-scheme: dark\)|\[data-theme=\"dark\"\]", TOKENS)
)
DARK = LIGHT | CHOSEN_DARK
SCHEMES = pytest.mark.parametrize("scheme", [LIGHT, DARK], ids=["light", "dark"])
LINES = range(1, 7)


def test_contrast_is_measured_as_everybody_does():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_the_dark_of_the_device_is_the_dark_that_one_chooses():
    assert _device_dark == CHOSEN_DARK
    assert len(CHOSEN_DARK) > 40


@SCHEMES
@pytest.mark.parametrize("line", LINES)
def test_the_colour_of_a_line_can_be_read(scheme: dict[str, str], line: int):
    colour = scheme[f"l{line}"]
    for ground in ("paper", "surface", f"l{line}-tint"):
        assert contrast(colour, scheme[ground]) >= 4.5, ground
    assert contrast(scheme["ink"], scheme[f"l{line}-tint"]) >= 7
    assert contrast(scheme[f"l{line}-cover"], scheme["cover"]) >= 4.5


@SCHEMES
@pytest.mark.parametrize("ink", ["ink", "ink-2", "ink-3", "brand", "ok", "warn", "bad", "now"])
@pytest.mark.parametrize("ground", ["paper", "surface"])
def test_words_can_be_read(scheme: dict[str, str], ink: str, ground: str):
    assert contrast(scheme[ink], scheme[ground]) >= 4.5


@SCHEMES
def test_the_edge_of_a_control_can_be_seen(scheme: dict[str, str]):
    assert contrast(scheme["line-strong"], scheme["paper"]) >= 3


def test_no_two_lines_look_alike():
    for scheme in (LIGHT, DARK):
        colours = [scheme[f"l{line}"] for line in LINES]
        distances = [
            sum((int(a[at : at + 2], 16) - int(b[at : at + 2], 16)) ** 2 for at in (1, 3, 5)) ** 0.5
            for n, a in enumerate(colours)
            for b in colours[:n]
        ]
        assert min(distances) > 40


def test_the_code_knows_the_colours_of_the_style_sheet():
    assert platform_colours() == {"light": LIGHT, "dark": DARK}
    block = re.search(r"/\* brand .*?\*/(.*?)/\*", TOKENS, re.S)
    assert block is not None
    assert tuple(re.findall(r"--([\w-]+):", block[1])) == CHOOSABLE


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_platforms_own_colours_pass_what_is_asked_of_a_network(scheme: str):
    assert list(unreadable({token: platform_colours()[scheme][token] for token in CHOOSABLE}, scheme)) == []


def test_a_colour_that_cannot_be_read_comes_with_a_shade_that_can():
    (found,) = unreadable({"brand": "#fc0"}, "light")
    assert (found.token, found.other, round(found.contrast, 1)) == ("brand", "paper", 1.4)
    assert contrast(found.would_do, found.other_colour) >= LEAST
    assert not [one for one in unreadable({"brand": found.would_do}, "light") if one.other == "paper"]
    (cover,) = unreadable({"cover": "#808080"}, "light")
    assert cover.token == "cover"
    assert {words for words, ground in PAIRS if ground == "cover"} >= {"cover-ink", "l6-cover"}


def test_print_has_the_colours_of_the_light_page():
    assert list(pen.LINES) == [LIGHT["brand"], *(LIGHT[f"l{line}"] for line in LINES)]
    named = {"now": "p-now", "land": "p-land", "d4": "p-bar", "sunken": "p-bar--rest", "surface": "p-silent"}
    assert {token: pen.PRINT[name]["fill"] for token, name in named.items()} == {
        token: LIGHT[token] for token in named
    }
    assert tuple(LIGHT[token] for token in ("ink", "ink-3", "line-strong", "hatch")) == (
        pen.INK,
        pen.MUTED,
        pen.LINE,
        pen.HATCH,
    )


def test_every_class_of_a_picture_is_in_the_style_sheet():
    assert [name for name in pen.PRINT if not re.search(rf"\.{name}[ ,{{]", COMPONENTS)] == []


def test_no_component_names_a_physical_side():
    physical = re.findall(
        r"(?:margin|padding|border|text-align:)[-\s]*(?:left|right)\b|\b(?:left|right)\s*:", COMPONENTS
    )
    assert physical == []
