"""Whether the columnar engines of the extra are there. A base installation has none of them, and says so."""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

#: What the extra `observatory` brings.
NEEDED = ("ibis", "duckdb", "pyarrow", "numpy")


@cache
def is_there() -> bool:
    """Looked for once: it is asked with every page."""
    return all(find_spec(name) for name in NEEDED)


def refuse_without_engine() -> None:
    """Raises Refusal where the extra is not installed."""
    if not is_there():
        raise Refusal(
            _("The observatory's engine is not installed here."),
            remedy=_("Install it: pip install “metronome[observatory]”."),
        )
