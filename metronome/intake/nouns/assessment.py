"""What is expected of results and how bodies judged them, as a folder tells it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.plan.enums import Method
from metronome.plan.given import GivenAssessment, GivenExpectation, GivenRating, GivenValue

#: The largest number of an indicator, and how fine it may be.
MOST, PLACES = 999_999_999_999, 4


def read_rating(folder: Folder, fields: Fields, number: int) -> GivenRating:
    return GivenRating(
        slug=fields.identity("slug", folder.ids.ratings),
        label=fields.words("label", required=True),
        description=fields.words("description"),
        order=fields.order(number),
    )


def read_expectation(folder: Folder, fields: Fields, number: int) -> GivenExpectation:
    method = fields.choice("method", Method.values, Method.NUMBER)
    baseline, target = (fields.decimal(name, ends=MOST, places=PLACES) for name in ("baseline", "target"))
    if method == Method.NARRATIVE and (baseline is not None or target is not None):
        reason = _("What is measured in words has no numbers.")
        fields.refuse("method", reason, _("Choose another method, or take the numbers away."))
    return GivenExpectation(
        slug=fields.identity("slug", folder.ids.expectations, most=100),
        node=_node(folder, fields),
        indicator=fields.words("indicator", required=True),
        method=method,
        unit=fields.words("unit"),
        baseline=baseline,
        target=target,
        order=fields.order(number),
        values=tuple(_values(fields)),
    )


def _values(fields: Fields) -> Iterator[GivenValue]:
    for item in fields.items("values"):
        span = item.on("on")
        yield GivenValue(
            first_day=span.first_day,
            last_day=span.last_day,
            value=item.decimal("value", ends=MOST, places=PLACES),
            text=item.words("text"),
            source=item.text("source", most=300),
        )
        item.close()


def read_assessment(folder: Folder, fields: Fields, number: int) -> GivenAssessment:
    del number
    node, is_final = _node(folder, fields), fields.flag("final")
    year = fields.number("year", low=1, high=9998, required=True) or 1
    judged = f"{node}/{year}/{is_final}"
    if node and (first := folder.ids.assessed.add(judged, fields.place.file, fields.place.row)):
        reason = _("This result was assessed for that year already: in %(first)s.") % {"first": first}
        fields.refuse("year", reason, _("Remove one of the two, or mend the year."))
    return GivenAssessment(
        slug=fields.identity("slug", folder.ids.assessments, most=100),
        node=node,
        year=year,
        is_final=is_final,
        rating=fields.reference("rating", folder.ids.ratings, required=True),
        text=fields.words("text"),
        body=fields.reference("body", folder.ids.bodies, required=True),
        on=fields.day("on", required=True) or date.min,
    )


def _node(folder: Folder, fields: Fields) -> str:
    """The result, or any other node, as plan/code."""
    code = fields.text("result", required=True)
    return folder.coded(fields, "result", folder.ids.nodes, code) if code else ""
