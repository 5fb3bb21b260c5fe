"""A question whose SQL is made once answers as the query set that it is made of."""

from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, transaction
from django.db.models import QuerySet

from metronome.ground.audit import Line, note
from metronome.ground.once import MOMENT, NUMBER, WORD, Once

pytestmark = pytest.mark.django_db


def about(subject: str, above: int, before: datetime) -> QuerySet[Line]:
    return (
        Line.objects.filter(subject=subject, number__gt=above, at__lt=before)
        .exclude(actor=subject)
        .order_by("-number")
    )


def numbers(subject: str) -> QuerySet[Line, int]:
    return Line.objects.filter(subject=subject).order_by("number").values_list("number", flat=True)[:2]


@pytest.fixture
def lines() -> None:
    for place in range(6):
        with transaction.atomic():
            note(by="office", verb="edit", subject=f"thing:{place % 2}", change={"title": ["é", place]})


def test_it_gives_what_the_query_set_gives_for_each_value(lines):
    once = Once(about, subject=WORD, above=NUMBER, before=MOMENT)
    tomorrow, yesterday = (datetime.now(UTC) + timedelta(days=days) for days in (1, -1))
    for values in (
        ("thing:0", 0, tomorrow),
        ("thing:1", 2, tomorrow),
        ("thing:1", 0, yesterday),
        ("' OR 1=1", 0, tomorrow),
    ):
        subject, above, before = values
        rows = once.rows(subject=subject, above=above, before=before)
        assert rows == list(about(*values))
        assert [row.body() for row in rows] == [row.body() for row in about(*values)]


def test_columns_and_the_first_rows_alone_are_given_as_asked(lines):
    assert Once(numbers, subject=WORD).rows(subject="thing:1") == [2, 4]


def test_it_asks_each_time_and_makes_its_sql_once(lines, django_assert_num_queries):
    made = []

    def noted(subject: str):
        made.append(subject)
        return numbers(subject)

    once = Once(noted, subject=WORD)
    with django_assert_num_queries(2):
        assert once.rows(subject="thing:0") == [1, 3]
        assert once.rows(subject="thing:9") == []
    with transaction.atomic():
        note(by="office", verb="edit", subject="thing:9")
    assert once.rows(subject="thing:9") == [7]
    assert made == [WORD]


def test_a_value_that_the_sql_does_not_have_is_told():
    with pytest.raises(ValueError, match="not found"):
        Once(lambda subject: Line.objects.all(), subject=WORD).rows(subject="thing:1")


def test_the_sql_is_of_the_database_that_is_asked(lines):
    once = Once(numbers, subject=WORD)
    once.rows(subject="thing:0")
    assert list(once._made) == [connection.vendor]
