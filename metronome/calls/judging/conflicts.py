"""Conflicts of a panel: derived from what is known of applications and jurors, whoever said it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils import timezone

from metronome.ground.fold import fold_words
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
    spelt = Spelt.by_the_network()
    known = []
    for entry in entries:
        known += [Known(entry.code, Relation.CITY, name) for name in spelt.names(entry.city, entry.member_id)]
        if entry.country:
            known.append(Known(entry.code, Relation.COUNTRY, entry.country))
    rows = Application.objects.filter(pk__in=codes)
    beside = rows.filter(co_applicants__isnull=False)
    for pk, name, member in beside.values_list("pk", "co_applicants__name", "co_applicants__member"):
        known += [Known(codes[pk], Relation.CO_APPLICANT, each) for each in spelt.names(name, member)]
    for pk, person in rows.filter(keepers__until=None, keepers__isnull=False).values_list("pk", "keepers__person"):
        known.append(Known(codes[pk], Relation.WRITER, f"person {person}"))
    for one in EntryRelation.objects.filter(application__in=codes):
        relation = Relation(one.relation)
        names = spelt.names(one.name) if relation is Relation.PARTNER else [one.name]
        known += [Known(codes[one.application_id], relation, name, one.until) for name in names]
    return known


def known_of_jurors(jurors: Sequence[Juror]) -> list[Known]:
    """What jurors and the secretariat said of jurors, and who they are."""
    known = [Known(str(juror), Relation.PERSON, f"person {juror.person_id}") for juror in jurors]
    return known + [
        Known(f"juror:{one.juror_id}", Relation(one.relation), one.name, one.until)
        for one in JurorRelation.objects.filter(juror__in=[juror.pk for juror in jurors])
    ]


@dataclass(frozen=True)
class Spelt:
    """Every name by which each member is known, and which members a name may mean."""

    spellings: Mapping[int, frozenset[str]]
    meant: Mapping[str, frozenset[int]]

    @classmethod
    def by_the_network(cls) -> Spelt:
        names: dict[int, set[str]] = defaultdict(set)
        for member, name, official in Member.objects.values_list("pk", "name", "official_name"):
            names[member] |= {one for one in (official, *name.texts.values()) if one}
        for member, spelling in Alias.objects.exclude(member=None).values_list("member", "spelling"):
            names[member].add(spelling)
        meant: dict[str, set[int]] = defaultdict(set)
        for member, known in names.items():
            for name in known:
                meant[fold_words(name)].add(member)
        return cls(
            {member: frozenset(known) for member, known in names.items()},
            {name: frozenset(members) for name, members in meant.items()},
        )

    def names(self, name: str, member: int | None = None) -> list[str]:
        """A city by every name of the member that it is, each written in one way; by its own where several members
        have it, or none."""
        members = {member} if member else self.meant.get(fold_words(name), frozenset())
        others = self.spellings.get(next(iter(members)), frozenset()) if len(members) == 1 else frozenset()
        return list({fold_words(one) or one: one for one in (*sorted(others), name) if one}.values())


def unknown_of(jurors: Sequence[Juror]) -> dict[str, tuple[Relation, ...]]:
    """Jurors of whom city or country is not known: there nobody can say that there is no conflict."""
    return not_known(known_of_jurors(jurors))


def standing_conflicts(found: ReviewRound) -> set[tuple[int, int]]:
    """Pairs of application and juror that must not meet."""
    rows = Conflict.objects.filter(juror__round=found, ended_at=None)
    return set(rows.values_list("application", "juror"))
