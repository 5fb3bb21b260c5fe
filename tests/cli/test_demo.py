"""What a demo has besides its network: its people and its published report, only where an instance is one."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.calls.models import Call, Review
from metronome.cli.demo import BY, demo_people, publish_as_found
from metronome.exchange.models import Expert, Letter
from metronome.ground.refusal import Refusal
from metronome.record.models import Activity
from metronome.report import actions
from metronome.report.editions import build
from metronome.report.editions.build import read_edition
from metronome.report.editions.difference import difference
from metronome.report.models import Edition, Waiver
from tests.cli.conftest import Instance
from tests.factories.accounts import signed_in
from tests.factories.network import make_member, make_network, make_partner
from tests.factories.record import make_activity
from tests.instances import COMMAND, PROJECT

#: What an installation is made from, in the order in which the script reads it.
REQUIREMENTS = ("pyproject.toml", "tools/uv.txt", "requirements-dev.txt", "requirements.txt")


def test_demo_people_come_in_only_where_an_instance_is_a_demo(empty):
    instance = empty
    assert "not a demo" in instance.run("demo-people", code=1)
    people = instance.json("demo-people", "--mark")
    assert [person["role"] for person in people][:2] == ["officer", "editor"]
    assert all("/en/link/" in person["href"] for person in people)
    again = instance.json("demo-people")
    assert {person["href"] for person in people} & {person["href"] for person in again} == set()


@pytest.mark.django_db
def test_the_link_of_each_role_leads_to_something_worth_seeing(settings, tmp_path):
    settings.HOME = tmp_path
    make_network(languages=["en"])
    make_member("dakar")
    make_partner("absent")
    make_activity("forum", partners=[make_partner("alliance")])
    made = demo_people(mark=True)
    assert {role for role, _email, _token in made} == set(Role) - {Role.VISITOR}
    worth = {
        Role.FOCAL_POINT: ("/en/desk/my-member/dakar/", "Profile"),
        Role.PARTNER: ("/en/desk/my-partner/alliance/", " · partner"),
        Role.EXPERT: ("/en/desk/my-expert/test-expert-of-the-demo/", "What should a city know"),
        Role.APPLICANT: ("/en/applications/", "A draft to go on with"),
        Role.JUROR: ("/en/reviews/", "Test call of the demo"),
        Role.BOARD_MEMBER: ("/en/desk/proposals/", "Assessments"),
    }
    emails = {role: email for role, email, _token in made}
    for role, (address, words) in worth.items():
        page = signed_in(Person.objects.get(email=emails[role])).get(address).content.decode()
        assert words in page, role
    call = Call.objects.get()
    assert not call.applications.filter(is_test=False).exists()
    assert set(Review.objects.values_list("juror__person__email", flat=True)) == {emails[Role.JUROR]}
    assert Review.objects.count() == 3
    demo_people(mark=False)
    assert (Call.objects.count(), Expert.objects.count(), Letter.objects.count()) == (1, 1, 1)


def test_an_instance_with_people_does_not_become_a_demo(empty, tmp_path):
    instance = empty
    instance.json("demo-people", "--mark")
    (instance.home / "demo").unlink()
    assert "cannot become a demo" in instance.run("demo-people", "--mark", code=1)
    assert "not a demo" in instance.run("demo-report", "--out", tmp_path, code=1)


def test_links_lead_to_a_host_with_a_name_because_passkeys_need_one(empty):
    people = empty.json("demo-people", "--mark")
    assert {person["href"].split("/en/")[0] for person in people} == {"http://localhost:8000"}


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ([], "http://localhost:8000"),
        (["--port", "8123"], "http://localhost:8123"),
        (["--address", "127.0.0.1", "--port=8123"], "http://localhost:8123"),
        (["--address", "192.0.2.7"], "http://192.0.2.7:8000"),
    ],
)
def test_links_lead_to_where_it_is_served(tmp_path, arguments, address):
    assert Instance(tmp_path / "instance").run("serve", "--say-address", *arguments) == f"{address}\n"


@pytest.fixture
def rehearsal(tmp_path: Path) -> Path:
    """A checkout that is set up, in which each command only notes with what address and words it was called."""
    for name in ("metronome.sh", *REQUIREMENTS):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        shutil.copy(PROJECT / name, tmp_path / name)
    address = f"""cd {PROJECT} && exec {COMMAND[0]} -c '{COMMAND[2]}' "$@" """
    note = f'echo "$METRONOME_ADDRESS $*" >>"{tmp_path}/calls"'
    commands = {
        "python": "exit 0",
        "metronome": f'case " $* " in *" --say-address "*) {address} ;; *) {note} ;; esac',
    }
    (tmp_path / ".venv" / "bin").mkdir(parents=True)
    for name, script in commands.items():
        path = tmp_path / ".venv" / "bin" / name
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)
    asked = b"".join((tmp_path / name).read_bytes() for name in REQUIREMENTS)
    sum_of = subprocess.run(["cksum"], check=True, input=asked, capture_output=True).stdout.decode()
    (tmp_path / ".venv" / "installed").write_text(f"run {sum_of}")
    return tmp_path


def test_a_demo_on_another_port_is_written_for_that_port(rehearsal):
    environment = {name: value for name, value in os.environ.items() if not name.startswith("METRONOME_")}
    subprocess.run(["./metronome.sh", "demo", "--port", "8123"], check=True, cwd=rehearsal, env=environment)
    calls = (rehearsal / "calls").read_text().splitlines()
    commands = ("load", "demo-report", *["observatory"] * 5, "demo-people", "serve")
    assert [call.split()[:2] for call in calls] == [["http://localhost:8123", command] for command in commands]


@pytest.fixture
def composing(metropolis, monkeypatch) -> Edition:
    """The edition that the reference folder begins. Its documents are not made: that is long, and tested elsewhere."""
    monkeypatch.setattr(build, "build_files", lambda *_reading, **_wished: {})
    return Edition.objects.get(state="composing")


def states() -> list[tuple[str, int]]:
    made_here = Edition.objects.exclude(state="as_printed")
    return sorted(made_here.values_list("state", "number"), key=lambda row: row[1])


def test_a_demo_publishes_its_report_with_every_question_let_pass_in_its_own_name(composing):
    published = publish_as_found(composing)
    assert states() == [("published", 1), ("composing", 2)]
    asked = [finding for finding in read_edition(published).findings if finding.severity == "ask"]
    assert len(asked) == Waiver.objects.filter(by=BY).count() == 12
    assert published.published_by == BY


def test_a_demo_publishes_again_only_when_the_record_has_changed(composing):
    first = publish_as_found(composing)
    following = Edition.objects.get(state="composing")
    assert publish_as_found(following) == first
    assert states() == [("published", 1), ("composing", 2)]
    assert Activity.objects.filter(code="guangzhou-award-5-shortlist").update(state="cancelled") == 1
    second = publish_as_found(following)
    assert second == following
    assert states() == [("superseded", 1), ("published", 2), ("composing", 3)]
    found = difference(read_edition(first).manifest, read_edition(second).manifest)
    assert "activity:guangzhou-award-5-shortlist" in {row.subject for row in found.rows}


def test_what_stops_publication_leaves_a_demo_as_it_was(composing, monkeypatch):
    def stopped(_manifest):
        raise Refusal("A word stands for no figure.")

    monkeypatch.setattr(actions, "refuse_unpublishable", stopped)
    monkeypatch.setattr("metronome.cli.demo.refuse_unpublishable", stopped)
    with pytest.raises(Refusal):
        publish_as_found(composing)
    assert (states(), Waiver.objects.count()) == ([("composing", 1)], 0)
