"""What may be asked of statements. A query leaves no trace."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache

from django.db.models import QuerySet

from metronome.ground.period import Period
from metronome.network.models import Member
from metronome.report.editions.build import Reading, kept_file, read_back
from metronome.report.editions.verify import manifest_in
from metronome.report.models import Statement, StatementSet

from .reading import KIND

#: The moment that every file of an archive names, so that the same files make the same archive.
MOMENT = (1980, 1, 1, 0, 0, 0)


def statements_of(member: Member) -> list[Statement]:
    """The statements of a member, the latest period first; of each period that of the latest set."""
    found = Statement.objects.filter(member=member).select_related("set", "member")
    latest: dict[tuple[object, ...], Statement] = {}
    for one in sorted(found, key=lambda one: (one.set.first_day, one.set.last_day, one.set.number), reverse=True):
        latest.setdefault((one.set.kind, one.set.first_day, one.set.last_day), one)
    return list(latest.values())


def next_number(period: Period, kind: str = KIND) -> int:
    """The number of the set that would be made next for a closed period."""
    first, last = period.ends
    before = StatementSet.objects.filter(kind=kind, first_day=first, last_day=last).order_by("-number").first()
    return before.number + 1 if before else 1


def in_set(found: StatementSet) -> QuerySet[Statement]:
    """The statements of a set with their members, in the order of the members."""
    return found.statements.select_related("member", "set").order_by("member__order", "member__slug")


def file_of(statement: Statement) -> bytes:
    """The file of a statement as it was made."""
    return kept_file(statement.sha256).read_bytes()


def file_name_of(statement: Statement) -> str:
    """dakar.fr.pdf"""
    return f"{statement.member.slug}.{statement.language}.pdf"


def archive_of(found: StatementSet) -> bytes:
    """All statements of a set as one ZIP file; the same set makes the same bytes."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for one in in_set(found):
            archive.writestr(zipfile.ZipInfo(f"{found.slug}/{file_name_of(one)}", MOMENT), file_of(one))
    return made.getvalue()


@lru_cache(maxsize=8)
def _reading(sha256: str) -> Reading:
    return read_back(manifest_in(kept_file(sha256).read_bytes()))


def reading_of_statement(statement: Statement) -> Reading:
    """The rows and figures of a statement, read from its own file. A file is known by its digest and never changes."""
    return _reading(statement.sha256)
