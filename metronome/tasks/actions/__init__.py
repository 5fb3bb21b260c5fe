"""What can be done with tasks: people ask for them and take them back, workers take them and end them.

A task is no part of the record and leaves no line; what it does is done by the actions of its room, by the hand of
whoever asked.
"""

from .asking import cancel, enqueue, enqueue_due
from .doing import beat, clear, free, go_home, take

__all__ = ["beat", "cancel", "clear", "enqueue", "enqueue_due", "free", "go_home", "take"]
