"""What projects ask of people: of whoever leads one, of those who accept, and of those who pay."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from metronome.design.words import reader
from metronome.ground.audit import line_of_the_moment
from metronome.ground.kept import kept
from metronome.ground.period import Period
from metronome.ground.phrases import day_in_words
from metronome.ground.text import Text

from .enums import CarrierRole, EntryState
from .ledger import Standing
from .models import Project
from .queries import running_projects
from .rules import can_follow_projects, can_pay_in_some
from .shown import OwedShown, ProjectShown

#: How long before its day a report or an output is shown to whoever owes it.
AHEAD = timedelta(days=30)
#: What there is to do, in the order in which it is shown: a report or an output is late, was given back to be mended,
#: or is due soon; something waits for acceptance; an instalment may be paid.
ORDER = ("late", "returned", "soon", "waits", "due")
#: What only whoever leads a project can do.
OF_LEADS = frozenset({"late", "returned", "soon"})


@dataclass(frozen=True, kw_only=True)
class ToDo:
    """One thing in a project that somebody has to do. `hand` entered it, where something was entered."""

    project: Project
    words: str
    label: Text | str
    on: date | None
    hand: str = ""

    @property
    def href(self) -> str:
        return reverse("projects:running", args=[self.project.slug])

    @property
    def told(self) -> str:
        """The same in one sentence, for a letter."""
        label = self.label.in_(reader()) if isinstance(self.label, Text) else self.label
        said = {"project": self.project.title.in_(reader()), "label": label}
        said["day"] = day_in_words(self.on) if self.on else ""
        return {
            "late": _("%(project)s: “%(label)s” was due on %(day)s."),
            "returned": _("%(project)s: “%(label)s” was given back to be mended."),
            "soon": _("%(project)s: “%(label)s” is due on %(day)s."),
            "waits": _("%(project)s: “%(label)s” waits for acceptance."),
            "due": _("%(project)s: “%(label)s” may be paid."),
        }[self.words] % said


def to_do(projects: Iterable[Project], today: date) -> list[ToDo]:
    """Everything that is to do in projects, in the order above, the earliest first."""
    found = [one for project in projects for one in _of(ProjectShown(project=project, today=today))]
    return sorted(found, key=lambda one: (ORDER.index(one.words), one.on or date.min))


def _of(shown: ProjectShown) -> Iterator[ToDo]:
    for one in (*shown.reports, *shown.outputs):
        yield from _owed(shown, one)
    for expense in shown.project.expenses.all():
        if expense.state == EntryState.ENTERED:
            hand, day = expense.entered_by, expense.spent_on
            yield ToDo(project=shown.project, words="waits", label=expense.what, on=day, hand=hand)
    for instalment in shown.instalments:
        if instalment.standing is Standing.DUE:
            terms = instalment.instalment
            yield ToDo(project=shown.project, words="due", label=terms.label, on=terms.due_on)


def _owed(shown: ProjectShown, one: OwedShown) -> Iterator[ToDo]:
    project, label, due = shown.project, one.owed.label, one.owed.due_on
    if one.counted is not None:
        if one.counted.state == EntryState.ENTERED:
            hand, day = one.counted.entered_by, one.counted.handed_in_on
            yield ToDo(project=project, words="waits", label=label, on=day, hand=hand)
    elif one.is_late:
        yield ToDo(project=project, words="late", label=label, on=due)
    elif one.deliveries:
        yield ToDo(project=project, words="returned", label=label, on=due)
    elif due is not None and due <= shown.today + AHEAD:
        yield ToDo(project=project, words="soon", label=label, on=due)


# Of whom


@kept(2)
def _everything(_line: int, today: date) -> list[ToDo]:
    """Made anew once somebody has done something: desks and letters ask for it again and again."""
    return to_do(running_projects(), today)


def asked_of_secretariat(person: Any, today: date) -> list[ToDo]:
    """What somebody of the secretariat should see to: what is late, what another hand entered, and for those who pay,
    which instalments are due. Nothing for others."""
    if not can_follow_projects(person):
        return []
    pays, hand = can_pay_in_some(person), str(person)
    wanted = {"late", "waits", *(("due",) if pays else ())}
    return [one for one in _everything(line_of_the_moment(), today) if one.words in wanted and one.hand != hand]


def asked_of_leads(members: Collection[int], today: date) -> list[ToDo]:
    """What those who speak for these members have to do in the projects that one of them leads."""
    if not members:
        return []
    found = _everything(line_of_the_moment(), today)
    return [one for one in found if one.words in OF_LEADS and _leads(one.project, members, today)]


def _leads(project: Project, members: Collection[int], today: date) -> bool:
    return any(
        one.role == CarrierRole.LEAD and one.member_id in members and Period(one.since, one.until).holds(today)
        for one in project.carriers.all()
    )


def counts_in_words(found: Sequence[ToDo]) -> str:
    """How much there is of each, in whole sentences."""
    counts = Counter(one.words for one in found)
    said = {
        "late": ngettext("%(count)s thing is late.", "%(count)s things are late.", counts["late"]),
        "returned": ngettext(
            "%(count)s thing was given back to be mended.",
            "%(count)s things were given back to be mended.",
            counts["returned"],
        ),
        "soon": ngettext("%(count)s thing is due soon.", "%(count)s things are due soon.", counts["soon"]),
        "waits": ngettext(
            "%(count)s thing waits for acceptance.", "%(count)s things wait for acceptance.", counts["waits"]
        ),
        "due": ngettext("%(count)s instalment may be paid.", "%(count)s instalments may be paid.", counts["due"]),
    }
    return " ".join(said[name] % {"count": counts[name]} for name in ORDER if counts[name])
