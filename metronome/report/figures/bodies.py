"""Figures of the bodies of the network."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.report.snapshot import Snapshot

from .figure import Answer, Row, define
from .rows import label_of


@define(
    "bodies.governments",
    unit="member",
    is_of_a_day=True,
    label=lambda: _("Governments in the bodies"),
    words=lambda: _(
        "Distinct members for whom somebody holds a mandate in a body on the last day of the period, and how many "
        "they are in each body. A member may sit in several bodies and counts once in the value."
    ),
)
def governments(snapshot: Snapshot) -> Answer:
    _, day = snapshot.period.ends
    seated: dict[str, set[str]] = {body.slug: set() for body in snapshot.bodies}
    for mandate in snapshot.mandates:
        if mandate.body in seated and mandate.period.holds(day):
            seated[mandate.body].update(mandate.members)
    language = snapshot.source_language
    rows = tuple(
        Row("body", body.slug, label_of(body.label, language), member)
        for body in snapshot.bodies
        for member in sorted(seated[body.slug])
    )
    items = tuple(sorted({row.used for row in rows}))
    return Answer(rows, len(items), by={body: len(members) for body, members in seated.items()}, items=items)
