"""Public pages as a visitor gets them, without a server: what a restored instance has to show again."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from io import BytesIO
from urllib.parse import urlsplit

from django.conf import settings
from django.core.handlers.wsgi import WSGIHandler

from metronome.ground.files import sha256_of

#: So many pages, spread over all there are, stand for all: drawing every one of a large instance would take an hour.
MOST = 200
PLACE = re.compile(r"<loc>([^<]+)</loc>")


def digests() -> dict[str, str]:
    """Path and digest of pages, spread evenly over everything that the sitemap names."""
    paths = sorted(set(_paths()))
    step = max(1, -(-len(paths) // MOST))
    return {path: digest_of(path) for path in paths[::step]}


def digest_of(path: str) -> str:
    """The digest of a page; the status where it is none."""
    status, body = _get(path)
    return sha256_of(body) if status == 200 else f"status {status}"


def _paths() -> Iterator[str]:
    for site_map in PLACE.findall(_get("/sitemap.xml")[1].decode()):
        for place in PLACE.findall(_get(urlsplit(site_map).path)[1].decode()):
            yield urlsplit(place).path


@cache
def _server() -> WSGIHandler:
    return WSGIHandler()


def _get(path: str) -> tuple[int, bytes]:
    here = urlsplit(settings.ADDRESS)
    environ = {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": path,
        "QUERY_STRING": "",
        "SERVER_NAME": here.hostname or "localhost",
        "SERVER_PORT": str(here.port or (443 if here.scheme == "https" else 80)),
        "HTTP_HOST": here.netloc,
        "HTTP_X_FORWARDED_PROTO": here.scheme,
        "REMOTE_ADDR": "127.0.0.1",
        "wsgi.url_scheme": here.scheme,
        "wsgi.input": BytesIO(),
    }
    response = _server()(environ, _begun)
    try:
        return response.status_code, b"".join(response)
    finally:
        response.close()


def _begun(_status: str, _headers: list[tuple[str, str]], _error: object = None, /) -> Callable[[bytes], object]:
    """What a server is told before the page; the answer says it again."""
    return len
