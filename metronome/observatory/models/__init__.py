from .areas import Area, AreaMember, AreaVersion, Geography, Overlap
from .definitions import PERCENT, Domain, Indicator, IndicatorVersion, SizeClass, Source
from .loads import FactFile, Load, RefusedObservation, Release
from .publications import Publication
from .rounds import Cell, Round, RoundLetter, RoundMember, RoundQuestion

__all__ = [
    "PERCENT",
    "Area",
    "AreaMember",
    "AreaVersion",
    "Cell",
    "Domain",
    "FactFile",
    "Geography",
    "Indicator",
    "IndicatorVersion",
    "Load",
    "Overlap",
    "Publication",
    "RefusedObservation",
    "Release",
    "Round",
    "RoundLetter",
    "RoundMember",
    "RoundQuestion",
    "SizeClass",
    "Source",
]
