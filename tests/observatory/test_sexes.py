"""The share of women is that of women and men as one source counts them by one method, exactly."""

from __future__ import annotations

from fractions import Fraction

from metronome.observatory.actions import make_release
from metronome.observatory.facts.sexes import women_between, women_of
from tests.factories.network import text
from tests.factories.observatory import HEADER, MAPPING, loaded

BY_SEX = MAPPING + "sex: {column: sex}\nmethod: {column: method}\n"
WIDE = HEADER + ",sex,method"


def released(name: str, *rows: str):
    loaded(*rows, mapping=BY_SEX, header=WIDE)
    return make_release(slug=name, title=text(name), by="operator")


def test_women_are_held_against_women_and_men_of_the_same_source_and_method(observatory):
    found = released(
        "first",
        "people-v1,DAKAR,2020,2,persons,F,census",
        "people-v1,DAKAR,2020,1,persons,M,census",
        "people-v1,DAKAR,2020,9,persons,_T,estimate",
        "people-v1,LAGOS,2020,5,persons,F,census",
        "people-v1,LAGOS,2020,5,persons,M,estimate",
        "people-v1,BAKU,2020,,persons,F,census",
        "people-v1,BAKU,2020,5,persons,M,census",
    )
    assert [(one.area, one.share) for one in women_of(found, "people-v1")] == [("dakar-drawn", Fraction(2, 3))]


def test_the_share_of_women_is_compared_between_two_vintages(observatory):
    first = released(
        "first",
        "people-v1,DAKAR,2020,2,persons,F,edition 2014",
        "people-v1,DAKAR,2020,1,persons,M,edition 2014",
        "people-v1,LAGOS,2020,4,persons,F,edition 2014",
        "people-v1,LAGOS,2020,4,persons,M,edition 2014",
    )
    last = released(
        "last",
        "people-v1,DAKAR,2020,3,persons,F,edition 2024",
        "people-v1,DAKAR,2020,3,persons,M,edition 2024",
        "people-v1,LAGOS,2020,5,persons,F,edition 2024",
        "people-v1,LAGOS,2020,5,persons,M,edition 2024",
    )
    # The second edition stands beside the first, which nobody took back: the later statement of each is compared.
    pairs = women_between(first, last, "people-v1")
    assert {(old.area, old.share, new.share) for old, new in pairs} == {
        ("dakar-drawn", Fraction(2, 3), Fraction(1, 2)),
    }
