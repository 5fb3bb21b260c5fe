"""A file of somebody else becomes observations, or each of its rows that cannot is named with the reason."""

from __future__ import annotations

import io
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground.refusal import Refusal
from metronome.ground.workbooks.table import Value
from metronome.ground.workbooks.writing import Column, Page, write_workbook
from metronome.observatory.actions import load_observations
from metronome.observatory.facts.reading import known
from metronome.observatory.loading.mapping import read_mapping
from metronome.observatory.loading.numbers import FAULTS, read_numbers
from metronome.observatory.loading.preparing import FileGiven, prepare
from metronome.observatory.phrases import fault_in_words
from tests.factories.observatory import HEADER, MAPPING, make_indicator, prepared

WIDE = """
source: census-office
geography: drawn
indicator: people-v1
unit: persons
times: 1000
area: {column: code}
years: {columns: 2000..2030}
status: {default: E, after: {2018: F}}
"""


def faults(*rows: str, **options: str) -> list[tuple[int, str]]:
    return [(one.row, one.fault) for one in prepared(*rows, **options).checked.findings]


def test_a_sound_row_becomes_an_observation(observatory):
    (row,) = prepared("share-v1,DAKAR,2020,53.4,percent").checked.table.to_pylist()
    told = {name: row[name] for name in ("indicator", "area", "value", "decimals", "status", "scale", "sex", "row")}
    assert told == {
        "indicator": "share-v1",
        "area": "dakar-drawn",
        "value": 534,
        "decimals": 1,
        "status": "A",
        "scale": "metropolitan",
        "sex": "_T",
        "row": 2,
    }
    assert (str(row["first_day"]), str(row["last_day"])) == ("2020-01-01", "2020-12-31")


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        ("people-v1,DAKAR,2020,twelve,persons", "not-a-number"),
        ("people-v1,DAKAR,2020,1e6,persons", "not-a-number"),
        ('people-v1,DAKAR,2020,"1,000",persons', "not-a-number"),
        ("people-v1,DAKAR,2020,NaN,persons", "not-a-number"),
        ("people-v1,DAKAR,2020,-1,persons", "out-of-range"),
        ("people-v1,DAKAR,2020,11304.5,persons", "too-precise"),
        ("share-v1,DAKAR,2020,100.1,percent", "out-of-range"),
        ("share-v1,DAKAR,2020,999999999999999999,percent", "too-large"),
        ("share-v1,DAKAR,2020,12,persons", "unit"),
        ("size-v1,DAKAR,2020,12,persons", "unknown-indicator"),
        ("people-v1,PARIS,2020,12,persons", "unknown-area"),
        ("people-v1,DAKAR,the year before,12,persons", "no-period"),
        ("people-v1,DAKAR,2020-13,12,persons", "no-period"),
        ("people-v1,DAKAR,FY2020,12,persons", "no-period"),
    ],
)
def test_a_row_that_cannot_come_in_is_named_with_its_reason(observatory, row, fault):
    assert faults("people-v1,LAGOS,2020,7,persons", row) == [(3, fault)]
    assert fault_in_words(fault)


def test_a_blank_cell_is_missing_for_the_reason_that_the_mapping_gives_and_never_zero(observatory):
    (row,) = prepared("people-v1,DAKAR,2020,,persons").checked.table.to_pylist()
    assert (row["value"], row["status"]) == (None, "L")
    silent = MAPPING.replace("blank: L\n", "")
    assert faults("people-v1,DAKAR,2020,,persons", mapping=silent) == [(2, "blank")]


def test_a_value_beside_a_reason_for_none_is_a_finding(observatory):
    mapping = MAPPING + "status: {column: status}\n"
    header = HEADER + ",status"
    rows = ("people-v1,DAKAR,2020,7,persons,O", "people-v1,LAGOS,2020,7,persons,Z", "people-v1,BAKU,2020,7,persons,P")
    assert faults(*rows, mapping=mapping, header=header) == [(2, "value-and-reason"), (3, "unknown-code")]


