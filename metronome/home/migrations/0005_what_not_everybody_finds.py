"""The search holds what not everybody may read. The columns come in by themselves: making the table anew would drop
the triggers that keep the marks in step with it."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("home", "0004_saved_searches")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[
                migrations.RunSQL(
                    "ALTER TABLE home_document ADD COLUMN state varchar(20) DEFAULT '' NOT NULL",
                    "ALTER TABLE home_document DROP COLUMN state",
                ),
                migrations.RunSQL(
                    "ALTER TABLE home_document ADD COLUMN spelled text DEFAULT '' NOT NULL",
                    "ALTER TABLE home_document DROP COLUMN spelled",
                ),
            ],
            state_operations=[
                migrations.AddField(
                    model_name="document",
                    name="state",
                    field=models.CharField(
                        blank=True, db_default="", default="", help_text="How far it has come.", max_length=20
                    ),
                ),
                migrations.AddField(
                    model_name="document",
                    name="spelled",
                    field=models.TextField(
                        blank=True,
                        db_default="",
                        default="",
                        help_text="Of what not everybody may read: its words, offered only to those who may.",
                    ),
                ),
            ],
        ),
    ]
