"""The repair desk: the tables as they are, for an operator, when nothing else helps. A repair leaves its line too."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.db import models, transaction
from django.http import HttpRequest

from . import audit
from .fields import TextField
from .forms import PlainFormField


class Repair(admin.ModelAdmin):  # type: ignore[type-arg]
    """Changes one row at a time, in a transaction with its audit line, and never deletes."""

    actions = None
    list_per_page = 50
    save_on_top = True
    formfield_overrides = {
        models.URLField: {"assume_scheme": "https"},
        models.JSONField: {"form_class": PlainFormField},
        # Is plain data too, and has a form field of its own.
        TextField: {},
    }

    def has_delete_permission(self, request: HttpRequest, obj: models.Model | None = None) -> bool:
        return False

    @transaction.atomic
    def save_model(self, request: HttpRequest, obj: models.Model, form: Any, change: bool) -> None:
        before = type(obj)._default_manager.filter(pk=obj.pk).first() if change else None
        super().save_model(request, obj, form, change)
        changed = {name: [_plain(before, name), _plain(obj, name)] for name in form.changed_data}
        audit.note(
            by=request.user, verb="repair", subject=f"{obj._meta.model_name}:{obj}", change=changed, public=True
        )


def _plain(row: models.Model | None, name: str) -> Any:
    """A field as the audit line keeps it; None for a row that was not there."""
    if row is None:
        return None
    field = row._meta.get_field(name)
    if field.many_to_many:
        return sorted(str(other) for other in getattr(row, name).all())
    return field.value_to_string(row)  # type: ignore[union-attr]
