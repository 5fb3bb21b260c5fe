"""What may be done in the observatory."""

from .definitions import ObservatoryKeys, put_observatory
from .loads import load_observations, make_release

__all__ = ["ObservatoryKeys", "load_observations", "make_release", "put_observatory"]
