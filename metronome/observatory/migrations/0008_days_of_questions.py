from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("observatory", "0007_challenges_and_goals_of_indicators")]

    operations = [
        migrations.RemoveConstraint("roundquestion", "question_once_in_a_round"),
        migrations.RemoveConstraint("roundquestion", "question_is_of_a_year"),
        migrations.AddField("roundquestion", "first_day", models.DateField(null=True)),
        migrations.AddField("roundquestion", "last_day", models.DateField(null=True)),
        migrations.AddField("cell", "known_first_day", models.DateField(blank=True, null=True)),
        migrations.AddField("cell", "known_last_day", models.DateField(blank=True, null=True)),
    ]
