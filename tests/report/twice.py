"""Builds a small report in every format and prints the digests: run in two surroundings, they must be the same."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
MANIFEST = b'{"rows":[]}'


def formats() -> Mapping[str, Callable[[], bytes]]:
    """How each format of the small report is made."""
    from metronome.report.figures.ledger import compute_all
    from metronome.report.rendering.content import content
    from metronome.report.rendering.html import render_html
    from metronome.report.rendering.pdf import render_pdf
    from metronome.report.rendering.tables import render_csv
    from metronome.report.rendering.word import render_docx
    from tests.factories.snapshot import quiet_snapshot
    from tests.report.test_rendering_content import Head

    snapshot = quiet_snapshot()
    figures = compute_all(snapshot)
    said = content(snapshot, figures, (), language="fr", head=Head())
    return {
        "html": lambda: render_html(said),
        "pdf": lambda: render_pdf(said, MANIFEST),
        "docx": lambda: render_docx(said),
        "csv": lambda: render_csv(snapshot, figures),
    }


if __name__ == "__main__":
    django.setup()
    from metronome.ground.files import sha256_of

    for name, make in formats().items():
        print(name, sha256_of(make()))
