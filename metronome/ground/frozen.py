"""Frozen dataclasses as plain JSON data and back, by their annotations."""

from __future__ import annotations

import dataclasses
import types
import typing
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, TypeVar, get_args, get_origin, get_type_hints

from .text import Text

T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """JSON data of dataclasses, tuples, mappings, texts, days and decimals; the inverse of `from_plain`."""
    if value is None or (isinstance(value, (str, int, bool)) and not isinstance(value, Enum)):
        return value
    if isinstance(value, Text):
        return value.to_json()
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {name: to_plain(getattr(value, name)) for name in names_of(type(value))}
    if isinstance(value, (tuple, list)):
        return [to_plain(item) for item in value]
    if isinstance(value, Mapping):
        return {str(key): to_plain(item) for key, item in value.items()}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"no plain form for {type(value).__name__}")


def from_plain(kind: type[T], data: Any) -> T:
    """Rebuild a frozen dataclass from its plain form.

    Raises ValueError where the data does not fit the annotations.
    """
    try:
        return typing.cast(T, _build(kind, data))
    except (TypeError, KeyError, AttributeError, InvalidOperation) as error:
        raise ValueError(f"not the plain form of {kind.__name__}: {error}") from error


def _build(kind: Any, data: Any) -> Any:
    if type(data) is kind:
        return data
    origin = get_origin(kind)
    if origin in (types.UnionType, typing.Union):
        if data is None:
            return None
        return _build(next(option for option in get_args(kind) if option is not type(None)), data)
    if origin is tuple:
        if not isinstance(data, list):
            raise ValueError(f"{data!r} is no list")
        item, *rest = get_args(kind)
        if rest and rest[0] is not Ellipsis:
            return tuple(_build(one, part) for one, part in zip(get_args(kind), data, strict=True))
        return tuple(_build(item, part) for part in data)
    if origin is not None and issubclass(origin, Mapping):
        return {key: _build(get_args(kind)[1], part) for key, part in data.items()}
    if kind is Text:
        return Text.from_json(data)
    if _is_dataclass(kind):
        if not _needed(kind) <= set(data) <= set(names_of(kind)):
            raise ValueError(f"{kind} has other fields than {sorted(data)}")
        hints = _hints(kind)
        return kind(**{name: _build(hints[name], data[name]) for name in names_of(kind) if name in data})
    if kind is date:
        return date.fromisoformat(data)
    if kind is Decimal:
        return _decimal(data)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(data)
    if kind is Any:
        return data
    raise ValueError(f"{data!r} is no {kind.__name__}")


def _decimal(data: str) -> Decimal:
    if not isinstance(data, str) or not Decimal(data).is_finite():
        raise ValueError(f"{data!r} is no decimal number in text")
    return Decimal(data)


def _is_dataclass(kind: Any) -> bool:
    return dataclasses.is_dataclass(kind)


@cache
def names_of(kind: type) -> tuple[str, ...]:
    """The fields of a dataclass, by name."""
    return tuple(field.name for field in dataclasses.fields(kind))


@cache
def _needed(kind: type) -> frozenset[str]:
    """The fields without a default: what was put away before a field was there can still be read."""
    fields = dataclasses.fields(kind)
    missing = dataclasses.MISSING
    return frozenset(field.name for field in fields if field.default is missing and field.default_factory is missing)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)
