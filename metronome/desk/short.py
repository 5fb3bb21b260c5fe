"""The short lists that a network makes for itself, such as its regions and bodies, as the desk keeps them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.db.models import Max, Model
from django.utils.translation import gettext as _

from .sheets import Field, Label, Sheet, as_it_is, in_words, put_one

NAME = Field(name="name", label=lambda: _("Name"), is_required=True)
LABEL = Field(name="label", label=lambda: _("Name"), is_required=True)
DESCRIPTION = Field(name="description", label=lambda: _("Description"), is_long=True)
ORDER = Field(
    name="order",
    label=lambda: _("Place in the list"),
    hint=lambda: _("The lowest number comes first. A new one without a number comes last."),
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
    tidy: Callable[[Any], Any] = as_it_is,
) -> Sheet:
    """The sheet of a list in which each is known by its first field. `put` takes what is given by the name
    `given_as`; `tidy` as in a sheet."""
    named_by = fields[0].name
    rows: Any = model._default_manager

    def last_if_new(wanted: Any) -> Any:
        wanted = tidy(wanted)
        if ORDER not in fields or wanted.slug or wanted.order:
            return wanted
        last = rows.aggregate(last=Max("order"))["last"]
        return replace(wanted, order=(last or 0) + 1)

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
        tidy=last_if_new,
        is_short=True,
    )
