"""Drafts of activities are kept by the desk, as those of everything else that is written there."""

from django.db import migrations


def to_the_desk(apps, schema_editor):
    old, new = apps.get_model("record", "Draft"), apps.get_model("desk", "Draft")
    for draft in old.objects.select_related("activity").order_by("pk"):
        code = draft.activity.code if draft.activity else ""
        new.objects.create(
            person_id=draft.person_id, kind="activities", identity=code, data=draft.data, saved_at=draft.saved_at
        )


def back(apps, schema_editor):
    old, new = apps.get_model("record", "Draft"), apps.get_model("desk", "Draft")
    activities = {activity.code: activity for activity in apps.get_model("record", "Activity").objects.only("code")}
    for draft in new.objects.filter(kind="activities").order_by("pk"):
        activity = activities.get(draft.identity)
        old.objects.create(person_id=draft.person_id, activity=activity, data=draft.data, saved_at=draft.saved_at)
        draft.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("record", "0006_evidence_files"),
        ("desk", "0002_drafts"),
    ]

    operations = [
        migrations.RunPython(to_the_desk, back),
        migrations.DeleteModel(name="Draft"),
    ]
