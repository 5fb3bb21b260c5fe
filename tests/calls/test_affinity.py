"""What an entry and a reviewer have in common, in points that say where they come from."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from metronome.calls.affinity.points import PARTS, POINTS, Affinity, Ground, Side, affinities_of

SIDES = st.builds(
    Side,
    st.uuids().map(str),
    st.text("abc dé ’\n", max_size=40),
    st.frozensets(st.sampled_from(["theme/water", "theme/air", "stage/begun"])),
    st.lists(st.sampled_from(["fr", "en", "es"]), max_size=3, unique=True).map(tuple),
    st.sampled_from(["", "africa", "asia"]),
)


def pair(entry: Side, reviewer: Side, *others: Side) -> Affinity:
    return affinities_of([entry, *others], [reviewer]).rows[0][0]


def reasons(found: Affinity) -> dict[Ground, tuple[int, tuple[str, ...]]]:
    return {reason.ground: (reason.points, reason.named) for reason in found.reasons}


WATER = Side("water", "Des jardins contre les inondations", frozenset({"theme/water"}), ("fr",), "africa")
BUSES = Side("buses", "Des bus électriques", frozenset({"theme/air"}), ("fr",), "africa")


def test_words_meet_by_their_stems_and_are_named_as_the_reviewer_wrote_them():
    found = reasons(pair(WATER, Side("juror", "Inondation, budget", languages=("fr",)), BUSES))
    assert found[Ground.WORDS] == (40 * PARTS, ("inondation",))


def test_what_the_reviewer_knows_besides_halves_the_points_where_other_entries_speak_of_it():
    found = reasons(pair(WATER, Side("juror", "inondations électriques", languages=("fr",)), BUSES))
    assert found[Ground.WORDS] == (20 * PARTS, ("inondations",))


def test_a_word_that_stands_in_every_entry_tells_nobody_apart():
    other = Side("drains", "Inondations", languages=("fr",))
    assert Ground.WORDS not in reasons(pair(WATER, Side("juror", "inondations", languages=("fr",)), other))


def test_subjects_language_and_region_bring_their_points_and_are_named():
    juror = Side("juror", "", frozenset({"theme/water", "theme/air"}), ("es", "fr"), "africa")
    assert reasons(pair(WATER, juror, BUSES)) == {
        Ground.SUBJECTS: (30 * PARTS, ("theme/water",)),
        Ground.LANGUAGE: (20 * PARTS, ("fr",)),
        Ground.REGION: (10 * PARTS, ("africa",)),
    }


def test_what_is_not_known_on_both_sides_is_nothing_in_common():
    assert pair(Side("entry"), Side("juror"), BUSES).points == 0


@given(st.lists(SIDES, min_size=1, max_size=4), st.lists(SIDES, min_size=1, max_size=3))
def test_points_stay_between_nothing_and_a_hundred_and_are_the_sum_of_their_reasons(entries, reviewers):
    found = affinities_of(entries, reviewers)
    for row, units in zip(found.rows, found.units, strict=True):
        for one, points in zip(row, units, strict=True):
            assert points == sum(reason.points for reason in one.reasons)
            assert 0 <= points <= 100 * PARTS
            assert all(0 < reason.points <= POINTS[reason.ground] * PARTS for reason in one.reasons)
            assert all(reason.named for reason in one.reasons)


@given(st.lists(SIDES, min_size=1, max_size=4), st.lists(SIDES, min_size=1, max_size=3))
def test_the_order_of_entries_and_reviewers_changes_no_points(entries, reviewers):
    there, back = affinities_of(entries, reviewers), affinities_of(entries[::-1], reviewers[::-1])
    assert there.units == tuple(row[::-1] for row in back.units[::-1])
