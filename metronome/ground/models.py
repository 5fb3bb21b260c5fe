"""Django looks for models here; they live with their nouns."""

from .audit import Head, Line, PersonalValue

__all__ = ["Head", "Line", "PersonalValue"]
