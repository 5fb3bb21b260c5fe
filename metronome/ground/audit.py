"""The chain of what was done, by whom: one line per action, in the action's own transaction, each linked to the
one before by its hash. A line that is changed, removed or reordered afterwards is found and named.

The head is one row. It is locked last in a transaction, so that writers wait for each other as briefly as possible;
printed somewhere else (`anchor`) it also proves that nothing was cut off at the end.
"""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any

from django.db import connection, models
from django.db.models import Exists, Subquery
from django.utils.translation import gettext

from .canonical import canonical, digest
from .refusal import Refusal

FIRST = "0" * 64
#: A head as it is printed: the number of the last line, and its hash.
HEAD = re.compile(r"[0-9]{1,18}:[0-9a-f]{64}")
_moment: ContextVar[tuple[int, int] | None] = ContextVar("moment", default=None)


class Line(models.Model):
    """One thing that was done."""

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=200)
    verb = models.CharField(max_length=50)
    subject = models.CharField(max_length=200, db_index=True)
    change = models.JSONField(default=dict)
    why = models.CharField(max_length=500, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        app_label = "ground"
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.actor} {self.verb} {self.subject}"

    def body(self) -> dict[str, Any]:
        """What the hash is made of, besides the hash of the line before."""
        return {
            "number": self.number,
            "at": self.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "actor": self.actor,
            "verb": self.verb,
            "subject": self.subject,
            "change": self.change,
            "why": self.why,
        }


class Head(models.Model):
    """The end of the chain (one row), and the publication counter: how often what the public sees has changed."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=FIRST)
    publication = models.PositiveBigIntegerField(default=0)

    class Meta:
        app_label = "ground"

    def __str__(self) -> str:
        return f"{self.number}:{self.hash}"


class PersonalValue(models.Model):
    """A value about a person that a line only refers to, so that it can be erased and the chain still holds."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    value = models.TextField(blank=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "ground"

    def __str__(self) -> str:
        return str(self.key)


@dataclass(frozen=True, slots=True)
class Entry:
    """What one line is to say. `change` maps a field to [before, after], or to whatever the verb needs."""

    verb: str
    subject: str
    change: Mapping[str, Any]


def personal(value: str) -> str:
    """Keep a personal value apart and return the reference that a line may hold."""
    kept = PersonalValue.objects.create(value=value)
    return f"personal:{kept.key}"


def note(
    *,
    by: object,
    verb: str,
    subject: str,
    change: Mapping[str, Any] | None = None,
    public: bool = False,
    why: str = "",
) -> None:
    """Leave one line. To be called inside the transaction of the change, last.

    `public` moves the publication counter: what the public sees has changed. `why` is the reason that was given.
    """
    note_all(by=by, entries=[Entry(verb, subject, change or {})], public=public, why=why)


