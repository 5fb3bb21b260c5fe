"""The page of an indicator: what the observatory knows of it, beside what documents state."""

from __future__ import annotations

from metronome.report.models import StatedFigure

#: Documents that print an average state a figure of this subject, followed by the slug of the indicator.
SUBJECT = "average-"


def stated_averages(indicator: str) -> list[StatedFigure]:
    """What documents print as the average of an indicator, as it was printed: no year is made up for it."""
    rows = StatedFigure.objects.filter(subject=SUBJECT + indicator)
    return list(rows.select_related("document").order_by("document", "pk"))
