"""What was found out about a file, in whole sentences in the language that is active."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.ground.refusal import Refusal

from .table import Fault, Faulty, Recognised

#: The names by which people know encodings.
ENCODING_NAMES = {
    "utf-8": "UTF-8",
    "utf-8-sig": "UTF-8",
    "utf-16": "UTF-16",
    "utf-16-le": "UTF-16",
    "utf-16-be": "UTF-16",
    "utf-32": "UTF-32",
    "iso8859-15": "ISO 8859-15",
    "cp932": "Shift JIS",
    "gb18030": "GB 18030",
}


def encoding_name(codec: str) -> str:
    """Windows-1252 for cp1252."""
    return ENCODING_NAMES.get(codec) or codec.replace("cp", "Windows-")


def unreadable(why: str, *details: str) -> Refusal:
    """The refusal of a whole file. `field` names the choice that would settle it, where one would."""
    reason, remedy = _of_size(why) or _of_kind(why) or _of_sheet(why, *details) or _broken()
    return Refusal(reason, field="sheet" if why in ("sheets", "no_sheet") else None, remedy=remedy)


def _broken() -> tuple[str, str]:
    return (
        _("The file is damaged: it cannot be read to its end."),
        _("Open it in a spreadsheet program and save it again as .xlsx."),
    )


def _of_size(why: str) -> tuple[str, str] | None:
    smaller = _("Delete what does not belong to the table, far right and far below too, or save it as CSV.")
    match why:
        case "memory":
            return _("The workbook asks for more memory than any table needs, and was not read."), smaller
        case "slow":
            return _("Reading the workbook took too long, and was given up."), smaller
        case "unzipped" | "parts":
            return _("Unpacked, the workbook would be unreasonably large, and was not read."), smaller
        case "large":
            return _("The file is larger than what is read at once."), _("Split it into several files.")
        case "faults":
            return _("The sheet holds too many cells with errors."), _("Mend the formulas that cause them.")
        case "merged":
            return _("The sheet holds too many merged cells."), _("Unmerge them, and fill in each cell.")
    return None


def _of_kind(why: str) -> tuple[str, str] | None:
    as_xlsx = _("Open it in a spreadsheet program and save it again as .xlsx.")
    match why:
        case "password":
            return _("The workbook is protected by a password."), _("Save it without a password.")
        case "xlsb":
            return _("A binary workbook (.xlsb) is not read."), as_xlsx
        case "no_workbook":
            return _("The file is a packed one, but no workbook."), _("Choose a workbook or a CSV file.")
        case "markup":
            return _("The file is a web page or XML under the name of a table."), as_xlsx
        case "no_table":
            return _("The file is no table: neither a workbook nor text."), _("Choose a workbook or a CSV file.")
        case "unplaced":
            return _("The workbook does not say where its formulas stand."), as_xlsx
    return None


def _of_sheet(why: str, *details: str) -> tuple[str, str] | None:
    match why:
        case "empty":
            return _("The file holds no table: nothing stands in it."), _("Choose the file that holds the rows.")
        case "sheets":
            return (
                _("Several sheets of the workbook hold something."),
                _("Say which is meant: %(sheets)s.") % {"sheets": ", ".join(details)},
            )
        case "no_sheet":
            wanted, *names = details
            return (
                _("The workbook has no sheet “%(sheet)s”.") % {"sheet": wanted},
                _("Say which is meant: %(sheets)s.") % {"sheets": ", ".join(names)},
            )
    return None


def refusal_of(cell: Faulty) -> Refusal:
    """Why a cell has no value."""
    details = {"printed": cell.printed}
    match cell.fault:
        case Fault.ERROR:
            reason = _("The cell shows the error %(printed)s.") % details
            remedy = _("Mend its formula, or write the value.")
        case Fault.NO_RESULT:
            reason = _("The cell holds a formula without a result.")
            remedy = _("Open the workbook in a spreadsheet program, save it there, and hand it in again.")
        case Fault.MERGED:
            reason = _("The cell is part of the merged cells %(printed)s.") % details
            remedy = _("Unmerge them, and fill in each cell.")
        case Fault.TOO_LONG:
            reason = _("The cell holds more text than is read.")
            remedy = _("Shorten it.")
        case Fault.DIGITS:
            reason = _("The number %(printed)s has more digits than a spreadsheet keeps.") % details
            remedy = _("Format the cell as text, and write the number again.")
    return Refusal(reason, remedy=remedy)


def sentences(recognised: Recognised) -> Iterator[str]:
    """How the file was read: what a person should know before she trusts the rows."""
    found = recognised
    if found.encoding:
        details = {"encoding": encoding_name(found.encoding), "delimiter": _delimiter(found.delimiter)}
        yield (
            _("Read as text in %(encoding)s, with columns separated by %(delimiter)s.") % details
            if found.delimiter
            else _("Read as text in %(encoding)s, with one column.") % details
        )
    if found.sheet:
        text = _("Read from the hidden sheet “%(sheet)s”.") if found.sheet_is_hidden else _("Read from “%(sheet)s”.")
        yield text % {"sheet": found.sheet}
    if found.header_row > 1:
        yield _("The headings stand in row %(row)s.") % {"row": found.header_row}
    yield from _counted(found)
    if found.has_links:
        yield _("The workbook refers to other files; they were not opened.")


def _counted(found: Recognised) -> Iterator[str]:
    counts = {"number": found.formulas}
    if found.formulas:
        yield (
            ngettext(
                "%(number)s cell is computed; the result that the file keeps was taken.",
                "%(number)s cells are computed; the results that the file keeps were taken.",
                found.formulas,
            )
            % counts
        )
    if found.hidden_rows:
        yield (
            ngettext(
                "%(number)s hidden row was read like the others.",
                "%(number)s hidden rows were read like the others.",
                found.hidden_rows,
            )
            % {"number": found.hidden_rows}
        )
    if found.hidden_columns:
        yield (
            ngettext(
                "%(number)s hidden column was read like the others.",
                "%(number)s hidden columns were read like the others.",
                found.hidden_columns,
            )
            % {"number": found.hidden_columns}
        )


def _delimiter(sign: str) -> str:
    match sign:
        case ",":
            return _("commas")
        case ";":
            return _("semicolons")
        case "\t":
            return _("tabs")
    return _("vertical bars")
