"""A round as a file describes it: what is asked of whom, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import yaml
from django.db.models import Model
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Member
from metronome.network.queries import kept_calendar

from ..actions.rounds import Wanted
from ..enums import Sex, Step
from ..models import AreaMember, Geography, Source
from ..shown import latest_definitions
from .periods import wanted_periods

NEEDED = ("title", "geography", "source", "due_on", "indicators", "periods")
#: `years` is how periods were called when a round asked for years only.
KNOWN = (*NEEDED, "years", "step", "sexes", "members")


def read_planned(text: str, languages: Sequence[str]) -> dict[str, Any]:
    """What `prepare_round` is told, as a file says it. Without `members` all are asked that act in an area.

    Raises Refusal with the field for what is missing, unknown, or no such thing.
    """
    said = _mapping(text)
    definitions = {one.indicator.slug: one for one in latest_definitions()}
    periods = wanted_periods(_list(said, "periods"), _step(said), kept_calendar())
    sexes = _list(said, "sexes") or [Sex.TOTAL.value]
    if wrong := next((one for one in sexes if one not in Sex.values), None):
        raise _unknown("sexes", wrong, Sex.values)
    asked = [_one(definitions, "indicators", slug) for slug in _list(said, "indicators")]
    return {
        "title": _title(said["title"], languages),
        "geography": _row(Geography, said, "geography"),
        "source": _row(Source, said, "source"),
        "due_on": _day(said["due_on"]),
        "questions": [Wanted(one, period, sex) for one in asked for sex in sexes for period in periods],
        "members": _members(_list(said, "members")),
    }


def _mapping(text: str) -> Mapping[str, Any]:
    try:
        said = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise Refusal(_("The file is no YAML."), field="prepare", remedy=str(error)) from error
    if not isinstance(said, dict):
        raise Refusal(_("The file says nothing of a round."), field="prepare", remedy=_needs())
    if "years" in said:
        said = {**said, "periods": said["years"]}
    if missing := [name for name in NEEDED if not said.get(name)]:
        raise Refusal(
            _("It is not said: %(names)s.") % {"names": ", ".join(missing)}, field=missing[0], remedy=_needs()
        )
    if wrong := next((str(name) for name in said if name not in KNOWN), None):
        raise _unknown("prepare", wrong, KNOWN)
    return said


def _needs() -> str:
    return _("A round needs: %(names)s.") % {"names": ", ".join(NEEDED)}


def _list(said: Mapping[str, Any], name: str) -> list[str]:
    """One word or several, as texts, each once."""
    value = said.get(name)
    several = value if isinstance(value, list) else [] if value is None else [value]
    return list(dict.fromkeys(str(one).strip() for one in several))


def _title(value: Any, languages: Sequence[str]) -> Text:
    texts = value if isinstance(value, dict) else {languages[0]: value}
    if wrong := next((str(code) for code in texts if code not in languages), None):
        raise _unknown("title", wrong, languages)
    return Text.of({code: str(text) for code, text in texts.items()}, source=next(iter(texts)))


def _day(value: Any) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(str(value))
    except ValueError:
        reason = _("“%(value)s” is no day: write it as 2021-04-30.") % {"value": str(value)[:40]}
        raise Refusal(reason, field="due_on") from None


def _step(said: Mapping[str, Any]) -> Step:
    step = str(said.get("step", Step.WHOLE.value))
    if step not in Step.values:
        raise _unknown("step", step, Step.values)
    return Step(step)


def _row(model: type[Model], said: Mapping[str, Any], name: str) -> Any:
    known = {row.slug: row for row in model._default_manager.all()}  # type: ignore[attr-defined]
    return _one(known, name, str(said[name]))


def _members(slugs: Sequence[str]) -> list[Member]:
    acting = Member.objects.filter(pk__in=AreaMember.objects.values("member")).order_by("slug")
    if not slugs:
        return list(acting)
    known = {one.slug: one for one in acting}
    return [_one(known, "members", slug) for slug in slugs]


def _one(known: Mapping[str, Any], name: str, slug: str) -> Any:
    if slug not in known:
        raise _unknown(name, slug, list(known))
    return known[slug]


def _unknown(name: str, value: str, known: Sequence[str]) -> Refusal:
    reason = _("“%(value)s” is unknown here.") % {"value": value[:60]}
    few = ", ".join(known[:12]) + (" …" if len(known) > 12 else "")
    return Refusal(reason, field=name, remedy=_("Known are: %(names)s.") % {"names": few} if few else "")
