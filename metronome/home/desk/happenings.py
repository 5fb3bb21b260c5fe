"""What the rooms did in a period and the record does not have: calls that opened, releases, published reports."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext, override

from metronome.calls.clock import opening
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
    return [one for room in (_calls, _releases, _editions) for one in room()]


def _calls() -> Iterator[Happening]:
    """A call happens on the day on which it opens, by its own clock."""
    for call in public_calls().filter(is_cancelled=False):
        opened = [moment for stage in call.stages.all() if (moment := opening(stage, call.zone))]
        if opened:
            title = _entitled(lambda: gettext("Opening of the call: %(title)s"), call.title)
            yield Happening(source=f"call:{call.slug}", title=title, on=min(opened).date())


def _releases() -> Iterator[Happening]:
    for release in Release.objects.all():
        title = _entitled(lambda: gettext("Release of the observatory: %(title)s"), release.title)
        yield Happening(source=f"release:{release.slug}", title=title, on=_day(release.at))


def _editions() -> Iterator[Happening]:
    for edition in Edition.objects.public():
        if edition.published_at:
            title = _entitled(lambda: gettext("Publication of a report: %(title)s"), edition.title)
            yield Happening(source=f"edition:{edition.slug}", title=title, on=_day(edition.published_at))


def _day(moment: datetime) -> date:
    """The day of a moment by the clock of the network."""
    return moment.astimezone(network_zone()).date()


def _entitled(words: Callable[[], str], title: Text) -> Text:
    """A title in each language of the network, around the name that something has."""
    languages = network_languages()
    said = {}
    for code in languages:
        with override(code):
            said[code] = words() % {"title": title.in_(code)}
    return Text.of(said, source=languages[0])
