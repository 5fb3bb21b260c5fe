"""Bilateral meetings as a folder tells them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.listening.given import GivenBilateral


def read_bilateral(folder: Folder, fields: Fields, number: int) -> GivenBilateral | None:
    """One meeting; None where its day cannot be read, which is refused."""
    text = fields.text("on", required=True)
    span = fields.span("on", text) if text else None
    if fields.has("member") == fields.has("partner"):
        fields.refuse("member", _("A member or a partner is expected, and not both."), _("Fill in one of the two."))
    slug = fields.identity("slug", folder.ids.bilaterals)
    given = {
        "channel": fields.choice("channel", ("online", "on_site", "phone")),
        "member": folder.member(fields, "member"),
        "partner": folder.partner(fields, "partner"),
        "needs": fields.words("needs"),
        "follow_up": fields.words("follow_up"),
        "notes": fields.text("notes"),
        "order": fields.order(number),
        "is_cancelled": fields.flag("cancelled"),
    }
    if span is None:
        return None
    return GivenBilateral(slug, first_day=span[0], last_day=span[1], precision=span[2], **given)
