"""Whatever two hands do in whatever order: what they wrote is on record, or they are asked about it."""

from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from metronome.desk.actions import (
    approve_proposal,
    propose,
    publish_proposal,
    return_proposal,
    rewrite_proposal,
    submit_proposal,
    undo,
)
from metronome.desk.models import Proposal
from metronome.desk.queries import given_of, merged
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import Line, verify
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.told import version_of
from metronome.network.given import GivenAlias
from tests.factories.network import make_network, make_partner, text

SUBJECT = "partner:alliance"
FIELDS: dict[str, list[Any]] = {
    "website": [f"https://{name}.example" for name in "abc"],
    "acronym": [text(name) for name in "abc"],
    "name": [text(name) for name in ("Alliance", "Autre", "Encore")],
    "aliases": [(), (GivenAlias("Alliance", "spelling"),), (GivenAlias("Autre", "short"),)],
}
WRITTEN = st.dictionaries(st.sampled_from(sorted(FIELDS)), st.integers(0, 2), min_size=1)
STEP = st.one_of(
    st.tuples(st.just("begin"), st.integers(0, 1)),
    st.tuples(st.just("write"), st.integers(0, 1), WRITTEN),
    st.tuples(st.just("publish"), st.integers(0, 1)),
    st.tuples(st.just("undo"), st.integers(0, 3)),
)


class Desk:
    """One partner, and two people each with a page open and perhaps a proposal."""

    def __init__(self) -> None:
        make_network()
        make_partner()
        self.pages: dict[int, Any] = {}
        self.proposals: dict[int, Proposal | None] = {0: None, 1: None}
        self.asked = 0

    def held(self):
        return sheet_of("partners").held("alliance")

    def begin(self, who: int) -> None:
        self.pages[who] = (self.held(), version_of(SUBJECT))

    def write(self, who: int, fields: dict[str, int]) -> None:
        """Somebody sends the page that they opened, perhaps long ago: what they wrote stands in their proposal."""
        base, version = self.pages.pop(who, (self.held(), version_of(SUBJECT)))
        wish = {name: FIELDS[name][number] for name, number in fields.items()}
        wish = {name: value for name, value in wish.items() if value != getattr(base, name)}
        if self.proposals[who] or not wish:
            return
        found = self.proposed(who, replace(base, **wish), version, wish)
        if found is None:
            assert {name: getattr(self.held(), name) for name in wish} == wish
            return
        assert {name: getattr(given_of(found), name) for name in wish} == wish
        self.proposals[who] = found

    def proposed(self, who: int, page: Any, version: int, wish: dict[str, Any]) -> Proposal | None:
        """The proposal; None where others have written the same meanwhile."""
        with suppress(Refusal):
            try:
                return propose(kind="partners", identity="alliance", given=page, version=version, by=f"person:{who}")
            except Conflict as conflict:
                met = conflict
            self.asked += 1
            assert {name: getattr(met.given, name) for name in wish} == wish
            return propose(
                kind="partners", identity="alliance", given=met.given, version=met.version, by=f"person:{who}"
            )
        return None

    def publish(self, who: int) -> None:
        found = self.proposals[who]
        if found is None:
            return
        before, begun, wish = self.held(), found.begun, given_of(found)
        submit_proposal(number=found.pk, by=found.author)
        approve_proposal(number=found.pk, by="person:9000009")
        try:
            publish_proposal(number=found.pk, by="person:9000009")
        except Conflict as conflict:
            self.asked += 1
            assert self.held() == before
            return_proposal(number=found.pk, comment="Choose.", by="person:9000009")
            wanted = self.settled(found, {one.field for one in conflict.differences})
            if wanted is None:
                return
            self.publish(who)
            return
        self.proposals[who] = None
        changed = [name for name in FIELDS if getattr(wish, name) != getattr(self.begun(begun), name)]
        for name in FIELDS:
            source = wish if name in changed else before
            assert getattr(self.held(), name) == getattr(source, name), name

    def begun(self, plain):
        return given_of(Proposal(kind="partners", given=plain))

    def settled(self, found: Proposal, asked: set[str]):
        """The author keeps their own where both changed."""
        _current, wanted, differences = merged(Proposal.objects.get(pk=found.pk))
        assert {one.field for one in differences} == asked
        self.proposals[int(found.author.removeprefix("person:"))] = rewrite_proposal(
            number=found.pk, given=wanted, version=version_of(SUBJECT), revision=found.revision, by=found.author
        )
        return wanted

    def undo(self, back: int) -> None:
        lines = list(Line.objects.filter(subject=SUBJECT).order_by("-number"))
        if back < len(lines):
            with suppress(Refusal):
                undo(kind="partners", identity="alliance", line=lines[back].number, by="person:9000009")


class NothingIsLost(TestCase):
    @settings(max_examples=40)
    @given(steps=st.lists(STEP, max_size=14))
    def test_what_two_hands_wrote_is_on_record_or_they_are_asked(self, steps) -> None:
        desk = Desk()
        for name, *values in steps:
            getattr(desk, name)(*values)
        assert verify() == []


@pytest.mark.django_db
def test_the_property_is_about_conflicts_too():
    desk = Desk()
    desk.begin(0)
    desk.begin(1)
    desk.write(0, {"website": 0})
    desk.publish(0)
    desk.write(1, {"website": 1})
    desk.publish(1)
    assert desk.asked == 1
    assert desk.held().website == "https://b.example"
