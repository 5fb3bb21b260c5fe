from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("network", "0006_ways_of_writing")]

    operations = [
        migrations.AddField(
            model_name="network",
            name="languages_by_noun",
            field=models.JSONField(
                blank=True,
                default=dict,
                help_text="The same for single nouns, as the audit calls them; else that holds.",
            ),
        ),
        migrations.AlterField(
            model_name="network",
            name="languages_to_publish",
            field=models.JSONField(
                blank=True,
                default=list,
                help_text="Those in which texts are read and in step before they are published.",
            ),
        ),
    ]
