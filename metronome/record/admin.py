from django.contrib import admin

from metronome.ground.repair import Repair

from .models import (
    Activity,
    ChallengeTag,
    Evidence,
    FollowUp,
    GoalTag,
    Involvement,
    Kind,
    MarkerScore,
    MediaMention,
    Occurrence,
    Participation,
    PersonInvolved,
    ResultTag,
    ThemeTag,
)

admin.site.register(
    [
        Activity,
        ChallengeTag,
        Evidence,
        FollowUp,
        GoalTag,
        Involvement,
        Kind,
        MarkerScore,
        MediaMention,
        Occurrence,
        Participation,
        PersonInvolved,
        ResultTag,
        ThemeTag,
    ],
    Repair,
)
