"""What the jury says of applications, and their pictures: what waits, what counts, what everybody may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from metronome.desk.readiness import Lacking, lacking
from metronome.desk.sheets import languages
from metronome.ground.phrases import language_in_words
from metronome.ground.text import Text

from ..models import Application, ApplicationPicture, Call, Commendation, Outcome
from ..phrases import what_the_jury_says
from .entries import real_before_rehearsed
from .outcomes import reached

#: How the network's rule of languages calls these words.
NOUN = "commendation"


def that_count(call: Call) -> Mapping[tuple[int, str], Commendation]:
    """What the jury says of the applications to a call, by application and outcome: what was confirmed last."""
    found = Commendation.objects.filter(application__call=call, confirmed_at__isnull=False)
    return {(one.application_id, one.outcome): one for one in found.order_by("confirmed_at", "pk")}


def accepted_pictures(call: Call) -> Mapping[int, ApplicationPicture]:
    """The pictures of the applications to a call that may be shown, by the application."""
    found = ApplicationPicture.objects.filter(application__call=call, ended_at=None, accepted_at__isnull=False)
    return {one.application_id: one for one in found}


def is_told(application: Application) -> bool:
    """Whether everybody was told of an outcome to which an application came."""
    call = application.call
    announced = set(call.announcements.values_list("outcome", flat=True))
    return any(pk == application.pk and outcome in announced for outcome, pk in reached(call, {}))


def lacking_in_words(text: Text) -> Sequence[Lacking]:
    """The languages in which words of the jury have still to be written before they are confirmed."""
    return lacking(NOUN, [("text", what_the_jury_says(), text)])


@dataclass(frozen=True, kw_only=True)
class Worded:
    """An application with an outcome to which it came: the words that count, those that wait, and whether everybody
    was told."""

    application: Application
    outcome: Outcome
    counts: Commendation | None
    waits: Commendation | None
    is_announced: bool

    @property
    def boxes(self) -> list[tuple[str, str, str]]:
        """Each language by its code and its name, with what is written in it so far."""
        latest = self.waits or self.counts
        said = latest.text.texts if latest else {}
        return [(code, language_in_words(code), said.get(code, "")) for code in languages()]

    @property
    def lacks(self) -> Sequence[Lacking]:
        return lacking_in_words(self.waits.text) if self.waits else ()


def worded(call: Call) -> list[Worded]:
    """Everything of a call of which the jury may say something, the highest outcome first, in so many questions."""
    announced = set(call.announcements.values_list("outcome", flat=True))
    entries = {one.pk: one for one in real_before_rehearsed(call.applications.select_related("call"))}
    waiting = Commendation.objects.filter(application__call=call, confirmed_at=None, taken_back_at=None)
    waits = {(one.application_id, one.outcome): one for one in waiting}
    counts, came = that_count(call), reached(call, {})
    return [
        Worded(
            application=entry,
            outcome=outcome,
            counts=counts.get((entry.pk, outcome.code)),
            waits=waits.get((entry.pk, outcome.code)),
            is_announced=outcome.code in announced,
        )
        for outcome in reversed(call.outcomes.all())
        for entry in sorted(entries.values(), key=lambda one: (one.city, one.code))
        if (outcome.code, entry.pk) in came
    ]


def alternative_boxes(picture: ApplicationPicture) -> list[tuple[str, str, str]]:
    """What a picture shows, in each language of the network: its code, its name, and what is written so far."""
    said = picture.alternative.texts
    return [(code, language_in_words(code), said.get(code, "")) for code in languages()]
