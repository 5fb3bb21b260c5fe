"""Publications: the list, and each with the data it rests on."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext

from metronome.accounts.gate import public
from metronome.design.parts import Crumb

from ..models import Publication
from ..publications import citation_of, cited_by
from ..shown import crumbs


@public
def publications(request: HttpRequest) -> HttpResponse:
    """Everything that was published, the latest first."""
    context = {"publications": Publication.objects.all(), "crumbs": crumbs()}
    return render(request, "observatory/publications.html", context)


@public
def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """A publication: what it says in short, who wrote it, where it can be read, and its data."""
    one = get_object_or_404(Publication.objects.select_related("release"), slug=slug)
    back = Crumb(label=gettext("Publications"), href=reverse("observatory:publications"))
    context = {
        "one": one,
        "data": cited_by(one),
        "citation": citation_of(one, request.build_absolute_uri(request.path)),
        "crumbs": [*crumbs(), back],
    }
    return render(request, "observatory/publication.html", context)
