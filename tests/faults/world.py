"""A world in which every table has a row, and what is planted in every column that holds text."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import quote

from django.apps import apps
from django.db import DatabaseError, models, transaction

from metronome.calls.actions import freeze_call
from metronome.calls.models import Call
from metronome.desk.models import Draft
from metronome.ground import audit
from metronome.ground.fields import FoldedField, TextField
from metronome.ground.text import Text
from metronome.ground.told import told
from metronome.plan.models import Node
from metronome.record.held import content_names, held, subject_of
from metronome.record.models import Activity, Evidence, FollowUp
from tests.factories.network import text
from tests.house.floors import CODE
from tests.house.world import Doors, make_doors

#: Tables that are made of others, or hold no word of anybody.
MADE_ELSEWHERE = {
    "ground.Line": "Lines are left by actions; what they say is planted through them.",
    "ground.Head": "A number and a digest.",
    "home.Document": "Made from the other tables when somebody searches.",
    "home.Word": "Made from the other tables when somebody searches.",
    "home.Indexed": "Digests.",
}
#: Columns that hold a code of the house or a digest, each with the reason why no word of anybody comes into it.
NO_WORDS = {
    "accounts.Person.password": "A hash.",
    "accounts.Person.zone": "A name of the time zone database.",
    "accounts.Person.email": "Signing in finds people by it; an address with a sign of markup is refused at the door.",
    "accounts.SignInLink.digest": "A digest.",
    "desk.Proposal.kind": "A code of the house.",
    "desk.Proposal.identity": "What a row of another table is known by.",
    "network.CorrectionRequest.subject": "What the audit calls a row.",
    "network.CorrectionRequest.field": "The name of a column.",
    "network.Network.languages_to_publish": "Codes of languages.",
    "network.Network.languages_by_noun": "Codes of languages by nouns of the house.",
    "network.Network.languages": "Codes of languages, read from the reference folder, which refuses others.",
    "network.Network.required_languages": "Codes of languages.",
    "network.Network.reporting_months": "Numbers of months.",
    "network.Network.timezone": "A name of the time zone database.",
    "plan.Level.pattern": "A regular expression that codes are held against.",
    "record.Activity.notes": "Planted by its own values, below.",
    "desk.Draft.data": "Planted by its own values, below.",
    "observatory.FactFile.sha256": "A digest.",
    "observatory.Indicator.preference": "Slugs of sources.",
    "observatory.Indicator.goals": "Codes of goals.",
    "observatory.IndicatorVersion.unit": "A code that values are held against; pages show its label.",
    "observatory.Load.mapping": "What the columns of a file mean; shown nowhere.",
    "observatory.Load.notes": "Footnotes of a file; told by the command that loads it, shown on no page.",
    "observatory.Load.snapshot": "A digest.",
    "observatory.Overlap.of": "A code of the house.",
    "observatory.Publication.languages": "Codes of languages.",
    "observatory.RefusedObservation.fault": "A code of the house.",
    "observatory.Release.averages": "A digest.",
    "observatory.Release.digest": "A digest.",
    "report.Edition.languages": "Codes of languages.",
    **dict.fromkeys(
        (
            "projects.Project.currency",
            "projects.MoneySource.currency",
            "projects.BudgetLine.currency",
            "projects.Instalment.currency",
            "projects.Expense.currency",
            "projects.Payment.currency",
            "projects.ProjectRate.base",
            "projects.ProjectRate.to",
        ),
        "Letters of a currency.",
    ),
    "projects.Instalment.after_reports": "Codes of reports.",
    "projects.Instalment.after_outputs": "Codes of outputs.",
    "exchange.Collection.criteria": "Names of fields; others are refused.",
    "exchange.Condition.value": "A number, a slug or a code of a language, by its kind.",
    "exchange.Practice.country": "A code of a country.",
    "exchange.Practice.languages": "Codes of languages.",
    "exchange.Expert.languages": "Codes of languages.",
    "calls.Call.zone": "A name of the time zone database.",
    "calls.Application.language": "A code of a language.",
    "calls.Application.languages": "Codes of languages.",
    "calls.Application.country": "A code of a country.",
    "calls.CoApplicant.country": "A code of a country.",
    "calls.Answer.language": "A code of a language.",
    "calls.ApplicationVersion.language": "A code of a language.",
    "calls.ApplicationVersion.languages": "Codes of languages.",
    "calls.ApplicationVersion.country": "A code of a country.",
    "calls.ApplicationVersion.sha256": "A digest.",
    "calls.CallVersion.content": "The call's other columns, frozen.",
    "calls.CallVersion.changes": "Parts of the call's other columns, as they were.",
    "calls.CallVersion.sha256": "A digest.",
    "calls.Check.reasons": "Codes of rules of the call.",
    "calls.Stage.opens_at": "A time of day.",
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
    "calls.Stage.closes_at": "A time of day.",
    "intake.Import.kind": "A code of the house.",
    "intake.Import.choices": "How a file is read: codes of the house beside its own headings.",
    "intake.Import.picks": "Spellings beside codes of the house.",
    "intake.Import.asked": "Spellings beside codes of the house.",
    "intake.SavedMapping.kind": "A code of the house.",
    "intake.SavedMapping.choices": "How a file is read: codes of the house beside its own headings.",
    "report.Edition.parts": "Ids of chapters; others are none.",
    "report.EditionComment.part": "The id of a part.",
    "report.Edition.manifest": "Canonical JSON of the other tables, signed.",
    "report.EditionFile.sha256": "A digest.",
    "report.Edition.about": "Ids of what an extract is about; those that are not there are refused.",
    "report.ReportKind.about": "A code of the house.",
    "report.ReportKind.parts": "Ids of chapters; others are refused.",
    "report.ReportKind.figures": "Ids of figures.",
    "report.Statement.language": "A code of a language.",
    "report.Statement.sha256": "A digest.",
    "report.StatementSet.anchor": "A digest.",
    "report.StatementSet.kind": "The slug of a kind.",
    "report.StatedFigure.compares_with": "The id of a figure.",
    "report.StatedFigure.relation": "Ids of figures.",
    "report.StatedFigure.subject": "The identity of what is stated.",
    "report.PrintedList.name": "The id of a figure.",
    "report.PrintedList.items": "Ids and printed words; planted below.",
    "report.Waiver.finding": "A digest.",
}
#: Columns by which people know a row.
NAMES = ("name", "label", "title")
ROOMS = {path.parent.name for path in CODE.glob("*/models*")} | {path.name for path in CODE.glob("*/models")}


def tables() -> Iterator[type[models.Model]]:
    """Every table of the house."""
    for model in apps.get_models():
        if model.__module__.startswith("metronome.") and model._meta.label not in MADE_ELSEWHERE:
            yield model


def make_full_doors() -> Doors:
    """The world that the matrix of permissions walks, with a row in every table besides."""
    doors = make_doors()
    activity = Activity.objects.get(code="forum")
    Evidence.objects.create(activity=activity, kind="link", label=text("Programme"), url="https://example.org/p")
    FollowUp.objects.create(activity=activity, what=text("Suite"), owner="office")
    # What applicants read is frozen of the call itself, and not made of words.
    freeze_call(call=Call.objects.get(slug="award"), by="officer")
    for model in tables():
        if not model._default_manager.exists():
            make_row(model)
    return doors


def make_row(model: type[models.Model], depth: int = 0) -> models.Model:
    """A row of a table by its columns alone. A table with rules of its own gets its row in make_full_doors."""
    given: dict[str, Any] = {}
    for column in model._meta.concrete_fields:
        # Every row on record has a name, though its column by itself may be empty.
        is_named = isinstance(column, TextField) and column.name in NAMES
        if not is_named and (column.primary_key or column.has_default() or column.null or column.blank):
            continue
        given[column.name] = value_for(column, depth)
    try:
        with transaction.atomic():
            return model._default_manager.create(**given)
    except DatabaseError as error:
        raise AssertionError(f"make a row of {model._meta.label} in tests/faults/world.py: {error}") from error


def value_for(column: models.Field, depth: int) -> Any:
    if isinstance(column, models.ForeignKey):
        other = column.related_model
        assert depth < 5, column
        assert isinstance(other, type)
        return other._default_manager.first() or make_row(other, depth + 1)
    if isinstance(column, TextField):
        return text(f"{column.model._meta.verbose_name} {column.name}")
    if column.choices:
        return column.flatchoices[0][0]
    if isinstance(column, models.DateTimeField):
        return datetime(2021, 3, 17, 12, tzinfo=UTC)
    if isinstance(column, models.DateField):
        return date(2021, 3, 17)
    if isinstance(column, models.BooleanField):
        return True
    if isinstance(column, models.DecimalField | models.IntegerField):
        return 1
    if isinstance(column, models.URLField):
        return "https://example.org/"
    return f"{column.model._meta.model_name}-{column.name}"[: column.max_length or None].lower()


# What is planted

#: Ends whatever it stands in, begins an element, an attribute, an address, a formula, a template, markup.
LONG = (
    "javascript:alert({n})//</script></title></textarea></style>\"'`--><planted{n} planted{n}=1 onclick=alert({n})>"
    "<img src=x onerror=alert({n})><script>alert({n})</script>]]>{{{{planted}}}}{{% planted %}}#panic(1)"
    '[w](javascript:alert({n})) [w](https://e.example/"onclick=alert({n})) \\u003cscript> '
)
MIDDLE = "javascript:alert({n})//\"'><planted{n} onclick=alert({n})><img src=x onerror=alert({n})>"
SHORT = "\"'><planted{n} planted{n}>"


def payload(number: int, room: int | None) -> str:
    """The largest that a column has room for; empty where none fits."""
    for pattern in (LONG, MIDDLE, SHORT):
        if room is None or len(pattern.format(n=number)) <= room:
            return pattern.format(n=number)
    return ""


@dataclass
class Planted:
    """The columns by the number of what stands in them, and those that took nothing."""

    columns: dict[int, str] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)


Making = Callable[[int, "int | None"], str]


def plant(doors: Doors, making: Making = payload) -> Planted:
    """Write into every column that holds text, in every row; past every form and check, as a fault of one would."""
    planted = Planted()
    for model in tables():
        for column in text_columns(model):
            plant_column(model, column, planted, making)
    plant_inside(planted, making)
    for activity in Activity.objects.all():
        given = held(activity)
        change = {name: [told(given, name), told(given, name)] for name in content_names()}
        change |= {"comment": [activity.comment, activity.comment], "notes": [activity.notes, activity.notes]}
        number = len(planted.columns) + 1
        with transaction.atomic():
            audit.note(
                by=making(number, 200), verb="update", subject=subject_of(activity.code), change=change,
                why=making(number, 500), public=True,
            )  # fmt: skip
    planted.columns[len(planted.columns) + 1] = "ground.Line"
    doors.parts["nodes/<str:code>"] = f"nodes/{quote(Node.objects.order_by('-depth', 'pk')[0].code, safe='')}"
    return planted


def text_columns(model: type[models.Model]) -> Iterator[models.Field]:
    for column in model._meta.concrete_fields:
        if f"{model._meta.label}.{column.name}" in NO_WORDS or isinstance(column, FoldedField | models.SlugField):
            continue
        if column.primary_key or column.choices or not column.editable:
            continue
        if isinstance(column, TextField | models.CharField | models.TextField | models.JSONField):
            yield column


def plant_column(model: type[models.Model], column: models.Field, planted: Planted, making: Making) -> None:
    number = len(planted.columns) + 1
    room = None if isinstance(column, models.JSONField) else column.max_length
    if not making(number, room):
        return
    name, took = f"{model._meta.label}.{column.name}", False
    for place, row in enumerate(model._default_manager.all()):
        words = making(number, room)
        if column.unique or column.name in unique_together(model):
            words = making(number, room - 4 if room else None) + f"{place}"
        setattr(row, column.attname, planted_value(column, getattr(row, column.attname), words))
        try:
            with transaction.atomic():
                row.save()
                took = True
        except (DatabaseError, ValueError):
            continue
    if took:
        planted.columns[number] = name
    else:
        planted.refused.append(name)


def unique_together(model: type[models.Model]) -> set[str]:
    return {
        name for rule in model._meta.constraints if isinstance(rule, models.UniqueConstraint) for name in rule.fields
    }


def planted_value(column: models.Field, value: Any, words: str) -> Any:
    if isinstance(column, TextField):
        return Text.of(dict.fromkeys(("fr", "en", "ar"), words), source="fr")
    if isinstance(column, models.JSONField):
        return filled(value, words) or ([words] if isinstance(value, list) else {"word": words})
    return words


def filled(value: Any, words: str) -> Any:
    """The same data with other words in it; the names of things stay."""
    if isinstance(value, str):
        return words
    if isinstance(value, list):
        return [filled(item, words) for item in value]
    if isinstance(value, dict):
        return {name: filled(item, words) for name, item in value.items()}
    return value


def plant_inside(planted: Planted, making: Making) -> None:
    """Columns whose data have a form of their own."""
    number = len(planted.columns) + 1
    words = making(number, None)
    Activity.objects.update(notes={"title": words, "place": words})
    fields = (
        "title_fr", "summary_fr", "place", "series", "printed", "label", "url", "find_tag", "find_member", "goals",
        "first", "number", "kind", "tag", "member",
    )  # fmt: skip
    Draft.objects.update(data={name: [words] for name in fields})
    planted.columns[number] = "desk.Draft.data"
