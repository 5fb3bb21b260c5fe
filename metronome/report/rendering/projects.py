"""The chapter on what members carry out together: who, with which money, what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.utils.translation import gettext as _

from metronome.ground.money import Money, add_up
from metronome.ground.phrases import days_in_words, listed, money_in_words
from metronome.projects.enums import CarrierRole, ProjectState, SourceKind
from metronome.report.rows import InstalmentRow, ProjectRow, SourceRow

from .chapters import key_figure
from .model import InstalmentEntry, KeyFigure, PartOfFigure, ProjectEntry, Said
from .reading import Reader, in_order


def project_figures(reader: Reader) -> tuple[KeyFigure, ...]:
    return tuple(key_figure(reader, id) for id in ("projects.total", "projects.members") if id in reader.figures)


def project_money(reader: Reader) -> tuple[PartOfFigure, ...]:
    """The money of all of them, for each kind of source and currency: nothing is added across currencies."""
    return tuple(_parts(reader, "projects.money"))


def project_instalments(reader: Reader) -> tuple[PartOfFigure, ...]:
    """How many instalments were paid, due or waiting, where there are any."""
    figure = reader.figures.get("projects.instalments")
    return tuple(_parts(reader, "projects.instalments")) if figure and figure.rows else ()


def _parts(reader: Reader, id: str) -> Iterator[PartOfFigure]:
    figure = reader.figures.get(id)
    for key in (figure.by or {}) if figure else {}:
        yield PartOfFigure(reader.key_label(id, key), reader.shown(id, key))


def project_entries(reader: Reader) -> tuple[ProjectEntry, ...]:
    return tuple(_entry(reader, project) for project in reader.snapshot.projects)


def _entry(reader: Reader, project: ProjectRow) -> ProjectEntry:
    others = [reader.member(part.slug) for part in project.members if part.role != CarrierRole.LEAD]
    others += [reader.partner(part.slug) for part in project.partners if part.role != CarrierRole.LEAD]
    leads = [reader.member(part.slug) for part in project.members if part.role == CarrierRole.LEAD]
    leads += [reader.partner(part.slug) for part in project.partners if part.role == CarrierRole.LEAD]
    return ProjectEntry(
        title=reader.said(project.title),
        days=days_in_words(project.period),
        state=str(ProjectState(project.state).label) if project.state else _("state not stated"),
        leads=tuple(leads),
        carriers=in_order(others),
        results=tuple(reader.node(key) for key in project.results),
        sources=tuple(_source(reader, one) for one in project.sources),
        sums=_sums(project.sources),
        instalments=tuple(_instalment(reader, one) for one in project.instalments),
        delivered=tuple(reader.said(one.label) for one in project.outputs if one.is_delivered),
        awaited=tuple(reader.said(one.label) for one in project.outputs if not one.is_delivered),
    )


def _source(reader: Reader, row: SourceRow) -> str:
    kind = str(SourceKind(row.kind).label)
    given = reader.partner(row.partner) if row.partner else reader.name(row.label)
    name = _("%(given)s (%(kind)s)") % {"given": given, "kind": kind} if given else kind
    if row.amount is None:
        return _("%(source)s: amount not known") % {"source": name}
    return _("%(source)s: %(amount)s") % {
        "source": name,
        "amount": money_in_words(Money(row.amount, row.currency)),
    }


def _sums(sources: Iterable[SourceRow]) -> str:
    """What the sources add up to; with one whose amount is not known, that is the least that it can be."""
    rows = list(sources)
    known = add_up(Money(one.amount, one.currency) for one in rows if one.amount is not None)
    words = listed([money_in_words(known[code]) for code in sorted(known)])
    if words and any(one.amount is None for one in rows):
        return _("at least %(amounts)s") % {"amounts": words}
    return words


def _instalment(reader: Reader, row: InstalmentRow) -> InstalmentEntry:
    label = reader.said(row.label) if row.label else Said(row.code)
    money = money_in_words(Money(row.amount, row.currency))
    return InstalmentEntry(label, money, standings()[row.standing])


def standings() -> dict[str, str]:
    """Where an instalment can stand, in the active language."""
    return {"paid": _("paid"), "due": _("due: its conditions are met"), "waits": _("waits for a condition")}
