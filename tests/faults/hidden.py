"""What is not public, table by table, and a word of its own in each column of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from django.db import DatabaseError, models, transaction
from django.db.models import Q

from metronome.exchange.models import AdoptionStep
from metronome.ground import audit
from metronome.ground.fields import FoldedField, TextField
from metronome.ground.text import Text
from metronome.record.enums import State
from tests.faults.walk import Page
from tests.faults.world import filled, tables

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
