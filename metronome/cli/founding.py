"""The process in which `metronome init` makes an instance: its settings are those of the folder that is being made.

What is asked comes in as JSON, what was done goes out as JSON.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import asdict
from typing import Any

import django
from django.db import OperationalError, transaction
from django.utils import translation
from django.utils.translation import gettext as _


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    django.setup()
    from metronome.ground.refusal import Refusal
    from metronome.intake.refused import LoadRefused

    asked = json.load(sys.stdin)
    with translation.override(asked["language"]):
        try:
            answer, code = _make(**asked), 0
        except LoadRefused as refused:
            answer, code = {"refused": [asdict(row) for row in refused.refusals]}, 1
        except Refusal as refusal:
            answer, code = {"reason": refusal.reason, "remedy": refusal.remedy}, 1
    json.dump(answer, sys.stdout)
    return code


def _make(*, operator: str, by: str, language: str) -> dict[str, Any]:
    """The tables, the network where there is a folder of one, and the first operator with a link to sign in."""
    from django.conf import settings

    from metronome.accounts.actions import admit_operator_by_link
    from metronome.accounts.letters import link_address
    from metronome.founding.instances import NETWORK
    from metronome.home.search.index import catch_up
    from metronome.intake.loading import load_folder
    from metronome.network.queries import network_languages

    _make_tables()
    folder = settings.HOME / NETWORK
    with transaction.atomic():
        if folder.is_dir():
            load_folder(folder, by=by, why=_("The network begins."))
        _person, token = admit_operator_by_link(email=operator, by=by)
    if folder.is_dir():
        catch_up()
    spoken = network_languages()
    return {"href": link_address(token, language=language if language in spoken else spoken[0])}


def _make_tables() -> None:
    """Raises Refusal where the database does not answer, or is that of another instance."""
    from metronome.accounts.models import Person
    from metronome.cli.instance import make_ready
    from metronome.ground.refusal import Refusal
    from metronome.network.queries import the_network

    try:
        make_ready()
    except OperationalError as error:
        words = _("The database does not answer: %(error)s") % {"error": str(error).splitlines()[0]}
        raise Refusal(words, remedy=_("Mend its address, or leave it out for SQLite.")) from error
    if the_network() is not None or Person.objects.exists():
        raise Refusal(
            _("This database is in use by another instance."), remedy=_("Give the address of one that is empty.")
        )


if __name__ == "__main__":
    sys.exit(main())
