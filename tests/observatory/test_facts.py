"""What was known after each load is known for ever, and a file of facts is whole, or it is named."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import ibis
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metronome.ground import audit
from metronome.ground.files import sha256_of
from metronome.ground.refusal import Refusal
from metronome.observatory.actions import load_observations, make_release
from metronome.observatory.enums import LoadKind
from metronome.observatory.facts.columns import KEY, SCHEMA
from metronome.observatory.facts.files import fault_of, path_of, unlisted
from metronome.observatory.facts.reading import known, latest
from metronome.observatory.models import FactFile, Load, RefusedObservation, Release
from metronome.observatory.queries import cutoff_of, last_number
from tests.factories.network import make_network, text
from tests.factories.observatory import HEADER, MAPPING, loaded, prepared

CORRECTION = MAPPING + "kind: correction\nexpect: {column: expect}\n"
WITHDRAWAL = MAPPING + "kind: withdrawal\n"


def told(cutoff: int) -> dict[str, int | None]:
    rows = known(cutoff).to_pyarrow().to_pylist()
    return {f"{row['area']}/{row['first_day'].year}": row["value"] for row in rows}


#: A small world in which statements meet: two sources, two areas, two years.
STATED = st.tuples(
    st.integers(1, 5),
    st.sampled_from(["census", "survey"]),
    st.sampled_from(["dakar", "lagos"]),
    st.sampled_from([2019, 2020]),
    st.one_of(st.none(), st.integers(-5, 5)),
    st.booleans(),
)


def table_of(statements) -> pa.Table:
    rows = [
        {
            **dict.fromkeys(SCHEMA.names, None),
            "indicator": "people",
            "sex": "_T",
            "age": "_T",
            "method": "m",
            "decimals": 0,
            "status": "A",
            "load": load,
            "source": source,
            "area": area,
            "first_day": date(year, 1, 1),
            "last_day": date(year, 12, 31),
            "value": value,
            "is_withdrawn": gone,
        }
        for load, source, area, year, value, gone in statements
    ]
    return pa.Table.from_pylist(rows, schema=SCHEMA)


@given(st.lists(STATED, unique_by=lambda one: one[:4], max_size=30), st.integers(0, 6))
def test_what_was_known_after_a_load_is_what_a_ledger_kept_by_hand_says(statements, cutoff):
    ledger: dict[tuple, int | None] = {}
    for load, source, area, year, value, gone in sorted(statements, key=lambda one: one[0]):
        if load <= cutoff:
            ledger[source, area, year] = value
            if gone:
                del ledger[source, area, year]
    stated = ibis.memtable(table_of(one for one in statements if one[0] <= cutoff))
    rows = latest(stated).to_pyarrow().to_pylist()
    assert {(row["source"], row["area"], row["first_day"].year): row["value"] for row in rows} == ledger
    assert len(rows) == len({tuple(row[name] for name in KEY) for row in rows})


def test_a_later_load_counts_and_the_earlier_state_can_still_be_read(observatory, engine):
    first = loaded("people-v1,DAKAR,2020,7,persons", "people-v1,LAGOS,2020,9,persons")
    second = loaded("people-v1,DAKAR,2020,8,persons")
    assert (first.number, second.number, last_number()) == (1, 2, 2)
    assert told(0) == {}
    assert told(1) == {"dakar-drawn/2020": 7, "lagos-drawn/2020": 9}
    assert told(2) == {"dakar-drawn/2020": 8, "lagos-drawn/2020": 9}


def test_a_day_of_the_past_is_read_by_the_clock_of_the_network(observatory):
    make_network(timezone="Asia/Baku")
    loaded("people-v1,DAKAR,2020,7,persons")
    loaded("people-v1,DAKAR,2020,8,persons")
    # The second load of 21 April in UTC came in on the 22nd of Baku, four hours ahead.
    Load.objects.filter(number=1).update(at=datetime(2021, 4, 20, 12, tzinfo=UTC))
    Load.objects.filter(number=2).update(at=datetime(2021, 4, 21, 21, tzinfo=UTC))
    days = [date(2021, 4, 19) + timedelta(days=number) for number in range(4)]
    assert [cutoff_of(day) for day in days] == [0, 1, 1, 2]


def test_a_load_keeps_its_file_its_licence_and_a_line(observatory):
    load = loaded("people-v1,DAKAR,2020,7,persons")
    assert (load.licence, load.citation, load.rows) == ("CC BY 4.0", "Office, 2021", 1)
    content = (observatory / "observatory" / "snapshots" / load.snapshot).read_bytes()
    assert (load.size, load.snapshot) == (len(content), sha256_of(content))
    assert content.decode().splitlines()[0] == HEADER
    line = audit.Line.objects.latest("number")
    assert (line.verb, line.subject, line.actor) == ("observations", "load:1", "operator")


def test_the_same_file_straight_after_itself_changes_nothing(observatory, engine):
    first = loaded("people-v1,DAKAR,2020,7,persons")
    assert loaded("people-v1,DAKAR,2020,7,persons") == first
    loaded("people-v1,DAKAR,2020,8,persons")
    assert loaded("people-v1,DAKAR,2020,7,persons").number == 3
    assert told(3) == {"dakar-drawn/2020": 7}


def test_one_refused_row_stops_all_unless_it_is_left_out_and_kept_by_name(observatory):
    rows = ("people-v1,DAKAR,2020,7,persons", "people-v1,LAGOS,2020,many,persons")
    with pytest.raises(Refusal):
        loaded(*rows)
    assert not Load.objects.exists()
    load = loaded(*rows, leave_out=True)
    assert (load.rows, load.left_out) == (1, 1)
    refused = RefusedObservation.objects.get()
    assert (refused.row, refused.value, refused.fault) == (3, "many", "not-a-number")


def test_a_correction_overrules_only_what_it_expects(observatory, engine):
    loaded("people-v1,DAKAR,2020,7,persons", "people-v1,LAGOS,2020,9,persons")
    rows = ("people-v1,DAKAR,2020,8,persons,7", "people-v1,LAGOS,2020,8,persons,7", "people-v1,BAKU,2020,8,persons,7")
    found = prepared(*rows, mapping=CORRECTION, header=HEADER + ",expect")
    assert [(one.row, one.fault) for one in found.checked.findings] == [(3, "expected"), (4, "nothing-to-correct")]
    load = load_observations(prepared=found, leave_out=True, why="a slip of the pen", by="operator")
    assert load.kind == LoadKind.CORRECTION
    assert told(2) == {"dakar-drawn/2020": 8, "lagos-drawn/2020": 9}


def test_a_withdrawal_takes_back_what_is_there_and_the_past_keeps_it(observatory, engine):
    loaded("people-v1,DAKAR,2020,7,persons", "people-v1,LAGOS,2020,9,persons")
    rows = ("people-v1,DAKAR,2020,,persons", "people-v1,BAKU,2020,,persons")
    found = prepared(*rows, mapping=WITHDRAWAL)
    assert [(one.row, one.fault) for one in found.checked.findings] == [(3, "nothing-there")]
    load_observations(prepared=found, leave_out=True, by="operator")
    assert told(2) == {"lagos-drawn/2020": 9}
    assert told(1) == {"dakar-drawn/2020": 7, "lagos-drawn/2020": 9}
    loaded("people-v1,DAKAR,2020,6,persons")
    assert told(3) == {"dakar-drawn/2020": 6, "lagos-drawn/2020": 9}


def test_what_was_held_against_an_older_state_does_not_come_in(observatory):
    waiting = prepared("people-v1,DAKAR,2020,8,persons")
    loaded("people-v1,DAKAR,2020,7,persons")
    with pytest.raises(Refusal) as refused:
        load_observations(prepared=waiting, by="operator")
    assert "meanwhile" in str(refused.value)
    assert told(1) == {"dakar-drawn/2020": 7}


def test_a_file_that_no_load_lists_does_not_exist(observatory, engine):
    waiting = prepared("people-v1,DAKAR,2020,8,persons")
    loaded("people-v1,DAKAR,2020,7,persons")
    with pytest.raises(Refusal):
        load_observations(prepared=waiting, by="operator")
    assert len(list(unlisted())) == 1
    assert told(last_number()) == {"dakar-drawn/2020": 7}


@pytest.mark.parametrize("harm", ["missing", "changed"])
def test_a_damaged_or_missing_file_is_named_and_nothing_is_read_without_it(observatory, engine, harm):
    loaded("people-v1,DAKAR,2020,7,persons")
    file = FactFile.objects.get()
    path = path_of(file.sha256)
    content = path.read_bytes()
    path.unlink()
    if harm == "changed":
        path.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    assert fault_of(file) == harm
    for read in (lambda: known(1), lambda: make_release(slug="spring", title=text("Printemps"), by="operator")):
        with pytest.raises(Refusal) as refused:
            read()
        assert file.sha256 in str(refused.value)


def test_a_release_is_a_cutoff_that_never_moves(observatory, engine):
    with pytest.raises(Refusal):
        make_release(slug="spring", title=text("Printemps"), by="operator")
    loaded("people-v1,DAKAR,2020,7,persons")
    release = make_release(slug="spring", title=text("Printemps"), by="operator")
    assert make_release(slug="spring", title=text("Printemps"), by="operator") == release
    loaded("people-v1,DAKAR,2020,8,persons")
    with pytest.raises(Refusal):
        make_release(slug="spring", title=text("Printemps"), by="operator")
    assert told(Release.objects.get().cutoff.number) == {"dakar-drawn/2020": 7}
    assert release.digest != make_release(slug="summer", title=text("Été"), by="operator").digest
