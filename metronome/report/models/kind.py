from __future__ import annotations

from django.db import models

from metronome.ground.fields import TextField


class ReportKind(models.Model):
    """A kind of report of the network's own, as a layout of parts that there are."""

    slug = models.SlugField(max_length=40, unique=True)
    about = models.SlugField(
        max_length=12, blank=True, db_index=False, help_text="The sort of thing it is about; empty: the whole network."
    )
    label = TextField()
    title = TextField(help_text="{period} and {subject} stand for those of a report.")
    parts = models.JSONField(default=list, blank=True, help_text="Its parts in their order; empty: all of them.")
    figures = models.JSONField(default=list, blank=True, help_text="Ids or their beginnings; empty: all of them.")

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug
