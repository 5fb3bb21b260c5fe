from .edition import Edition, EditionFile, EditionText
from .stated import Document, PrintedList, StatedFigure
from .waiver import Waiver

__all__ = ["Document", "Edition", "EditionFile", "EditionText", "PrintedList", "StatedFigure", "Waiver"]
