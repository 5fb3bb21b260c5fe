"""The floor of finding: a full-text table of title and text as a database makes one, asked for the best twenty.

SQLite: FTS5 with its default tokens, ordered by bm25. PostgreSQL: a tsvector of plain words with its GIN index,
ordered by ts_rank.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

_MADE = {
    "sqlite": ("CREATE VIRTUAL TABLE bare USING fts5(title, body)",),
    "postgresql": (
        """CREATE TABLE bare (title text, body text, vector tsvector
        GENERATED ALWAYS AS (to_tsvector('simple', title || ' ' || body)) STORED)""",
        "CREATE INDEX bare_vector ON bare USING gin (vector)",
    ),
}
_ASKED = {
    "sqlite": "SELECT rowid FROM bare WHERE bare MATCH %s ORDER BY rank LIMIT 20",
    "postgresql": "SELECT ctid FROM bare, to_tsquery('simple', %s) AS asked"
    " WHERE vector @@ asked ORDER BY ts_rank(vector, asked) DESC LIMIT 20",
}
_BOTH = {"sqlite": " ", "postgresql": " & "}


def fill_bare(rows: Iterable[tuple[str, str]]) -> None:
    """Make the table of titles and texts."""
    from django.db import connection

    with connection.cursor() as cursor:
        for statement in _MADE[connection.vendor]:
            cursor.execute(statement)
        cursor.executemany("INSERT INTO bare (title, body) VALUES (%s, %s)", list(rows))


def settle() -> None:
    """What PostgreSQL does by itself in the minutes after so much was written: it counts, and tidies its index."""
    from django.db import connection

    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("VACUUM ANALYZE")
            cursor.execute("SET max_parallel_workers_per_gather = 0")  # what others do for us is not counted


def bare(words: list[str]) -> None:
    """Ask the floor for the best twenty that hold these words."""
    from django.db import connection

    with connection.cursor() as cursor:
        asked = _BOTH[connection.vendor].join(f'"{word}"' if connection.vendor == "sqlite" else word for word in words)
        cursor.execute(_ASKED[connection.vendor], [asked])
        cursor.fetchall()


def nothing() -> None:
    """There is nothing to do before."""


def taken(do: Callable[[list[str]], object], words: list[str], *, before: Callable[[], object] = nothing) -> float:
    """Milliseconds on the processor, the best of three; what has to be done before is not counted."""
    best = float("inf")
    for _ in range(3):
        before()
        begun = worked()
        do(words)
        best = min(best, worked() - begun)
    return best * 1000


def worked() -> float:
    """Seconds on the processor: ours, and those of the server's process that works for us, on the same machine."""
    from django.db import connection

    if connection.vendor == "sqlite":
        return time.process_time()
    connection.ensure_connection()
    of_server = Path(f"/proc/{connection.connection.info.backend_pid}/schedstat").read_text(encoding="ascii")
    return time.process_time() + int(of_server.split()[0]) / 1e9
