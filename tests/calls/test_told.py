"""What a city is told of a decision, and when."""

from __future__ import annotations

import pytest
from django.urls import reverse

from metronome.calls.actions.deciding import announce, apply_verdicts, propose_verdict, release_feedback
from tests.factories.accounts import make_office, signed_in
from tests.factories.calls import make_application, make_call, make_keeper
from tests.factories.network import make_network
from tests.factories.panels import make_juror, make_review, make_round

pytestmark = pytest.mark.django_db


def test_a_city_reads_on_its_page_what_readers_said_and_its_outcome_once_it_is_announced():
    make_network()
    call = make_call()
    entry, applicant = make_application(call, state="eligible"), make_office("applicant")
    make_keeper(entry, applicant)
    city, page = signed_in(applicant), reverse("calls:application", args=[entry.code])
    make_review(make_juror(make_round(call, frozen=True)), entry, scores={"effect": "8"}, text="Clair.")
    propose_verdict(application=entry, outcome="winner", why="First", by="secretary")
    apply_verdicts(call=call, by="chair")
    before = city.get(page).content.decode()
    assert reverse("calls:feedback", args=[entry.code]) not in before
    release_feedback(call=call, by="chair")
    released = city.get(page).content.decode()
    assert reverse("calls:feedback", args=[entry.code]) in released
    for told in (before, released, city.get(reverse("calls:feedback", args=[entry.code])).content.decode()):
        assert "Lauréate" not in told
    announce(call=call, outcome="winner", by="chair")
    assert "Lauréate" in city.get(page).content.decode()
