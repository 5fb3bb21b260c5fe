from datetime import date

from django.db import migrations
from django.db.models import F


def to_days(apps, schema_editor):
    """A question of a year is one of its days, from the first to the last."""
    question, cell = (apps.get_model("observatory", name) for name in ("RoundQuestion", "Cell"))
    for year in question.objects.order_by().values_list("year", flat=True).distinct():
        question.objects.filter(year=year).update(first_day=date(year, 1, 1), last_day=date(year, 12, 31))
    for year in cell.objects.exclude(known_year=None).order_by().values_list("known_year", flat=True).distinct():
        cell.objects.filter(known_year=year).update(
            known_first_day=date(year, 1, 1), known_last_day=date(year, 12, 31)
        )


def to_years(apps, schema_editor):
    """The year in which a period begins: what is shorter than a year had no place before."""
    question, cell = (apps.get_model("observatory", name) for name in ("RoundQuestion", "Cell"))
    question.objects.update(year=F("first_day__year"))
    cell.objects.update(known_year=F("known_first_day__year"))


class Migration(migrations.Migration):
    dependencies = [("observatory", "0008_days_of_questions")]

    operations = [migrations.RunPython(to_days, to_years)]
