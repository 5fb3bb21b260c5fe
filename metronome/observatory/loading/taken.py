"""Which observations leave, and what is said of them: of a release, of a past day, or of now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import ibis
import pyarrow as pa
import pyarrow.compute as pc
from django.utils.translation import gettext as _

from ..facts.reading import known
from ..models import Source
from ..queries import cutoff_of, last_number, release_named


@dataclass(frozen=True, slots=True)
class Taken:
    """Observations as they were known after a load, and what they are, in lines."""

    stated: pa.Table
    cutoff: int
    about: tuple[str, ...]


def taken(*, release: str = "", day: date | None = None, only: Mapping[str, str]) -> Taken:
    """The observations of a release, else of a day, else of now. `only`: columns and the one word that they hold.

    Raises Refusal for a release that is none, and for a file of facts that is missing or damaged.
    """
    if release:
        named = release_named(release)
        cutoff, words = named.cutoff.number, _("Release %(release)s (%(digest)s)")
        title = words % {"release": named.slug, "digest": named.digest}
    elif day:
        cutoff, title = cutoff_of(day), _("What was known on %(day)s") % {"day": day.isoformat()}
    else:
        cutoff = last_number()
        title = _("What was known after load %(load)d") % {"load": cutoff}
    asked = (getattr(ibis._, name) == word for name, word in only.items() if word)
    stated = known(cutoff, *asked).to_pyarrow()
    there = pc.unique(stated.column("source")).to_pylist()
    sources = Source.objects.filter(slug__in=there).values_list("citation", "licence")
    return Taken(stated, cutoff, (title, *(f"{citation} ({licence})" for citation, licence in sources)))
