"""Who finds what besides what is public. Each noun is opened by the rule of its room, the one that opens its page:
asked once for all of a sort, else as the rows that are somebody's own, each with the page on which they read it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import BigIntegerField, Value
from django.urls import reverse
from django.utils import timezone

from metronome.accounts.rules import can_give_roles
from metronome.calls.queries import applications_of, reviews_of
from metronome.desk.enums import AT_AUTHOR
from metronome.desk.models import Proposal
from metronome.desk.rules import can_keep, can_write
from metronome.desk.sheets import kinds
from metronome.ground.fold import fold
from metronome.ground.kept import kept
from metronome.home.enums import Sort
from metronome.home.models import Document, Indexed
from metronome.network.models import Contact, CorrectionRequest, Member
from metronome.network.queries import members_spoken_for
from metronome.network.rules import can_answer_corrections
from metronome.projects.queries import leading
from metronome.projects.rules import can_follow_projects
from metronome.record.rules import can_note_activities
from metronome.report.rules import can_see_editions_in_preparation

#: By which rule somebody reads all of a sort.
RULES: Mapping[Sort, Callable[[Any], bool]] = {
    Sort.ENTRY: can_note_activities,
    Sort.PLANNED: can_keep,
    Sort.PROPOSAL: can_keep,
    Sort.MEETING: can_keep,
    Sort.CONTACT: can_keep,
    Sort.REQUEST: can_answer_corrections,
    # Whoever writes an application is shown it as its writer; everybody else of the desk screens it.
    Sort.APPLICATION: can_keep,
    Sort.PILOT: can_follow_projects,
    Sort.DRAWN: can_keep,
    Sort.COMPOSED: can_see_editions_in_preparation,
    Sort.ACCOUNT: can_give_roles,
}
#: A page by what it shows.
Own = tuple[str, str]


@dataclass(frozen=True)
class Reader:
    """What somebody finds besides what is public: whole sorts, and single documents by their subject, each with the
    page on which they read it."""

    sorts: frozenset[Sort] = frozenset()
    pages: Mapping[str, str] = field(default_factory=dict)
    places: frozenset[int] = frozenset()

    @property
    def reads_more(self) -> bool:
        return bool(self.sorts or self.places)

    def finds(self, place: int) -> bool:
        return place >= 0 or place in self.places or (place >> Document.SORT_BITS) in self.sorts

    def vocabulary(self, stands: Indexed) -> Mapping[str, str]:
        """The words of what they find besides what is public, folded and as they are written."""
        if not self.reads_more:
            return {}
        own = Document.objects.filter(pk__in=self.places).order_by("pk").values_list("spelled", flat=True)
        return {**_words_of(stands.token, self.sorts), **(_words(own) if self.places else {})}


NOBODY = Reader()


@kept(4)
def _words_of(_token: str, sorts: frozenset[Sort]) -> Mapping[str, str]:
    said = Document.objects.filter(pk__lt=0).order_by("pk").values_list("pk", "spelled")
    return _words(spelled for place, spelled in said if (place >> Document.SORT_BITS) in sorts)


def _words(spelled: Iterable[str]) -> dict[str, str]:
    return {fold(word): word for words in spelled for word in words.split()}


def reader_of(person: Any) -> Reader:
    """What somebody finds, asked in as many questions for whoever has much as for whoever has little."""
    if not person.is_authenticated:
        return NOBODY
    sorts = frozenset(sort for sort, rule in RULES.items() if rule(person))
    pages = dict(_own_pages(person))
    found = Document.objects.filter(subject__in=pages).values_list("pk", flat=True) if pages else ()
    return Reader(sorts, pages, frozenset(found))


def _own_pages(person: Any) -> Iterator[Own]:
    """What is somebody's own, with the page of it."""
    read = reviews_of(person.pk).order_by().values_list("pk", "application__code")
    written = applications_of(person.pk).order_by().values_list(Value(0, BigIntegerField()), "code")
    # Who writes one and reads it, which nobody should, is shown it as its writer.
    for review, code in sorted(read.union(written, all=True), reverse=True):
        page = reverse("calls:review", args=[review]) if review else reverse("calls:application", args=[code])
        yield f"{Sort.APPLICATION.word}:{code}", page
    if not can_keep(person) and (others := [kind for kind in kinds() if can_write(person, kind)]):
        for pk in Proposal.objects.open().filter(kind__in=others).values_list("pk", flat=True):
            yield f"{Sort.PROPOSAL.word}:{pk}", reverse("desk:proposal", args=[pk])
    if members := members_spoken_for(person):
        yield from _of_members(person, members)


def _of_members(person: Any, members: frozenset[int]) -> Iterator[Own]:
    """What focal points read of their members on pages of their own."""
    for slug, member in Contact.objects.filter(member__in=members).values_list("slug", "member__slug"):
        yield f"{Sort.CONTACT.word}:{slug}", reverse("home:my_contact", args=[member, slug])
    for pk, member in CorrectionRequest.objects.filter(member__in=members).values_list("pk", "member__slug"):
        yield f"{Sort.REQUEST.word}:{pk}", f"{reverse('home:my_member_of', args=[member])}#corrections"
    for slug in leading(members, timezone.localdate()).values_list("project__slug", flat=True):
        yield f"{Sort.PILOT.word}:{slug}", reverse("projects:running", args=[slug])
    slugs = Member.objects.filter(pk__in=members).values_list("slug", flat=True)
    own = Proposal.objects.open().filter(author=str(person))
    for pk, page in _proposed(own, frozenset(slugs)):
        yield f"{Sort.PROPOSAL.word}:{pk}", page


def _proposed(own: Any, members: frozenset[str]) -> Iterator[tuple[int, str]]:
    """The proposals of a focal point about their members: what is with them where they write it, else where it is
    listed."""
    for pk, kind, identity, of, state in own.values_list("pk", "kind", "identity", "given__member", "state"):
        member = identity if kind == "members" else of
        if member not in members:
            continue
        if kind == "practices":
            door, listed = "exchange:my_practice_proposal", reverse("exchange:my_practices", args=[member])
        elif kind in ("members", "contacts"):
            door, listed = "home:my_proposal", f"{reverse('home:my_member_of', args=[member])}#corrections"
        else:
            continue
        yield pk, reverse(door, args=[member, pk]) if state in AT_AUTHOR else listed
