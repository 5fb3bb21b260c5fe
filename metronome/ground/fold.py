"""Folding: the form of a name in which case, accents and ligatures no longer matter."""

from __future__ import annotations

import re
import unicodedata

_LIGATURES = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "đ": "d", "ł": "l", "ı": "i", "’": "'", "`": "'"}
)
_NOT_WORD = re.compile(r"[^\w]+", re.UNICODE)


def fold(text: str) -> str:
    """Casefolded, without accents (NFKD without combining marks), ligatures spelled out, spaces collapsed.

    >>> fold("  Québec  ŒUVRE ")
    'quebec oeuvre'
    """
    folded = unicodedata.normalize("NFKD", text).casefold().translate(_LIGATURES)
    decomposed = unicodedata.normalize("NFKD", folded)  # again: casefolding may compose, as it does a Turkish İ
    bare = "".join(char for char in decomposed if not unicodedata.combining(char))
    return " ".join(bare.translate(_LIGATURES).split())


def fold_words(text: str) -> str:
    """Folded, with everything that is no letter or digit as one space: the key by which names are compared.

    >>> fold_words("Xi'an"), fold_words("Barcelone (ville)")
    ('xi an', 'barcelone ville')
    """
    return _NOT_WORD.sub(" ", fold(text)).strip()
