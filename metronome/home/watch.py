"""Whether this process lives, and what it was asked, for those who look after the machine."""

from __future__ import annotations

import errno
import logging
import secrets
import sys
import time
from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.db import InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views.defaults import server_error

from metronome.ground.logs import request_id

logger = logging.getLogger("metronome.requests")
#: Seconds after which it is worth while to ask again.
RETRY = 5


class Alive:
    """Answers whether this process lives, before anything else is asked: neither database nor host nor address."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/health/live" and request.method in ("GET", "HEAD"):
            return HttpResponse("alive\n", content_type="text/plain", headers={"Cache-Control": "no-store"})
        return self.get_response(request)


class Watched:
    """Says in the log what was asked and how it went, by the name of the door: an address may hold a secret."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if settings.LOG_FORMAT != "json":
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info.startswith(settings.STATIC_URL):
            return self.get_response(request)
        began, number = time.perf_counter(), secrets.token_hex(8)
        token = request_id.set(number)
        try:
            response = self.get_response(request)
            door = request.resolver_match.view_name if request.resolver_match else ""
            took = round((time.perf_counter() - began) * 1000, 1)
            said = {"door": door, "method": request.method, "status": response.status_code, "ms": took}
            logger.info("answered", extra={"said": said})
        finally:
            request_id.reset(token)
        response.headers["X-Request-ID"] = number
        return response


def broken(request: HttpRequest) -> HttpResponse:
    """Something broke. Where the database does not answer, or nothing can be kept any more, that is said, and when to
    ask again."""
    error = sys.exc_info()[1]
    no_room = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    if not no_room and not isinstance(error, (OperationalError, InterfaceError)):
        return server_error(request)
    # Without what every page knows of the network: that would be asked of the database.
    response = render(None, "503.html", status=503)
    response.headers["Retry-After"] = str(RETRY)
    return response
