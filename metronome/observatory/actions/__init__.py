"""What may be done in the observatory."""

from .areas import put_area_versions, put_areas, put_geographies, put_overlaps
from .cells import RefusedAnswers, answer_cells, approve_cells, return_cells
from .definitions import (
    ObservatoryKeys,
    put_definitions,
    put_domains,
    put_indicators,
    put_observatory,
    put_size_classes,
    put_sources,
)
from .letters import write_focal_points
from .loads import keep_averages, load_observations, make_release
from .meaning import refuse_another_meaning
from .publications import put_publications
from .rounds import Wanted, begin_round, close_round, prepare_round, publish_round, reopen_round

__all__ = [
    "ObservatoryKeys",
    "RefusedAnswers",
    "Wanted",
    "answer_cells",
    "approve_cells",
    "begin_round",
    "close_round",
    "keep_averages",
    "load_observations",
    "make_release",
    "prepare_round",
    "publish_round",
    "put_area_versions",
    "put_areas",
    "put_definitions",
    "put_domains",
    "put_geographies",
    "put_indicators",
    "put_observatory",
    "put_overlaps",
    "put_publications",
    "put_size_classes",
    "put_sources",
    "refuse_another_meaning",
    "reopen_round",
    "return_cells",
    "write_focal_points",
]
