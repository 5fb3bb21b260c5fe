"""Folding of words that are compared again and again, such as labels."""

from __future__ import annotations

from functools import lru_cache

from metronome.ground import fold as ground

fold = lru_cache(maxsize=20_000)(ground.fold)
fold_words = lru_cache(maxsize=20_000)(ground.fold_words)
