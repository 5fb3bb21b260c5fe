"""The markup of narrative texts: little, and never more than it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.markup import Piece, Style, figures_in, paragraphs, to_html


def test_an_empty_line_begins_a_paragraph_and_other_breaks_are_spaces():
    assert paragraphs("one\ntwo\n\n  three  ") == ((Piece("one two"),), (Piece("three"),))
    assert paragraphs(" \n ") == ()


def test_emphasis_strength_links_and_figures_are_told_apart():
    (found,) = paragraphs("a *b* **c** [d](https://e.example/f) {figure:members.total}.")
    assert [piece for piece in found if piece.text not in (" ", "a ", ".")] == [
        Piece("b", Style.EMPHASIS),
        Piece("c", Style.STRONG),
        Piece("d", href="https://e.example/f"),
        Piece("", figure="members.total"),
    ]


def test_a_figure_may_stand_within_emphasis():
    (found,) = paragraphs("**{figure:members.total} members**")
    assert found == (Piece("", Style.STRONG, figure="members.total"), Piece(" members", Style.STRONG))


@pytest.mark.parametrize(
    "text",
    ["2*3*4", "[x](javascript:alert)", "[x](ftp://a.example)", "{figure:}", "{figures:a}", "a * b * c **", "<b>"],
)
def test_what_is_no_markup_stands_as_it_was_written(text: str):
    assert paragraphs(text) == ((Piece(text),),)


def test_the_figures_of_a_text_are_listed_in_order():
    assert figures_in("{figure:b.c} and *{figure:a}*\n\n{figure:b.c}") == ("b.c", "a", "b.c")


def test_html_escapes_everything():
    shown = to_html('<script>x</script> *"&"* [a<b](https://e.example/?a=1&b=2) {figure:a.b}')
    assert shown == (
        "<p>&lt;script&gt;x&lt;/script&gt; <em>&quot;&amp;&quot;</em> "
        '<a href="https://e.example/?a=1&amp;b=2">a&lt;b</a> {figure:a.b}</p>'
    )


@given(st.text())
def test_no_letter_is_lost_or_made_up(text: str):
    kept = "".join(piece.text for paragraph in paragraphs(text) for piece in paragraph)
    marks = set("*[](){}")
    assert set(kept) - {" "} <= set(text)
    assert len([sign for sign in kept if sign not in marks]) <= len(text)
