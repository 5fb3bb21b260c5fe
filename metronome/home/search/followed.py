"""Which documents follow what the audit tells of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from metronome.home.enums import Sort

BY_WORD = {sort.word: sort for sort in Sort}
#: All documents of a sort are made anew, since who among them is meant is not said.
ALL = ""
#: The sorts of documents that a noun of the audit is in, each by its own identity.
OWN: Mapping[str, Sequence[Sort]] = {
    **{sort.word: (sort,) for sort in Sort if sort.is_public},
    "activity": (Sort.ACTIVITY, Sort.ENTRY),
    "call": (Sort.CALL, Sort.DRAWN),
    "edition": (Sort.EDITION, Sort.COMPOSED),
    "project": (Sort.PROJECT, Sort.PILOT),
    "contact": (Sort.PERSON, Sort.CONTACT),
    "application": (Sort.APPLICATION,),
    "bilateral": (Sort.MEETING,),
    "correction": (Sort.REQUEST,),
    "person": (Sort.ACCOUNT,),
    "planned": (Sort.PLANNED,),
    "proposal": (Sort.PROPOSAL,),
    "mandate": (),
}
#: The sorts whose documents name it.
NAMED: Mapping[str, Sequence[Sort]] = {
    # Who held it before is not said.
    "mandate": (Sort.PERSON,),
    "member": (Sort.MEETING, Sort.CONTACT, Sort.REQUEST, Sort.APPLICATION),
    "partner": (Sort.MEETING, Sort.CONTACT),
    "call": (Sort.APPLICATION,),
    "work-plan": (Sort.PLANNED,),
}
#: What the audit may tell of and no document takes anything from.
ELSEWHERE = frozenset(
    {
        "adoption",
        "budget-class",
        "calls",
        "cell",
        "collection",
        "delivery",
        "digest",
        "document",
        "draft",
        "expense",
        "expert",
        "feedback",
        "figure",
        "finding",
        "flag",
        "geography",
        "import",
        "juror",
        "letter",
        "link",
        "load",
        "logo",
        "mapping",
        "marker",
        "overlap",
        "payment",
        "reading",
        "release",
        "remit",
        "review",
        "round",
        "search",
        "sitting",
        "size-class",
        "source",
        "statements",
        "task",
        "template",
        "terms",
        "worker",
    }
)


def followed(lines: Iterable[tuple[str, str]]) -> dict[Sort, set[str]] | None:
    """The identities of what changed, from verbs and subjects of lines; None where it is something from which texts of
    many documents are taken."""
    changed: dict[Sort, set[str]] = {}
    for verb, subject in lines:
        noun, _, identity = subject.partition(":")
        if noun in ELSEWHERE:
            continue
        if verb == "repair" or noun not in OWN:
            return None
        for sort in OWN[noun]:
            changed.setdefault(sort, set()).add(identity)
        for sort in NAMED.get(noun, ()):
            changed.setdefault(sort, set()).add(ALL)
    return changed
