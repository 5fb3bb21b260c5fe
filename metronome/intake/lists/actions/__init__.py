"""What may be done with lists that come in."""

from .asking import commit_or_ask, look_or_ask
from .committing import commit_import
from .files import choose, decide, hand_in, look_through, save_mapping, throw_away
from .putting import ListRefused, ListReport, import_list

__all__ = [
    "ListRefused",
    "ListReport",
    "choose",
    "commit_import",
    "commit_or_ask",
    "decide",
    "hand_in",
    "import_list",
    "look_or_ask",
    "look_through",
    "save_mapping",
    "throw_away",
]
