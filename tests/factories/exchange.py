"""Practices and whoever takes them over."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from metronome.calls.models import Application, Option, Question
from metronome.exchange.models import (
    Adoption,
    AdoptionStep,
    BudgetClass,
    Claim,
    Collection,
    Condition,
    Expert,
    Flag,
    Letter,
    Practice,
    PracticeChallenge,
    PracticeContact,
    PracticeGoal,
    Verification,
)
from metronome.network.models import Member

from .calls import make_application, make_call
from .network import text

#: What an entry of an open collection answers.
GATHERED: list[dict[str, Any]] = [
    {"question": "kind", "kind": "choice", "value": "city"},
    {"question": "summary", "kind": "text", "value": {"fr": "Des repas portés chez les aînés."}},
    {"question": "done", "kind": "text", "value": {"fr": "Les cantines cuisinent, des bénévoles portent."}},
    {"question": "website", "kind": "text", "value": {"fr": "https://cusco.example/repas"}},
    {"question": "place", "kind": "place", "value": "-13.53195, -71.96746"},
    {
        "question": "results",
        "kind": "table",
        "value": [
            {
                "result": "Repas par jour",
                "value": "1200",
                "unit": "repas",
                "date": "2020-06-30",
                "source": "Bilan",
            },
            {"result": "Bénévoles", "value": "1,200", "unit": "", "date": "juin", "source": ""},
            {"result": "", "value": "7", "unit": "", "date": "", "source": ""},
        ],
    },
]
SAID = datetime(2021, 3, 1, 12, tzinfo=UTC)


def make_collection(slug: str = "solutions", **fields: Any) -> Collection:
    """An open collection that asks for little."""
    given = {"slug": slug, "title": text(slug.title()), "is_open": True, **fields}
    return Collection.objects.get_or_create(slug=slug, defaults=given)[0]


def make_gathered(call: str = "gathering", slug: str = "solutions", **fields: Any) -> Application:
    """A collection into which anybody hands in by a call without scores, and an entry of a city that is no member."""
    asked = make_call(call)
    asked.criteria.all().delete()
    collection = make_collection(slug)
    collection.call = call
    collection.save()
    questions = (("kind", "choice"), ("summary", "text"), ("done", "text"), ("website", "text"), ("place", "place"))
    for order, (code, kind) in enumerate((*questions, ("results", "table")), 10):
        Question.objects.create(call=asked, code=code, kind=kind, label=text(code.title()), order=order)
    Option.objects.create(call=asked, question="kind", code="city", label=text("Une ville"))
    for code in ("result", "value", "unit", "date", "source"):
        Option.objects.create(call=asked, question="results", code=code, label=text(code.title()))
    agreed = {"shared_at": SAID, "shared_by": "applicant", "title": "Repas à domicile", "country": "PE"}
    return make_application(asked, "Cusco", answers=GATHERED, **{**agreed, **fields})


def make_practice(slug: str = "bus-lanes", *, member: Member | None = None, **fields: Any) -> Practice:
    """A published practice of a member, else of a city that is none."""
    given: dict[str, Any] = {
        "slug": slug,
        "collection": fields.pop("collection", None) or make_collection(),
        "member": member,
        "city": "" if member else "Elsewhere",
        "title": text(slug.replace("-", " ").title()),
        "published_on": date(2021, 2, 1),
        **fields,
    }
    return Practice.objects.create(**given)


def make_whole_practice(slug: str = "bus-lanes", *, member: Member | None = None, **fields: Any) -> Practice:
    """The same with one of each part."""
    practice = make_practice(slug, member=member, **fields)
    Claim.objects.create(practice=practice, label=text("Voyageurs"), value=Decimal("12.5"), unit=text("%"), order=1)
    Condition.objects.create(practice=practice, kind="smallest", value="500000", order=1)
    Condition.objects.create(practice=practice, kind="other", text=text("Une autorité unique"), order=2)
    PracticeContact.objects.create(practice=practice, name="Desk of buses", email="buses@city.example", order=1)
    PracticeGoal.objects.create(practice=practice, goal="11.2")
    return practice


def make_challenge_tag(practice: Practice, challenge: Any) -> PracticeChallenge:
    return PracticeChallenge.objects.create(practice=practice, challenge=challenge)


def make_verification(practice: Practice, **fields: Any) -> Verification:
    given = {"kind": "source", "said": "Annual report", "on": date(2021, 3, 1), **fields}
    return Verification.objects.create(practice=practice, **given)


def make_budget_class(slug: str = "low", **fields: Any) -> BudgetClass:
    return BudgetClass.objects.create(**{"slug": slug, "label": text(slug.title()), **fields})


def make_adoption(practice: Practice, member: Member, *steps: str, **fields: Any) -> Adoption:
    """An adoption with steps that both cities have confirmed, one a month from January 2021 on."""
    adoption = Adoption.objects.create(practice=practice, member=member, **fields)
    for month, step in enumerate(steps, 1):
        AdoptionStep.objects.create(
            adoption=adoption, step=step, on=date(2021, month, 1), side="adopter", said_by="person:1", said_at=SAID,
            confirmed_by="person:2", confirmed_at=SAID, why="Money" if step in ("changed", "stopped") else "",
        )  # fmt: skip
    return adoption


def make_expert(slug: str = "head-of-buses", **fields: Any) -> Expert:
    given = {
        "slug": slug,
        "name": "Expert of Buses",
        "office": text("Directrice"),
        "knows": text("Voies de bus"),
        "email": "expert@city.example",
        "consented_on": date(2021, 1, 1),
    }
    return Expert.objects.create(**{**given, **fields})


def make_flag(practice: Practice, **fields: Any) -> Flag:
    given = {"concern": "wrong", "text": "It is not so.", "email": "reader@example.org", "at": SAID}
    return Flag.objects.create(practice=practice, **{**given, **fields})


def make_letter(practice: Practice, sender: Any, **fields: Any) -> Letter:
    return Letter.objects.create(**{"practice": practice, "sender": sender, "text": "How?", "sent_at": SAID, **fields})
