"""The reference folder says what the transcription of the documents says, where that lies beside the project."""

from __future__ import annotations

import csv

import pytest
import yaml

from metronome.network.models import Member, Partner
from metronome.record.enums import InvolvementRole
from metronome.record.models import Activity, MediaMention
from tests.instances import PROJECT

SOURCE = PROJECT.parent / "shared" / "data" / "metropolis"
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(not SOURCE.exists(), reason="the transcription does not lie beside the project"),
]


def read(name: str):
    return yaml.safe_load((SOURCE / name).read_text(encoding="utf-8"))


def rows(name: str) -> list[dict[str, str]]:
    with (SOURCE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def slugs(activity: Activity, of: str, role: str) -> set[str]:
    involved = activity.involvements.filter(role=role, **{f"{of}__isnull": False})
    return set(involved.values_list(f"{of}__slug", flat=True))


def test_every_activity_has_its_days_tags_and_parts(metropolis):
    told = read("activities.yaml")["activities"]
    assert {row["id"] for row in told} == set(Activity.objects.values_list("code", flat=True))
    for row in told:
        activity = Activity.objects.get(code=row["id"])
        days = {(str(day.first_day), str(day.last_day)) for day in activity.occurrences.all()}
        assert days == {(day["start"], day["end"]) for day in row["dates"]}, row["id"]
        assert {tag.result.code for tag in activity.result_tags.all()} == set(row["results"]), row["id"]
        assert {tag.challenge.code for tag in activity.challenge_tags.all()} == set(row["challenges"]), row["id"]
        assert slugs(activity, "member", InvolvementRole.ACTIVATED) == set(row["members"]), row["id"]
        assert slugs(activity, "partner", InvolvementRole.PARTNER) == set(row["alliances"]), row["id"]
        named = set(row["members_in_text"]) - set(row["members"])
        assert slugs(activity, "member", InvolvementRole.NAMED) == named, row["id"]
        assert activity.lead_line is not None
        assert activity.lead_line.code == f"L{row['section']}", row["id"]
        assert activity.title.texts == row["title"], row["id"]


def test_every_count_is_as_it_was_stated(metropolis):
    for row in read("activities.yaml")["activities"]:
        stated = [row["participants"]] if row["participants"] else []
        counts = list(Activity.objects.get(code=row["id"]).participations.all())
        assert [(count.number, count.printed) for count in counts] == [
            (said["value"], said["printed"]) for said in stated
        ], row["id"]


def test_every_member_partner_and_mention_is_there(metropolis):
    full = Member.objects.filter(standings__kind="full")
    assert {row["slug"]: row["country"] for row in rows("members.csv")} == dict(full.values_list("slug", "country"))
    assert {row["slug"] for row in rows("alliances.csv")} == set(Partner.objects.values_list("slug", flat=True))
    mentions = read("media.yaml")["mentions"]
    assert sorted(row["outlet"] for row in mentions) == sorted(MediaMention.objects.values_list("outlet", flat=True))