def test_rows_that_say_something_of_the_same_are_all_named(observatory):
    rows = ("people-v1,DAKAR,2020,7,persons", "people-v1,LAGOS,2020,7,persons", "people-v1,dakar-drawn,2020,8,persons")
    assert faults(*rows) == [(2, "duplicate"), (4, "duplicate")]


def test_census_and_estimate_of_one_year_are_two_statements(observatory):
    mapping = MAPPING + "method: {column: how, codes: {Census: census, Estimate: estimate}}\n"
    rows = ("people-v1,DAKAR,2016,1165632,persons,Census", "people-v1,DAKAR,2016,1305811,persons,Estimate")
    found = prepared(*rows, mapping=mapping, header=HEADER + ",how").checked
    assert not found.findings
    assert found.table.column("method").to_pylist() == ["census", "estimate"]


def test_years_in_columns_become_rows_and_later_ones_projections(observatory):
    found = prepared("DAKAR,2436,3140,", "LAGOS,7281,14368,", header="code,2000,2020,note", mapping=WIDE).checked
    told = [(row["area"], row["first_day"].year, row["value"], row["status"]) for row in found.table.to_pylist()]
    assert told == [
        ("dakar-drawn", 2000, 2_436_000, "E"),
        ("dakar-drawn", 2020, 3_140_000, "F"),
        ("lagos-drawn", 2000, 7_281_000, "E"),
        ("lagos-drawn", 2020, 14_368_000, "F"),
    ]


def test_a_value_outside_its_bounds_is_a_finding(observatory):
    mapping = MAPPING + "low: {column: from}\nhigh: {column: to}\n"
    header = HEADER + ",from,to"
    rows = ("people-v1,DAKAR,2020,7,persons,6,8", "people-v1,LAGOS,2020,7,persons,8,9")
    found = prepared(*rows, mapping=mapping, header=header).checked
    assert [(one.row, one.fault) for one in found.findings] == [(3, "bounds")]
    assert found.table.select(["low", "high"]).to_pylist() == [{"low": 6, "high": 8}]


def test_only_the_rows_that_are_meant_come_in(observatory):
    mapping = MAPPING + "only: {kind: Total}\n"
    rows = ("people-v1,DAKAR,2020,7,persons,Total", "people-v1,DAKAR,2020,3,persons,Urban")
    assert prepared(*rows, mapping=mapping, header=HEADER + ",kind").checked.table.num_rows == 1


def test_a_parquet_file_says_the_same_as_the_csv(observatory):
    rows = {"indicator": ["people-v1"], "area": ["DAKAR"], "period": [2020], "value": [7], "unit": ["persons"]}
    sink = io.BytesIO()
    pq.write_table(pa.table(rows), sink)
    found = prepare(FileGiven("given.parquet", sink.getvalue(), MAPPING)).checked
    assert found.table.equals(prepared("people-v1,DAKAR,2020,7,persons").checked.table)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ("nonsense: 1\n", "nonsense"),
        ("times: 0.5\n", "times"),
        ("blank: A\n", "blank"),
        ("years: 2000\n", "years"),
        ("kind: correction\n", "expect"),
        ("status: {default: E, after: 2018}\n", "status"),
        ("area: {columns: [], codes: {}}\n", "area"),
        ("retrieved: yesterday\n", "retrieved"),
        ("value: 7\n", "value"),
    ],
)
def test_a_mapping_that_cannot_be_understood_is_refused_with_its_field(change, field):
    name = change.split(":")[0]
    kept = "".join(line + "\n" for line in MAPPING.strip().splitlines() if not line.startswith(f"{name}:"))
    with pytest.raises(Refusal) as refused:
        read_mapping(kept + change)
    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.parametrize("text", ["[1, 2]", "a: [", ""])
