"""The publications of the observatory as a list."""

from __future__ import annotations

from metronome.intake.nouns.observatory import read_publication
from metronome.observatory.actions import put_publications
from metronome.observatory.sheets import PUBLICATIONS as SHEET

from .columns import Listing, from_sheet, held_of, key_column, made_of

PUBLICATIONS = Listing(
    kind="publications",
    subject="publication",
    key="slug",
    own="publications",
    plural=SHEET.plural,
    one=SHEET.one,
    columns=(key_column(), *(from_sheet(SHEET, name) for name in SHEET.names)),
    rows=lambda: SHEET.rows().order_by("slug"),
    open=lambda rows: rows,
    given=lambda rows: held_of(SHEET, rows),
    read=read_publication,
    put=lambda publications, hand, source: put_publications(publications=publications, by=hand),
    identity=lambda given, record: made_of(SHEET, given),
)
