from .activity import Activity, ActivityQuerySet, Kind, Occurrence
from .followups import Evidence, FollowUp
from .involvement import Involvement, Participation, PersonInvolved
from .media import MediaMention
from .tags import ChallengeTag, GoalTag, MarkerScore, ResultTag, ThemeTag

__all__ = [
    "Activity",
    "ActivityQuerySet",
    "ChallengeTag",
    "Evidence",
    "FollowUp",
    "GoalTag",
    "Involvement",
    "Kind",
    "MarkerScore",
    "MediaMention",
    "Occurrence",
    "Participation",
    "PersonInvolved",
    "ResultTag",
    "ThemeTag",
]
