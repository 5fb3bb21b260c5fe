"""What a release says otherwise than an earlier one: exactly what a comparison of all that is known gives."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.observatory.actions import make_release
from metronome.observatory.changes import differences, release_before
from metronome.observatory.enums import Difference, Status
from metronome.observatory.facts import differing
from metronome.observatory.facts.differing import make_differences
from metronome.observatory.facts.reading import latest
from tests.factories.network import text
from tests.factories.observatory import HEADER, MAPPING, loaded
from tests.observatory.test_facts import STATED, table_of

STATUSES = MAPPING + "status: {column: status}\nmethod: {column: method}\n"
WIDE = HEADER + ",status,method"


def released(name: str, *rows: str, mapping: str = STATUSES):
    loaded(*rows, mapping=mapping, header=WIDE)
    return make_release(slug=name, title=text(name), by="operator")


def test_each_statement_that_differs_is_told_with_its_values_before_and_after(observatory):
    first = released(
        "first",
        "people-v1,DAKAR,2019,1000,persons,A,census",
        "people-v1,DAKAR,2020,3000,persons,A,census",
        "people-v1,LAGOS,2020,9000,persons,P,census",
        "share-v1,LAGOS,2020,53.4,percent,A,census",
    )
    released("withdrawn", "people-v1,DAKAR,2019,1000,persons,A,census", mapping=STATUSES + "kind: withdrawal\n")
    last = released(
        "last",
        "people-v1,DAKAR,2020,3100,persons,A,census",
        "people-v1,LAGOS,2020,9000,persons,A,census",
        "people-v1,BAKU,2020,7,persons,A,census",
        "share-v1,LAGOS,2020,53.4,percent,A,census",
    )
    assert differences(first, last) is None
    found = make_differences(first, last)
    rows = {(one.kind, one.area, one.first_day.year): one for one in found.rows()}
    assert set(rows) == {
        (Difference.GONE, "dakar-drawn", 2019),
        (Difference.CHANGED, "dakar-drawn", 2020),
        (Difference.RESTATED, "lagos-drawn", 2020),
    }
    changed = rows[Difference.CHANGED, "dakar-drawn", 2020]
    assert [(one.method, one.value, one.status) for one in (*changed.before, *changed.after)] == [
        ("census", Decimal(3000), Status.NORMAL),
        ("census", Decimal(3100), Status.NORMAL),
    ]
    assert {kind: found.total(kind) for kind in Difference} == {
        Difference.CHANGED: 1,
        Difference.GONE: 1,
        Difference.RESTATED: 1,
        Difference.NEW: 1,
    }
    assert found.listed == 3
    assert [one.area for one in found.rows(first=1, most=1)] == ["dakar-drawn"]


def test_the_same_value_by_a_later_edition_is_restated_and_not_gone_and_come(observatory):
    first = released("first", "people-v1,DAKAR,2020,3000,persons,A,edition 2014")
    gone = STATUSES + "kind: withdrawal\n"
    loaded("people-v1,DAKAR,2020,3000,persons,A,edition 2014", mapping=gone, header=WIDE)
    last = released("last", "people-v1,DAKAR,2020,3000,persons,A,edition 2024")
    (row,) = make_differences(first, last).rows()
    assert (row.kind, row.before[0].method, row.after[0].method) == (
        Difference.RESTATED,
        "edition 2014",
        "edition 2024",
    )


def test_a_missing_value_is_told_apart_from_nought(observatory):
    first = released("first", "people-v1,DAKAR,2020,0,persons,A,census")
    last = released("last", "people-v1,DAKAR,2020,,persons,L,census")
    (row,) = make_differences(first, last).rows()
    assert (row.kind, row.before[0].value, row.after[0].value) == (Difference.CHANGED, Decimal(0), None)


def test_the_release_before_is_the_one_with_the_latest_earlier_cutoff(observatory):
    first = released("first", "people-v1,DAKAR,2020,1,persons,A,census")
    again = make_release(slug="again", title=text("again"), by="operator")
    last = released("last", "people-v1,DAKAR,2020,2,persons,A,census")
    assert release_before(first) is None
    assert release_before(again) is None
    assert release_before(last) == again


@given(st.lists(STATED, max_size=14), st.integers(1, 5))
def test_the_differences_are_those_of_all_that_is_known(stated, cutoff):
    """Against a comparison by hand of the whole state before and after; methods are one, so keys are `ABOUT`."""
    import ibis

    unique = {(one[0], *one[1:4]): one for one in stated}.values()
    table = ibis.memtable(table_of(list(unique)))

    def upto(number):
        return table.filter(table.load <= number)

    def state(number):
        rows = latest(upto(number)).to_pyarrow().to_pylist()
        return {(one["source"], one["area"], str(one["first_day"])): one["value"] for one in rows}

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(differing, "statements", upto)
        patch.setattr(differing, "known", lambda number: latest(upto(number)))
        found = list(differing._differing(cutoff, 5))
        new = sum(number for _source, _indicator, number in differing._new(cutoff, 5))
    before, after = state(cutoff), state(5)
    told = {(about["source"], about["area"], about["first_day"]): kind for kind, about, _b, _a in found}
    assert told == {
        key: Difference.GONE if key not in after else Difference.CHANGED
        for key in before
        if key not in after or before[key] != after[key]
    }
    assert new == len(after.keys() - before.keys())
