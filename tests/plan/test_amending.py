"""What amendments make of a plan: its codes are for ever."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.audit import Line
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.plan.actions import amend_plan
from metronome.plan.amending import amended, difference
from metronome.plan.given import GivenAmendment, GivenChange, GivenLevel, GivenNode
from metronome.plan.models import Amendment, Node
from tests.factories.network import text
from tests.factories.plan import make_node, make_plan

DAY = date(2022, 1, 1)
LEVELS = tuple(GivenLevel(depth, text(f"niveau {depth}"), Text(), "") for depth in (1, 2))


def node(code: str, parent: str = "", **fields: Any) -> GivenNode:
    depth = 2 if parent else 1
    empty = Text()
    given = GivenNode(code, parent, depth, text(code), empty, empty, 1, None, ())
    return replace(given, **fields)


NODES = (node("A"), node("A1", "A", order=2), node("A2", "A", order=3))


def amendment(*changes: GivenChange, on: date = DAY, slug: str = "first") -> GivenAmendment:
    return GivenAmendment(slug, "plan", on, text("Décision"), Text(), text("Conseil"), "", changes)


def add(code: str, parent: str = "A", **fields: Any) -> GivenChange:
    return GivenChange("add", code, parent, **{"label": text(f"Nouveau {code}"), **fields})


def end(code: str, *successors: str) -> GivenChange:
    return GivenChange("end", code, successors=successors)


def reword(code: str, words: str = "Autrement") -> GivenChange:
    return GivenChange("reword", code, label=text(words))


def after(*changes: GivenChange, nodes: tuple[GivenNode, ...] = NODES) -> dict[str, GivenNode]:
    return {one.code: one for one in amended(nodes, amendment(*changes), levels=LEVELS)}


def test_what_ends_keeps_its_code_its_words_and_its_day():
    found = after(end("A1", "A2"))
    assert found["A1"] == replace(NODES[1], retired_on=DAY, successors=("A2",))
    assert found["A2"] == NODES[2]


def test_what_is_added_comes_last_and_begins_on_the_day():
    found = after(add("A3"))
    assert (found["A3"].order, found["A3"].depth, found["A3"].added_on) == (4, 2, DAY)


def test_what_is_reworded_keeps_the_words_that_nobody_changed():
    before = (NODES[0], replace(NODES[1], description=text("Longuement")), NODES[2])
    assert after(reword("A1"), nodes=before)["A1"] == replace(before[1], label=text("Autrement"))


def test_one_amendment_can_end_a_node_in_favour_of_one_that_it_adds():
    found = after(end("A1", "A3"), add("A3"))
    assert found["A1"].successors == ("A3",)


def test_a_line_ends_with_all_that_lies_under_it():
    assert all(one.retired_on == DAY for one in after(end("A"), end("A1"), end("A2")).values())


def test_the_difference_names_what_is_added_reworded_and_ended_and_nothing_else():
    changed = amended(NODES, amendment(add("A3"), reword("A2"), end("A1", "A3")), levels=LEVELS)
    found = {one.after.code: (one.is_added, one.is_ended) for one in difference(NODES, changed)}
    assert found == {"A1": (False, True), "A2": (False, False), "A3": (True, False)}


ENDED = (*NODES, node("A9", "A", retired_on=date(2021, 6, 1)))


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ((), "changes nothing"),
        ((add("A1"),), "never used again"),
        ((add("A9"),), "never used again"),
        ((add("A/3"),), "is no code"),
        ((add(""),), "is no code"),
        ((add("A3", label=Text()),), "has no words"),
        ((add("A3", parent="Z"),), "no code “Z”"),
        ((add("A1a", parent="A1"),), "below the deepest level"),
        ((reword("Z"),), "no code “Z”"),
        ((reword("A9"),), "has ended"),
        ((GivenChange("reword", "A1"),), "no new words"),
        ((end("A9"),), "has ended"),
        ((end("A1", "A9"),), "has ended"),
        ((end("A1", "A1"),), "its own place"),
        ((end("A1", "Z"),), "no code “Z”"),
        ((end("A"),), "would go on under “A”"),
        ((end("A1"), reword("A1")), "twice"),
    ],
)
def test_what_cannot_be_done_is_refused_with_a_remedy(changes, reason):
    with pytest.raises(Refusal) as refusal:
        after(*changes, nodes=ENDED)
    assert reason in refusal.value.reason
    assert refusal.value.field == "changes"
    assert refusal.value.remedy


def test_a_code_has_the_form_of_its_level():
    levels = (LEVELS[0], replace(LEVELS[1], pattern=r"^A\d$"))
    with pytest.raises(Refusal, match="not as the codes of its level"):
        amended(NODES, amendment(add("A33")), levels=levels)


def test_what_was_added_ends_on_a_later_day_only():
    nodes = amended(NODES, amendment(add("A3")), levels=LEVELS)
    with pytest.raises(Refusal, match="before it was added"):
        amended(nodes, amendment(end("A3")), levels=LEVELS)
    later = amended(nodes, amendment(end("A3"), on=DAY + timedelta(days=1)), levels=LEVELS)
    assert later[-1].retired_on == DAY + timedelta(days=1)


CODES = st.sampled_from(["A", "A1", "A2", "A3", "A4", "B", "B1", "Z"])
CHANGES = st.one_of(
    st.builds(add, CODES, st.sampled_from(["", "A", "B", "A1"])),
    st.builds(reword, CODES, st.text(min_size=1, max_size=5)),
    st.builds(lambda code, others: end(code, *others), CODES, st.lists(CODES, max_size=2)),
)


@given(st.lists(st.lists(CHANGES, min_size=1, max_size=3), max_size=8))
def test_no_sequence_of_amendments_loses_renumbers_or_revives_a_code(sequence: list[list[GivenChange]]):
    nodes: tuple[GivenNode, ...] = NODES
    for number, changes in enumerate(sequence):
        try:
            changed = amended(nodes, amendment(*changes, on=DAY + timedelta(days=number)), levels=LEVELS)
        except Refusal:
            continue
        stood, stands = {one.code: one for one in nodes}, {one.code: one for one in changed}
        assert [one.code for one in changed][: len(nodes)] == [one.code for one in nodes]
        assert len(stands) == len(changed)
        for code, before in stood.items():
            now = stands[code]
            assert (now.parent, now.depth, now.order, now.added_on) == (
                before.parent,
                before.depth,
                before.order,
                before.added_on,
            )
            if before.retired_on is not None:
                assert now == before
        for now in changed:
            assert all(successor in stands for successor in now.successors)
            above = stands.get(now.parent)
            assert now.retired_on is not None or above is None or above.retired_on is None
        nodes = changed


# On record


@pytest.fixture
def plan(db):
    plan = make_plan()
    line = make_node(plan, "A")
    make_node(plan, "A1", line)
    return plan


def amend(*changes: GivenChange, **fields: Any) -> None:
    hand = Hand("Board")
    amend_plan(amendment=replace(amendment(*changes), **fields), by=hand)


def test_an_amendment_changes_the_plan_and_leaves_a_line_for_each_node(plan):
    with transaction.atomic():
        hand = Hand("Board")
        amend_plan(amendment=amendment(add("A2"), end("A1", "A2")), by=hand)
        hand.leave()
    assert Node.objects.get(code="A1").successors == ["A2"]
    assert {(line.verb, line.subject) for line in Line.objects.all()} == {
        ("create", "node:plan/A2"),
        ("update", "node:plan/A1"),
        ("create", "amendment:first"),
    }


def test_an_ended_node_is_valid_until_the_day_and_an_added_one_from_it(plan):
    amend(add("A2"), end("A1", "A2"))
    ended, added = Node.objects.get(code="A1"), Node.objects.get(code="A2")
    eve = DAY - timedelta(days=1)
    assert (ended.is_valid_on(eve), ended.is_valid_on(DAY)) == (True, False)
    assert (added.is_valid_on(eve), added.is_valid_on(DAY)) == (False, True)


def test_an_amendment_is_at_work_once_however_often_it_is_put(plan):
    amend(end("A1"))
    amend(end("A1"), title=text("En d'autres mots"))
    assert Amendment.objects.get().title == text("En d'autres mots")


def test_what_was_decided_cannot_be_decided_otherwise(plan):
    amend(end("A1"))
    with pytest.raises(Refusal, match="stays as it was decided"):
        amend(reword("A1"))
    with pytest.raises(Refusal, match="stays as it was decided"):
        amend(end("A1"), on=date(2022, 5, 5))


def test_a_plan_is_amended_while_it_runs(plan):
    with pytest.raises(Refusal) as refusal:
        amend(end("A1"), on=date(2030, 1, 1))
    assert refusal.value.field == "on"
