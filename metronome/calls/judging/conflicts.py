"""Conflicts of a panel: derived from what is known of applications and jurors, whoever said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from django.utils import timezone

from metronome.network.models import Alias, Member

from ..conflicts.deriving import Conflict as Derived
from ..conflicts.deriving import Known, Relation, Rules, conflicts_of, not_known
from ..models import Application, Conflict, EntryRelation, Juror, JurorRelation, ReviewRound
from .entries import entries_of


def derived_conflicts(found: ReviewRound, jurors: Iterable[Juror], *, on: date | None = None) -> list[Derived]:
    """The conflicts that follow from relations, between applications by their code and jurors by `juror:number`."""
    rules = Rules(on or timezone.localdate(), found.employer_years)
    return conflicts_of(known_of_entries(list(entries_of(found))), known_of_jurors(list(jurors)), rules)


def known_of_entries(entries: Sequence[Application]) -> list[Known]:
    """What applications say of themselves and what the secretariat added. Six queries, however many they are."""
    codes = {entry.pk: entry.code for entry in entries}
    spelt = _spellings({entry.member_id for entry in entries if entry.member_id})
    known = []
    for entry in entries:
        names = {entry.city, *spelt.get(entry.member_id or 0, ())}
        known += [Known(entry.code, Relation.CITY, name) for name in sorted(names) if name]
        if entry.country:
            known.append(Known(entry.code, Relation.COUNTRY, entry.country))
    rows = Application.objects.filter(pk__in=codes)
    for pk, name in rows.filter(co_applicants__isnull=False).values_list("pk", "co_applicants__name"):
        known.append(Known(codes[pk], Relation.CO_APPLICANT, name))
    for pk, person in rows.filter(keepers__until=None, keepers__isnull=False).values_list("pk", "keepers__person"):
        known.append(Known(codes[pk], Relation.WRITER, f"person {person}"))
    known += [
        Known(codes[one.application_id], Relation(one.relation), one.name, one.until)
        for one in EntryRelation.objects.filter(application__in=codes)
    ]
    return known


def known_of_jurors(jurors: Sequence[Juror]) -> list[Known]:
    """What jurors and the secretariat said of jurors, and who they are."""
    known = [Known(str(juror), Relation.PERSON, f"person {juror.person_id}") for juror in jurors]
    return known + [
        Known(f"juror:{one.juror_id}", Relation(one.relation), one.name, one.until)
        for one in JurorRelation.objects.filter(juror__in=[juror.pk for juror in jurors])
    ]


def _spellings(members: set[int]) -> dict[int, set[str]]:
    """Every name by which members are known."""
    names: dict[int, set[str]] = defaultdict(set)
    for member in Member.objects.filter(pk__in=members):
        names[member.pk] |= {member.official_name, *member.name.texts.values()}
    for member_id, spelling in Alias.objects.filter(member__in=members).values_list("member", "spelling"):
        names[member_id].add(spelling)
    return names


def unknown_of(jurors: Sequence[Juror]) -> dict[str, tuple[Relation, ...]]:
    """Jurors of whom city or country is not known: there nobody can say that there is no conflict."""
    return not_known(known_of_jurors(jurors))


def standing_conflicts(found: ReviewRound) -> set[tuple[int, int]]:
    """Pairs of application and juror that must not meet."""
    rows = Conflict.objects.filter(juror__round=found, ended_at=None)
    return set(rows.values_list("application", "juror"))
