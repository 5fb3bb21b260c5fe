"""Sums of counts claim no more than their parts."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.counting import Basis, Bound, Count, Qualifier, total

PEOPLE = Basis.PEOPLE
numbers = st.integers(min_value=0, max_value=10_000)


@st.composite
def counts(draw, basis: Basis = PEOPLE) -> Count:
    qualifier = draw(st.sampled_from(Qualifier))
    number = None if qualifier is Qualifier.UNKNOWN else draw(numbers)
    if qualifier is Qualifier.ABOUT and draw(st.booleans()):
        number = None
    upper = number + draw(numbers) if qualifier is Qualifier.BETWEEN and number is not None else None
    return Count(qualifier, basis, number, upper)


def truths(count: Count) -> st.SearchStrategy[int]:
    """The numbers that can be true when the source is right."""
    bound = count.bound
    return st.integers(bound.low + bound.strict, 20_000 if bound.high is None else bound.high)


def test_more_than_and_more_than_is_more_than_the_sum():
    stated = [Count(Qualifier.MORE_THAN, PEOPLE, 100), Count(Qualifier.MORE_THAN, PEOPLE, 200)]
    assert total(stated, basis=PEOPLE) == Bound(PEOPLE, 300, strict=True, high=None)


def test_nothing_counted_is_zero_and_an_unknown_count_is_not():
    assert total([], basis=PEOPLE) == Bound(PEOPLE, 0, strict=False, high=0)
    unknown = total([Count(Qualifier.UNKNOWN, PEOPLE)], basis=PEOPLE)
    assert unknown.is_unknown
    assert not unknown.is_exact
    assert not total([], basis=PEOPLE).is_unknown


def test_about_a_hundred_claims_nothing_and_leaves_the_top_open():
    stated = [Count(Qualifier.ABOUT, PEOPLE, 100), Count(Qualifier.EXACTLY, PEOPLE, 7)]
    assert total(stated, basis=PEOPLE) == Bound(PEOPLE, 7, strict=False, high=None)


def test_between_and_at_most_close_the_top():
    stated = [Count(Qualifier.BETWEEN, PEOPLE, 10, 20), Count(Qualifier.AT_MOST, PEOPLE, 5)]
    assert total(stated, basis=PEOPLE) == Bound(PEOPLE, 10, strict=False, high=25)


def test_registrations_are_never_added_to_people():
    with pytest.raises(ValueError, match="registrations cannot be added to people"):
        total([Count(Qualifier.EXACTLY, Basis.REGISTRATIONS, 3)], basis=PEOPLE)


@pytest.mark.parametrize(
    ("qualifier", "number", "upper", "reason"),
    [
        (Qualifier.UNKNOWN, 3, None, "an unknown count has no number"),
        (Qualifier.EXACTLY, None, None, "a count has a number"),
        (Qualifier.EXACTLY, -1, None, "not negative"),
        (Qualifier.BETWEEN, 3, None, "belongs to 'between'"),
        (Qualifier.EXACTLY, 3, 4, "belongs to 'between'"),
        (Qualifier.BETWEEN, 3, 2, "comes before the lower"),
    ],
)
def test_numbers_that_do_not_fit_the_qualifier_are_refused(qualifier, number, upper, reason):
    with pytest.raises(ValueError, match=reason):
        Count(qualifier, PEOPLE, number, upper)


@given(st.lists(counts()), st.randoms())
def test_the_order_of_the_counts_does_not_matter(stated: list[Count], chance: random.Random):
    shuffled = list(stated)
    chance.shuffle(shuffled)
    assert total(shuffled, basis=PEOPLE) == total(stated, basis=PEOPLE)


@given(st.lists(counts()), counts())
def test_another_count_never_lowers_what_can_be_claimed(stated: list[Count], another: Count):
    before, after = total(stated, basis=PEOPLE), total([*stated, another], basis=PEOPLE)
    assert after.low >= before.low
    assert after.strict or not before.strict
    assert after.high is None or (before.high is not None and after.high >= before.high)


@given(st.data(), st.lists(counts(), max_size=8))
def test_whatever_is_true_of_each_count_is_allowed_for_their_sum(data, stated: list[Count]):
    assert total(stated, basis=PEOPLE).allows(sum(data.draw(truths(count)) for count in stated))


@given(counts())
def test_a_bound_allows_nothing_outside_itself(count: Count):
    bound = count.bound
    assert not bound.allows(bound.low - 1)
    assert bound.allows(bound.low) is not bound.strict
    if bound.high is not None:
        assert bound.allows(bound.high)
        assert not bound.allows(bound.high + 1)


@given(st.lists(counts(), min_size=1))
def test_a_sum_is_exact_only_when_every_part_is(stated: list[Count]):
    assert total(stated, basis=PEOPLE).is_exact == all(count.bound.is_exact for count in stated)
