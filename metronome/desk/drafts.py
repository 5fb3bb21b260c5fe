"""What somebody has typed and not sent: about what it is, and the page on which they go on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.text import Truncator
from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.ground.once import NUMBER, Once

from .models import Draft
from .sheets import Label, sheet_of, sheets


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page on which one sort of thing is written: the doors that begin a new one and change one, the list on which
    it waits, and how the boxes of its title are called."""

    one: Label
    title: str
    add: str
    change: str
    waits: str


@dataclass(frozen=True, slots=True)
class DraftShown:
    draft: Draft
    sort: str
    title: str
    href: str


#: How many characters of what is typed stand for a title.
SHOWN = 120
_pages: dict[str, Page] = {}


def register_pages(pages: Mapping[str, Page]) -> None:
    """Hand in pages of a room's own on which drafts are kept, when the site starts."""
    _pages.update(pages)


def page_of(kind: str) -> Page | None:
    """The page of a room's own; None for what is written on a sheet.

    Raises LookupError for what is written nowhere.
    """
    if kind not in _pages:
        sheet_of(kind)
    return _pages.get(kind)


def is_written(kind: str) -> bool:
    """Whether there is a page on which something of a kind is written."""
    return kind in _pages or any(sheet.kind == kind for sheet in sheets())


def waits_at(kind: str) -> str:
    """The door of the list on which drafts of a kind wait."""
    page = page_of(kind)
    return page.waits if page else "desk:proposals"


def drafts_of(person: Person, *, waits: str = "") -> list[DraftShown]:
    """What somebody has typed and not sent, with the title as far as there is one; `waits` narrows it to one list."""
    # What an older version kept may be of a kind that is written nowhere now.
    known = (draft for draft in _DRAFTS.rows(person=person.pk) if is_written(draft.kind))
    return [shown(draft) for draft in known if waits in ("", waits_at(draft.kind))]


def _drafts(person: int) -> QuerySet[Draft]:
    return Draft.objects.filter(person=person)


_DRAFTS = Once(_drafts, person=NUMBER)


def drafts_part(request: HttpRequest, *, waits: str) -> SafeString | str:
    """The part of a list that says what somebody has typed and not sent; nothing where there is nothing."""
    found = drafts_of(request.user, waits=waits)  # type: ignore[arg-type]
    return render_to_string("desk/drafts.html", {"drafts": found}, request) if found else ""


def shown(draft: Draft) -> DraftShown:
    page = page_of(draft.kind)
    sort, stem = (page.one, page.title) if page else (sheet_of(draft.kind).one, sheet_of(draft.kind).fields[0].name)
    typed = [value[0] for name, value in sorted(draft.data.items()) if name.split("_")[0] == stem and value]
    title = next((words for words in typed if words.strip()), gettext("without a title"))
    return DraftShown(draft, sort(), Truncator(title).chars(SHOWN), f"{_place(draft, page)}?draft={draft.pk}")


def _place(draft: Draft, page: Page | None) -> str:
    if draft.proposal_id:
        return reverse("desk:rewrite", args=[draft.proposal_id])
    if page:
        return reverse(page.change, args=[draft.identity]) if draft.identity else reverse(page.add)
    if draft.identity:
        return reverse("desk:change", args=[draft.kind, draft.identity])
    return reverse("desk:add", args=[draft.kind])
