import datetime

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("observatory", "0009_a_year_is_its_days")]

    operations = [
        # Empty on the way back until the step before this one fills it again.
        migrations.AlterField("roundquestion", "year", models.PositiveSmallIntegerField(default=1800)),
        migrations.RemoveField("roundquestion", "year"),
        migrations.RemoveField("cell", "known_year"),
        migrations.AlterField("roundquestion", "first_day", models.DateField()),
        migrations.AlterField("roundquestion", "last_day", models.DateField()),
        migrations.AddConstraint(
            "roundquestion",
            models.UniqueConstraint(
                fields=["round", "definition", "first_day", "last_day", "sex"], name="question_once_of_a_period"
            ),
        ),
        migrations.AddConstraint(
            "roundquestion",
            models.CheckConstraint(
                condition=models.Q(
                    first_day__gte=datetime.date(1800, 1, 1),
                    last_day__lte=datetime.date(2200, 12, 31),
                    last_day__gte=models.F("first_day"),
                ),
                name="question_is_of_a_period",
            ),
        ),
    ]
