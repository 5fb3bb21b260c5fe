from __future__ import annotations

from django.db import models

from .activity import Activity


class ResultTag(models.Model):
    """That an activity serves a result of a plan."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="result_tags")
    result = models.ForeignKey("plan.Node", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("activity", "result__order")
        constraints = (models.UniqueConstraint(fields=["activity", "result"], name="result_tagged_once"),)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.result_id}"


class ChallengeTag(models.Model):
    """That an activity answers a challenge."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="challenge_tags")
    challenge = models.ForeignKey("plan.Challenge", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("activity", "challenge__order")
        constraints = (models.UniqueConstraint(fields=["activity", "challenge"], name="challenge_tagged_once"),)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.challenge_id}"


class ThemeTag(models.Model):
    activity = models.ForeignKey(Activity, models.CASCADE, related_name="theme_tags")
    theme = models.ForeignKey("plan.Theme", models.PROTECT, related_name="+")

    class Meta:
        ordering = ("activity", "theme__order")
        constraints = (models.UniqueConstraint(fields=["activity", "theme"], name="theme_tagged_once"),)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.theme_id}"


class GoalTag(models.Model):
    """A Sustainable Development Goal (5) or target (5.2) that an activity serves."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="goal_tags")
    goal = models.CharField(max_length=6)

    class Meta:
        ordering = ("activity", "goal")
        constraints = (models.UniqueConstraint(fields=["activity", "goal"], name="goal_tagged_once"),)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.goal}"


class MarkerScore(models.Model):
    """How an activity scores on a marker, and why."""

    activity = models.ForeignKey(Activity, models.CASCADE, related_name="marker_scores")
    marker = models.ForeignKey("plan.Marker", models.PROTECT, related_name="+")
    score = models.PositiveSmallIntegerField()
    reason = models.TextField()

    class Meta:
        ordering = ("activity", "marker")
        constraints = (models.UniqueConstraint(fields=["activity", "marker"], name="marker_scored_once"),)

    def __str__(self) -> str:
        return f"{self.activity_id} {self.marker_id} {self.score}"
