"""Database fields for text in languages, and the expression that sorts and searches by one language."""

from __future__ import annotations

import json
import re
from typing import Any

from django.db import models
from django.db.models import expressions
from django.db.models.fields.json import KeyTransform

from .fold import fold
from .text import Text

READ = json.JSONDecoder().raw_decode
LANGUAGE_CODE = re.compile(r"[A-Za-z0-9]+(-[A-Za-z0-9]+)*")


class TextField(models.JSONField):
    """A `Text` in one JSON column, so that the languages of a network are data and not schema."""

    description = "Text in languages"

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("default", Text)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Text:
        if isinstance(value, str) and not isinstance(expression, KeyTransform):
            return Text.from_json(READ(value)[0])  # the short way: a large report reads a hundred thousand texts
        return Text.from_json(super().from_db_value(value, expression, connection))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if isinstance(value, Text):
            value = value.to_json()
        return super().get_db_prep_value(value, connection, prepared)

    def get_prep_value(self, value: Any) -> Any:
        if isinstance(value, Text):
            value = value.to_json()
        return super().get_prep_value(value)

    def to_python(self, value: Any) -> Any:
        return value if isinstance(value, Text) else Text.from_json(super().to_python(value))

    def value_to_string(self, obj: models.Model) -> Any:
        value = self.value_from_object(obj)
        return value.to_json() if isinstance(value, Text) else value

    def validate(self, value: Any, model_instance: Any) -> None:
        super().validate(value.to_json() if isinstance(value, Text) else value, model_instance)

    def formfield(self, form_class: Any = None, choices_form_class: Any = None, **options: Any) -> Any:
        from .forms import TextFormField

        return super(models.JSONField, self).formfield(form_class or TextFormField, choices_form_class, **options)


class FoldedField(models.JSONField):
    """{language: folded text} of a sibling `TextField`, made when the row is saved. Read it with `Lang`."""

    def __init__(self, of: str = "", *args: Any, **options: Any) -> None:
        self.of = of
        options.setdefault("default", dict)
        options.setdefault("editable", False)
        options.setdefault("blank", True)
        super().__init__(*args, **options)

    def deconstruct(self) -> Any:
        name, path, args, options = super().deconstruct()
        return name, path, args, {**options, "of": self.of}

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        text: Text = getattr(model_instance, self.of)
        folded = {language: fold(wording) for language, wording in text.texts.items() if wording}
        setattr(model_instance, self.attname, folded)
        return folded


class Lang(expressions.Func):
    """A `FoldedField` in the first of these languages that it has, empty where it has none: text that sorts the same
    on both databases.

    >>> queryset.order_by(Lang("title_key", "en", "fr"))  # doctest: +SKIP
    """

    arity = 1
    output_field = models.TextField()

    def __init__(self, column: str, *languages: str, **extra: Any) -> None:
        for language in languages:
            if not LANGUAGE_CODE.fullmatch(language):
                raise ValueError(f"not a language code: {language!r}")
        self.languages = languages
        super().__init__(column, **extra)

    def as_sqlite(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self._first(compiler, connection, """json_extract(%(expressions)s, '$."{}"')""", "''")

    def as_postgresql(self, compiler: Any, connection: Any, **extra: Any) -> Any:
        return self._first(compiler, connection, "%(expressions)s ->> '{}'", "''", 'COLLATE "C"')

    def _first(self, compiler: Any, connection: Any, one: str, otherwise: str, collation: str = "") -> Any:
        choices = ", ".join([*(one.format(language) for language in self.languages), otherwise])
        sql, params = self.as_sql(compiler, connection, template=f"(COALESCE({choices}) {collation})")
        return sql, tuple(params) * len(self.languages)
