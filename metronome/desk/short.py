"""The short lists that a network makes for itself, such as its regions and bodies, as the desk keeps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from .sheets import Field, Label, Sheet, in_words, put_one

NAME = Field(name="name", label=lambda: _("Name"), is_required=True)
LABEL = Field(name="label", label=lambda: _("Name"), is_required=True)
DESCRIPTION = Field(name="description", label=lambda: _("Description"), is_long=True)
ORDER = Field(
    name="order",
    label=lambda: _("Place in the list"),
    hint=lambda: _("The lowest number comes first. A new one with 0 comes last."),
)


def short_list(
    *,
    kind: str,
    subject: str,
    model: type[Model],
    given: type,
    plural: Label,
    one: Label,
    fields: tuple[Field, ...],
    put: Callable[..., Any],
    given_as: str,
) -> Sheet:
    """The sheet of a list in which each is known by its first field. `put` takes what is given by the name
    `given_as`."""
    named_by = fields[0].name
    rows: Any = model._default_manager

    def last_if_new(one: Any) -> Any:
        if one.slug or one.order:
            return one
        last = rows.aggregate(last=Max("order"))["last"]
        return replace(one, order=(last or 0) + 1)

    return Sheet(
        kind=kind,
        subject=subject,
        given=given,
        rows=rows.all,
        plural=plural,
        one=one,
        fields=fields,
        title=lambda row: getattr(row, named_by),
        put=put_one(put, name=given_as),
        named=in_words(named_by),
        identity=lambda row: str(getattr(row, named_by)),
        tidy=last_if_new if ORDER in fields else lambda one: one,
        is_short=True,
    )