def test_what_is_no_mapping_is_refused(text):
    with pytest.raises(Refusal):
        read_mapping(text)


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"indicator,area\nx,y\n", "given.csv"),
        (b"indicator,indicator\nx,y\n", "given.csv"),
        (b"a,b\n1,2,3\n", "given.csv"),
        (b"", "given.csv"),
        (b"a\xff,b\n1,2\n", "given.csv"),
        (b"no parquet", "given.parquet"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused(observatory, content, name):
    with pytest.raises(Refusal):
        prepare(FileGiven(name, content, MAPPING))


def test_a_source_or_geography_that_is_not_on_record_is_refused(observatory):
    for change in ("source: census-office", "geography: drawn"):
        with pytest.raises(Refusal) as refused:
            prepared("people-v1,DAKAR,2020,7,persons", mapping=MAPPING.replace(change, change + "-2"))
        assert refused.value.field == change.split(":")[0]


def test_an_indicator_may_say_that_a_percentage_exceeds_a_hundred(observatory):
    make_indicator("ratio", unit="percent", decimals=1, low=0, high=200)
    assert faults("ratio-v1,DAKAR,2020,153.2,percent") == []


@given(
    st.lists(st.decimals(-(10**11), 10**11, places=3).map(lambda one: format(one, "f")), min_size=1, max_size=20),
    st.integers(0, 6),
    st.sampled_from([1, 10, 1000]),
)
def test_numbers_are_read_exactly_or_not_at_all(texts, decimals, times):
    numbers, found = read_numbers(pa.array(texts), decimals=decimals, times=times)
    for text, number, fault in zip(texts, numbers, found, strict=True):
        exact = Decimal(text) * times * 10**decimals
        if FAULTS[fault] == "":
            assert exact == int(number)
        elif FAULTS[fault] == "too-precise":
            assert exact != int(exact)
        else:
            assert (FAULTS[fault], abs(exact) > np.iinfo(np.int64).max // 2) == ("too-large", True)


def test_an_sdmx_csv_file_is_read_by_its_mapping_with_every_reason_why_a_value_is_missing(observatory):
    mapping = """
source: census-office
geography: drawn
indicator: {column: INDICATOR, codes: {POP: people-v1}}
area: {column: REF_AREA}
period: {column: TIME_PERIOD}
value: {column: OBS_VALUE}
unit: {column: UNIT_MEASURE, codes: {PS: persons}}
sex: {column: SEX}
status: {column: OBS_STATUS}
"""
    header = "STRUCTURE,STRUCTURE_ID,ACTION,INDICATOR,REF_AREA,SEX,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,OBS_STATUS"
    start = "dataflow,X:CITIES(1.0),I,POP"
    rows = (f"{start},DAKAR,_T,2020,7,PS,A", f"{start},DAKAR,F,2020,,PS,Q", f"{start},LAGOS,_T,2020-Q3,,PS,M")
    found = prepared(*rows, mapping=mapping, header=header).checked
    assert found.findings == []
    told = {(row["area"], row["sex"], row["value"], row["status"]) for row in found.table.to_pylist()}
    assert told == {
        ("dakar-drawn", "_T", 7, "A"),
        ("dakar-drawn", "F", None, "Q"),
        ("lagos-drawn", "_T", None, "M"),
    }
    quarter = next(row for row in found.table.to_pylist() if row["area"] == "lagos-drawn")
    assert (str(quarter["first_day"]), str(quarter["last_day"])) == ("2020-07-01", "2020-09-30")


WHOLE = MAPPING + "whole: yes\n"


def test_what_a_whole_statement_no_longer_has_is_withdrawn_and_nothing_else(observatory):
    load_observations(
        prepared=prepared(
            "people-v1,DAKAR,2019,1,persons",
            "people-v1,DAKAR,2020,2,persons",
            "people-v1,LAGOS,2020,3,persons",
            "share-v1,LAGOS,2020,4,percent",
        ),
        by="operator",
    )
    narrow = MAPPING.replace("geography: drawn", "geography: narrow")
    load_observations(prepared=prepared("people-v1,DAKAR,2020,9,persons", mapping=narrow), by="operator")
    given = prepared("people-v1,DAKAR,2020,5,persons", "people-v1,BAKU,2020,6,persons", mapping=WHOLE)
    load_observations(prepared=given, by="operator")
    rows = known(3).to_pyarrow().to_pylist()
    assert {(one["indicator"], one["area"], one["first_day"].year, one["value"]) for one in rows} == {
        ("people-v1", "dakar-drawn", 2020, 5),
        ("people-v1", "baku-drawn", 2020, 6),
        ("people-v1", "dakar-narrow", 2020, 9),
        ("share-v1", "lagos-drawn", 2020, 40),
    }


def test_rows_with_other_cells_are_named_and_those_below_the_table_are_footnotes(observatory):
    found = prepared(
        "people-v1,DAKAR,2019,1,persons", "people-v1,cut", "people-v1,DAKAR,2020,2,persons", "id,Footnote", "1,A note"
    )
    assert [(one.row, one.fault) for one in found.checked.findings] == [(3, "cells")]
    assert [row["row"] for row in found.checked.table.to_pylist()] == [2, 4]
    assert list(found.notes) == [(5, "id,Footnote"), (6, "1,A note")]
    with pytest.raises(Refusal):
        load_observations(prepared=found, by="operator")
    load = load_observations(prepared=found, leave_out=True, by="operator")
    assert (load.rows, load.left_out, load.notes) == (2, 1, [[5, "id,Footnote"], [6, "1,A note"]])


def test_a_workbook_says_what_its_text_says(observatory):
    sink = io.BytesIO()
    columns = tuple(Column(name) for name in HEADER.split(","))
    rows: list[tuple[Value, ...]] = [
        ("people-v1", "DAKAR", 2020, 3000, "persons"),
        ("share-v1", "LAGOS", 2020, Decimal("53.4"), "percent"),
    ]
    rows += [("people-v1", "BAKU", 2020, None, "persons"), ("people-v1", "BAKU", 2021, "many", "persons")]
    write_workbook(sink, page=Page("Given", columns, rows))
    found = prepare(FileGiven("given.xlsx", sink.getvalue(), MAPPING))
    told = [(one["indicator"], one["value"], one["status"], one["row"]) for one in found.checked.table.to_pylist()]
    assert set(told) == {("people-v1", None, "L", 4), ("people-v1", 3000, "A", 2), ("share-v1", 534, "A", 3)}
    assert [(one.row, one.fault) for one in found.checked.findings] == [(5, "not-a-number")]


def test_values_are_rounded_only_where_the_mapping_says_so_and_it_is_noted(observatory):
    mapping = MAPPING.replace("{column: indicator}", "people-v1")
    assert faults("people-v1,DAKAR,2020,11304.5,persons", mapping=mapping) == [(2, "too-precise")]
    found = prepared("people-v1,DAKAR,2020,11305.500000000,persons", mapping=mapping + "rounded: yes\n")
    assert [row["value"] for row in found.checked.table.to_pylist()] == [11306]
    assert len(found.notes) == 1


def test_what_comes_in_lies_by_indicator_in_the_order_of_its_file(observatory):
    ready = prepared(
        "share-v1,LAGOS,2020,2,percent",
        "people-v1,LAGOS,2020,30,persons",
        "share-v1,DAKAR,2020,1,percent",
        "people-v1,DAKAR,2020,20,persons",
        "people-v1,LAGOS,2010,10,persons",
        "nothing,LAGOS,2010,10,persons",
    )
    told = ready.checked.table.select(["indicator", "area", "row"]).to_pylist()
    assert [tuple(one.values()) for one in told] == [
        ("share-v1", "lagos-drawn", 2),
        ("share-v1", "dakar-drawn", 4),
        ("people-v1", "lagos-drawn", 3),
        ("people-v1", "dakar-drawn", 5),
        ("people-v1", "lagos-drawn", 6),
    ]
