"""What is made of the record once and given again until the record says something else."""

from __future__ import annotations

from collections.abc import Callable
from functools import _lru_cache_wrapper, lru_cache
from typing import Any, TypeVar

Made = TypeVar("Made")
_KEEPERS: list[_lru_cache_wrapper[Any]] = []


def kept(maxsize: int) -> Callable[[Callable[..., Made]], _lru_cache_wrapper[Made]]:
    """Keep what a function makes, for the `maxsize` latest of its arguments; one of them says what the record was: the
    number of its publication or line, or a mark of the documents."""

    def keeping(make: Callable[..., Made]) -> _lru_cache_wrapper[Made]:
        keeper = lru_cache(maxsize)(make)
        _KEEPERS.append(keeper)
        return keeper

    return keeping


def forget() -> None:
    """Forget all of it: the record is another one, whose publications are counted from nought."""
    for keeper in _KEEPERS:
        keeper.cache_clear()
