"""Rankings: what is missing costs nothing, strict reviewers are allowed for, and the plain mean stands beside it."""

from __future__ import annotations

import json
from fractions import Fraction
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.calls.ranking.files import read_reviews, read_weights
from metronome.calls.ranking.offsets import offsets_at, offsets_of
from metronome.calls.ranking.places import Method, rank
from metronome.calls.ranking.totals import Review, means_of, ranks, total_of
from metronome.cli import main
from metronome.ground.refusal import Refusal
from tests.environment import often

CRITERIA = ("idea", "effect", "means")
scores = st.fractions(min_value=0, max_value=10, max_denominator=4)
weights = st.fixed_dictionaries(dict.fromkeys(CRITERIA, st.fractions(min_value=1, max_value=5, max_denominator=3)))


@settings(max_examples=often(2000, 200))
@given(st.dictionaries(st.sampled_from(CRITERIA), scores), weights)
def test_a_total_is_the_weighted_mean_over_what_was_given(given_scores, weighted):
    total = total_of(given_scores, weighted)
    if not given_scores:
        assert total is None
        return
    assert total is not None
    # The model: as many equal votes as the weights say.
    votes = [score for name, score in given_scores.items() for _ in range(int(weighted[name] * 6))]
    assert total == sum(votes, Fraction(0)) / len(votes)
    assert min(given_scores.values()) <= total <= max(given_scores.values())


@settings(max_examples=often(2000, 200))
@given(st.dictionaries(st.sampled_from(CRITERIA), scores, min_size=1), weights, scores)
def test_a_missing_score_never_lowers_a_total(given_scores, weighted, other):
    total = total_of(given_scores, weighted)
    assert total is not None
    for missing in set(CRITERIA) - given_scores.keys():
        assert total_of({**given_scores, missing: total}, weighted) == total
        # Whoever leaves a criterion out does no worse than by a score below the others, such as 0.
        lowered = total_of({**given_scores, missing: min(other, total)}, weighted)
        assert lowered is not None
        assert lowered <= total


def solved(matrix: list[list[float]], right: list[float]) -> list[float]:
    """Gauss, with whole rows exchanged."""
    rows = [[*row, value] for row, value in zip(matrix, right, strict=True)]
    for column in range(len(rows)):
        pivot = max(range(column, len(rows)), key=lambda row: abs(rows[row][column]))
        rows[column], rows[pivot] = rows[pivot], rows[column]
        for row in range(len(rows)):
            if row != column:
                times = rows[row][column] / rows[column][column]
                rows[row] = [one - times * two for one, two in zip(rows[row], rows[column], strict=True)]
    return [row[-1] / row[place] for place, row in enumerate(rows)]


tables = st.dictionaries(
    st.sampled_from([f"entry {number}" for number in range(6)]),
    st.dictionaries(st.sampled_from(["Ana", "Ben", "Chi", "Dee"]), st.integers(0, 20).map(float), min_size=1),
    min_size=1,
)


@settings(max_examples=often(2000, 200), deadline=None)
@given(tables, st.sampled_from([0.05, 1.0, 20.0]))
def test_offsets_solve_the_equations_of_entries_and_reviewers_together(totals, ratio):
    # The model: Henderson's equations with a row for every entry and every reviewer, not reduced.
    reviewers = sorted({reviewer for given_totals in totals.values() for reviewer in given_totals})
    names = [*totals, *reviewers]
    size = len(names)
    matrix, right = [[0.0] * size for _ in names], [0.0] * size
    for entry, given_totals in totals.items():
        for reviewer, total in given_totals.items():
            pair = names.index(entry), names.index(reviewer)
            for one in pair:
                right[one] += total
                for two in pair:
                    matrix[one][two] += 1
    for reviewer in reviewers:
        matrix[names.index(reviewer)][names.index(reviewer)] += 1 / ratio
    if sum(map(len, totals.values())) == len(totals):
        return  # each entry has one review: nothing is known about chance
    expected = dict(zip(names, solved(matrix, right), strict=True))
    assert offsets_at(totals, ratio).by_reviewer() == pytest.approx(
        {name: expected[name] for name in reviewers}, abs=1e-7
    )


@settings(max_examples=often(1000, 100), deadline=None)
@given(tables)
def test_what_each_entry_got_beside_the_others_is_all_that_offsets_depend_on(totals):
    raised = {
        entry: {reviewer: total + 3 * number for reviewer, total in given_totals.items()}
        for number, (entry, given_totals) in enumerate(totals.items())
    }
    assert offsets_of(raised).values == pytest.approx(offsets_of(totals).values, abs=1e-6)


def reviewed(lenient: float, *, seed: int = 1, entries: int = 60, is_clustered: bool = False) -> list[Review]:
    """Three reviews an entry; the first reviewer gives so many points more. In clusters, they see the best entries."""
    random = Random(seed)  # noqa: S311 (a simulation)
    found = []
    for number in range(entries):
        deserved = number / entries * 3
        crowd = range(6) if not is_clustered else (range(4) if number > entries / 2 else range(1, 6))
        for reviewer in random.sample(list(crowd), 3):
            score = deserved + lenient * (reviewer == 0) + random.gauss(0, 0.3)
            found.append(
                Review(f"entry {number:02}", f"reviewer {reviewer}", {"all": Fraction(round(score * 100), 100)})
            )
    return found


