"""Reading a printed list: what its items are, and what each of them means."""

from __future__ import annotations

from metronome.report.rows import PrintedItem, PrintedListRow
from metronome.report.snapshot import Snapshot

#: What the items of a list are, by the first word of its name.
KINDS = {
    "results": "result",
    "challenges": "challenge",
    "members": "member",
    "partners": "partner",
    "regions": "region",
    "plan": "result",
}


def kind_of(name: str) -> str:
    """What the items of a list or of a figure are; empty for other lists."""
    return KINDS.get(name.partition(".")[0], "")


def possible(snapshot: Snapshot, row: PrintedListRow, item: PrintedItem) -> tuple[str, ...]:
    """The ids that an item may mean: its own, else all that its spelling fits."""
    if item.id:
        return (item.id,)
    meanings = snapshot.spellings.meanings(item.printed)
    kind = kind_of(row.name)
    return tuple(id for known, _, id in (meaning.partition(":") for meaning in meanings) if known == kind)


def meant(snapshot: Snapshot, row: PrintedListRow, item: PrintedItem) -> str:
    """The one id that an item means; empty where it is none or may be several."""
    ids = possible(snapshot, row, item)
    return ids[0] if len(ids) == 1 else ""


def language_of(snapshot: Snapshot, row: PrintedListRow) -> str:
    """The language in which a list is printed: the network's first where none is told."""
    return row.language or snapshot.source_language


def heading(row: PrintedListRow, item: PrintedItem) -> str:
    """What a heading is a heading of, as kind:id. Those of one activity are of its own title, or of a field that
    every activity has (field:members)."""
    about, _, code = row.subject.partition(":")
    if about == "activity":
        return f"activity:{code}" if item.id == "title" else f"field:{item.id}"
    return f"{row.subject.removesuffix('s')}:{item.id}"


def place(row: PrintedListRow) -> str:
    """Where a list stands: the thing that it stands with, else its place in the document."""
    return row.subject if row.subject.startswith("activity:") else row.where or row.subject or row.name


def same_words(one: str, other: str) -> bool:
    """Whether two wordings differ in nothing but case and spaces: a heading in capitals is the same heading."""
    return " ".join(one.casefold().split()) == " ".join(other.casefold().split())
