from django.core.management import call_command
from django.db import migrations


def make_table(apps, schema_editor):
    """The table of the cache in which the attempts to sign in are counted."""
    call_command("createcachetable", "accounts_attempts", database=schema_editor.connection.alias, verbosity=0)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_roles_and_links")]

    operations = [migrations.RunPython(make_table, migrations.RunPython.noop)]