METHOD = Method({"all": Fraction(1)}, 15, draws=300)


@pytest.mark.parametrize("is_clustered", [False, True])
def test_a_lenient_reviewer_is_found_within_the_error_that_is_told(is_clustered):
    found = rank(reviewed(2.0, is_clustered=is_clustered), METHOD).offsets
    values, errors = found.by_reviewer(), found.uncertainty()
    others = [value for name, value in values.items() if name != "reviewer 0"]
    assert values["reviewer 0"] - sum(others) / len(others) == pytest.approx(2.0, abs=4 * errors["reviewer 0"] + 0.15)
    assert 0 < errors["reviewer 0"] < 1


def test_where_reviews_give_no_reason_for_offsets_the_plain_means_stand_to_the_last_digit():
    found = rank(reviewed(0.0, seed=4), METHOD)
    assert not any(found.offsets.values)
    assert all(one.adjusted == float(one.mean) and one.adjusted_rank == one.mean_rank for one in found.standings)


def test_probabilities_of_a_place_add_up_to_the_places_and_name_the_grey_zone():
    found = rank(reviewed(1.0), METHOD).standings
    assert sum(one.probability or 0 for one in found) == pytest.approx(15)
    assert found[0].probability == 1
    assert found[-1].probability == 0
    grey = [one.adjusted_rank for one in found if one.is_grey]
    assert grey
    assert min(grey) <= 15 < max(grey)


def test_the_same_reviews_in_another_order_give_the_same_ranking():
    reviews = reviewed(1.0)
    again = rank(list(reversed(reviews)), METHOD)
    assert [(one.entry, one.probability) for one in again.standings] == [
        (one.entry, one.probability) for one in rank(reviews, METHOD).standings
    ]


def test_one_review_an_entry_says_nothing_about_chance_and_no_probability_is_told():
    found = rank([Review("Lima", "Ana", {"all": Fraction(3)}), Review("Oslo", "Ben", {"all": Fraction(4)})], METHOD)
    assert [(one.entry, one.error, one.probability) for one in found.standings] == [
        ("Oslo", None, None), ("Lima", None, None),
    ]  # fmt: skip
    assert found.offsets.chance is None


def test_a_review_without_scores_is_none():
    found = rank([Review("Lima", "Ana", {}), Review("Oslo", "Ana", {"all": Fraction(1)})], METHOD)
    assert [one.entry for one in found.standings] == ["Oslo"]


def test_equal_means_share_their_place_exactly():
    totals = {"a": {"1": Fraction(1, 3), "2": Fraction(2, 3)}, "b": {"1": Fraction(1, 2)}, "c": {"1": Fraction(0)}}
    assert ranks(means_of(totals)) == {"a": 1, "b": 1, "c": 3}


TABLE = "entry,reviewer,idea,effect\nLima,Ana,7,8.5\nLima,Ben,6,\nOslo,Ana,5,5\nOslo,Ben,,4\n"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (TABLE.replace("8.5", "good"), "row 2, column effect"),
        (TABLE.replace("Ben,6", "Ana,6"), "row 3"),
        (TABLE.replace("Oslo,Ana", ",Ana"), "row 4, column entry"),
        (TABLE.replace("idea", "effect"), "row 1"),
        ("paper,reviewer,a\n", "row 1"),
    ],
)
def test_bad_reviews_are_refused_with_their_place_and_a_remedy(tmp_path, text, place):
    (tmp_path / "reviews.csv").write_text(text)
    with pytest.raises(Refusal) as refused:
        read_reviews(tmp_path / "reviews.csv")
    assert place in (refused.value.field or "")
    assert refused.value.remedy


@pytest.mark.parametrize(
    "text",
    ["idea;2\n", "criterion,weight\nidea,2\n", "criterion,weight\nidea,2\neffect,-1\n", "criterion,weight\nx,1\n"],
)
def test_bad_weights_are_refused(tmp_path, text):
    (tmp_path / "weights.csv").write_text(text)
    with pytest.raises(Refusal) as refused:
        read_weights(tmp_path / "weights.csv", ("idea", "effect"))
    assert refused.value.remedy


def test_the_command_gives_both_ways_side_by_side(tmp_path, capsys):
    (tmp_path / "reviews.csv").write_text(TABLE)
    (tmp_path / "weights.csv").write_text("criterion,weight\nidea,2\neffect,1\n")
    files = ["--reviews", str(tmp_path / "reviews.csv"), "--places", "1"]
    assert main(["call", "rank", *files, "--weights", str(tmp_path / "weights.csv"), "--format", "json"]) == 0
    lima, oslo = json.loads(capsys.readouterr().out)["entries"]
    assert (lima["entry"], lima["mean_exact"], lima["mean_rank"]) == ("Lima", "27/4", 1)
    assert (oslo["entry"], oslo["mean_exact"], oslo["reviews"]) == ("Oslo", "9/2", 2)
    assert lima["probability"] + oslo["probability"] == 1
    assert main(["call", "rank", *files, "--language", "en"]) == 0
    assert "the plain means stand" in capsys.readouterr().out
