"""Observations that leave as a file come in again as they were."""

from __future__ import annotations

import csv
import io
import json
from datetime import date, timedelta
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metronome.cli import _parser, _run
from metronome.ground.refusal import Refusal
from metronome.observatory.enums import WITHOUT_VALUE, Scale, Sex, Status
from metronome.observatory.facts.columns import SCHEMA
from metronome.observatory.facts.reading import known
from metronome.observatory.loading.exporting import CSV, PARQUET, SDMX, XLSX, ending_of, export
from metronome.observatory.loading.numbers import printed_numbers
from metronome.observatory.loading.preparing import FileGiven, prepare
from metronome.observatory.models import Load
from tests.environment import often
from tests.factories.network import make_network
from tests.factories.observatory import HEADER, MAPPING, loaded, make_geography, make_indicator, make_source

LARGEST = 2**63 - 1
#: A word as it may stand in somebody's file: signs of formulas, of separators and of quotes among its letters.
WORDS = st.text("=+-@'\"/,;|\n é١東a0", max_size=12).map(str.strip)
DAYS = st.dates(date(1, 1, 1), date(9998, 12, 31))


def stretches() -> st.SearchStrategy[tuple[date, date]]:
    whole = st.sampled_from([(date(2020, 1, 1), date(2020, 12, 31)), (date(2020, 2, 1), date(2020, 2, 29))])
    some = st.builds(lambda first, days: (first, first + timedelta(days=days)), DAYS, st.sampled_from([0, 1, 89, 364]))
    return st.one_of(whole, some)


@st.composite
def observations(draw: st.DrawFn) -> list[dict[str, object]]:
    """Rows of one source whose keys differ, with awkward values."""
    keys = draw(
        st.lists(
            st.tuples(
                st.sampled_from(["people-v1", "share-v1", "balance-v1"]),
                st.sampled_from(["dakar-drawn", "lagos-drawn", "dakar-narrow"]),
                stretches(),
                st.sampled_from(Sex.values),
                WORDS,
                WORDS,
            ),
            min_size=1,
            max_size=6,
            unique=True,
        )
    )
    return [draw(stated(*key)) for key in keys]


@st.composite
def stated(draw: st.DrawFn, indicator: str, area: str, days: tuple[date, date], *rest: str) -> dict[str, object]:
    least, most, places = {"people-v1": (0, LARGEST, 0), "share-v1": (0, 1000, 1)}.get(
        indicator, (-LARGEST, LARGEST, 6)
    )
    status = draw(st.sampled_from(Status.values))
    low, value, high = sorted(draw(st.tuples(*[st.integers(least, most)] * 3)))
    return {
        "load": 1, "source": "census-office", "indicator": indicator, "area": area,
        "first_day": days[0], "last_day": days[1], **dict(zip(("sex", "age", "method"), rest, strict=True)),
        "value": None if status in WITHOUT_VALUE else value, "decimals": places,
        "low": draw(st.sampled_from([None, low])), "high": draw(st.sampled_from([None, high])),
        "status": status, "scale": draw(st.sampled_from(Scale.values)), "is_withdrawn": False,
        "row": draw(st.integers(0, 2**31 - 1)), "column": draw(WORDS),
    }  # fmt: skip


@pytest.fixture
def places(observatory):
    make_indicator("balance", decimals=6, low=None)


def told(table: pa.Table) -> list[str]:
    return sorted(repr({**row, "load": 0}) for row in table.to_pylist())


@pytest.mark.parametrize("ending", [CSV, XLSX, SDMX, PARQUET])
def test_what_leaves_comes_in_again_with_everything_that_was_said_of_it(places, ending):
    @settings(max_examples=often(300, 5 if ending == XLSX else 12), deadline=None)
    @given(observations())
    def comes_back(rows: list[dict[str, object]]) -> None:
        table = pa.Table.from_pylist(rows, SCHEMA)
        left = export(table, ending=ending, about=["Release spring", "Office, 2021: =1+1\nand more"])
        found = prepare(FileGiven(f"left{ending}", left.content, left.mappings["census-office"])).checked
        assert found.findings == []
        assert told(found.table) == told(table)

    comes_back()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.none() | st.integers(-LARGEST, LARGEST), min_size=1), st.integers(0, 6))
def test_a_number_is_written_with_as_many_places_as_are_kept(numbers, decimals):
    from decimal import Context, Decimal

    exact = Context(prec=40)
    texts = [None if one is None else f"{exact.scaleb(Decimal(one), -decimals):f}" for one in numbers]
    assert printed_numbers(pa.array(numbers, pa.int64()), decimals).to_pylist() == texts


