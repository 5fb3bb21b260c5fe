from __future__ import annotations

from django.db import models

from metronome.ground.fields import TextField

from .edition import Edition


class Document(models.Model):
    """A document in which figures are stated."""

    slug = models.SlugField(unique=True)
    title = TextField()
    language = models.CharField(max_length=12, blank=True)
    published = models.CharField(max_length=30, blank=True, help_text="Day, month or year, as far as it is known.")
    file = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ("slug",)

    def __str__(self) -> str:
        return self.slug


class StatedFigure(models.Model):
    """A number that a document states, apart from what the record computes.

    `subject` names what it is a number of (`members`, `years_of_experience`): stated figures of one subject are held
    against each other, and against the computed figure `compares_with`, if there is one.
    """

    slug = models.SlugField(max_length=120, unique=True)
    document = models.ForeignKey(Document, models.PROTECT, related_name="figures")
    edition = models.ForeignKey(Edition, models.CASCADE, null=True, blank=True, related_name="stated_figures")
    subject = models.CharField(max_length=120, db_index=True)
    label = TextField()
    qualifier = models.CharField(max_length=12)
    value = models.DecimalField(max_digits=20, decimal_places=4)
    unit = models.CharField(max_length=60, blank=True)
    printed = models.CharField(max_length=200, blank=True, help_text="The characters of the document.")
    where = models.CharField(max_length=300, help_text="The place in the document.")
    as_of = models.CharField(max_length=30, blank=True)
    compares_with = models.CharField(max_length=120, blank=True, help_text="Id of a computed figure.")
    relation = models.JSONField(
        default=dict, blank=True, help_text="How it follows from other stated figures, e.g. a share and its whole."
    )

    class Meta:
        ordering = ("document", "pk")

    def __str__(self) -> str:
        return self.slug


class PrintedList(models.Model):
    """A list as a report prints it: each item as printed and, where resolved, the id that it means.

    `name` says what it lists: the id of a computed figure (`results.worked_on`, `members.activated`), or a field of
    one thing that `subject` names, such as the members printed at one activity.
    """

    edition = models.ForeignKey(Edition, models.CASCADE, related_name="printed_lists")
    name = models.CharField(max_length=120)
    subject = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    items = models.JSONField(default=list, help_text='[{"id": ..., "printed": ...}]')
    where = models.CharField(max_length=300, blank=True)

    class Meta:
        ordering = ("edition", "name", "subject")
        constraints = (models.UniqueConstraint(fields=["edition", "name", "subject"], name="list_printed_once"),)

    def __str__(self) -> str:
        return f"{self.edition_id} {self.name} {self.subject}"
