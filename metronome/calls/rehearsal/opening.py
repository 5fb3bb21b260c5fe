"""The call of a rehearsal: as the template of an award makes it, in short, opened by two hands at the desk."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.desk.actions import IDENTITY, approve_proposal, propose, publish_proposal, submit_proposal
from metronome.desk.sheets import languages_before
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..enums import QuestionKind
from ..given import (
    GivenCall,
    GivenCriterion,
    GivenOption,
    GivenOutcome,
    GivenPanel,
    GivenQuestion,
    GivenRule,
    GivenStage,
)
from ..models import Call
from .made_up import SUBJECTS

#: By whose hands the secretariat rehearses: one proposes, the other approves.
SECRETARY, CHAIR = "rehearsal:secretary", "rehearsal:chair"
CRITERIA = ("innovation", "effect", "transfer")
RULES = {"city": "It comes from a city.", "begun": "What it tells has begun."}
SHORTLISTED, WINNERS, JURY = 15, 5, 5
#: Applications are taken by the clock of Madrid, until the end of this second.
ZONE, FIRST, LAST, AT = "Europe/Madrid", date(2021, 3, 1), date(2021, 4, 30), "18:00"


def open_call(slug: str, *, first: date = FIRST, last: date = LAST) -> Call:
    """A public call of that name, which takes applications from the first to the last day.

    Raises Refusal where there is one, and for what is no name of a call.
    """
    if slugify(slug)[:IDENTITY].strip("-") != slug:
        raise Refusal(
            _("“%(slug)s” cannot be what a call is called in addresses.") % {"slug": slug},
            remedy=_("Write small letters and figures with hyphens between, %(most)d at most.") % {"most": IDENTITY},
        )
    if Call.objects.filter(slug=slug).exists():
        raise Refusal(_("There is a call “%(slug)s” already.") % {"slug": slug}, remedy=_("Choose another name."))
    proposal = propose(kind="calls", given=_given(slug, first, last), by=SECRETARY)
    submit_proposal(number=proposal.pk, by=SECRETARY)
    approve_proposal(number=proposal.pk, by=CHAIR)
    return Call.objects.get(slug=publish_proposal(number=proposal.pk, by=CHAIR).identity)


def _text(words: str) -> Text:
    """In English, and with the same words in whatever language the network asks for before it publishes a call."""
    return Text.of({**dict.fromkeys(languages_before("call"), words), "en": words}, source="en")


def _given(slug: str, first: date, last: date) -> GivenCall:
    """What the call asks and promises; its name in addresses follows from its title."""
    stage = GivenStage("call", _text("Call"), first, "", last, AT, True, 1)
    plain: dict[str, Any] = {"hint": Text(), "is_required": False, "most": None, "unit": Text(),
                             "asked_if": "", "asked_when": ""}  # fmt: skip
    required = plain | {"is_required": True}
    questions = (
        GivenQuestion("solution", QuestionKind.TEXT, _text("What was done?"), **required, order=1),
        GivenQuestion("subject", QuestionKind.CHOICES, _text("About what?"), **plain, order=2),
        GivenQuestion("inhabitants", QuestionKind.NUMBER, _text("How many inhabitants?"), **plain, order=3),
    )
    options = tuple(
        GivenOption("subject", code, _text(code.capitalize()), order) for order, code in enumerate(SUBJECTS, 1)
    )
    rules = tuple(GivenRule(code, _text(words), order) for order, (code, words) in enumerate(RULES.items(), 1))
    criteria = tuple(
        GivenCriterion(code, _text(code.capitalize()), Text(), Decimal(1), Decimal(0), Decimal(10), order)
        for order, code in enumerate(CRITERIA, 1)
    )
    panels = (
        GivenPanel("committee", _text("Technical committee"), Text(), None, 1),
        GivenPanel("jury", _text("Jury"), Text(), JURY, 2),
    )
    outcomes = (
        GivenOutcome("shortlisted", _text("Shortlisted"), Text(), SHORTLISTED, False, 1),
        GivenOutcome("winner", _text("Winner"), Text(), WINNERS, False, 2),
    )
    return GivenCall(
        "", "rehearsal", "", _text(slug.replace("-", " ").capitalize()),
        _text("A rehearsal of an award: everything in this call is made up."), Text(), ZONE, False, True, False,
        (stage,), questions, options, rules, criteria, panels, outcomes, 999,
    )  # fmt: skip
