"""Bilateral meetings as a folder tells them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.listening.given import GivenBilateral


def read_bilateral(folder: Folder, fields: Fields, number: int) -> GivenBilateral:
    on = fields.on("on")
    if fields.has("member") == fields.has("partner"):
        fields.refuse("member", _("A member or a partner is expected, and not both."), _("Fill in one of the two."))
    return GivenBilateral(
        slug=fields.identity("slug", folder.ids.bilaterals),
        first_day=on.first_day,
        last_day=on.last_day,
        precision=on.precision,
        channel=fields.choice("channel", ("online", "on_site", "phone")),
        member=folder.member(fields, "member"),
        partner=folder.partner(fields, "partner"),
        needs=fields.words("needs"),
        follow_up=fields.words("follow_up"),
        notes=fields.text("notes"),
        order=fields.order(number),
        is_cancelled=fields.flag("cancelled"),
    )
