from .areas import Area, AreaMember, AreaVersion, Geography, Overlap
from .definitions import PERCENT, Domain, Indicator, IndicatorVersion, Source
from .loads import FactFile, Load, RefusedObservation, Release

__all__ = [
    "PERCENT",
    "Area",
    "AreaMember",
    "AreaVersion",
    "Domain",
    "FactFile",
    "Geography",
    "Indicator",
    "IndicatorVersion",
    "Load",
    "Overlap",
    "RefusedObservation",
    "Release",
    "Source",
]
