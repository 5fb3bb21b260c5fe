"""What the doors of the desk share: how an address finds a thing, and the way back."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext

from metronome.design.parts import Crumb

from ..models import Proposal
from ..sheets import Sheet, sheet_of


def sheet_at(kind: str) -> Sheet:
    try:
        return sheet_of(kind)
    except LookupError as error:
        raise Http404 from error


def kind_at(kind: str, **_parts: object) -> str:
    """The kind that an address names."""
    return sheet_at(kind).kind


def kind_of_proposal(number: int) -> str:
    """The kind of the proposal that an address names.

    Raises Proposal.DoesNotExist.
    """
    return Proposal.objects.values_list("kind", flat=True).get(pk=number)


def row_at(sheet: Sheet, identity: str) -> Any:
    try:
        return sheet.find(identity)
    except ObjectDoesNotExist as error:
        raise Http404 from error


def crumbs(sheet: Sheet | None = None) -> list[Crumb]:
    above = [Crumb(label=gettext("Proposals"), href=reverse("desk:proposals"))]
    if sheet:
        above.append(Crumb(label=sheet.plural(), href=reverse("desk:list", args=[sheet.kind])))
    return above
