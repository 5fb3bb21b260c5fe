"""What another room did is offered to the record, and noted by somebody."""

from __future__ import annotations

from datetime import UTC, date, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from metronome.accounts.enums import Role
from metronome.calls.models import Announcement, Verdict
from metronome.exchange.models import AdoptionStep
from metronome.ground.period import Period
from metronome.home.desk.happenings import happenings_of
from metronome.projects.models import Delivery, Project, ProjectActivity
from metronome.record.actions import cancel_activity
from metronome.record.models import Activity
from tests.factories.accounts import make_account, signed_in
from tests.factories.calls import make_application, make_call
from tests.factories.exchange import SAID, make_adoption, make_practice
from tests.factories.network import make_member, text
from tests.factories.projects import make_project
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
    later = happenings_of(Period(date(2021, 5, 1), date(2021, 8, 31)))
    assert [one.source for one in later if one.source.startswith("call:")] == []

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
        entry = make_application(
            of, code=f"{of.slug}-1", state="eligible", member=member, outcome="winner", is_test=is_test
        )
        decided = {"proposed_at": entry.began_at, "applied_at": entry.began_at}
        Verdict.objects.create(
            application=entry, outcome="winner", proposed_by="officer", applied_by="editor", **decided
        )
        Announcement.objects.create(call=of, outcome="winner", at=datetime(2021, 4, 30, 23, tzinfo=UTC), by="editor")
    say_that_something_public_changed()
    found = {one.source: one for one in happenings_of(SPRING)}
    assert found["call:garden-prize:winner"].members == ("harbour-town",)
    assert found["call:garden-prize:winner"].title.texts["fr"] == "Résultat de l’appel : Garden-Prize (Lauréate)"
    assert "call:garden-rehearsal:winner" not in found


def test_a_project_is_offered_when_it_begins_delivers_and_ends_unless_the_record_has_the_day():
    make_world()
    lead = make_member("harbour-town")
    make_project("green-belt", lead=lead, state="finished", last_day=date(2021, 4, 20))
    make_project("blue-belt", lead=lead, is_published=False)
    make_project("white-belt", lead=lead, state="planned")
    given = {"kind": "output", "text": "Guide", "entered_by": "lead", "decided_by": "officer"}
    project = Project.objects.get(slug="green-belt")
    output = project.outputs.all()[0].code
    for state, day in (("returned", 1), ("accepted", 2)):
        Delivery.objects.create(
            project=project, code=output, handed_in_on=date(2021, 4, day), state=state, comment="Anew",
            decided_on=date(2021, 4, 10), **given,
        )  # fmt: skip
    say_that_something_public_changed()
    ever = Period(date(2000, 1, 1), None)
    found = {one.source: one for one in happenings_of(ever) if "-belt" in one.source}
    sources = [f"project:green-belt:{what}" for what in ("begun", "ended", f"output:{output}")]
    assert sorted(found) == sorted(sources)
    assert [found[one].on for one in sources] == [project.first_day, date(2021, 4, 20), date(2021, 4, 2)]
    assert {one.members for one in found.values()} == {("harbour-town",)}
    assert found[sources[0]].title.texts["fr"] == "Début du projet : Green-Belt"
    activity = Activity.objects.filter(first_day__isnull=False)[0]
    Project.objects.filter(pk=project.pk).update(first_day=activity.first_day)
    ProjectActivity.objects.create(project=project, activity=activity)
    say_that_something_public_changed()
    assert sources[0] not in [one.source for one in happenings_of(ever)]


def test_a_practice_is_offered_when_it_is_published_and_when_it_runs_and_is_kept_elsewhere():
    make_world()
    home, away = make_member("harbour-town"), make_member("hill-town")
    practice = make_practice("night-buses", member=home)
    make_practice("old-buses", member=home, retired_on=date(2021, 3, 1), retired_why=text("Finie"))
    adoption = make_adoption(practice, away, "interest", "contact", "running", "kept")
    AdoptionStep.objects.create(
        adoption=adoption, step="kept", on=date(2021, 4, 30), side="adopter", said_by="person:1", said_at=SAID
    )
    say_that_something_public_changed()
    found = {one.source: one for one in happenings_of(SPRING) if "-buses" in one.source}
    taken = "adoption:night-buses:hill-town"
    days = {source: one.on for source, one in found.items()}
    assert days == {
        "practice:night-buses": date(2021, 2, 1),
        f"{taken}:running": date(2021, 3, 1),
        f"{taken}:kept": date(2021, 4, 1),
    }
    assert found[f"{taken}:running"].members == ("hill-town", "harbour-town")
    assert found["practice:night-buses"].members == ("harbour-town",)


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
