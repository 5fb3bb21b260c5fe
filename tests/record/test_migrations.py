"""What is on record when an instance is upgraded says the same afterwards."""

from __future__ import annotations

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from metronome.accounts.enums import Role
from metronome.desk.actions import keep_draft
from metronome.desk.models import Draft
from metronome.ground.text import Text
from metronome.record.models import PersonInvolved
from metronome.record.sheets import DRAFTED
from tests.factories.accounts import make_account
from tests.factories.network import make_network
from tests.factories.record import make_activity, make_person

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


@pytest.fixture
def migrate():
    """Migrates the record to a state; in the end to that of now."""

    def to(name: str) -> None:
        MigrationExecutor(connection).migrate([("record", name)])

    yield to
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())


def test_the_office_of_a_person_becomes_a_text_in_the_source_language_of_the_network(migrate):
    make_network(languages=["fr", "en"])
    make_person(make_activity("forum"), "", title=Text.of({"fr": "maire de Tunis"}, source="fr"))
    migrate("0003_the_desk")
    with connection.cursor() as cursor:
        cursor.execute("SELECT title FROM record_personinvolved")
        assert cursor.fetchall() == [("maire de Tunis",)]
    migrate("0004_offices_in_languages")
    assert PersonInvolved.objects.values_list("title", flat=True).get() == Text.of(
        {"fr": "maire de Tunis"}, source="fr"
    )


def test_drafts_of_activities_are_kept_by_the_desk_when_they_move_there(migrate):
    person, activity = make_account("officer", role=Role.OFFICER), make_activity("forum")
    for identity in ("", activity.code):
        keep_draft(kind=DRAFTED, identity=identity, data={"title_fr": [f"Forum {identity}"]}, by=person)
    before = sorted(Draft.objects.values_list("person", "kind", "identity", "saved_at"))
    migrate("0006_evidence_files")
    assert not Draft.objects.exists()
    migrate("0007_drafts_move_to_the_desk")
    assert sorted(Draft.objects.values_list("person", "kind", "identity", "saved_at")) == before
    assert Draft.objects.get(identity="forum").data == {"title_fr": ["Forum forum"]}
