"""The child process that writes a Parquet file. Reads JSON on standard input: {"columns": {name: [kind, [value]]},
"note": {key: text}}, where a kind is int, decimal or text, and writes the file. It imports nothing of this project."""

from __future__ import annotations

import io
import json
import resource
import sys
from decimal import Decimal
from typing import Any

SECONDS, BYTES = 60, 4 << 30


def main() -> int:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    import pyarrow as pa
    import pyarrow.parquet as pq

    order = json.loads(sys.stdin.buffer.read())
    arrays = {name: _column(pa, *given) for name, given in order["columns"].items()}
    table = pa.table(arrays).replace_schema_metadata({key: text.encode() for key, text in order["note"].items()})
    sink = io.BytesIO()
    pq.write_table(table, sink, compression="zstd")
    sys.stdout.buffer.write(sink.getvalue())
    return 0


def _column(pa: Any, kind: str, values: list[Any]) -> Any:
    known = [value for value in values if value is not None]
    if kind == "int":
        return pa.array(values, pa.int64())
    if kind == "decimal" and known:
        return pa.array([None if value is None else Decimal(value) for value in values])
    return pa.array(values, pa.string())


if __name__ == "__main__":
    sys.exit(main())
