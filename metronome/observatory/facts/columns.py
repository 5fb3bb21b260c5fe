"""What an observation is, column by column.

A value is a whole number of `decimals` places after the point, so that sums are the same on every engine: 73.7 is
737 with one decimal. `low` and `high` are bounds of its uncertainty, in the same places.
"""

from __future__ import annotations

import pyarrow as pa

WORD = pa.dictionary(pa.int32(), pa.string())
SCHEMA = pa.schema(
    [
        ("load", pa.int32()),
        ("source", WORD),
        ("indicator", WORD),
        ("area", WORD),
        ("first_day", pa.date32()),
        ("last_day", pa.date32()),
        ("sex", WORD),
        ("age", WORD),
        ("method", WORD),
        ("value", pa.int64()),
        ("decimals", pa.int8()),
        ("low", pa.int64()),
        ("high", pa.int64()),
        ("status", WORD),
        ("scale", WORD),
        ("is_withdrawn", pa.bool_()),
        ("row", pa.int32()),
        ("column", WORD),
    ]
)
#: What makes two rows statements about the same: the later load counts.
KEY = ("source", "indicator", "area", "first_day", "last_day", "sex", "age", "method")
#: Columns of which a row is told by how it differs from the row before.
PACKED = {**dict.fromkeys(("value", "low", "high", "row"), "DELTA_BINARY_PACKED"), "area": "DELTA_BYTE_ARRAY"}
#: The others: few things, told once and numbered.
REPEATED = [field.name for field in SCHEMA if field.name not in PACKED]
