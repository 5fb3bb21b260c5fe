"""Prose: who is named in the texts of an activity, against who is tagged on it.

Restrained on purpose. Lists of members are longer than the prose that goes with them, so a tagged member that no
sentence names is no finding. An organisation may be named in passing; it is asked about only where the network counts
it as a partner elsewhere, or where the activity is tagged with another one that nobody names.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from metronome.record.enums import InvolvementRole
from metronome.report.enums import Severity
from metronome.report.figures.figure import Figure
from metronome.report.figures.rows import once
from metronome.report.rows import ActivityRow, PartRow
from metronome.report.snapshot import Snapshot

from .finding import Found, check
from .printed import kind_of, meant
from .saying import FEW, Say


@dataclass(frozen=True, slots=True)
class _Named:
    """Who is named in an activity's texts, as kind:slug. `is_whole`: the list of all that the printed prose names is
    known, so that silence about somebody means something."""

    things: frozenset[str]
    unclear: tuple[tuple[str, tuple[str, ...]], ...]
    is_whole: bool


def _named(snapshot: Snapshot, activity: ActivityRow, printed: Mapping[str, frozenset[str]]) -> _Named:
    subject = f"activity:{activity.code}"
    things = {f"member:{part.slug}" for part in activity.members if part.role == InvolvementRole.NAMED}
    things |= {f"partner:{part.slug}" for part in activity.partners if part.role == InvolvementRole.NAMED}
    things |= {f"member:{person.member}" for person in activity.people if person.member}
    things |= {f"partner:{person.partner}" for person in activity.people if person.partner and person.is_named_in_text}
    things |= printed.get(subject, frozenset())
    unclear = {}
    for text in (*activity.title.texts.values(), *activity.summary.texts.values()):
        for found in snapshot.spellings.in_text(text):
            if len(found.meanings) == 1:
                things.add(found.meanings[0])
            else:
                unclear[found.spelling] = found.meanings
    return _Named(frozenset(things), tuple(sorted(unclear.items())), subject in printed)


def _printed(snapshot: Snapshot) -> dict[str, frozenset[str]]:
    """All that a printed text names, by the activity that it is about."""
    named: dict[str, frozenset[str]] = {}
    for row in snapshot.printed:
        if row.name in ("members.text", "partners.text"):
            ids = {meant(snapshot, row, item) for item in row.items}
            things = frozenset(f"{kind_of(row.name)}:{id}" for id in ids if id)
            named[row.subject] = named.get(row.subject, frozenset()) | things
    return named


def _tagged(kind: str, parts: tuple[PartRow, ...]) -> set[str]:
    return {f"{kind}:{part.slug}" for part in parts if part.role != InvolvementRole.NAMED}


@once
def _each(snapshot: Snapshot) -> tuple[tuple[ActivityRow, _Named], ...]:
    printed = _printed(snapshot)
    return tuple((activity, _named(snapshot, activity, printed)) for activity in snapshot.activities)


@once
def _counted(snapshot: Snapshot) -> frozenset[str]:
    """The organisations that count as partners of the period."""
    tagged = {thing for activity in snapshot.activities for thing in _tagged("partner", activity.partners)}
    return frozenset(tagged | {f"partner:{row.partner}" for row in snapshot.bilaterals if row.partner})


@check(
    "prose.members",
    Severity.ASK,
    label=lambda: _("Members named and not tagged"),
    message=lambda say: (
        _("The texts of %(activity)s name %(members)s; the activity is not tagged with them.")
        % {"activity": say.name(say.subject), "members": say.names(say["members"])}
    ),
    mend=lambda say: _("If they took part, tag them: they then count as activated. If not, waive this and say why."),
)
def members(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity, named in _each(snapshot):
        untagged = _of("member", named.things) - _tagged("member", activity.members)
        if untagged:
            yield Found(f"activity:{activity.code}", {"members": sorted(untagged)})


@check(
    "prose.unclear",
    Severity.ASK,
    label=lambda: _("A name in a text that may mean several"),
    message=lambda say: (
        _("The texts of %(activity)s name %(names)s, none of which is tagged.")
        % {
            "activity": say.name(say.subject),
            "names": say.all_of(
                _("“%(spelling)s” (which may be %(meanings)s)")
                % {"spelling": spelling, "meanings": say.names(meanings)}
                for spelling, meanings in say["names"]
            ),
        }
    ),
    mend=lambda say: _("Write the name in full, or tag the one that is meant."),
)
def unclear(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    for activity, named in _each(snapshot):
        known = named.things | _tagged("member", activity.members) | _tagged("partner", activity.partners)
        names = [[spelling, list(meanings)] for spelling, meanings in named.unclear if known.isdisjoint(meanings)]
        if names:
            yield Found(f"activity:{activity.code}", {"names": names})


def _of(kind: str, things: frozenset[str]) -> set[str]:
    return {thing for thing in things if thing.startswith(f"{kind}:")}


@dataclass(frozen=True, slots=True)
class _Partners:
    """An activity's partners that are named without a tag, tagged without a name; and whether that is worth asking."""

    activity: str
    untagged: tuple[str, ...]
    unnamed: tuple[str, ...]
    asks: bool


