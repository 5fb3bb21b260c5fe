"""Searches that somebody keeps to be told of what is new in them. They are nobody's record and leave no line."""

from __future__ import annotations

from django.db import transaction
from django.http import QueryDict
from django.utils import timezone
from django.utils.translation import gettext

from metronome.accounts.models import Person
from metronome.ground.refusal import Refusal
from metronome.home.models import SavedSearch

from .finding import Wish

#: How many searches one person keeps.
MOST = 20


@transaction.atomic
def save_search(*, query: str, by: Person) -> SavedSearch:
    """Keep a search; what is published from tomorrow on is told. It is nobody's record and leaves no line.

    Raises Refusal for a search of everything, and for one too many.
    """
    wish = Wish.of(QueryDict(query[:2000]))
    if not wish.is_narrowed:
        raise Refusal(gettext("Look for something first; then keep the search."))
    if len(wish.query) > 500:
        raise Refusal(gettext("This search is too long to be kept."))
    own = SavedSearch.objects.select_for_update().filter(person=by)
    if kept := own.filter(query=wish.query).first():
        return kept
    if own.count() >= MOST:
        raise Refusal(gettext("You keep as many searches as there is room for. Throw one away first."))
    return SavedSearch.objects.create(person=by, query=wish.query, since=timezone.localdate())


def drop_search(*, search: int, by: Person) -> None:
    """Throw a search of one's own away; nothing happens where there is none."""
    SavedSearch.objects.filter(pk=search, person=by).delete()
