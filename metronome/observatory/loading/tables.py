"""A file as columns of text, whatever it is written in. Nothing is guessed: what looks like a number stays text."""

from __future__ import annotations

import io
from collections.abc import Iterable
from pathlib import Path

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .mapping import Mapping


def read_table(content: bytes, name: str, mapping: Mapping) -> pa.Table:
    """The columns of a CSV or Parquet file that the mapping names, as text.

    Raises Refusal for a file that cannot be read or lacks one of them.
    """
    if Path(name).suffix.lower() == ".parquet":
        table = _parquet(content)
    else:
        table = _csv(content, mapping)
    wanted = mapping.columns()
    if mapping.years:
        first, last = mapping.years
        years = [str(year) for year in range(first, last + 1) if str(year) in table.column_names]
        if not years:
            raise _lacking([f"{first}..{last}"], table.column_names)
        wanted |= set(years)
    if missing := sorted(wanted - set(table.column_names)):
        raise _lacking(missing, table.column_names)
    return table.select([column for column in table.column_names if column in wanted]).combine_chunks()


def _lacking(missing: Iterable[str], there: Iterable[str]) -> Refusal:
    reason = _("The file has no column %(names)s.") % {"names": ", ".join(missing)}
    remedy = _("Its columns are: %(names)s.") % {"names": ", ".join(there)}
    return Refusal(reason, field="mapping", remedy=remedy)


def _csv(content: bytes, mapping: Mapping) -> pa.Table:
    content = content.removeprefix(b"\xef\xbb\xbf")
    parse = pa.csv.ParseOptions(delimiter=mapping.delimiter, newlines_in_values=True)
    try:
        header = pa.csv.open_csv(io.BytesIO(content), parse_options=parse).schema.names
        if repeated := sorted({column for column in header if header.count(column) > 1}):
            reason = _("The column %(names)s stands twice in the file.") % {"names": ", ".join(repeated)}
            raise Refusal(reason, field="file", remedy=_("Rename or remove one of them."))
        as_text = pa.csv.ConvertOptions(column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False)
        read = pa.csv.ReadOptions(block_size=1 << 24)
        return pa.csv.read_csv(io.BytesIO(content), read_options=read, parse_options=parse, convert_options=as_text)
    except (pa.ArrowInvalid, UnicodeDecodeError) as error:
        reason = _("The file cannot be read as CSV in UTF-8.")
        raise Refusal(reason, field="file", remedy=str(error)) from error


def _parquet(content: bytes) -> pa.Table:
    try:
        table = pa.parquet.read_table(io.BytesIO(content))
        columns = [column.cast(pa.string()).fill_null("") for column in table.columns]
    except (pa.ArrowInvalid, pa.ArrowNotImplementedError) as error:
        reason = _("The file cannot be read as Parquet with plain columns.")
        raise Refusal(reason, field="file", remedy=str(error)) from error
    return pa.table(dict(zip(table.column_names, columns, strict=True)))
