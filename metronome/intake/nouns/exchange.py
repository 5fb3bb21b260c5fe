"""Practices, collections, adoptions and experts as a folder tells them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from metronome.exchange.checked import CRITERIA, faults_of
from metronome.exchange.claims import mark_of
from metronome.exchange.enums import ConditionKind, Licence, Proof, Stage, Step
from metronome.exchange.given import (
    GivenAdoption,
    GivenBudgetClass,
    GivenClaim,
    GivenCollection,
    GivenCondition,
    GivenExpert,
    GivenPractice,
    GivenPracticeContact,
    GivenPracticeScore,
    GivenStep,
    GivenVerification,
)
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder

#: Limits of what columns hold.
MONTHS, FIRST_YEAR, LAST_YEAR = 1_200, 1800, 9999


def read_budget_class(folder: Folder, fields: Fields, number: int) -> GivenBudgetClass:
    return GivenBudgetClass(
        slug=fields.identity("slug", folder.ids.budget_classes),
        label=fields.words("label", required=True),
        order=fields.order(number),
    )


def read_collection(folder: Folder, fields: Fields, number: int) -> GivenCollection:
    criteria = fields.texts("criteria")
    for name in criteria:
        if name not in CRITERIA:
            reason = _("“%(name)s” is nothing that a practice can be asked for.") % {"name": name}
            fields.refuse("criteria", reason, _("Known are: %(names)s.") % {"names": ", ".join(CRITERIA)})
    return GivenCollection(
        slug=fields.identity("slug", folder.ids.collections),
        title=fields.words("title", required=True),
        summary=fields.words("summary"),
        asks=fields.words("asks"),
        criteria=criteria,
        confirm_months=fields.number("confirm_months", low=1, high=MONTHS),
        is_open=fields.flag("open"),
        call=fields.reference("call", folder.ids.calls),
        order=fields.order(number),
    )


def read_practice(folder: Folder, fields: Fields, number: int) -> GivenPractice:
    """A practice; the first day known of it is that on which it was published."""
    claims = tuple(_claims(fields))
    given = GivenPractice(
        slug=fields.identity("slug", folder.ids.practices, most=60),
        collection=fields.reference("collection", folder.ids.collections, required=True),
        member=folder.member(fields, "member"),
        city=fields.text("city", most=200),
        country=fields.country("country"),
        region=fields.reference("region", folder.ids.regions),
        latitude=fields.decimal("latitude", ends=90, places=5),
        longitude=fields.decimal("longitude", ends=180, places=5),
        kind=fields.words("kind"),
        title=fields.words("title", required=True),
        summary=fields.words("summary"),
        problem=fields.words("problem"),
        done=fields.words("done"),
        learnt=fields.words("learnt"),
        stage=fields.choice("stage", Stage.values),
        since=fields.number("since", low=FIRST_YEAR, high=LAST_YEAR),
        until=fields.number("until", low=FIRST_YEAR, high=LAST_YEAR),
        budget_class=fields.reference("budget_class", folder.ids.budget_classes),
        languages=fields.texts("languages"),
        award=fields.text("award", most=200),
        website=fields.url("website"),
        licence=fields.choice("licence", Licence.values),
        source=fields.text("source", most=300),
        challenges=folder.all_coded(fields, "challenges", folder.ids.challenges),
        goals=fields.texts("goals"),
        scores=tuple(_scores(folder, fields)),
        claims=claims,
        conditions=tuple(_conditions(folder, fields)),
        contacts=tuple(_contacts(fields)),
        verifications=tuple(_verifications(folder, fields, claims)),
        published_on=fields.day("published_on") or date.min,
        confirmed_on=fields.day("confirmed_on"),
        retired_on=fields.day("retired_on"),
        retired_why=fields.words("retired_why"),
        order=fields.order(number),
    )
    _refuse_faults(given, fields)
    return given


def _refuse_faults(given: GivenPractice, fields: Fields) -> None:
    for fault in faults_of(given):
        # A name that means nobody is refused already.
        if fault.field != "member" or given.member or not fields.has("member"):
            fields.refuse(fault.field or "", fault.reason, fault.remedy)


def _scores(folder: Folder, fields: Fields) -> Iterator[GivenPracticeScore]:
    for item in fields.items("markers"):
        marker = item.reference("marker", folder.ids.markers, required=True)
        score = item.number("score", high=100, required=True)
        yield GivenPracticeScore(marker, score or 0, item.text("reason"))
        item.close()


def _claims(fields: Fields) -> Iterator[GivenClaim]:
    for order, item in enumerate(fields.items("results"), 1):
        yield GivenClaim(
            label=item.words("label", required=True),
            value=item.decimal("value", ends=10**15, places=4),
            unit=item.words("unit", is_name=True),
            on=item.day("on"),
            source=item.text("source", most=500),
            checked_by=item.text("checked_by", most=200),
            order=order,
        )
        item.close()


def _conditions(folder: Folder, fields: Fields) -> Iterator[GivenCondition]:
    for order, item in enumerate(fields.items("conditions"), 1):
        kind = item.choice("kind", ConditionKind.values, ConditionKind.OTHER)
        value = (
            item.reference("value", folder.ids.regions)
            if kind == ConditionKind.REGION
            else item.text("value", most=60)
        )
        yield GivenCondition(kind, value, item.words("text"), order)
        item.close()


def _contacts(fields: Fields) -> Iterator[GivenPracticeContact]:
    for order, item in enumerate(fields.items("contacts"), 1):
        yield GivenPracticeContact(item.text("name", most=200), item.text("email", required=True, most=254), order)
        item.close()


def _verifications(folder: Folder, fields: Fields, claims: Sequence[GivenClaim]) -> Iterator[GivenVerification]:
    """Who stands for it; a row that says the number of a result, from 1, for that one."""
    for item in fields.items("verified"):
        kind = item.choice("by", Proof.values, Proof.SOURCE)
        member = folder.member(item, "member", required=kind == Proof.PEER)
        said = item.text("said", required=kind != Proof.PEER, most=500)
        on = item.day("on", required=True)
        number = item.number("result", low=1, high=max(len(claims), 1))
        claim = mark_of(claims[number - 1]) if number and claims else ""
        yield GivenVerification(kind, member, said, item.url("url"), on or date.min, claim)
        item.close()


def read_adoption(folder: Folder, fields: Fields, number: int) -> GivenAdoption:
    """An adoption whose steps both cities have confirmed."""
    del number
    practice = fields.reference("practice", folder.ids.practices, required=True)
    member = folder.member(fields, "member", required=True)
    steps = []
    for item in fields.items("steps"):
        step = item.choice("step", Step.values, Step.INTEREST)
        on = item.day("on", required=True)
        needs = step in (Step.CHANGED, Step.STOPPED)
        steps.append(GivenStep(step, on or date.min, item.text("why", required=needs)))
        item.close()
    return GivenAdoption(practice=practice, member=member, summary=fields.words("summary"), steps=tuple(steps))


def read_expert(folder: Folder, fields: Fields, number: int) -> GivenExpert:
    del number
    return GivenExpert(
        slug=fields.identity("slug", folder.ids.experts),
        name=fields.text("name", required=True, most=200),
        office=fields.words("office"),
        member=folder.member(fields, "member"),
        partner=folder.partner(fields, "partner"),
        knows=fields.words("knows"),
        languages=fields.texts("languages"),
        email=fields.text("email", most=254),
        challenges=folder.all_coded(fields, "challenges", folder.ids.challenges),
        consented_on=fields.day("consented_on"),
        withdrawn_on=fields.day("withdrawn_on"),
    )
