"""What may be done with layouts, with reports that are read back, and with what they tell."""

from .layouts import put_layouts
from .reading import hand_in_or_ask, read_again, read_again_or_ask, read_kept
from .reviewing import accept_proposed, reject_proposed, reopen_proposed

__all__ = [
    "accept_proposed",
    "hand_in_or_ask",
    "put_layouts",
    "read_again",
    "read_again_or_ask",
    "read_kept",
    "reject_proposed",
    "reopen_proposed",
]
