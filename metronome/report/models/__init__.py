from .composing import EditionComment, WordTemplate
from .edition import Edition, EditionFile, EditionQuerySet, EditionText
from .kind import ReportKind
from .stated import Document, PrintedList, StatedFigure
from .statement import Statement, StatementSet
from .waiver import Waiver

__all__ = [
    "Document",
    "Edition",
    "EditionComment",
    "EditionFile",
    "EditionQuerySet",
    "EditionText",
    "PrintedList",
    "ReportKind",
    "StatedFigure",
    "Statement",
    "StatementSet",
    "Waiver",
    "WordTemplate",
]
