"""The page to write on, for rooms above whose writers do not keep the record: a city writes its practice with the same
boxes, the same reading and the same proposals as the desk does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from django.db import transaction
from django.http import HttpRequest
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from metronome.accounts.models import Person
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.told import version_of
from metronome.ground.web import number_in

from .actions import drop_drafts_of, propose, rewrite_proposal, submit_proposal
from .forms import Writing, typed
from .keeping import Keeping, keeping, typed_before
from .models import Proposal
from .queries import lines_since, standing_at
from .sheets import Field, Sheet


@dataclass
class Entrusted:
    """One page on which somebody writes some fields of a sheet, in some languages.

    `begun` is what it begins with, `identity` what it changes (empty: something new), `proposal` the one that is
    written anew. A draft is of `drafted`, so that those of one city stay apart.
    """

    request: HttpRequest
    sheet: Sheet
    fields: Sequence[Field]
    languages: Sequence[str]
    begun: Any
    drafted: str
    identity: str = ""
    proposal: Proposal | None = None
    refusal: Refusal | None = None

    @property
    def kind(self) -> str:
        """The kind of its drafts."""
        return f"my-{self.sheet.kind}"

    @cached_property
    def writing(self) -> Writing:
        sheet = replace(self.sheet, fields=tuple(self.fields))
        before = self.request.POST if self.request.method == "POST" else typed_before(self.request, self.kind)
        if before is None:
            data = typed(sheet, self.begun)
            data["version"] = str(self._version)
            return Writing(sheet, data, self.languages, self.begun)
        begun = self.begun
        if self.identity and self.proposal is None:
            lines = lines_since(self.sheet, self.identity, number_in(before.get("version") or ""))
            begun = standing_at(self.sheet, begun, lines)
        return Writing(sheet, before, self.languages, begun)

    @property
    def _version(self) -> int:
        return version_of(self.sheet.subject_of(self.identity)) if self.identity else 0

    @property
    def is_sent(self) -> bool:
        """Whether it was sent to be saved, and not only for another row."""
        return self.request.method == "POST" and not self.writing.is_unfinished

    def save(self, *, by: Person) -> Proposal | None:
        """Keep what was written as a proposal, and send it for review where that was asked; None where `refusal` or
        the page itself says what is to be mended."""
        given = self.writing.given()
        if given is None:
            return None
        try:
            with transaction.atomic():
                proposal = self._put(given, by)
                if self.writing.one("do") == "send":
                    proposal = submit_proposal(number=proposal.pk, by=by)
        except Refusal as refusal:
            self.refusal = refusal
            return None
        self._drop(by)
        return proposal

    def _put(self, given: Any, by: Person) -> Proposal:
        version = number_in(self.writing.one("version"))
        if self.proposal:
            revision = number_in(self.writing.one("revision"))
            number = self.proposal.pk
            return rewrite_proposal(number=number, given=given, version=version, revision=revision, by=by)
        return propose(kind=self.sheet.kind, identity=self.identity, given=given, version=version, by=by)

    def _drop(self, by: Person) -> None:
        number = number_in(self.writing.one("draft"))
        drop_drafts_of(kind=self.kind, identity=self.drafted, proposal=self.proposal, draft=number, by=by)

    @property
    def met(self) -> bool:
        """Whether somebody else changed the same fields meanwhile."""
        return isinstance(self.refusal, Conflict)

    @property
    def status(self) -> int:
        """With which status the page is given."""
        if self.met:
            return 409
        return 400 if self.refusal or self.writing.faults else 200

    @cached_property
    def boxes(self) -> SafeString:
        """The fields with what stands in them and what is wrong with it."""
        return render_to_string("desk/groups.html", {"groups": self._groups})

    @cached_property
    def _groups(self) -> Any:
        return self.writing.groups()

    @property
    def faults(self) -> list[tuple[str, Sequence[str]]]:
        """What is to be mended, by field."""
        return [(group.label, group.faults) for group in self._groups if group.faults]

    @property
    def hidden(self) -> dict[str, int]:
        """What the page carries unseen: the versions that its writer saw."""
        version = (
            self.refusal.version if isinstance(self.refusal, Conflict) else number_in(self.writing.one("version"))
        )
        return {"version": version, **({"revision": self.proposal.revision} if self.proposal else {})}

    def form(self, address: str) -> SafeString:
        """The whole form with what is wrong with it; a door of the room's own keeps what is typed."""
        context = {"page": self, "keeping": self._keeping(address), "request": self.request}
        return render_to_string("desk/entrusted.html", {**context, "csrf_token": get_token(self.request)})

    def _keeping(self, address: str) -> Keeping:
        draft = self.writing.one("draft")
        return keeping(
            self.request, self.kind, identity=self.drafted, proposal=self.proposal, draft=draft, address=address
        )
