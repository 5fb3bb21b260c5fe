"""What the columns of a file mean: a small YAML file beside it, written once for each sort of file."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping as Words
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import yaml
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from ..enums import WITHOUT_VALUE, LoadKind, Scale, Sex, Status

YEARS = re.compile(r"(\d{4})\.\.(\d{4})")
FIELDS = (
    "source", "geography", "kind", "retrieved", "indicator", "area", "unit", "period", "years", "value", "sex", "age",
    "method", "status", "scale", "low", "high", "expect", "times", "decimal", "delimiter", "blank", "only", "sheet",
    "whole", "rounded", "areas", "source_row", "source_column", "apostrophes",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a column of observations comes from: columns of the file, joined by a slash, or one word for all rows.

    `codes` turns words of the file into ours; without any a word stands for itself.
    """

    columns: tuple[str, ...] = ()
    constant: str = ""
    codes: Words[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Mapping:
    """How a file is read. `after`: from the year after this one on, the status is another. `only`: what rows must say
    in columns of the file to be meant at all. `whole`: the file is all that the source says of its geographies,
    indicators and sexes, so that what stands and is not in it is withdrawn. `rounded`: values with more places than
    are kept are rounded. `areas`: `known` leaves rows of other areas aside. `named`: how columns of years are
    called. `source_row` and `source_column`: columns that say in which cell of an earlier file a value stood.
    `apostrophes`: texts are led by one where a spreadsheet would take them for a formula."""

    source: str
    geography: Asked
    indicator: Asked
    area: Asked
    period: Asked
    years: tuple[int, int] | None
    value: str
    unit: Asked
    sex: Asked
    age: Asked
    method: Asked
    status: Asked
    after: tuple[int, str] | None
    scale: Asked
    kind: str = LoadKind.OBSERVATIONS.value
    low: str = ""
    high: str = ""
    expect: str = ""
    times: int = 1
    decimal: str = "."
    delimiter: str = ","
    blank: str = ""
    retrieved: date | None = None
    only: Words[str, str] = field(default_factory=dict)
    plain: Words[str, Any] = field(default_factory=dict)
    named: str = "{year}"
    sheet: str = ""
    whole: bool = False
    rounded: bool = False
    areas: str = ""
    source_row: str = ""
    source_column: str = ""
    apostrophes: bool = False

    @property
    def geographies(self) -> tuple[str, ...]:
        """The geographies of which the file speaks."""
        return tuple(dict.fromkeys(self.geography.codes.values())) or (self.geography.constant,)

    def columns(self) -> set[str]:
        """The columns of the file that are needed, besides those of the years."""
        asked = (self.indicator, self.area, self.period, self.unit, self.sex, self.age, self.method, self.status)
        named = {name for one in (*asked, self.scale) for name in one.columns}
        single = (self.value, self.low, self.high, self.expect, self.source_row, self.source_column)
        return named | {name for name in (*single, *self.only) if name}


def read_mapping(text: str) -> Mapping:
    """A mapping from its YAML.

    Raises Refusal for one that cannot be understood, with the field that it concerns.
    """
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Refusal(_("The mapping is not YAML."), field="mapping", remedy=str(error)) from error
    if not isinstance(said, dict):
        raise Refusal(_("The mapping has no fields."), field="mapping", remedy=_("Write name: value on each line."))
    if unknown := sorted(str(name) for name in said if name not in FIELDS):
        raise Refusal(
            _("The mapping has an unknown field: %(names)s.") % {"names": ", ".join(unknown)},
            field=unknown[0],
            remedy=_("Known are: %(names)s.") % {"names": ", ".join(FIELDS)},
        )
    return _mapping(said)


def _mapping(said: dict[str, Any]) -> Mapping:
    years = _years(said)
    status = said.get("status", Status.NORMAL.value)
    after = _after(status)
    if isinstance(status, dict) and "default" in status:
        status = status["default"]
    geography = _geography(said)
    area = _asked(said, "area", required=True)
    if geography.columns:
        area = Asked(columns=(*geography.columns, *area.columns))
    mapping = Mapping(
        source=_word(said, "source", required=True),
        geography=geography,
        indicator=_asked(said, "indicator", required=True),
        area=area,
        period=_asked(said, "period", required=years is None),
        years=years,
        value=_column(said, "value", required=years is None),
        unit=_asked(said, "unit", required=True),
        sex=_asked({"sex": said.get("sex", Sex.TOTAL.value)}, "sex"),
        age=_asked({"age": said.get("age", "_T")}, "age"),
        method=_asked({"method": said.get("method", "stated")}, "method"),
        status=_asked({"status": status}, "status"),
        after=after,
        scale=_asked({"scale": said.get("scale", Scale.METROPOLITAN.value)}, "scale"),
        kind=_among(said, "kind", LoadKind.values, LoadKind.OBSERVATIONS.value),
        low=_column(said, "low"),
        high=_column(said, "high"),
        expect=_column(said, "expect"),
        times=_times(said),
        decimal=_among(said, "decimal", (".", ","), "."),
        delimiter=_among(said, "delimiter", (",", ";", "\t"), ","),
        blank=_among(said, "blank", sorted(WITHOUT_VALUE), ""),
        retrieved=_retrieved(said),
        only={str(name): str(word) for name, word in (said.get("only") or {}).items()},
        plain=json.loads(json.dumps(said, default=str)),
        named=_named(said),
        sheet=_word(said, "sheet"),
        whole=_yes(said, "whole"),
        rounded=_yes(said, "rounded"),
        areas=_among(said, "areas", ("known",), ""),
        source_row=_column(said, "source_row"),
        source_column=_column(said, "source_column"),
        apostrophes=_yes(said, "apostrophes"),
    )
    _refuse_at_odds(mapping)
    return mapping


def _refuse_at_odds(mapping: Mapping) -> None:
    """Raise Refusal for fields that do not go together."""
    if mapping.whole and mapping.kind != LoadKind.OBSERVATIONS:
        reason = _("Only a file of observations can be all that its source says.")
        raise Refusal(reason, field="whole", remedy=_("Leave “whole” or “kind” out."))
    if (mapping.kind == LoadKind.CORRECTION) != bool(mapping.expect):
        reason = _("A correction says in a column what it expects to stand, and only a correction does.")
        raise Refusal(
            reason, field="expect", remedy=_("Write kind: correction and expect: {column: NAME}, or neither.")
        )


def _geography(said: dict[str, Any]) -> Asked:
    """One geography for all rows, or a column that says in which one each row is, with its codes."""
    geography, area = _asked(said, "geography", required=True), said.get("area")
    if geography.columns and (not geography.codes or not isinstance(area, dict) or area.get("codes")):
        reason = _("A column of geographies needs codes, and beside it the area is a column without codes.")
        raise Refusal(reason, field="geography", remedy=_("Write {column: NAME, codes: {theirs: ours}}."))
    return geography


def _named(said: dict[str, Any]) -> str:
    """How columns of years are called, with {year} where the year stands."""
    years = said.get("years")
    named = str(years.get("named", "{year}")) if isinstance(years, dict) else "{year}"
    if "{year}" not in named:
        reason = _("“named” says how a column of a year is called.")
        raise Refusal(reason, field="years", remedy=_("Write it with {year}, such as “{year} [YR{year}]”."))
    return named


def _yes(said: dict[str, Any], name: str) -> bool:
    value = said.get(name, False)
    if isinstance(value, bool):
        return value
    raise Refusal(_("“%(name)s” is yes or no.") % {"name": name}, field=name, remedy=_("Write yes, or leave it out."))


def _word(said: dict[str, Any], name: str, *, required: bool = False) -> str:
    value = said.get(name)
    if value is None and required:
        raise Refusal(_("The mapping does not say “%(name)s”.") % {"name": name}, field=name, remedy=_("Add it."))
    if isinstance(value, (dict, list)):
        raise Refusal(_("“%(name)s” is one word.") % {"name": name}, field=name, remedy=_("Write it without fields."))
    return "" if value is None else str(value)


def _asked(said: dict[str, Any], name: str, *, required: bool = False) -> Asked:
    value = said.get(name)
    if not isinstance(value, dict):
        return Asked(constant=_word(said, name, required=required).strip())
    columns, codes = value.get("column", value.get("columns")), value.get("codes") or {}
    if set(value) - {"column", "columns", "codes"} or not columns or not isinstance(codes, dict):
        reason = _("“%(name)s” is a word, or a column with codes.") % {"name": name}
        raise Refusal(reason, field=name, remedy=_("Write {column: NAME} or {column: NAME, codes: {theirs: ours}}."))
    named = tuple(map(str, columns)) if isinstance(columns, list) else (str(columns),)
    return Asked(columns=named, codes={str(theirs): str(ours) for theirs, ours in codes.items()})


def _column(said: dict[str, Any], name: str, *, required: bool = False) -> str:
    if said.get(name) is None and not required:
        return ""
    asked = _asked(said, name, required=required)
    if len(asked.columns) != 1:
        reason = _("“%(name)s” is a column of the file.") % {"name": name}
        raise Refusal(reason, field=name, remedy=_("Write {column: NAME}."))
    return asked.columns[0]


def _among(said: dict[str, Any], name: str, words: Any, otherwise: str) -> str:
    value = _word(said, name) or otherwise
    if value and value not in words:
        reason = _("“%(value)s” is not one of the words for “%(name)s”.") % {"value": value, "name": name}
        raise Refusal(reason, field=name, remedy=_("Write one of: %(words)s.") % {"words": " ".join(map(repr, words))})
    return value


def _years(said: dict[str, Any]) -> tuple[int, int] | None:
    value = said.get("years")
    if value is None:
        return None
    found = YEARS.fullmatch(str(value.get("columns", ""))) if isinstance(value, dict) else None
    if found is None or int(found[2]) < int(found[1]):
        reason = _("“years” names the columns that are years.")
        raise Refusal(reason, field="years", remedy=_("Write {columns: 1950..2035}."))
    return int(found[1]), int(found[2])


def _after(status: object) -> tuple[int, str] | None:
    """The status from the year after one on: {default: E, after: {2018: F}}."""
    if not isinstance(status, dict) or "after" not in status:
        return None
    after = status["after"]
    if isinstance(after, dict) and len(after) == 1:
        ((year, code),) = after.items()
        if isinstance(year, int) and code in Status.values and "default" in status:
            return year, str(code)
    remedy = _("Write {default: E, after: {2018: F}}.")
    raise Refusal(_("“status” does not say after which year it is which."), field="status", remedy=remedy)


def _times(said: dict[str, Any]) -> int:
    value = said.get("times", 1)
    if isinstance(value, int) and not isinstance(value, bool) and 1 <= value <= 10**9:
        return value
    reason = _("“times” is a whole number by which every value is multiplied.")
    raise Refusal(reason, field="times", remedy=_("Write 1000 for a file in thousands."))


def _retrieved(said: dict[str, Any]) -> date | None:
    value = said.get("retrieved")
    if value is None or isinstance(value, date):
        return value
    raise Refusal(_("“retrieved” is a day."), field="retrieved", remedy=_("Write it as 2021-03-17."))