def test_no_cell_that_leaves_is_a_formula(places):
    row = "people-v1,DAKAR,2020,7,persons"
    loaded(f"{row},=1+1", f"{row},@here", mapping=MAPPING + "method: {column: how}\n", header=HEADER + ",how")
    stated = known(1).to_pyarrow()
    for ending in (CSV, SDMX):
        text = export(stated, ending=ending, about=[]).content.decode("utf-8-sig")
        assert not [cell for line in csv.reader(io.StringIO(text)) for cell in line if cell[:1] in "=+@" and cell]


def test_the_rows_of_sdmx_name_their_structure_their_components_and_a_reason_for_no_value(places):
    loaded("share-v1,DAKAR,2020-Q1,53.4,percent", "people-v1,DAKAR,2020-03,,persons")
    text = export(known(1).to_pyarrow(), ending=SDMX, about=[], agency="NETWORK").content.decode()
    missing, share = csv.DictReader(io.StringIO(text))
    assert list(share)[:3] == ["STRUCTURE", "STRUCTURE_ID", "ACTION"]
    assert (share["STRUCTURE"], share["STRUCTURE_ID"]) == ("dataflow", "NETWORK:OBSERVATIONS(1.0.0)")
    assert (share["TIME_PERIOD"], share["OBS_VALUE"], share["OBS_STATUS"]) == ("2020-01-01/P91D", "53.4", "A")
    assert (missing["TIME_PERIOD"], missing["OBS_VALUE"], missing["OBS_STATUS"]) == ("2020-03", "", "L")


def test_a_file_name_says_the_format_and_another_ending_is_refused():
    assert [ending_of(Path(f"a{ending}")) for ending in (CSV, XLSX, SDMX, PARQUET)] == [CSV, XLSX, SDMX, PARQUET]
    with pytest.raises(Refusal) as refused:
        ending_of(Path("a.json"))
    assert ".sdmx.csv" in refused.value.remedy


def call(capsys, *words: object, code: int = 0) -> str:
    parser = _parser()
    assert _run(parser, parser.parse_args([*map(str, words), "--language", "en"])) == code
    said = capsys.readouterr()
    return str(said.out + said.err)


def test_two_sources_leave_in_one_file_and_come_in_again_by_a_mapping_each(places, capsys, tmp_path):
    make_network()
    make_source("other-office")
    loaded("people-v1,DAKAR,2020,3000,persons", "people-v1,DAKAR,2021,,persons")
    loaded("people-v1,DAKAR,2020,3100,persons", mapping=MAPPING.replace("census-office", "other-office"))
    before, out = told(known(2).to_pyarrow()), tmp_path / "all.csv"
    said = json.loads(call(capsys, "observatory", "export", "--out", out, "--format", "json"))
    assert (said["rows"], said["cutoff"], len(said["files"])) == (3, 2, 3)
    for number, source in enumerate(("census-office", "other-office"), 3):
        mapping = tmp_path / f"all.{source}.yaml"
        assert "Office, 2021 (CC BY 4.0)" in mapping.read_text(encoding="utf-8")
        assert f"Load {number}" in call(capsys, "observatory", "load", out, "--mapping", mapping)
    assert told(known(4).to_pyarrow()) == before


def test_what_was_known_on_a_day_leaves_without_what_came_later(places, capsys, tmp_path):
    make_network()
    loaded("people-v1,DAKAR,2020,3000,persons")
    Load.objects.update(at="2021-04-30T12:00Z")
    loaded("people-v1,DAKAR,2020,3500,persons", "share-v1,LAGOS,2020,50,percent")
    out = tmp_path / "board.csv"
    call(capsys, "observatory", "export", "--out", out, "--on", "2021-04-30")
    (row,) = csv.DictReader(io.StringIO(out.read_text(encoding="utf-8-sig")))
    assert (row["value"], row["load"], row["status"], row["source_row"]) == ("3000", "1", "A", "2")
    assert "after load 2" in call(capsys, "observatory", "export", "--out", out, "--indicator", "share-v1")
    assert out.with_suffix(".yaml").is_file()
    told_why = call(capsys, "observatory", "export", "--out", out, "--area", "nowhere", code=1)
    assert "There is no such observation." in told_why
    make_geography("later")
    assert "There is no release" in call(capsys, "observatory", "export", "--out", out, "--release", "x", code=1)
