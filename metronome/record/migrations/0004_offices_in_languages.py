"""The office of a person at an activity becomes a text in languages; what there is stands in the network's source."""

from django.db import migrations, models

import metronome.ground.fields
import metronome.ground.text


def in_languages(apps, schema):
    people = apps.get_model("record", "PersonInvolved").objects.exclude(stated="")
    network = apps.get_model("network", "Network").objects.first()
    for person in people.iterator():
        source = network.languages[0] if network else "en"
        person.title = metronome.ground.text.Text.of({source: person.stated}, source=source)
        person.save(update_fields=["title"])


def in_one(apps, schema):
    for person in apps.get_model("record", "PersonInvolved").objects.iterator():
        person.stated = str(person.title)
        person.save(update_fields=["stated"])


class Migration(migrations.Migration):
    dependencies = [("record", "0003_the_desk"), ("network", "0002_focal_points")]

    operations = [
        migrations.RemoveConstraint("personinvolved", "person_has_a_name_or_an_office"),
        migrations.RenameField("personinvolved", "title", "stated"),
        migrations.AddField(
            "personinvolved",
            "title",
            metronome.ground.fields.TextField(blank=True, default=metronome.ground.text.Text),
        ),
        migrations.RunPython(in_languages, in_one),
        migrations.RemoveField("personinvolved", "stated"),
        migrations.AddConstraint(
            "personinvolved",
            models.CheckConstraint(
                condition=~models.Q(name="") | ~models.Q(title={}), name="person_has_a_name_or_an_office"
            ),
        ),
    ]
