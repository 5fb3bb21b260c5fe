"""What a focal point proposes to change: their member and its people, in some fields only, as whoever keeps the record
would; the secretariat reviews it, and what is on record stays as it is until then."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.db.models import Q

from metronome.accounts.models import Person
from metronome.desk.actions import propose, rewrite_proposal, submit_proposal
from metronome.desk.enums import AT_AUTHOR
from metronome.desk.models import Proposal
from metronome.desk.queries import lines_since, merged, standing_at
from metronome.desk.sheets import Sheet, sheet_of
from metronome.ground.told import version_of
from metronome.network.models import Contact, Member

#: The kind of a draft of a focal point's page. It is of one member: its slug, a slash and whom of its people.
DRAFTED = "my-member"
#: The fields that focal points may propose to change, by the sheet; everything else they ask for.
FIELDS: Mapping[str, Sequence[str]] = {
    "members": ("name", "official_name", "languages", "website", "place", "latitude", "longitude"),
    "contacts": ("name", "office", "since", "until", "languages"),
}


@dataclass(frozen=True, kw_only=True)
class Change:
    """Something of a member that a focal point writes: what it is, what it begins with, and the proposal that was
    given back, if that is what is written anew. An empty identity: somebody who is to come in."""

    sheet: Sheet
    identity: str
    base: Any
    version: int
    proposal: Proposal | None = None

    @property
    def names(self) -> Sequence[str]:
        return FIELDS[self.sheet.kind]

    @property
    def drafted(self) -> dict[str, Any]:
        """What a draft of it is about: the member, or one of its people, or the proposal."""
        whom = f"{self.base.member}/{self.identity}" if self.sheet.kind == "contacts" else self.identity
        return {"identity": whom, "proposal": self.proposal}

    def standing(self, version: int) -> Any:
        """What stood when a page was opened at a version."""
        if not self.identity:
            return self.base
        return standing_at(self.sheet, self.sheet.held(self.identity), lines_since(self.sheet, self.identity, version))

    def send(self, given: Any, *, version: int, by: Person) -> Proposal:
        """Propose what is given, and send it for review.

        Raises Conflict where somebody changed the same fields since the version, Refusal where nothing differs.
        """
        given = self.sheet.tidy(given)
        with transaction.atomic():
            if self.proposal:
                number, revision = self.proposal.pk, self.proposal.revision
                proposal = rewrite_proposal(number=number, given=given, version=version, revision=revision, by=by)
            else:
                # Of somebody who is to come in, the member is decided too: it is that of the focal point.
                only = self.names if self.identity else (*self.names, "member")
                proposal = propose(
                    kind=self.sheet.kind, identity=self.identity, given=given, version=version, only=only, by=by
                )
            return submit_proposal(number=proposal.pk, by=by)


def change_of_member(member: Member) -> Change:
    sheet = sheet_of("members")
    return Change(
        sheet=sheet,
        identity=member.slug,
        base=sheet.held(member.slug),
        version=version_of(sheet.subject_of(member.slug)),
    )


def change_of_contact(member: Member, slug: str) -> Change:
    """Of one of the member's people; without a slug, of somebody new.

    Raises Contact.DoesNotExist for anybody else's.
    """
    sheet = sheet_of("contacts")
    if not slug:
        return Change(sheet=sheet, identity="", base=replace(sheet.empty(), member=member.slug), version=0)
    Contact.objects.get(member=member, slug=slug)
    return Change(sheet=sheet, identity=slug, base=sheet.held(slug), version=version_of(sheet.subject_of(slug)))


def change_given_back(member: Member, person: Person, number: int) -> Change:
    """A proposal of somebody's own about their member that was given back to them.

    Raises ObjectDoesNotExist for anything else.
    """
    proposal = proposals_of(member, person).filter(state__in=AT_AUTHOR).get(pk=number)
    sheet = sheet_of(proposal.kind)
    _current, wanted, _differences = merged(proposal)
    version = version_of(sheet.subject_of(proposal.identity)) if proposal.identity else 0
    return Change(sheet=sheet, identity=proposal.identity, base=wanted, version=version, proposal=proposal)


def proposals_of(member: Member, person: Person) -> Any:
    """What somebody proposed about a member, the latest first."""
    about = Q(kind="members", identity=member.slug) | Q(kind="contacts", given__member=member.slug)
    return Proposal.objects.filter(about, author=str(person)).order_by("-pk")