def _partners(snapshot: Snapshot) -> Iterator[_Partners]:
    for activity, named in _each(snapshot):
        tagged, things = _tagged("partner", activity.partners), _of("partner", named.things)
        untagged = things - tagged
        unnamed = tagged - things if named.is_whole else set()
        asks = bool(untagged & _counted(snapshot)) or bool(untagged and unnamed)
        if untagged or unnamed:
            yield _Partners(f"activity:{activity.code}", tuple(sorted(untagged)), tuple(sorted(unnamed)), asks)


def _partners_message(say: Say) -> str:
    values = {
        "activity": say.name(say.subject),
        "named": say.names(say["untagged"]),
        "tagged": say.names(say["unnamed"]),
    }
    if say["unnamed"]:
        return (
            _("The texts of %(activity)s name %(named)s without a tag, and never name %(tagged)s, which is tagged.")
            % values
        )
    return _("The texts of %(activity)s name %(named)s, a partner elsewhere, without a tag here.") % values


@check(
    "prose.partners",
    Severity.ASK,
    label=lambda: _("Partners named and others tagged"),
    message=_partners_message,
    mend=lambda say: _("See who worked on the activity: tag those, and take off the others."),
)
def partners(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    counted = _counted(snapshot)
    for row in _partners(snapshot):
        if row.asks:
            untagged = row.untagged if row.unnamed else tuple(thing for thing in row.untagged if thing in counted)
            yield Found(row.activity, {"untagged": untagged, "unnamed": row.unnamed})


@check(
    "prose.organisations",
    Severity.TELL,
    label=lambda: _("Organisations named and not tagged"),
    message=lambda say: (
        _("The texts name organisations that no activity is tagged with: %(organisations)s.")
        % {"organisations": _with_activities(say)}
    ),
    mend=lambda say: _(
        "Tag those that worked on an activity, so that they count as partners. The others need nothing."
    ),
)
def organisations(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    activities: dict[str, list[str]] = {}
    for row in _partners(snapshot):
        for thing in () if row.asks else row.untagged:
            activities.setdefault(thing, []).append(row.activity)
    if activities:
        yield Found(f"period:{snapshot.period}", {"things": [[thing, of] for thing, of in sorted(activities.items())]})


@check(
    "prose.unnamed",
    Severity.TELL,
    label=lambda: _("Partners tagged and never named"),
    message=lambda say: (
        _("Partners are tagged where the printed text never names them: %(partners)s.")
        % {"partners": _with_activities(say)}
    ),
    mend=lambda say: _("Say in the text what they did, or see whether the tag is meant."),
)
def unnamed(snapshot: Snapshot, figures: Mapping[str, Figure]) -> Iterator[Found]:
    activities: dict[str, list[str]] = {}
    for row in _partners(snapshot):
        for thing in () if row.asks else row.unnamed:
            activities.setdefault(thing, []).append(row.activity)
    if activities:
        yield Found(f"period:{snapshot.period}", {"things": [[thing, of] for thing, of in sorted(activities.items())]})


def _with_activities(say: Say) -> str:
    return say.all_of(
        (
            _("%(item)s (%(activities)s)") % {"item": say.name(thing), "activities": say.names(activities, most=2)}
            for thing, activities in say["things"]
        ),
        most=FEW,
    )
