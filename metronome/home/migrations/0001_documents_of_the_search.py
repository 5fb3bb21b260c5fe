"""What the search looks into. SQLite keeps the marks in a full-text table that triggers hold in step with the
documents (whoever changes the table later makes the triggers again); PostgreSQL in a column that it derives."""

from django.db import migrations, models

import metronome.ground.fields
import metronome.ground.text

FORWARDS = {
    "sqlite": (
        """CREATE VIRTUAL TABLE home_marks USING fts5(
        marks, content='home_document', content_rowid='id', detail=none, columnsize=0,
        tokenize="ascii tokenchars ':=_.'")""",
        """CREATE TRIGGER home_document_comes AFTER INSERT ON home_document BEGIN
        INSERT INTO home_marks(rowid, marks) VALUES (new.id, new.marks); END""",
        """CREATE TRIGGER home_document_leaves AFTER DELETE ON home_document BEGIN
        INSERT INTO home_marks(home_marks, rowid, marks) VALUES ('delete', old.id, old.marks); END""",
    ),
    "postgresql": (
        """ALTER TABLE home_document ADD COLUMN vector tsvector
        GENERATED ALWAYS AS (array_to_tsvector(string_to_array(marks, ' '))) STORED""",
        "CREATE INDEX home_document_vector ON home_document USING gin (vector)",
    ),
}
BACKWARDS = {
    "sqlite": ("DROP TABLE home_marks",),  # the triggers leave with the documents
    "postgresql": ("ALTER TABLE home_document DROP COLUMN vector",),
}


def _run(statements):
    def run(apps, editor):
        for statement in statements[editor.connection.vendor]:
            editor.execute(statement, params=None)

    return run


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Document",
            fields=[
                ("id", models.BigIntegerField(primary_key=True, serialize=False)),
                ("subject", models.CharField(help_text="As the audit calls it.", max_length=250, unique=True)),
                ("code", models.CharField(blank=True, max_length=100)),
                (
                    "name",
                    models.CharField(blank=True, help_text="What it is called in every language.", max_length=300),
                ),
                ("title", metronome.ground.fields.TextField(blank=True, default=metronome.ground.text.Text)),
                ("detail", metronome.ground.fields.TextField(blank=True, default=metronome.ground.text.Text)),
                (
                    "about",
                    models.CharField(blank=True, help_text="Whose page shows a person: member:dakar.", max_length=120),
                ),
                ("first_day", models.DateField(blank=True, null=True)),
                ("last_day", models.DateField(blank=True, null=True)),
                ("precision", models.CharField(default="day", max_length=5)),
                ("marks", models.TextField(help_text="What it is found by, each once: see search/marks.py.")),
            ],
            options={
                "ordering": ("id",),
            },
        ),
        migrations.CreateModel(
            name="Indexed",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "line",
                    models.PositiveBigIntegerField(
                        default=0, help_text="The last line of the audit that was followed."
                    ),
                ),
                (
                    "form",
                    models.CharField(blank=True, help_text="What else the documents were made of.", max_length=64),
                ),
                (
                    "token",
                    models.CharField(blank=True, help_text="Another one whenever a document changed.", max_length=32),
                ),
            ],
            options={
                "verbose_name_plural": "indexed",
            },
        ),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("folded", models.CharField(max_length=60, primary_key=True, serialize=False)),
                ("spelled", models.CharField(max_length=60)),
            ],
        ),
        migrations.RunPython(_run(FORWARDS), _run(BACKWARDS)),
    ]
