"""What figures promise for any network."""

import json
import random
from collections import Counter
from dataclasses import replace

from hypothesis import assume, given
from hypothesis import strategies as st

from metronome.ground.counting import Basis, Count, Qualifier, total
from metronome.ground.fold import fold_words
from metronome.ground.frozen import from_plain, to_plain
from metronome.report.figures.figure import DEFINITIONS, Figure, Row
from metronome.report.figures.ledger import compute_all
from metronome.report.snapshot import Snapshot
from tests.factories.chance import activities, snapshots

#: How the value of each figure follows from its rows: every row counts, or each different thing that was used.
EACH_ROW = {
    "projects.by_line",
    "projects.money",
    "projects.instalments",
    "activities.by_format",
    "activities.by_kind",
    "activities.by_line",
    "activities.by_role",
    "activities.total",
    "bilaterals.held",
    "challenges.by_challenge",
    "challenges.silent",
    "experts.collaborations",
    "experts.unnamed",
    "media.mentions",
    "members.activated_by_region",
    "members.by_region",
    "members.honorary",
    "members.observers",
    "members.participations",
    "members.silent",
    "members.total",
    "regions.silent",
    "regions.total",
    "results.by_result",
    "results.silent",
    "results.total",
    "themes.by_theme",
}
EACH_USED = {
    "projects.members",
    "transfers.members",
    "bodies.governments",
    "challenges.answered",
    "coverage.opportunities",
    "goals.by_goal",
    "members.activated",
    "members.countries",
    "partners.involved",
    "partners.met",
    "partners.reached",
    "results.worked_on",
}
EACH_ID = {
    "practices.published",
    "transfers.total",
    "activities.by_month",
    "activities.by_region",
    "coverage.by_line",
    "markers.by_score",
    "media.by_month",
    "projects.total",
    "results.assessed",
}
PEOPLE = [id for id in DEFINITIONS if id.startswith("people.")]


def recomputed(figure: Figure) -> object:
    """The value, from nothing but the rows."""
    if figure.id in EACH_ROW:
        return len(figure.rows)
    if figure.id in EACH_USED:
        return len({row.used for row in figure.rows})
    if figure.id in EACH_ID:
        return len({row.id for row in figure.rows})
    if figure.id == "experts.named":
        return len({fold_words(row.used) for row in figure.rows})
    assert figure.id == "plan.months_left"
    return max((int(row.used) for row in figure.rows), default=0)


def counted(row: Row, basis: Basis) -> Count:
    """A count read back from what a row shows."""
    signs = {">": Qualifier.MORE_THAN, "≥": Qualifier.AT_LEAST, "≤": Qualifier.AT_MOST}
    sign, _, number = row.used.partition(" ")
    if sign in signs:
        return Count(signs[sign], basis, int(number))
    if row.used.isdigit():
        return Count(Qualifier.EXACTLY, basis, int(row.used))
    return Count(Qualifier.ABOUT if sign == "about" else Qualifier.UNKNOWN, basis)


def test_every_figure_is_among_those_that_can_be_recomputed():
    # Those of one member are held against their rows in test_statements.
    of_members = {id for id, one in DEFINITIONS.items() if one.of_member}
    known = {*of_members, *EACH_ROW, *EACH_USED, *EACH_ID, *PEOPLE, "experts.named", "plan.months_left"}
    assert known == set(DEFINITIONS)


@given(snapshots())
def test_every_value_can_be_recomputed_from_its_rows(snapshot: Snapshot):
    for figure in compute_all(snapshot).values():
        if figure.bound is None:
            assert figure.value == recomputed(figure), figure.id
        else:
            basis = figure.bound.basis
            assert figure.bound == total((counted(row, basis) for row in figure.rows), basis=basis), figure.id


@given(snapshots())
def test_every_split_can_be_recounted_from_the_rows(snapshot: Snapshot):
    figures = compute_all(snapshot)
    left = figures.pop("plan.months_left")
    assert left.by == {row.id: int(row.used) for row in left.rows}
    seats = figures.pop("bodies.governments")
    assert {body: n for body, n in (seats.by or {}).items() if n} == Counter(row.id for row in seats.rows)
    for figure in figures.values():
        if figure.by is not None:
            assert {key: n for key, n in figure.by.items() if n} == Counter(row.used for row in figure.rows), figure.id


@given(snapshots(), st.randoms())
def test_the_order_of_the_rows_changes_no_number(snapshot: Snapshot, chance: random.Random):
    def shuffled(rows):
        return tuple(chance.sample(rows, len(rows)))

    other = replace(
        snapshot,
        activities=shuffled([replace(row, members=shuffled(row.members)) for row in snapshot.activities]),
        members=shuffled(snapshot.members),
        mandates=shuffled(snapshot.mandates),
        bilaterals=shuffled(snapshot.bilaterals),
    )
    ours, theirs = compute_all(snapshot), compute_all(other)
    for id, figure in ours.items():
        assert theirs[id].measure() == figure.measure(), id
        assert theirs[id].by == figure.by, id
        assert Counter(theirs[id].rows) == Counter(figure.rows), id


@given(snapshots())
def test_a_snapshot_that_was_put_away_gives_the_same_figures_and_hashes(snapshot: Snapshot):
    again = from_plain(Snapshot, json.loads(json.dumps(to_plain(snapshot))))
    assert again == snapshot
    ours, theirs = compute_all(snapshot), compute_all(again)
    assert theirs == ours
    assert [figure.hash for figure in theirs.values()] == [figure.hash for figure in ours.values()]


@given(snapshots(), activities("another"))
def test_another_activity_wakes_the_silent_and_silences_nobody(snapshot: Snapshot, another):
    assume(another.touches(snapshot.period))
    before = compute_all(snapshot)
    after = compute_all(replace(snapshot, activities=(*snapshot.activities, another)))
    for id in ("results.worked_on", "challenges.answered", "members.activated", "partners.involved", "experts.named"):
        assert set(map(fold_words, after[id].items or ())) >= set(map(fold_words, before[id].items or ())), id
    for id in ("results.silent", "challenges.silent", "members.silent", "regions.silent"):
        assert set(after[id].items or ()) <= set(before[id].items or ()), id


@given(snapshots())
def test_the_silent_are_all_less_those_that_were_reached(snapshot: Snapshot):
    figures = {id: set(figure.items or ()) for id, figure in compute_all(snapshot).items()}
    assert figures["results.silent"] == figures["results.total"] - figures["results.worked_on"]
    assert figures["members.silent"] == figures["members.total"] - figures["members.activated"]
    assert figures["partners.reached"] == figures["partners.involved"] | figures["partners.met"]


@given(snapshots())
def test_splits_with_one_place_for_each_add_up(snapshot: Snapshot):
    figures = compute_all(snapshot)
    for id in ("activities.by_kind", "activities.by_line", "activities.by_format", "activities.by_role"):
        assert sum((figures[id].by or {}).values()) == figures["activities.total"].value
    assert sum((figures["members.activated_by_region"].by or {}).values()) == figures["members.activated"].value


@given(snapshots(), st.data())
def test_a_changed_row_changes_the_hash(snapshot: Snapshot, data):
    whole = compute_all(snapshot)["members.total"]
    assume(whole.rows)
    place = data.draw(st.integers(0, len(whole.rows) - 1))
    other = whole.rows[place]._replace(used="elsewhere")
    changed = replace(whole, rows=(*whole.rows[:place], other, *whole.rows[place + 1 :]))
    assert changed.hash != whole.hash
