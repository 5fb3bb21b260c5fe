"""Observations written as a file, whole, under the name of its content."""

from __future__ import annotations

import io
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.parquet as pq

from metronome.ground.files import sha256_of, write_whole

from .columns import PACKED, REPEATED, SCHEMA
from .files import path_of


@dataclass(frozen=True, slots=True)
class Written:
    """A file that lies there and is still listed nowhere."""

    sha256: str
    rows: int
    size: int


def encoded(table: pa.Table) -> bytes:
    """The observations as a Parquet file. They lie in the order of the file that they came from, so that the number of
    a row is mostly one more than that of the row before, and an area mostly the next one or the same again."""
    sink = io.BytesIO()
    pq.write_table(
        table.cast(SCHEMA),
        sink,
        compression="zstd",
        compression_level=6,
        use_dictionary=REPEATED,
        column_encoding=PACKED,
        store_schema=False,
        row_group_size=1 << 20,
    )
    return sink.getvalue()


def write(table: pa.Table) -> Written:
    """Write the observations into a file of their own; it counts only once it is listed."""
    content = encoded(table)
    name = sha256_of(content)
    write_whole(path_of(name), content)
    return Written(name, table.num_rows, len(content))
