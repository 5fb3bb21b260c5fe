"""What is not public is told to nobody outside: on no page, in no file, by no search and under no guessed address."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.db import DatabaseError, models, transaction
from django.db.models import Q

from metronome.accounts.enums import Role
from metronome.desk.models import Proposal
from metronome.exchange.models import AdoptionStep, Letter
from metronome.ground import audit
from metronome.ground.fields import FoldedField, TextField
from metronome.ground.text import Text
from metronome.listening.models import Bilateral
from metronome.network.models import Contact, CorrectionRequest
from metronome.projects.models import ChangeRequest, Project
from metronome.record.enums import State
from metronome.record.models import Activity
from tests.faults.walk import Page, declared_doors, given, readers_of, walked
from tests.faults.world import filled, make_full_doors, tables
from tests.house.world import ANOTHER, Doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

HIDDEN_ACTIVITY = ~Q(activity__state=State.PUBLISHED)
HIDDEN_CALL = Q(call__is_published=False)
HIDDEN_PROJECT = Q(project__is_published=False)
HIDDEN_MONEY = HIDDEN_PROJECT | Q(project__is_money_public=False)
#: Tables that the public sees, with the rows of them that it does not; `None`: it sees all. A table that does not
#: stand here is nobody's business outside.
OPEN: dict[str, Q | None] = {
    "network.Network": None,
    "network.Region": None,
    "network.Member": None,
    "network.Standing": None,
    "network.PartnerKind": None,
    "network.Partner": None,
    "network.Alias": None,
    "network.Contact": Q(is_public=False),
    "plan.Plan": None,
    "plan.Level": None,
    "plan.Node": None,
    "plan.KeyIdea": None,
    "plan.Challenge": None,
    "plan.Theme": None,
    "plan.Marker": None,
    "plan.WorkPlan": None,
    "plan.PlannedActivity": None,
    "plan.Amendment": None,
    "plan.AmendmentChange": None,
    "plan.Expectation": None,
    "plan.ExpectedValue": None,
    "plan.Rating": None,
    "plan.Assessment": None,
    "record.Kind": None,
    "record.Activity": ~Q(state=State.PUBLISHED),
    "record.Occurrence": HIDDEN_ACTIVITY,
    "record.ResultTag": HIDDEN_ACTIVITY,
    "record.ChallengeTag": HIDDEN_ACTIVITY,
    "record.ThemeTag": HIDDEN_ACTIVITY,
    "record.GoalTag": HIDDEN_ACTIVITY,
    "record.MarkerScore": HIDDEN_ACTIVITY,
    "record.Involvement": HIDDEN_ACTIVITY,
    "record.PersonInvolved": HIDDEN_ACTIVITY | Q(is_public=False),
    "record.Participation": HIDDEN_ACTIVITY,
    "record.Evidence": HIDDEN_ACTIVITY,
    "record.FollowUp": HIDDEN_ACTIVITY,
    "record.MediaMention": Q(is_cancelled=True),
    "calls.Call": Q(is_published=False),
    "calls.Stage": HIDDEN_CALL,
    "calls.Question": HIDDEN_CALL,
    "calls.Option": HIDDEN_CALL,
    "calls.EligibilityRule": HIDDEN_CALL,
    "calls.Criterion": HIDDEN_CALL,
    "calls.Panel": HIDDEN_CALL,
    "calls.Outcome": HIDDEN_CALL,
    "projects.Project": Q(is_published=False),
    "projects.Carrier": HIDDEN_PROJECT,
    "projects.ProjectResult": HIDDEN_PROJECT,
    "projects.ProjectActivity": HIDDEN_PROJECT,
    "projects.ProjectMarker": HIDDEN_PROJECT,
    "projects.ProjectOutput": HIDDEN_PROJECT,
    "projects.Trip": HIDDEN_PROJECT,
    "projects.MoneySource": HIDDEN_MONEY,
    "projects.BudgetLine": HIDDEN_MONEY,
    "projects.ProjectRate": HIDDEN_MONEY,
    "exchange.Collection": None,
    "exchange.BudgetClass": None,
    "exchange.Practice": None,
    "exchange.Claim": None,
    "exchange.Condition": None,
    "exchange.PracticeChallenge": None,
    "exchange.PracticeGoal": None,
    "exchange.PracticeScore": None,
    "exchange.Verification": None,
    "exchange.Adoption": ~Q(pk__in=AdoptionStep.objects.exclude(confirmed_by="").values("adoption")),
    "exchange.AdoptionStep": Q(confirmed_by=""),
    "exchange.Expert": Q(consented_on=None) | Q(withdrawn_on__isnull=False),
    "exchange.ExpertChallenge": None,
    "governance.Body": None,
    "governance.Office": None,
    "governance.Mandate": None,
    "observatory.Area": None,
    "observatory.AreaMember": None,
    "observatory.AreaVersion": None,
    "observatory.Domain": None,
    "observatory.FactFile": None,
    "observatory.Geography": None,
    "observatory.Indicator": None,
    "observatory.IndicatorVersion": None,
    "observatory.Load": None,
    "observatory.Overlap": None,
    "observatory.Publication": None,
    "observatory.RefusedObservation": None,
    "observatory.Release": None,
    "observatory.SizeClass": None,
    "observatory.Source": None,
    "report.Document": None,
    "report.Edition": None,
    "report.EditionText": None,
    "report.EditionFile": None,
    "report.StatedFigure": None,
    "report.PrintedList": None,
    "report.Waiver": None,
    "report.ReportKind": None,
}
#: Columns of open tables that are never public.
CLOSED_COLUMNS = {
    "record.Activity": {"author", "approver", "comment", "notes"},
    "record.PersonInvolved": {"gender"},
    "record.Evidence": {"by"},
    "exchange.Expert": {"email"},
    "exchange.AdoptionStep": {"said_by", "confirmed_by", "declined_by", "declined_why"},
}
#: Columns of such rows that are public or codes of the house, each with the reason.
LEFT = {
    "accounts.Appointment.role": "A code of the house.",
    "accounts.Person.language": "A code of a language.",
    "accounts.Person.password": "A hash; signing in needs it.",
    "accounts.Person.zone": "A name of the time zone database.",
    "accounts.SignInLink.digest": "A digest.",
    "calls.Answer.language": "A code of a language.",
    "calls.Application.language": "A code of a language.",
    "calls.Application.languages": "Codes of languages.",
    "calls.ApplicationVersion.language": "A code of a language.",
    "calls.ApplicationVersion.languages": "Codes of languages.",
    "calls.ApplicationVersion.sha256": "A digest.",
    "calls.CallVersion.content": "The call's other columns, frozen.",
    "calls.CallVersion.changes": "Parts of the call's other columns, as they were.",
    "calls.CallVersion.sha256": "A digest.",
    "calls.Check.reasons": "Codes of rules of the call.",
    "calls.ReviewRound.weights": "Numbers by codes of criteria.",
    "calls.ReviewRound.sha256": "A digest.",
    "calls.Juror.languages": "Codes of languages.",
    "calls.Juror.subjects": "Codes of options.",
    "calls.RoundAssignment.proof": "Numbers by codes; what is in words is that of the applications and jurors.",
    "calls.RoundAssignment.sha256": "A digest.",
    "calls.Review.reasons": "Codes of the house, and words of other columns.",
    "calls.ReviewVersion.scores": "Numbers by codes of criteria.",
    "calls.ReviewVersion.language": "A code of a language.",
    "calls.Feedback.content": "Means, and the words of reviews, which are planted there.",
    "calls.Feedback.sha256": "A digest.",
    "calls.Sitting.present": "Numbers of jurors.",
    "desk.Proposal.kind": "A code of the house.",
    "desk.Proposal.identity": "What a row of another table is known by.",
    "network.CorrectionRequest.field": "The name of a column.",
    "network.CorrectionRequest.subject": "What the audit calls a row.",
    "report.StatementSet.slug": "What the address of a statement names; the member’s own focal points open it.",
    "report.Statement.sha256": "A digest; the file lies under it.",
    "report.Statement.language": "A code of a language.",
    "intake.Import.kind": "A code of the house.",
    "intake.Import.choices": "How a file is read: codes of the house beside its own headings.",
    "intake.Import.picks": "Spellings beside codes of the house.",
    "intake.Import.asked": "Spellings beside codes of the house.",
    "intake.SavedMapping.kind": "A code of the house.",
    "intake.SavedMapping.choices": "How a file is read: codes of the house beside its own headings.",
    "listening.Bilateral.channel": "A code of the house.",
    "listening.Bilateral.slug": "That there was a meeting is public; what was said is not.",
    "network.Contact.office": "Who may not be named is told by the office.",
    "record.PersonInvolved.title": "Who may not be named is told by the office.",
}
CANARY = "kq{:05d}z"
SEEN = re.compile(r"kq(\d{5})z", re.I)


@dataclass
class Canaries:
    """What stands in each column that is not public, by the number of its canary: table, row, column."""

    places: dict[int, tuple[str, Any, str]] = field(default_factory=dict)

    def put(self, model: type[models.Model], row: models.Model, column: models.Field) -> None:
        number = len(self.places) + 1
        word = CANARY.format(number)
        before = getattr(row, column.attname)
        if isinstance(column, TextField):
            value: Any = Text.of(dict.fromkeys(("fr", "en", "ar"), word), source="fr")
        elif isinstance(column, models.JSONField):
            value = filled(before, word) or ([word] if isinstance(before, list) else {"word": word})
        elif isinstance(column, models.EmailField):
            value = f"{word}@example.org"
        elif isinstance(column, models.URLField):
            value = f"https://example.org/{word}"
        else:
            value = word
        setattr(row, column.attname, value)
        try:
            with transaction.atomic():
                row.save()
        except (DatabaseError, ValueError):
            setattr(row, column.attname, before)
        else:
            self.places[number] = (model._meta.label, row.pk, column.name)

    def seen_in(self, page: Page) -> set[int]:
        """Those on a page, but for what stands there because it was asked for."""
        asked = set(SEEN.findall(page.address))
        return {int(number) for number in set(SEEN.findall(page.text)) - asked} & self.places.keys()


def hide(canaries: Canaries) -> None:
    """Write a canary into every column of text that is not public."""
    for model in tables():
        label = model._meta.label
        whole = label not in OPEN
        hidden = (
            model._default_manager.filter(OPEN[label] or Q(pk=None)) if not whole else model._default_manager.all()
        )
        closed = model._default_manager.all() if label in CLOSED_COLUMNS else model._default_manager.none()
        for row in {*hidden}:
            for column in columns_of(model):
                canaries.put(model, row, column)
        for row in {*closed} - {*hidden}:
            for column in columns_of(model):
                if column.name in CLOSED_COLUMNS[label]:
                    canaries.put(model, row, column)
    with transaction.atomic():
        audit.note(by="kq", verb="update", subject="activity:forum", public=True)


def columns_of(model: type[models.Model]) -> Iterator[models.Field]:
    for column in model._meta.concrete_fields:
        if f"{model._meta.label}.{column.name}" in LEFT or isinstance(column, FoldedField) or column.primary_key:
            continue
        if column.choices or not column.editable or (column.max_length or 99) < 8:
            continue
        if isinstance(column, TextField | models.CharField | models.TextField | models.JSONField):
            yield column


@dataclass(frozen=True)
class World:
    doors: Doors
    canaries: Canaries


@pytest.fixture
def world() -> World:
    doors, canaries = make_full_doors(), Canaries()
    hide(canaries)
    return World(doors, canaries)


#: Who is outside: nobody, and those who have an office for one member only.
OUTSIDE = (Role.VISITOR.value, Role.FOCAL_POINT.value, ANOTHER, Role.EXPERT.value, Role.PARTNER.value)
#: What both cities of an adoption read, and what the city of a practice keeps.
EXCHANGED = ("exchange.Adoption", "exchange.AdoptionStep", "exchange.PracticeContact")


def is_own(world: World, page: Page, label: str, row: Any, column: str) -> bool:
    """Whether a row is about the very person who reads or was written by them, or is for the focal points of the
    member that the addresses of this world name, or for whoever has the link of a letter."""
    who = page.who
    if label == "exchange.Letter" and "/answers/" in page.address:
        return True
    if who == Role.VISITOR:
        return False
    reader = world.doors.browsers[who].session.get("_auth_user_id")
    if label == "accounts.Person":
        return str(row) == reader
    if label == "network.CorrectionRequest":
        return str(CorrectionRequest.objects.get(pk=row).asked_by_id) == reader
    if who == Role.EXPERT:
        # The world has one who signs in: their profile, what they proposed of it, the questions to them.
        return label == "exchange.Expert" or is_of_the_expert(label, row)
    if who == Role.PARTNER:
        return is_of_the_partner(label, row, column)
    if who == Role.FOCAL_POINT and label == "network.Contact":
        return Contact.objects.filter(pk=row, member__slug="dakar").exists()
    if who == Role.FOCAL_POINT and label.startswith("projects."):
        found = apps.get_model(label).objects.get(pk=row)
        project = found if isinstance(found, Project) else getattr(found, "project", None) or found.expense.project
        return project.carriers.filter(role="lead", member__slug="dakar").exists() and label != "projects.Risk"
    if who == Role.FOCAL_POINT and label in EXCHANGED:
        found = apps.get_model(label).objects.get(pk=row)
        of = found.adoption if label == "exchange.AdoptionStep" else found
        return "dakar" in {city.slug for city in (of.practice.member, getattr(of, "member", None)) if city}
    if who == Role.FOCAL_POINT and label == "desk.Proposal":
        # What became of a change that the lead of a project asked for.
        led = Project.objects.filter(carriers__role="lead", carriers__member__slug="dakar")
        return ChangeRequest.objects.filter(proposal=row, project__in=led).exists()
    if who == Role.FOCAL_POINT and label in ("observatory.Round", "observatory.Cell"):
        # The round of this world asks this member alone.
        return True
    if who == Role.FOCAL_POINT and column in ("needs", "follow_up"):
        return Bilateral.objects.filter(pk=row, member__slug="dakar").exists()
    return False


def is_of_the_expert(label: str, row: Any) -> bool:
    if label == "exchange.Letter":
        return Letter.objects.filter(pk=row, expert__slug="head-of-buses").exists()
    return label == "desk.Proposal" and Proposal.objects.filter(pk=row, kind="experts").exists()


def is_of_the_partner(label: str, row: Any, column: str) -> bool:
    """Its people, what was said with it but for the confidential notes, and what its focal point proposed."""
    if label == "network.Contact":
        return Contact.objects.filter(pk=row, partner__slug="alliance").exists()
    if column in ("needs", "follow_up"):
        return Bilateral.objects.filter(pk=row, partner__slug="alliance").exists()
    of = {"kind": "partners", "identity": "alliance", "author__startswith": "person:"}
    return label == "desk.Proposal" and Proposal.objects.filter(pk=row, **of).exists()


def leaks(world: World, pages: Iterable[Page]) -> list[str]:
    found = []
    for page in pages:
        for number in sorted(world.canaries.seen_in(page)):
            label, row, column = world.canaries.places[number]
            if not is_own(world, page, label, row, column):
                found.append(f"{page} shows {label}.{column} of row {row}")
    return found


def test_nothing_that_is_not_public_is_told_outside(world: World):
    walk = walked(world.doors, repair=False)
    for address, pattern in declared_doors():
        for who in OUTSIDE:
            if who in readers_of(pattern) and "sign-out" not in address:
                walk.get(who, world.doors.address(address))
    outside = [page for page in walk.all() if page.who in OUTSIDE]
    inside = {number for page in walk.all() if page.who not in OUTSIDE for number in world.canaries.seen_in(page)}
    found = leaks(world, outside)
    print(
        f"{len(world.canaries.places)} canaries ({len(inside)} seen inside) x {len(outside)} pages: {len(found)} seen"
    )
    assert sorted(found) == []
    assert walk.errors() == []
    assert len(inside) >= 20


def test_no_address_of_what_is_hidden_opens_outside(world: World):
    codes = list(Activity.objects.exclude(state=State.PUBLISHED).values_list("code", flat=True))
    pages, wrong = [], []
    for address, _ in declared_doors():
        for who in OUTSIDE:
            for filling in fillings(world.doors, address, codes):
                page = given(world.doors.browsers[who], who, filling)
                pages.append(page)
                if page.status == 200 and any(code in filling for code in codes):
                    wrong.append(f"{page} opens")
    found = leaks(world, pages)
    print(f"{len(pages)} guessed addresses: {len(found) + len(wrong)} told")
    assert len(pages) > 100
    assert wrong + found == []


def fillings(doors: Doors, address: str, codes: Iterable[str]) -> Iterator[str]:
    """The address with what somebody might guess in its parts: hidden codes, and the numbers of rows."""
    if "activities/<slug:code>" in address:
        for code in codes:
            yield doors.address(address.replace("activities/<slug:code>", f"activities/{code}"))
    if re.search(r"<int:\w+>", address) and "sitemap" not in address:
        for number in range(1, 4):
            yield doors.address(re.sub(r"<int:\w+>", str(number), address))


def test_a_search_for_what_is_hidden_answers_as_for_what_there_is_not(world: World):
    nothing = CANARY.format(99999)
    words = [CANARY.format(number) for number in sorted(world.canaries.places)][
        :: max(1, len(world.canaries.places) // 25)
    ]
    browser, wrong, asked = world.doors.browsers[Role.VISITOR], [], 0
    for path in (
        "search/",
        "search.json",
        "activities/",
        "activities.csv",
        "activities.json",
        "members/",
        "partners/",
    ):
        expected = answer_without(browser, path, nothing)
        for word in words:
            asked += 1
            if answer_without(browser, path, word) != expected:
                wrong.append(f"{path}?q={word}: {world.canaries.places[int(word[2:7])]}")
    print(f"{asked} searches for what is hidden: {len(wrong)} answered otherwise than for nothing")
    assert wrong == []


def answer_without(browser: Any, path: str, word: str) -> str:
    return str(browser.get(f"/en/{path}", {"q": word}).content.decode()).replace(word, "…")


def test_a_misspelt_hidden_word_is_not_put_right(world: World):
    browser = world.doors.browsers[Role.VISITOR]
    for number in list(world.canaries.places)[::10]:
        word = CANARY.format(number)
        for typed in (word[:-1], word + "z", word.replace("q", "g")):
            page = browser.get("/en/search/", {"q": typed}).content.decode()
            assert word not in page.replace(typed, ""), world.canaries.places[number]
