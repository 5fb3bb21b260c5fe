from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.network.spellings import Spellings

KNOWN = Spellings(
    [
        ("La Paz", "member:la-paz"),
        ("Springfield", "member:springfield-east"),
        ("Springfield", "member:springfield-west"),
        ("Springfield (area)", "member:springfield-area"),
        ("Prix de Lagos", "partner:award"),
        ("Lagos", "member:lagos"),
        ("Xi'an", "member:xian"),
        ("USE", "partner:use"),
        ("تهران", "member:tehran"),
        ("北京", "member:beijing"),
        ("Prix", "partner:prix"),
        ("", "member:nobody"),
    ]
)


def named(text: str) -> list[tuple[str, tuple[str, ...]]]:
    return [(found.spelling, found.meanings) for found in KNOWN.in_text(text)]


@pytest.mark.parametrize(
    ("text", "meaning"),
    [
        ("À LAGOS, hier", "member:lagos"),
        ("d'Xí'an", "member:xian"),
        ("Xi\u0301'an", "member:xian"),
        ("la maire de La Paz", "member:la-paz"),
        ("plateforme USE", "partner:use"),
        ("در تهران", "member:tehran"),
        ("在北京市", "member:beijing"),
        ("Springfield (Area)", "member:springfield-area"),
        ("le Prix de Lagos", "partner:award"),
    ],
)
def test_a_name_is_found_in_any_case_accent_and_script(text, meaning):
    assert [meanings for _, meanings in named(text)] == [(meaning,)]


@pytest.mark.parametrize("text", ["la paz", "to use it", "Use it", "Lagosville", "un prix", "", "…"])
def test_a_word_is_no_name(text):
    assert named(text) == []


def test_the_longest_name_wins_and_the_rest_of_the_text_is_read_on():
    assert named("Prix de Lagos, Prix de Dakar et Lagos") == [
        ("Prix de Lagos", ("partner:award",)),
        ("Prix", ("partner:prix",)),
        ("Lagos", ("member:lagos",)),
    ]


def test_a_name_of_two_means_both():
    both = ("member:springfield-east", "member:springfield-west")
    assert named("Springfield") == [("Springfield", both)]
    assert KNOWN.meanings("springfield") == both


def test_a_spelling_is_looked_up_as_a_whole():
    assert KNOWN.meanings("PRIX DE LAGOS") == ("partner:award",)
    assert KNOWN.meanings("Prix de") == KNOWN.meanings("Lagos city") == KNOWN.meanings("") == ()


@settings(deadline=None)
@given(st.text(max_size=60), st.sampled_from(["La Paz", "Prix de Lagos", "北京"]), st.text(max_size=60))
def test_what_is_found_stands_at_its_place(before, name, after):
    text = f"{before} {name} {after}"
    found = list(KNOWN.in_text(text))
    assert any(name in one.spelling for one in found)
    assert all(text[one.start : one.end] == one.spelling for one in found)
    assert all(one.end <= other.start for one, other in pairwise(found))
