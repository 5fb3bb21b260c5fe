from __future__ import annotations

from datetime import date

from metronome.calls.models import Call, Criterion, EligibilityRule, Option, Outcome, Panel, Question, Stage

from .network import text


def make_call(slug: str = "award", **fields: object) -> Call:
    """A public call with one of each part; applications are taken until 30 April 2021 in Dakar."""
    given = {"slug": slug, "title": text(slug.title()), "zone": "Africa/Dakar", "is_published": True, **fields}
    call = Call.objects.create(**given)
    Stage.objects.create(
        call=call, code="call", label=text("Appel"), takes_applications=True,
        opens_on=date(2021, 3, 1), closes_on=date(2021, 4, 30), closes_at="18:00", order=1,
    )  # fmt: skip
    Question.objects.create(call=call, code="state", kind="choice", label=text("État ?"), order=1)
    Option.objects.create(call=call, question="state", code="running", label=text("En cours"), order=1)
    Question.objects.create(
        call=call, code="since", kind="day", label=text("Depuis ?"), asked_if="state", asked_when="running", order=2
    )
    EligibilityRule.objects.create(call=call, code="city", text=text("Une ville."), order=1)
    Criterion.objects.create(call=call, code="effect", label=text("Effet"), weight=3, order=1)
    Criterion.objects.create(call=call, code="idea", label=text("Idée"), weight=1, order=2)
    Panel.objects.create(call=call, code="jury", label=text("Jury"), seats=7, order=1)
    Outcome.objects.create(call=call, code="winner", label=text("Lauréate"), places=5, order=1)
    return call
