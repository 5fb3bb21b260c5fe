"""What may be done to the record."""

from .files import keep_file
from .life import (
    approve_activity,
    cancel_activity,
    change_activity,
    draft_activity,
    link_planned,
    publish_activity,
    return_activity,
    submit_activity,
    undo_activity,
)
from .loading import RecordKeys, cancel_activities, cancel_mentions, put_activities, put_kinds, put_mentions
from .promises import finish_follow_up, verify_follow_up

__all__ = [
    "RecordKeys",
    "approve_activity",
    "cancel_activities",
    "cancel_activity",
    "cancel_mentions",
    "change_activity",
    "draft_activity",
    "finish_follow_up",
    "keep_file",
    "link_planned",
    "publish_activity",
    "put_activities",
    "put_kinds",
    "put_mentions",
    "return_activity",
    "submit_activity",
    "undo_activity",
    "verify_follow_up",
]
