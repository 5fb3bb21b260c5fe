"""What the rooms did in a period and the record does not have: calls that opened and what came of them, releases,
published reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext, override

from metronome.calls.clock import opening
from metronome.calls.models import Announcement
from metronome.calls.queries import public_calls
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.network.queries import network_languages, network_zone
from metronome.observatory.models import Release
from metronome.record.happenings import Happening, not_noted
from metronome.report.models import Edition


def happenings_of(period: Period) -> Sequence[Happening]:
    """What happened in a period and was not noted yet, the latest first."""
    return not_noted(_happenings(publication()), period=period)


@kept(2)
def _happenings(_publication: int) -> Sequence[Happening]:
    return [one for room in (_calls, _results, _releases, _editions) for one in room()]


def _calls() -> Iterator[Happening]:
    """A call happens on the day on which it opens, by its own clock."""
    for call in public_calls().filter(is_cancelled=False):
        opened = [moment for stage in call.stages.all() if (moment := opening(stage, call.zone))]
        if opened:
            title = _entitled(lambda: gettext("Opening of the call: %(title)s"), title=call.title)
            yield Happening(source=f"call:{call.slug}", title=title, on=min(opened).date())


def _results() -> Iterator[Happening]:
    """What was announced of a call, with the members that came to it; nothing of a call that was only rehearsed."""
    called = Announcement.objects.exclude(outcome="").filter(call__in=public_calls()).select_related("call")
    for one in called:
        entries = one.call.applications.filter(outcome=one.outcome, is_test=False).select_related("member")
        outcome = one.call.outcomes.filter(code=one.outcome).first()
        if outcome is None or not entries:
            continue
        yield Happening(
            source=f"call:{one.call.slug}:{one.outcome}",
            title=_entitled(_result, title=one.call.title, outcome=outcome.label),
            on=_day(one.at),
            members=tuple(dict.fromkeys(entry.member.slug for entry in entries if entry.member)),
        )


def _result() -> str:
    return gettext("Result of the call: %(title)s (%(outcome)s)")


def _releases() -> Iterator[Happening]:
    for release in Release.objects.all():
        title = _entitled(lambda: gettext("Release of the observatory: %(title)s"), title=release.title)
        yield Happening(source=f"release:{release.slug}", title=title, on=_day(release.at))


def _editions() -> Iterator[Happening]:
    for edition in Edition.objects.public():
        if edition.published_at:
            title = _entitled(lambda: gettext("Publication of a report: %(title)s"), title=edition.title)
            yield Happening(source=f"edition:{edition.slug}", title=title, on=_day(edition.published_at))


def _day(moment: datetime) -> date:
    """The day of a moment by the clock of the network."""
    return moment.astimezone(network_zone()).date()


def _entitled(words: Callable[[], str], **names: Text) -> Text:
    """A sentence in each language of the network, around the names that things have."""
    languages, said = network_languages(), {}
    for code in languages:
        with override(code):
            said[code] = words() % {key: name.in_(code) for key, name in names.items()}
    return Text.of(said, source=languages[0])
