"""Text in the languages of a network, each language in step with its source or known not to be.

A translation remembers the digest of the source it was made from. Whether it is outdated is therefore never
stored and cannot be forgotten: it follows from the texts.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any


class Making(StrEnum):
    """How a translation was made."""

    MACHINE = "machine"
    REVIEWED = "reviewed"


_MAKINGS = {making.value: making for making in Making}


class State(StrEnum):
    """Where a language stands against the source."""

    SOURCE = "source"
    MISSING = "missing"
    MACHINE = "machine"
    REVIEWED = "reviewed"
    OUTDATED = "outdated"


def digest_of(text: str) -> str:
    """Sixteen hexadecimal digits that stand for one wording."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Made:
    """How a translation was made, and of which wording of the source (its digest)."""

    how: Making
    of: str


@dataclass(frozen=True, slots=True)
class Reading:
    """What a reader gets: a text, the language it is in, and whether that is the language asked for."""

    text: str
    language: str
    is_fallback: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One text in several languages. Equal texts in equal states are equal."""

    source: str = ""
    texts: Mapping[str, str] = field(default_factory=dict)
    made: Mapping[str, Made] = field(default_factory=dict)

    @classmethod
    def of(cls, texts: Mapping[str, str | None], *, source: str, how: Making = Making.REVIEWED) -> Text:
        """A text whose translations are all in step with `source`. Empty languages are left out.

        The source is the first language that has a text when `source` itself has none.
        """
        kept = {language: text for language, text in texts.items() if text}
        if not kept:
            return cls()
        if source not in kept:
            source = next(iter(kept))
        step = digest_of(kept[source])
        return cls(source, kept, {language: Made(how, step) for language in kept if language != source})

    def __bool__(self) -> bool:
        return bool(self.texts)

    def __str__(self) -> str:
        return self.texts.get(self.source, "")

    def state(self, language: str) -> State:
        """Where `language` stands; outdated when its source was reworded after the translation was made."""
        if language == self.source:
            return State.SOURCE if language in self.texts else State.MISSING
        if language not in self.texts:
            return State.MISSING
        made = self.made.get(language)
        if made is None or made.of != digest_of(str(self)):
            return State.OUTDATED
        return State(made.how.value)

    def is_ready(self, language: str) -> bool:
        """Whether somebody answers for the text in a language: written in it, or reviewed and in step."""
        return self.state(language) in (State.SOURCE, State.REVIEWED)

    def read(self, language: str, chain: Iterable[str] = ()) -> Reading:
        """The text in `language`, else along the chain, else in its source, else in any language; never nothing
        where there is something."""
        for candidate in (language, *chain, self.source, *self.texts):
            if candidate in self.texts:
                return Reading(self.texts[candidate], candidate, candidate != language)
        return Reading("", language, False)

    def in_(self, language: str) -> str:
        """The text as `read` gives it, without the word on its language."""
        return self.read(language).text

    def with_text(self, language: str, text: str, *, how: Making = Making.REVIEWED) -> Text:
        """The same text with another wording in one language. A new wording of the source leaves the
        translations as they are, and thereby outdated."""
        texts = {**self.texts, language: text}
        if not text:
            del texts[language]
        if not texts:
            return Text()
        source = self.source or language
        made = dict(self.made)
        made.pop(language, None)
        if language != source and text:
            made[language] = Made(how, digest_of(texts.get(source, "")))
        return replace(self, source=source, texts=texts, made=made)

    def reworded(self, language: str, wording: str) -> Text:
        """The text with what somebody typed for one language; as it was where that is the same wording."""
        return self if self.texts.get(language, "") == wording else self.with_text(language, wording)

    def to_json(self) -> dict[str, Any]:
        """Plain data, keys in a fixed order; {} for an empty text."""
        if not self.texts:
            return {}
        return {
            "source": self.source,
            "texts": {language: self.texts[language] for language in sorted(self.texts)},
            "made": {
                language: {"how": self.made[language].how.value, "of": self.made[language].of}
                for language in sorted(self.made)
            },
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any] | None) -> Text:
        """The inverse of `to_json`.

        Raises ValueError for data of another shape.
        """
        if not data:
            return cls()
        try:
            return cls(
                data["source"],
                dict(data["texts"]),
                {language: Made(_MAKINGS[m["how"]], m["of"]) for language, m in data.get("made", {}).items()},
            )
        except (KeyError, TypeError, AttributeError) as error:
            raise ValueError(f"not a text in languages: {data!r}") from error
