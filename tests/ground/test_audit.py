"""Whatever is done to the chain behind its back is found, and the line is named."""

import random
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import F

from metronome.ground import audit
from metronome.ground.audit import Broken, Entry, Fault, Head, Line, PersonalValue
from metronome.ground.canonical import digest
from metronome.ground.hand import Hand
from metronome.ground.refusal import Refusal

pytestmark = pytest.mark.django_db

OFFICER = "officer for Africa"
LENGTH = 40


@pytest.fixture
def chain() -> None:
    """Forty lines, written by two hands in four transactions."""
    for hand in (OFFICER, "head of communication", OFFICER, "the loading"):
        with transaction.atomic():
            entries = [
                Entry("edit", f"activity:forum-{n}", {"format": ["", "online"], "order": [n, n + 1]})
                for n in range(10)
            ]
            audit.note_all(by=hand, entries=entries)


def run_sql(statement: str, *values: int) -> None:
    """Past every model and action, as somebody with the database's key would do it."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


def found(*, anchored: str = "") -> list[tuple[int, Fault]]:
    return [(broken.number, broken.fault) for broken in audit.verify(anchored=anchored)]


def test_an_untouched_chain_holds(chain):
    assert audit.verify() == []
    assert audit.verify(anchored=audit.anchor()) == []


def test_an_empty_chain_holds_and_its_anchor_stays_good():
    empty = audit.anchor()
    assert audit.verify(anchored=empty) == []
    with transaction.atomic():
        audit.note(by=OFFICER, verb="log", subject="activity:forum")
    assert audit.verify(anchored=empty) == []


def test_a_line_says_who_did_what_on_what_and_what_changed():
    with transaction.atomic():
        audit.note(by=OFFICER, verb="edit", subject="activity:forum", change={"format": ["", "online"]})
    line = Line.objects.get()
    assert (line.actor, line.verb, line.subject, line.change) == (
        OFFICER,
        "edit",
        "activity:forum",
        {"format": ["", "online"]},
    )
    assert str(line) == "1 officer for Africa edit activity:forum"


@pytest.mark.django_db(transaction=True)
def test_a_line_is_only_written_in_the_transaction_of_its_change():
    with pytest.raises(RuntimeError, match="in the transaction of its change"):
        audit.note(by=OFFICER, verb="edit", subject="activity:forum")


def test_a_change_that_fails_leaves_no_line(chain):
    class Failure(Exception):
        pass

    def fail() -> None:
        audit.note(by=OFFICER, verb="edit", subject="activity:forum")
        raise Failure

    before = audit.anchor()
    with pytest.raises(Failure), transaction.atomic():
        fail()
    assert audit.anchor() == before
    assert Line.objects.count() == LENGTH


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", datetime(2020, 1, 1, tzinfo=UTC)),
        ("actor", "nobody"),
        ("verb", "delete"),
        ("subject", "activity:other"),
        ("change", {"format": ["", "on_site"]}),
        ("previous", "f" * 64),
        ("hash", "f" * 64),
    ],
)
def test_a_change_of_any_column_is_found_on_its_line(chain, column, value):
    Line.objects.filter(number=7).update(**{column: value})
    assert (7, Fault.CHANGED) in found()


def test_a_moment_changed_by_a_microsecond_is_found(chain):
    Line.objects.filter(number=7).update(at=F("at") + timedelta(microseconds=1))
    assert found() == [(7, Fault.CHANGED)]


def test_lines_taken_out_are_named_as_one_run(chain):
    run_sql("DELETE FROM ground_line WHERE number BETWEEN 5 AND 8")
    assert audit.verify() == [Broken(5, Fault.MISSING, 8)]
    assert [number for number in range(1, LENGTH + 1) if audit.verify()[0].names(number)] == [5, 6, 7, 8]


def test_a_line_changed_with_its_hash_made_anew_breaks_the_link_after_it(chain):
    forge(7)
    assert found() == [(8, Fault.UNLINKED)]


def test_the_last_line_changed_with_its_hash_made_anew_no_longer_fits_the_head(chain):
    forge(LENGTH)
    assert found() == [(LENGTH, Fault.HEAD)]


def forge(number: int) -> None:
    """Change a line as somebody would who knows how hashes are made."""
    line = Line.objects.get(number=number)
    line.actor = "nobody"
    line.hash = digest([line.previous, line.body()])
    line.save()


def test_a_tail_cut_off_is_found_by_the_head(chain):
    run_sql("DELETE FROM ground_line WHERE number > 35")
    assert audit.verify() == [Broken(36, Fault.MISSING, LENGTH)]


def test_a_tail_cut_off_with_the_head_moved_back_is_found_against_an_anchor(chain):
    anchored = audit.anchor()
    run_sql("DELETE FROM ground_line WHERE number > 35")
    Head.objects.update(number=35, hash=Line.objects.get(number=35).hash)
    assert audit.verify() == []
    assert audit.verify(anchored=anchored) == [Broken(LENGTH, Fault.CUT_OFF)]


def test_a_chain_written_anew_is_found_against_an_anchor(chain):
    anchored = audit.anchor()
    Line.objects.all().delete()
    Head.objects.all().delete()
    with transaction.atomic():
        entries = [Entry("edit", f"activity:invented-{n}", {}) for n in range(LENGTH + 5)]
        audit.note_all(by="nobody", entries=entries)
    assert audit.verify() == []
    assert audit.verify(anchored=anchored) == [Broken(LENGTH, Fault.CUT_OFF)]


def test_a_head_taken_away_is_found(chain):
    Head.objects.all().delete()
    assert (0, Fault.HEAD) in found()


@pytest.mark.parametrize("number", [0, LENGTH + 1, 10**15])
def test_a_line_added_outside_the_chain_is_named_at_once(chain, number):
    previous = audit.FIRST if number == 0 else Line.objects.get(number=LENGTH).hash
    insert(number, previous)
    assert number in [place for place, _ in found()]


def insert(number: int, previous: str) -> None:
    line = Line(
        number=number,
        at=datetime(2021, 3, 1, tzinfo=UTC),
        actor="nobody",
        verb="edit",
        subject="activity:invented",
        change={},
        previous=previous,
    )
    line.hash = digest([line.previous, line.body()])
    line.save(force_insert=True)


def test_who_writes_while_the_chain_is_read_does_not_break_it(chain):
    asked = 0

    def write_before_the_second_question(execute, *question):
        nonlocal asked
        asked += 1
        if asked == 2:
            audit.note(by="officer", verb="update", subject="activity:forum")
        return execute(*question)

    with transaction.atomic(), connection.execute_wrapper(write_before_the_second_question):
        assert audit.verify() == []


def test_an_anchor_of_another_form_is_refused(chain):
    for anchor in ("yesterday", "3", "3:abc", f"x:{'0' * 64}", f"{'9' * 30}:{'0' * 64}"):
        with pytest.raises(Refusal, match="no head of a history"):
            audit.verify(anchored=anchor)


def change_one(chance: random.Random) -> set[int]:
    number = chance.randint(1, LENGTH)
    column = chance.choice(["actor", "verb", "subject", "previous", "hash"])
    run_sql(f"UPDATE ground_line SET {column} = 'x' || substr({column}, 2) WHERE number = %s", number)  # noqa: S608
    return {number}


def delete_one(chance: random.Random) -> set[int]:
    number = chance.randint(1, LENGTH)
    run_sql("DELETE FROM ground_line WHERE number = %s", number)
    return {number}


def swap_two(chance: random.Random) -> set[int]:
    one, other = chance.sample(range(1, LENGTH + 1), 2)
    for before, after in ((one, LENGTH + 1000), (other, one), (LENGTH + 1000, other)):
        run_sql("UPDATE ground_line SET number = %s WHERE number = %s", after, before)
    return {one, other}


def insert_one(chance: random.Random) -> set[int]:
    """A line that links to the one before it, the later ones moved up by one."""
    number = chance.randint(1, LENGTH)
    for place in range(LENGTH, number - 1, -1):
        run_sql("UPDATE ground_line SET number = number + 1 WHERE number = %s", place)
    before = Line.objects.filter(number=number - 1).first()
    insert(number, before.hash if before else audit.FIRST)
    return {number + 1}  # the invented line fits the one before it; the next one no longer fits


@pytest.mark.slow
@pytest.mark.parametrize("manipulate", [change_one, delete_one, swap_two, insert_one])
def test_each_of_a_thousand_manipulations_is_found_and_the_line_named(chain, manipulate):
    chance = random.Random(f"{manipulate.__name__}")  # noqa: S311
    for turn in range(250):
        point = transaction.savepoint()
        touched = manipulate(chance)
        broken = audit.verify()
        assert all(any(one.names(number) for one in broken) for number in touched), (turn, touched, broken)
        transaction.savepoint_rollback(point)
    assert audit.verify() == []


def test_a_personal_value_can_be_erased_and_the_chain_still_holds():
    with transaction.atomic():
        reference = audit.personal("Focal Point of Dakar")
        audit.note(by=OFFICER, verb="name", subject="contact:focal-point", change={"name": ["", reference]})
    assert PersonalValue.objects.get().value == "Focal Point of Dakar"
    assert reference == f"personal:{PersonalValue.objects.get()}"
    PersonalValue.objects.update(value="", erased_at=datetime.now(UTC))
    assert "Focal Point of Dakar" not in str(list(Line.objects.values()))
    assert audit.verify() == []


def test_only_what_the_public_sees_moves_the_publication_counter():
    assert audit.publication() == 0
    with transaction.atomic():
        audit.note(by=OFFICER, verb="log", subject="activity:forum")
    assert audit.publication() == 0
    with transaction.atomic():
        audit.note(by=OFFICER, verb="publish", subject="activity:forum", public=True)
    assert audit.publication() == 1


def test_a_large_load_leaves_every_line_in_one_chain():
    with transaction.atomic():
        audit.note_all(by="the loading", entries=[Entry("create", f"activity:forum-{n}", {}) for n in range(1203)])
    assert Line.objects.count() == 1203
    assert found() == []


def test_a_hand_that_did_nothing_leaves_no_line():
    with transaction.atomic():
        Hand("the loading").leave()
    assert Line.objects.count() == 0
