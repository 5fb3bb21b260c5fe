"""Bodies, offices and mandates as a folder tells them."""

from __future__ import annotations

from metronome.governance.given import GivenBody, GivenMandate, GivenOffice
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder


def read_body(folder: Folder, fields: Fields, number: int) -> GivenBody:
    return GivenBody(
        slug=fields.identity("slug", folder.ids.bodies),
        kind=fields.text("kind", most=60),
        label=fields.words("label", required=True),
        task=fields.words("task"),
        order=fields.order(number),
    )


def read_office(folder: Folder, fields: Fields, number: int) -> GivenOffice:
    slug = fields.identity("slug", folder.ids.offices)
    return GivenOffice(slug, fields.words("label", required=True), fields.order(number))


def read_mandate(folder: Folder, fields: Fields, number: int) -> GivenMandate:
    since, until = fields.since_until()
    return GivenMandate(
        slug=fields.identity("slug", folder.ids.mandates, most=120),
        body=fields.reference("body", folder.ids.bodies, required=True),
        office=fields.reference("office", folder.ids.offices, required=True),
        contact=fields.reference("person", folder.ids.people, required=True),
        members=folder.members(fields, "members"),
        region=fields.reference("region", folder.ids.regions),
        since=since,
        until=until,
        order=fields.order(number),
    )
