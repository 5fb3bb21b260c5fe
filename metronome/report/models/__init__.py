from .composing import EditionComment, WordTemplate
from .edition import Edition, EditionFile, EditionQuerySet, EditionText
from .stated import Document, PrintedList, StatedFigure
from .waiver import Waiver

__all__ = [
    "Document",
    "Edition",
    "EditionComment",
    "EditionFile",
    "EditionQuerySet",
    "EditionText",
    "PrintedList",
    "StatedFigure",
    "Waiver",
    "WordTemplate",
]
