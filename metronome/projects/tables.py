"""The list of projects as a file: what the page shows, one row for each project."""

from __future__ import annotations

from collections.abc import Sequence

from metronome.design.words import reader

from .enums import CarrierRole
from .models import Project

COLUMNS = ("slug", "title", "state", "first_day", "last_day", "months", "lead", "partners", "call", "summary")


def project_row(project: Project) -> Sequence[object]:
    carriers = list(project.carriers.all())
    names = {role: "; ".join(one.slug for one in carriers if one.role == role) for role in CarrierRole}
    return (
        project.slug,
        project.title.in_(reader()),
        project.state,
        project.first_day.isoformat() if project.first_day else "",
        project.last_day.isoformat() if project.last_day else "",
        project.months,
        names[CarrierRole.LEAD],
        names[CarrierRole.PARTNER],
        project.call,
        project.summary.in_(reader()),
    )
