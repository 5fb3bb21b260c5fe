"""The engine that runs the expressions: DuckDB in this process, or Spark on many machines, over the same files."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from importlib.util import find_spec
from typing import Any

import ibis
from django.conf import settings
from django.utils.translation import gettext as _
from ibis.expr.types import Table

from metronome.ground.canonical import digest
from metronome.ground.refusal import Refusal


def read_files(paths: Sequence[str]) -> Table:
    """Files of facts as one table of the engine that the instance chose.

    Raises Refusal where that is Spark and is not installed.
    """
    return _of_spark(list(paths), settings.SPARK) if settings.SPARK else _duckdb().read_parquet(list(paths))


@lru_cache(maxsize=1)
def _duckdb() -> Any:
    """The embedded engine: two threads, nothing kept on disk."""
    return ibis.duckdb.connect(threads=2)


def _of_spark(paths: list[str], master: str) -> Table:
    if find_spec("pyspark") is None:
        raise Refusal(
            _("This instance is set to Spark, which is not installed here."),
            remedy=_("Install it: pip install “metronome[spark]”, or leave METRONOME_SPARK out."),
        )
    from .spark import connected

    backend, session = connected(master)
    # The reader of ibis takes one path; Spark's own takes them all.
    name = f"facts_{digest(paths)[:16]}"
    session.read.parquet(*paths).createOrReplaceTempView(name)
    return backend.table(name)
