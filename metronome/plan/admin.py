from django.contrib import admin

from metronome.ground.repair import Repair

from .models import (
    Amendment,
    Assessment,
    Challenge,
    Expectation,
    KeyIdea,
    Level,
    Marker,
    Node,
    Plan,
    PlannedActivity,
    Rating,
    Theme,
    WorkPlan,
)

admin.site.register(
    [
        Amendment,
        Assessment,
        Challenge,
        Expectation,
        KeyIdea,
        Level,
        Marker,
        Node,
        Plan,
        PlannedActivity,
        Rating,
        Theme,
        WorkPlan,
    ],
    Repair,
)
