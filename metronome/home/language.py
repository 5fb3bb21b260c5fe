"""The language of a page is the first part of its address; only the network's languages are pages."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from metronome.ground.audit import of_one_moment
from metronome.network.queries import kept_network


class LanguageFromPath:
    """Activates the language that the address names, for the time of the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method in ("GET", "HEAD"):
            # A page that only reads is of one moment, and asks once of which.
            with of_one_moment():
                return self.answered(request)
        return self.answered(request)

    def answered(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info.split("/", 2)[1]
        network = kept_network()
        languages = tuple(network.languages) if network else settings.INTERFACE_LANGUAGES
        request.languages = languages  # type: ignore[attr-defined]
        language = first if first in languages else languages[0]
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