def note_all(*, by: object, entries: Iterable[Entry], public: bool = False, why: str = "") -> None:
    """Leave a line for each entry. Once per transaction, last.

    Raises RuntimeError outside a transaction: a line must stand or fall with its change.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("an audit line is written in the transaction of its change")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    now = datetime.now(UTC)
    lines: list[Line] = []
    for entry in entries:
        if len(lines) == 500:
            Line.objects.bulk_create(lines)
            lines = []
        head.number += 1
        line = Line(
            number=head.number,
            at=now,
            actor=str(by)[:200],
            verb=entry.verb,
            subject=entry.subject,
            change=canonical(entry.change),
            why=why[:500],
            previous=head.hash,
        )
        line.hash = head.hash = digest([line.previous, line.body()])
        lines.append(line)
    Line.objects.bulk_create(lines)
    head.publication += int(public)
    head.save()


@contextmanager
def of_one_moment() -> Iterator[None]:
    """Within it the numbers of the record are asked once: a page made of many kept parts is of one moment.

    For pages that only read: an action within it would not be seen.
    """
    token = _moment.set(_numbers())
    try:
        yield
    finally:
        _moment.reset(token)


def publication() -> int:
    """How often what the public sees has changed: ready pages are kept under this number."""
    return _numbers()[0]


def line_of_the_moment() -> int:
    """The number of the last line, for what a page shows of more than is public: asked once in a moment."""
    return _numbers()[1]


def _numbers() -> tuple[int, int]:
    """How often what is public has changed, and the number of the last line."""
    if (known := _moment.get()) is not None:
        return known
    # Asked for every page that is given: written by hand, which takes a tenth of the time of a query set.
    with connection.cursor() as cursor:
        cursor.execute("SELECT publication, number FROM ground_head WHERE id = 1")
        row = cursor.fetchone()
    return (int(row[0]), int(row[1])) if row else (0, 0)


def last_line() -> int:
    """The number of the last line: whatever is made of the record is in step with it under this number."""
    return Head.objects.filter(pk=1).values_list("number", flat=True).first() or 0


def anchor() -> str:
    """The head as text, to be kept outside: `number:hash`."""
    return str(Head.objects.filter(pk=1).first() or Head())


class Fault(StrEnum):
    CHANGED = "changed"
    MISSING = "missing"
    UNLINKED = "unlinked"
    HEAD = "head"
    CUT_OFF = "cut_off"


@dataclass(frozen=True, slots=True)
class Broken:
    """Where the chain does not hold: the number of the line, and how."""

    number: int
    fault: Fault
    last: int | None = None  # of a run of missing lines that begins with `number`

    def names(self, number: int) -> bool:
        """Whether this is about the line of that number."""
        return self.number <= number <= (self.number if self.last is None else self.last)


def verify(*, anchored: str = "") -> Sequence[Broken]:
    """Every fault of the chain, in order; an empty list when it holds.

    `anchored`: a head printed earlier (`number:hash`); the chain must still contain it.

    Raises Refusal for an anchor of another form.
    """
    if anchored and not HEAD.fullmatch(anchored):
        raise Refusal(
            gettext("“%(anchor)s” is no head of a history.") % {"anchor": anchored},
            field="anchor",
            remedy=gettext("Give it whole, as metronome audit verify printed it: a number, a colon, 64 signs."),
        )
    return list(_faults(anchored))


def _faults(anchored: str) -> Iterator[Broken]:
    number_text, _, hash_text = anchored.partition(":")
    anchor_number = int(number_text or 0)
    # The head comes with the lines, in one question: who writes meanwhile must not make the chain look broken.
    of_the_moment = Head.objects.filter(pk=1)
    lines = Line.objects.order_by("number").annotate(
        head_number=Subquery(of_the_moment.values("number")), head_hash=Subquery(of_the_moment.values("hash"))
    )
    without_lines = of_the_moment.filter(~Exists(Line.objects.all())).first() or Head()
    last, last_hash = without_lines.number, without_lines.hash
    expected, previous = 1, FIRST
    found_anchor = not anchored or (anchor_number == 0 and hash_text == FIRST)
    for line in lines.iterator(chunk_size=2000):
        last, last_hash = line.head_number or 0, line.head_hash or FIRST
        if line.number > expected:
            yield Broken(expected, Fault.MISSING, line.number - 1)
        if line.hash != digest([line.previous, line.body()]):
            yield Broken(line.number, Fault.CHANGED)
        elif not 1 <= line.number <= last or (line.number == expected and line.previous != previous):
            yield Broken(line.number, Fault.UNLINKED)
        found_anchor = found_anchor or (line.number == anchor_number and line.hash == hash_text)
        expected, previous = line.number + 1, line.hash
    if last >= expected:
        yield Broken(expected, Fault.MISSING, last)
    if last < expected - 1 or (last == expected - 1 and last_hash != previous):
        yield Broken(last, Fault.HEAD)
    if not found_anchor:
        yield Broken(anchor_number, Fault.CUT_OFF)
