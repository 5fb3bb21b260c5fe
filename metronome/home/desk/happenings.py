"""What the rooms did in a period and the record does not have: calls that opened and what came of them, releases,
published reports, projects and what they brought about, practices that were published and taken over."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime

from django.utils.translation import gettext, override

from metronome.calls.clock import opening
from metronome.calls.judging.outcomes import reached
from metronome.calls.models import Announcement
from metronome.calls.queries import public_calls
from metronome.exchange.enums import Step
from metronome.exchange.queries import confirmed_steps, public_practices
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.text import Text
from metronome.network.queries import network_languages, network_zone
from metronome.observatory.models import Release
from metronome.projects.enums import DeliveryKind, EntryState, ProjectState
from metronome.projects.queries import public_projects
from metronome.record.happenings import Happening, not_noted
from metronome.report.models import Edition


def happenings_of(period: Period) -> Sequence[Happening]:
    """What happened in a period and was not noted yet, the latest first."""
    return not_noted(_happenings(publication()), period=period)


@kept(2)
def _happenings(_publication: int) -> Sequence[Happening]:
    return [one for room in ROOMS for one in room()]


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
        chosen = [pk for outcome, pk in reached(one.call, {}) if outcome == one.outcome]
        entries = one.call.applications.filter(pk__in=chosen, is_test=False).select_related("member")
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


def _projects() -> Iterator[Happening]:
    """A project begins and ends on its days, as far as its state says so; what was delivered happens once it is
    accepted. A day on which the record has an activity of the project needs no other."""
    for project in public_projects().prefetch_related("outputs", "activities__activity", "deliveries"):
        members = tuple(dict.fromkeys(one.member.slug for one in project.carriers.all() if one.member))
        known = {one.activity.first_day for one in project.activities.all()}
        days = [("begun", project.first_day, _begun)] if project.state in BEGUN else []
        days += [("ended", project.last_day, _ended)] if project.state == ProjectState.FINISHED else []
        for what, on, words in days:
            if on and on not in known:
                title = _entitled(words, title=project.title)
                yield Happening(source=f"project:{project.slug}:{what}", title=title, on=on, members=members)
        labels = {one.code: one.label for one in project.outputs.all()}
        for one in project.deliveries.all():
            if one.kind == DeliveryKind.OUTPUT and one.state == EntryState.ACCEPTED and one.code in labels:
                yield Happening(
                    source=f"project:{project.slug}:output:{one.code}",
                    title=_entitled(_delivered, title=project.title, output=labels[one.code]),
                    on=one.handed_in_on,
                    members=members,
                )


def _begun() -> str:
    return gettext("Beginning of the project: %(title)s")


def _ended() -> str:
    return gettext("End of the project: %(title)s")


def _delivered() -> str:
    return gettext("Output of the project: %(title)s (%(output)s)")


def _practices() -> Iterator[Happening]:
    for practice in public_practices():
        title = _entitled(lambda: gettext("Publication of a practice: %(title)s"), title=practice.title)
        members = (practice.member.slug,) if practice.member else ()
        yield Happening(source=f"practice:{practice.slug}", title=title, on=practice.published_on, members=members)


def _adoptions() -> Iterator[Happening]:
    """A practice is taken over on the first day on which it was running there, and on which it was kept, once both
    cities said so."""
    told = set()
    steps = confirmed_steps().filter(step__in=(Step.RUNNING, Step.KEPT)).order_by("on", "pk")
    for one in steps.select_related("adoption__practice__member", "adoption__member"):
        practice, member = one.adoption.practice, one.adoption.member
        source = f"adoption:{practice.slug}:{member.slug}:{one.step}"
        if source in told or practice.retired_on:
            continue
        told.add(source)
        words = _runs if one.step == Step.RUNNING else _kept
        title = _entitled(words, title=practice.title, city=member.name)
        of = [practice.member.slug] if practice.member else []
        yield Happening(source=source, title=title, on=one.on, members=tuple(dict.fromkeys([member.slug, *of])))


def _runs() -> str:
    return gettext("A practice is taken over: %(title)s (%(city)s)")


def _kept() -> str:
    return gettext("A practice that was taken over is kept: %(title)s (%(city)s)")


#: What is asked for what it did, and the states of a project that has begun.
ROOMS = (_calls, _results, _releases, _editions, _projects, _practices, _adoptions)
BEGUN = (ProjectState.RUNNING, ProjectState.SUSPENDED, ProjectState.FINISHED)


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
