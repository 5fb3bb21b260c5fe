"""What the doors of running projects have in common."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest
from django.urls import reverse

from metronome.design.parts import Crumb
from metronome.design.words import reader
from metronome.ground.deposits import deposit

from ..models import Project


def project_of(slug: str, **_parts: object) -> Project:
    """The project that an address names. Raises Project.DoesNotExist."""
    return Project.objects.get(slug=slug)


def found(request: HttpRequest) -> Any:
    """The project whose door was opened."""
    return request.found  # type: ignore[attr-defined]


def crumbs_of(project: Project) -> list[Crumb]:
    return [Crumb(label=project.title.in_(reader()), href=reverse("projects:running", args=[project.slug]))]


def kept_file(form: forms.Form) -> str:
    """The file that was handed in with a form, kept; empty where there is none.

    Raises Refusal for what is not taken.
    """
    file: UploadedFile | None = form.cleaned_data.get("upload")
    # Whoever sends more than is taken is not read to the end.
    return deposit(file.read(settings.UPLOAD_LIMIT * 1_000_000 + 1)) if file else ""


def in_words(project: Project, kind: str, code: str) -> str | None:
    """What a report or an output of the project is called; None where it owes no such thing."""
    owed: Any = project.reports if kind == "report" else project.outputs
    label = owed.filter(code=code).values_list("label", flat=True).first()
    return label.in_(reader()) if label is not None else None
