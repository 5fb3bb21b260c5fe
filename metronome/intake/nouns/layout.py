"""How reports are laid out, as a folder tells it."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.intake.cells import Cell
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.intake.past.given import GivenLayout
from metronome.intake.past.layout import WORDS


def read_layout(folder: Folder, fields: Fields) -> GivenLayout:
    """Headings and labels by what they are of, then by language."""
    layout = GivenLayout(
        slug=fields.identity("slug", folder.ids.layouts),
        name=fields.words("name", required=True),
        words={name: said for name in WORDS if (said := _said(fields, name))},
    )
    fields.close()
    return layout


def _said(fields: Fields, name: str) -> dict[str, list[str]]:
    """Lists of texts by language."""
    said = {}
    for language, cell in fields.named(name).items():
        if language in fields.languages.all:
            inner = Fields(Cell({language: cell}, cell.place), fields.refusals, fields.languages)
            said[language] = list(inner.texts(language))
        else:
            reason = _("“%(language)s” is no language of the network.") % {"language": language}
            remedy = _("Its languages are %(languages)s.") % {"languages": ", ".join(fields.languages.all)}
            fields.refuse(f"{name}.{language}", reason, remedy, cell.place)
    return {language: texts for language, texts in said.items() if texts}
