"""What a digest says of collection rounds: to a member what is still asked of it, to the secretariat what waits to be
checked, and afterwards what was published; never what another member said."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.ground.text import Text
from metronome.home.digests.actions import send_digests
from metronome.network.models import FocalPoint
from metronome.observatory.actions import answer_cells, approve_cells, close_round
from metronome.observatory.enums import CellState
from metronome.observatory.models import Cell, Round
from metronome.observatory.rounds.answers import GivenAnswer
from metronome.observatory.rounds.publishing import publish
from tests.factories.accounts import make_account
from tests.factories.network import make_network
from tests.factories.observatory import make_released
from tests.factories.rounds import asked_of, cell_of, make_focal_point, make_round
from tests.home.test_digests import bodies, coming

pytestmark = pytest.mark.django_db
#: What Lagos says and nobody else is told before it is published.
CANARY = "Kanarienvogel"


@pytest.fixture(autouse=True)
def world(settings, tmp_path):
    settings.HOME = tmp_path
    make_network(languages=["fr", "en"], required_languages=["fr"])
    make_released()
    make_round()


def speaking_for(member: str) -> Person:
    person = make_focal_point(member)
    FocalPoint.objects.filter(person=person).update(since=timezone.now() - timedelta(days=60))
    return person


def letters(days: int = 0) -> dict[str, str]:
    """The letters of a day, by whom they are for."""
    mail.outbox.clear()
    send_digests(day=coming(days), by="operator")
    return {letter.to[0].partition("@")[0]: body for letter, body in zip(mail.outbox, bodies(), strict=True)}


def answered(member: str, by: Person) -> None:
    for definition in ("people-v1", "share-v1"):
        cell = cell_of(member, definition)
        said = GivenAnswer("missing", reason="O", remark=CANARY if member == "lagos" else "rien")
        answer_cells(asked=asked_of(member), given={cell.pk: said}, by=by)


def test_a_focal_point_is_told_how_much_is_still_asked_and_until_when_as_long_as_it_is():
    dakar = speaking_for("dakar")
    told = letters()["focal-point-of-dakar"]
    assert "L’observatoire demande des valeurs" in told
    assert "Printemps" in told
    assert "2 valeurs jusqu’au 30 avril 2021" in told
    assert "Lagos" not in told
    answered("dakar", dakar)
    assert "focal-point-of-dakar" not in letters(7)


def test_the_secretariat_is_told_of_answers_to_check_and_no_member_of_what_another_said():
    speaking_for("dakar")
    make_account("officer", role=Role.OFFICER)
    make_account("treasurer", role=Role.FINANCE)
    answered("lagos", speaking_for("lagos"))
    written = letters()
    assert "Réponses de collectes, à vérifier" in written["officer"]
    assert "2 réponses" in written["officer"]
    assert "collectes" not in written.get("treasurer", "")
    assert CANARY not in "".join(written.values())
    assert "lagos" not in written["focal-point-of-dakar"].casefold()


def test_what_a_member_said_and_was_published_is_told_to_that_member():
    dakar, editor = speaking_for("dakar"), make_account("editor", role=Role.EDITOR)
    speaking_for("lagos")
    answered("dakar", dakar)
    found = Round.objects.get()
    waiting = dict(Cell.objects.filter(state=CellState.ANSWERED).values_list("pk", "revision"))
    approve_cells(found=found, revisions=waiting, by=editor)
    close_round(slug="spring", by=editor)
    publish(slug="spring", release="summer", title=Text.of({"fr": "Été 2021"}, source="fr"), by=editor)
    written = letters()
    assert "valeurs publiées par l’observatoire" in written["focal-point-of-dakar"]
    assert "version Été 2021" in written["focal-point-of-dakar"]
    assert "focal-point-of-lagos" not in written
