"""Colours are readable in both schemes, and print has the same ones as the page."""

import re
from pathlib import Path

import pytest

from metronome.design import apps
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


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


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
