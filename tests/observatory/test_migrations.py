"""What is asked and known in rounds says the same after an upgrade."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from metronome.ground.period import year_of
from metronome.observatory.models import Cell, RoundQuestion
from tests.factories.network import make_network
from tests.factories.observatory import make_observatory
from tests.factories.rounds import make_round

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def migrate():
    """Migrates the observatory to a state; in the end to that of now."""

    def to(name: str) -> None:
        MigrationExecutor(connection).migrate([("observatory", name)])

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_a_round_that_asked_for_years_asks_for_their_days(migrate, settings, tmp_path):
    settings.HOME = tmp_path
    make_network()
    make_observatory()
    make_round(periods=[year_of(2019), year_of(2020)], of=["dakar"])
    first, last = year_of(2015).ends
    Cell.objects.filter(question__first_day=year_of(2019).ends[0]).update(
        known=7, known_first_day=first, known_last_day=last
    )
    before = set(Cell.objects.values_list("pk", "question__definition__slug", "known_first_day", "known_last_day"))
    migrate("0007_challenges_and_goals_of_indicators")
    with connection.cursor() as cursor:
        cursor.execute("SELECT year, count(*) FROM observatory_roundquestion GROUP BY year ORDER BY year")
        assert cursor.fetchall() == [(2019, 2), (2020, 2)]
        cursor.execute("SELECT known_year, count(*) FROM observatory_cell GROUP BY known_year ORDER BY known_year")
        assert sorted(cursor.fetchall(), key=str) == [(2015, 2), (None, 2)]
    migrate("0010_rounds_ask_for_periods")
    now = set(Cell.objects.values_list("pk", "question__definition__slug", "known_first_day", "known_last_day"))
    assert now == before
    assert {one.period for one in RoundQuestion.objects.all()} == {year_of(2019), year_of(2020)}
