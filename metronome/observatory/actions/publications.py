"""Putting publications by their identity, in the caller's transaction."""

from __future__ import annotations

from collections.abc import Iterable

from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put

from ..given import GivenPublication
from ..models import Indicator, Publication, Release


def put_publications(*, publications: Iterable[GivenPublication], by: Hand) -> Keys:
    """Put the publications of the observatory."""
    columns = (
        "title", "kind", "number", "abstract", "authors", "published_on", "languages", "url", "licence", "release",
    )  # fmt: skip
    resting = Part(Publication.indicators.through, "publication", ("indicator",), {"indicator": Keys.of(Indicator)})
    noun = Noun(
        Publication,
        "publication",
        columns,
        references={"release": Keys.of(Release)},
        parts={"indicators": resting},
    )
    return put(noun, publications, by=by)
