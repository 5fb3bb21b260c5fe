"""How the steps of whatever two hands keep are done at a door: one by itself or several, and what is said of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest
from django.utils.translation import gettext

from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal


def said(refusal: Refusal) -> str:
    """A refusal as a message on another page than that of the form."""
    if isinstance(refusal, Conflict):
        return gettext("Somebody else changed the same fields meanwhile. Its author chooses field by field.")
    return " ".join(filter(None, (refusal.reason, refusal.remedy)))


def stepped(request: HttpRequest, words: str, step: Callable[..., Any], **given: Any) -> None:
    """Do a step and say what the state is now, in `words` with a place for it; a refusal is said instead."""
    try:
        found = step(**given, by=request.user)
    except Refusal as refusal:
        messages.error(request, said(refusal))
    else:
        messages.success(request, words % {"state": found.get_state_display()})


def all_stepped(
    things: Iterable[Any], step: Callable[[Any], Any], named: Callable[[Any, str], str]
) -> tuple[int, list[str]]:
    """Do a step with several, each by itself, so that one refusal stops none of the others: with how many it was done,
    and each refusal, `named` with its thing."""
    done, refused = 0, []
    for thing in things:
        try:
            step(thing)
            done += 1
        except Refusal as refusal:
            refused.append(named(thing, said(refusal)))
    return done, refused


def notes_in(request: HttpRequest) -> dict[str, str]:
    """The comments at fields with which something is given back: the boxes `note_title` and so on."""
    return {name.removeprefix("note_"): request.POST[name] for name in request.POST if name.startswith("note_")}
