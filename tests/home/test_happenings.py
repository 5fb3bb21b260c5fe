"""What another room did is offered to the record, and noted by somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from metronome.accounts.enums import Role
from metronome.calls.models import Announcement
from metronome.ground.period import Period
from metronome.home.desk.happenings import happenings_of
from metronome.record.actions import cancel_activity
from metronome.record.models import Activity
from tests.factories.accounts import make_account, signed_in
from tests.factories.calls import make_application, make_call
from tests.factories.network import make_member
from tests.factories.report import make_frozen
from tests.home.world import make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db
SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))


def test_a_call_that_opened_is_offered_with_its_day_and_title_until_an_activity_names_it():
    world = make_world()
    make_call("garden-prize")
    make_call("garden-pattern", is_template=True, is_published=False)
    say_that_something_public_changed()
    offered = next(one for one in happenings_of(SPRING) if one.source == "call:garden-prize")
    assert "call:garden-pattern" not in [one.source for one in happenings_of(SPRING)]
    assert (offered.source, offered.on) == ("call:garden-prize", date(2021, 3, 1))
    assert offered.title.texts["fr"] == "Ouverture de l’appel : Garden-Prize"
    assert happenings_of(Period(date(2021, 5, 1), date(2021, 8, 31))) == []

    officer = signed_in(make_account("officer", role=Role.OFFICER))
    page = officer.get("/en/desk/?period=2021-P1").content.decode()
    assert offered.note_href.replace("&", "&amp;") in page
    form = officer.get(offered.note_href).content.decode()
    assert 'name="source" value="call:garden-prize"' in form
    assert 'value="2021-03-01"' in form
    asked = {name: values[0] for name, values in parse_qs(urlsplit(offered.note_href).query).items()}
    answer = officer.post(
        "/en/desk/activities/new/", {**asked, "kind": world.activity.kind.slug, "last": "", "precision": "day"}
    )
    assert answer.status_code == 302
    noted = Activity.objects.get(source="call:garden-prize")
    assert (noted.first_day, noted.state) == (date(2021, 3, 1), "draft")
    assert "call:garden-prize" not in [one.source for one in happenings_of(SPRING)]
    cancel_activity(code=noted.code, why="noted twice", by="editor")
    assert "call:garden-prize" in [one.source for one in happenings_of(SPRING)]


def test_what_was_announced_of_a_call_is_offered_with_its_members_and_no_rehearsal():
    make_world()
    call, rehearsed = make_call("garden-prize"), make_call("garden-rehearsal")
    member = make_member("harbour-town")
    for of, is_test in ((call, False), (rehearsed, True)):
        make_application(of, code=f"{of.slug}-1", state="eligible", member=member, outcome="winner", is_test=is_test)
        Announcement.objects.create(call=of, outcome="winner", at=datetime(2021, 4, 30, 23, tzinfo=UTC), by="editor")
    say_that_something_public_changed()
    found = {one.source: one for one in happenings_of(SPRING)}
    assert found["call:garden-prize:winner"].members == ("harbour-town",)
    assert found["call:garden-prize:winner"].title.texts["fr"] == "Résultat de l’appel : Garden-Prize (Lauréate)"
    assert "call:garden-rehearsal:winner" not in found


def test_a_report_is_offered_on_the_day_of_its_publication_and_none_in_preparation():
    make_world()
    make_frozen("spring", state="published", number=2)
    make_frozen("summer", number=3)
    say_that_something_public_changed()
    offered = [one.source for one in happenings_of(Period(date(2000, 1, 1), None))]
    assert "edition:spring" in offered
    assert "edition:summer" not in offered


def test_a_source_of_another_entry_is_not_changed_by_what_a_form_says():
    world = make_world()
    Activity.objects.update(source="report 2021")
    officer = signed_in(make_account("officer", role=Role.OFFICER))
    officer.get(f"/en/desk/activities/{world.activity.code}/change/?source=call:garden-prize")
    officer.post(
        f"/en/desk/activities/{world.activity.code}/change/", {"source": "call:garden-prize", "title_fr": "Autre"}
    )
    assert Activity.objects.get(pk=world.activity.pk).source == "report 2021"
