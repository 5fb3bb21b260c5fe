"""What may be done when a network begins."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.home.search.index import catch_up
from metronome.intake.loading import load_folder
from metronome.network.queries import the_network

from .instances import NETWORK
from .writing import Written


def found_network(*, folder: Written, by: object) -> None:
    """Write the folder of the network into that of the instance, and load it: both, or neither.

    A folder that lay there is kept beside it. Raises Refusal where the instance has a network already, and
    LoadRefused where the folder cannot come in.
    """
    with tempfile.TemporaryDirectory(dir=settings.HOME, prefix=".founding-") as aside:
        made, home = Path(aside) / NETWORK, settings.HOME / NETWORK
        folder.into(made)
        with transaction.atomic():
            if the_network() is not None:
                raise Refusal(
                    _("This instance has its network already."), remedy=_("Edit its folder, and load it again.")
                )
            load_folder(made, by=by, why=_("The network begins."))
            if home.exists():
                shutil.move(home, Path(tempfile.mkdtemp(dir=settings.HOME, prefix=f"{NETWORK}-before-")) / NETWORK)
            made.rename(home)
    catch_up()
