"""Writes docs/figures.md out of the register of figures: `.venv/bin/python -m tools.figures_page`."""

from __future__ import annotations

import os
from pathlib import Path

PAGE = Path(__file__).resolve().parent.parent / "docs" / "figures.md"
HEAD = """\
# Figures

Written by `.venv/bin/python -m tools.figures_page` out of the register; a test fails when page and code
differ.

Each figure is one function in `metronome/report/figures/`, from the frozen rows of a period to a value with the rows
behind it. A changed meaning is a new version; a published edition keeps the old one. `metronome figures --period P`
prints them.

## What counts

Published activities that touch the period on at least one of their days, each once. Drafts, activities in review,
returned and cancelled ones do not count. Bilateral meetings and media mentions are records of their own.

## What a figure brings along

- `value`, or bounds: `"value": null` with `low`, `strict` (true: more than, false: at least), `high` and `basis`. A
  basis of which nothing is known has `low` null, which is not zero.
- `rows`: `kind`, `id`, `label` (in the network's source language) and `used`. A row is what was looked at, `used` is
  what was counted of it. For members activated a row is an activity and `used` the member; where nothing stands behind
  a thing, as for a silent result, the row is the thing itself. The value can be counted again from the rows alone.
- `by`: the value split by a key, in the order in which it is shown. `not_stated` holds what the record does not say.
- `items`: what was counted, so that two lists can be compared.
- `hash`: SHA-256 over the canonical JSON (sorted keys, no spaces, decimals as text) of id, definition version, period,
  value or bounds, split and rows.

## All figures

| id | unit | label | definition |
| --- | --- | --- | --- |
"""


def page() -> str:
    """The page as it should be."""
    from django.utils import translation

    from metronome.report.figures import ledger as _defines_them  # noqa: F401
    from metronome.report.figures.figure import DEFINITIONS

    with translation.override("en"):
        lines = [
            f"| `{id}` | {definition.unit} | {definition.label()} | {definition.words()} |\n"
            for id, definition in sorted(DEFINITIONS.items())
        ]
    return HEAD + "".join(lines)


def main() -> None:
    """Write the page."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    import django

    django.setup()
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
