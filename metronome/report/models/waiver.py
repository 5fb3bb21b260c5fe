from __future__ import annotations

from django.db import models


class Waiver(models.Model):
    """That a finding was let pass: why, by whom, when. It holds for that finding only, not for a changed one."""

    finding = models.CharField(max_length=64, unique=True, help_text="Digest of the finding.")
    rule = models.CharField(max_length=80)
    subject = models.CharField(max_length=200)
    reason = models.TextField()
    by = models.CharField(max_length=200)
    at = models.DateTimeField()

    class Meta:
        ordering = ("rule", "subject")

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
