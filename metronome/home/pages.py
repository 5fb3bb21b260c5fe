"""Ready pages: a public page that was made once is kept, and given again until something public changes.

A page is kept under the number of public changes (one row of the database tells it), the day, the address and the
reader's display. So the next write makes every kept page old, in every process, without a message between them.
"""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from threading import Lock
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseNotModified
from django.utils import timezone
from django.utils.cache import patch_vary_headers
from django.utils.http import parse_etags

from metronome.ground.audit import publication

#: How many bytes of pages a process keeps, and how large one may be.
ROOM = 64 * 1024 * 1024
LARGEST = 4 * 1024 * 1024

#: A reader with one of these is somebody, or is to be told something: nothing is kept of them, nothing kept given.
PERSONAL = (settings.SESSION_COOKIE_NAME, "messages")

Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Ready:
    """A page as it was given, with its headers."""

    content: bytes
    headers: tuple[tuple[str, str], ...]
    etag: str

    @property
    def size(self) -> int:
        return len(self.content) + 1024


class Shelf:
    """The ready pages of this process: those not asked for the longest leave first."""

    def __init__(self, room: int = ROOM) -> None:
        self.room, self.used = room, 0
        self.pages: OrderedDict[Key, Ready] = OrderedDict()
        self.lock = Lock()

    def get(self, key: Key) -> Ready | None:
        with self.lock:
            if page := self.pages.get(key):
                self.pages.move_to_end(key)
            return page

    def put(self, key: Key, page: Ready) -> None:
        with self.lock:
            if old := self.pages.pop(key, None):
                self.used -= old.size
            self.pages[key] = page
            self.used += page.size
            while self.used > self.room:
                _, left = self.pages.popitem(last=False)
                self.used -= left.size


class ReadyPages:
    """Gives ready pages. The first middleware, so that a ready page passes no other; its headers were kept with it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
        self.shelf = Shelf()

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.method not in ("GET", "HEAD") or any(name in request.COOKIES for name in PERSONAL):
            return self.get_response(request)
        key = key_of(request)
        page = self.shelf.get(key)
        if page is None:
            response = self.get_response(request)
            if not keepable(request, response):
                return response
            page = ready(response)
            # Kept under the number read before the page was made: if something changed meanwhile, nobody is given it.
            self.shelf.put(key, page)
        return given(request, page)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any) -> None:
        """Remember whether the page is for everybody."""
        request.is_public = getattr(view, "rule", None) == "public"  # type: ignore[attr-defined]


def key_of(request: HttpRequest) -> Key:
    """What a page depends on. A host that is not ours never gives a page, so it never meets a kept one."""
    meta = request.META
    return (
        publication(),
        timezone.localdate(),
        request.scheme,
        meta.get("HTTP_HOST", ""),
        meta.get("PATH_INFO", ""),
        meta.get("QUERY_STRING", ""),
        request.COOKIES.get("theme", ""),
    )


def keepable(request: HttpRequest, response: HttpResponseBase) -> bool:
    """Only whole pages for everybody that went well and set nothing in the reader's browser."""
    return (
        request.method == "GET"
        and getattr(request, "is_public", False)
        and response.status_code == 200
        and isinstance(response, HttpResponse)
        and not response.cookies
        # A form holds the token of one reader.
        and "no-store" not in response.headers.get("Cache-Control", "")
        and len(response.content) <= LARGEST
    )


def ready(response: HttpResponseBase) -> Ready:
    assert isinstance(response, HttpResponse)  # noqa: S101 - asked by keepable()
    patch_vary_headers(response, ["Cookie"])
    response.headers.setdefault("Cache-Control", "no-cache")
    etag = f'"{hashlib.sha256(response.content).hexdigest()[:32]}"'
    response.headers["ETag"] = etag
    return Ready(response.content, tuple(response.headers.items()), etag)


def given(request: HttpRequest, page: Ready) -> HttpResponse:
    """The page, or that the reader has it already."""
    asked = request.META.get("HTTP_IF_NONE_MATCH", "")
    if asked and {page.etag, "*"} & {tag.removeprefix("W/") for tag in parse_etags(asked)}:
        response: HttpResponse = HttpResponseNotModified()
        kept = {"ETag", "Vary", "Cache-Control", "Content-Language"}
        for name, value in page.headers:
            if name in kept:
                response.headers[name] = value
        return response
    response = HttpResponse(page.content)
    for name, value in page.headers:
        response.headers[name] = value
    return response
