"""The kinds of report: what each is about, which parts it has in which order, which figures. They are data: those in
kinds.json come along, a network's own stand in its table and may take the place of one that comes along."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from .figures.indicators import LED
from .models import ReportKind
from .parts import CHAPTERS, STATEMENT

F = TypeVar("F")
PROGRESS = "progress"
SHIPPED = Path(__file__).parent / "kinds.json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of report. `about` is the sort of thing that a report of it is about (member, partner, node, plan,
    activity; empty: the whole network); `parts` are its chapters, `figures` ids or their beginnings; all where empty.
    In its title {period} and {subject} stand for those of a report."""

    slug: str
    about: str
    label: Text
    title: Text
    parts: tuple[str, ...]
    figures: tuple[str, ...]

    def of(self, figures: Mapping[str, F]) -> dict[str, F]:
        """Those of the figures that a report of this kind states."""
        return {id: one for id, one in figures.items() if not self.figures or self._states(id)}

    def _states(self, id: str) -> bool:
        # What a text of the report cites of the observatory, the report states.
        return id.startswith(LED) or any(
            id == one or (one.endswith(".") and id.startswith(one)) for one in self.figures
        )

    def named(self) -> str:
        """What it is called in the reader's language."""
        return self.label.texts.get(get_language() or "en") or self.label.in_("en")


def refuse_kind(*, about: str, parts: Iterable[str]) -> None:
    """Raises Refusal for parts that no report about such a thing has."""
    known = STATEMENT if about == "member" else CHAPTERS
    for part in parts:
        if part not in known:
            raise Refusal(
                _("There is no part “%(part)s” in such a report.") % {"part": part},
                field="parts",
                remedy=_("Its parts are: %(parts)s.") % {"parts": ", ".join(known)},
            )


@cache
def shipped() -> tuple[Kind, ...]:
    """The kinds that come along."""
    return tuple(_kind(**row) for row in json.loads(SHIPPED.read_text(encoding="utf-8")))


def _kind(*, label: Mapping[str, str], title: Mapping[str, str], parts: Any, figures: Any, **fields: str) -> Kind:
    texts = (Text.of(label, source="en"), Text.of(title, source="en"))
    return Kind(fields["slug"], fields["about"], *texts, tuple(parts), tuple(figures))


def kinds() -> dict[str, Kind]:
    """Every kind of report by its slug: those that come along, then the network's own."""
    own = (
        Kind(row.slug, row.about, row.label, row.title, tuple(row.parts), tuple(row.figures))
        for row in ReportKind.objects.all()
    )
    return {kind.slug: kind for kind in (*shipped(), *own)}


def kind_of(slug: str) -> Kind:
    """The kind of that slug. Raises Refusal where there is none."""
    found = kinds()
    if slug not in found:
        raise Refusal(
            _("There is no kind of report “%(kind)s”.") % {"kind": slug},
            field="kind",
            remedy=_("Known are: %(names)s.") % {"names": ", ".join(found)},
        )
    return found[slug]
