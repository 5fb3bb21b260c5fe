"""What may be done to the record."""

from .drafts import drop_draft, keep_draft
from .life import (
    approve_activity,
    cancel_activity,
    change_activity,
    draft_activity,
    publish_activity,
    return_activity,
    submit_activity,
    undo_activity,
)
from .loading import RecordKeys, cancel_activities, cancel_mentions, put_activities, put_kinds, put_mentions

__all__ = [
    "RecordKeys",
    "approve_activity",
    "cancel_activities",
    "cancel_activity",
    "cancel_mentions",
    "change_activity",
    "draft_activity",
    "drop_draft",
    "keep_draft",
    "publish_activity",
    "put_activities",
    "put_kinds",
    "put_mentions",
    "return_activity",
    "submit_activity",
    "undo_activity",
]
