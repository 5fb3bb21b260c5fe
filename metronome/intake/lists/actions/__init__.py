"""What may be done with lists that come in."""

from .files import choose, commit_import, decide, hand_in, look_through, save_mapping, throw_away
from .putting import ListRefused, ListReport, import_list

__all__ = [
    "ListRefused",
    "ListReport",
    "choose",
    "commit_import",
    "decide",
    "hand_in",
    "import_list",
    "look_through",
    "save_mapping",
    "throw_away",
]
