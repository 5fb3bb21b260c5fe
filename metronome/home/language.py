"""The language of a page is the first part of its address; only the network's languages are pages."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import translation

from metronome.network.queries import network_languages


class LanguageFromPath:
    """Activates the language that the address names, for the time of the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        first = request.path_info.split("/", 2)[1]
        languages = network_languages()
        request.languages = languages  # type: ignore[attr-defined]
        language = first if first in languages else languages[0]
        with translation.override(language):
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
        return response
