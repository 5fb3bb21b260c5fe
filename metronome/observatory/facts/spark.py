"""ibis upon Spark, with whole numbers that stay whole."""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path
from typing import Any

import pyspark
from ibis.backends.pyspark import Backend
from ibis.formats.pyarrow import PyArrowData
from pyspark.sql import SparkSession

#: What the session of Spark is told: nobody looks at its page, days are days wherever it runs, and an overflow is an
#: error. Everything else is the cluster's own to say (spark-defaults.conf).
TOLD = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.sql.session.timeZone": "UTC",
    "spark.sql.ansi.enabled": "true",
    "spark.log.level": "ERROR",
}


class Exact(Backend):  # type: ignore[misc]
    """The backend of ibis takes answers through pandas, where a column of whole numbers with a gap becomes one of
    floating point numbers and the last digits of large ones are lost. This one takes them as they are."""

    def to_pyarrow(self, expr: Any, /, *, params: Any = None, limit: Any = None, **kwargs: Any) -> Any:
        table = expr.as_table()
        self._run_pre_execute_hooks(table)
        answer = self._session.sql(self.compile(table, params=params, limit=limit, **kwargs)).toArrow()
        return expr.__pyarrow_result__(PyArrowData.convert_table(answer, table.schema()))


@lru_cache(maxsize=1)
def connected(master: str) -> tuple[Any, SparkSession]:
    """ibis upon a session of Spark on a master, such as `local[2]` or `spark://host:7077`; and the session."""
    # A cluster on this very machine starts its workers from here; without it they are not found.
    os.environ.setdefault("SPARK_HOME", str(Path(pyspark.__file__).parent))
    builder = SparkSession.builder.master(master).appName("metronome")
    for name, value in {**TOLD, **_near(master)}.items():
        builder = builder.config(name, value)
    session = builder.getOrCreate()
    return Exact().connect(session), session


def _near(master: str) -> dict[str, str]:
    """Where workers find this process: on this machine, without asking what its name leads to."""
    if not master.startswith("local"):
        return {}
    return {"spark.driver.host": "127.0.0.1", "spark.driver.bindAddress": "127.0.0.1"}
