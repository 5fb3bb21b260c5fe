"""Mappings for the files of publishers that many networks load: to be read, changed, and loaded with."""

from __future__ import annotations

from pathlib import Path

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

FOLDER = Path(__file__).parent.parent / "mappings"


def shipped() -> dict[str, str]:
    """What each mapping is for, by its name: the first line of the file."""
    files = sorted(FOLDER.glob("*.yaml"))
    return {one.stem: one.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ") for one in files}


def shipped_mapping(name: str) -> str:
    """A mapping by its name.

    Raises Refusal for a name that none has.
    """
    if name not in shipped():
        reason = _("There is neither a file nor a mapping “%(name)s”.") % {"name": name}
        raise Refusal(reason, field="mapping", remedy=_("Known are: %(names)s.") % {"names": ", ".join(shipped())})
    return (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
