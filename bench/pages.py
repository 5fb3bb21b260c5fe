"""Ready pages against the cheapest page that Django can give: the same bytes, ready in memory, from a bare view.

The bare view answers in the same process through the same handler, without any middleware, any database and any
address but its own. Both are called in turns, so that whatever else the machine does falls on both.
"""

from __future__ import annotations

import gc
import io
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

ROUNDS, CALLS = 15, 200
TARGET = 3.0
PAGES = {
    "front page": "/fr/",
    "activity": "/fr/activities/issue-paper-12/",
    "member": "/fr/members/berlin/",
}


def begin(home: str) -> None:
    """A fresh instance with the reference network."""
    os.environ["METRONOME_HOME"] = home
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    import django
    from django.core.management import call_command

    django.setup()
    call_command("migrate", verbosity=0)
    from metronome.intake.loading import load_folder

    load_folder(Path(__file__).resolve().parents[1] / "reference" / "metropolis", by="bench")


def bare_site(content: bytes) -> tuple[Callable[..., Any], str]:
    """A site of one view that answers with given bytes, and the name of its addresses."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.http import HttpRequest, HttpResponse
    from django.test import override_settings
    from django.urls import path

    def ready(_request: HttpRequest) -> HttpResponse:
        return HttpResponse(content)

    addresses: Any = ModuleType(f"bare_{len(content)}")
    addresses.urlpatterns = [path("ready/", ready)]
    sys.modules[addresses.__name__] = addresses
    with override_settings(MIDDLEWARE=[]):
        return WSGIHandler(), addresses.__name__


def environ_of(address: str) -> dict[str, Any]:
    return {
        "REQUEST_METHOD": "GET",
        "PATH_INFO": address,
        "QUERY_STRING": "",
        "SERVER_NAME": "127.0.0.1",
        "SERVER_PORT": "8000",
        "HTTP_HOST": "127.0.0.1:8000",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "wsgi.url_scheme": "http",
        "wsgi.input": io.BytesIO(),
        "wsgi.errors": sys.stderr,
    }


def got(handler: Callable[..., Any], address: str) -> bytes:
    """One answer, as a server takes and closes it."""
    status: list[str] = []
    answer = handler(environ_of(address), lambda line, headers: status.append(line))
    try:
        content = b"".join(answer)
    finally:
        answer.close()
    assert status == ["200 OK"], status
    return content


def cost(handler: Callable[..., Any], address: str) -> float:
    """CPU microseconds of one call."""
    begun = time.process_time()
    for _ in range(CALLS):
        got(handler, address)
    return (time.process_time() - begun) / CALLS * 1e6


def measured() -> list[tuple[str, int, float, float, float]]:
    """For each page: bytes, CPU microseconds the first time, ready, and of the bare view."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.test import override_settings

    site = WSGIHandler()
    rows = []
    for name, address in PAGES.items():
        begun = time.process_time()
        content = got(site, address)
        first = (time.process_time() - begun) * 1e6
        floor, addresses = bare_site(content)
        ready, bare = [], []
        for _ in range(ROUNDS):
            ready.append(cost(site, address))
            with override_settings(ROOT_URLCONF=addresses):
                assert got(floor, "/ready/") == content
                bare.append(cost(floor, "/ready/"))
        rows.append((name, len(content), first, statistics.median(ready), statistics.median(bare)))
    return rows


def invalidated() -> bool:
    """Whether a page stays ready until something public is noted, and is made again then."""
    from django.core.handlers.wsgi import WSGIHandler
    from django.db import transaction

    from metronome.ground.audit import note
    from metronome.network.models import Network

    site, address, words = WSGIHandler(), PAGES["front page"], "Changed by the bench"
    before = got(site, address)
    network = Network.objects.get()
    network.full_name = network.full_name.with_text("fr", words)
    network.save()
    kept = got(site, address) == before
    with transaction.atomic():
        note(by="bench", verb="update", subject="network", public=True)
    return kept and words in got(site, address).decode()


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        begin(home)
        gc.disable()
        print("| page | bytes | first time | ready | bare view | ready/bare |")
        print("| --- | ---: | ---: | ---: | ---: | ---: |")
        worst = 0.0
        for name, size, cold, ready, floor in measured():
            worst = max(worst, ready / floor)
            print(f"| {name} | {size:,} | {cold:,.0f} | {ready:,.0f} | {floor:,.0f} | {ready / floor:.1f} |")
        fresh = invalidated()
        print(f"\nThe next public write makes a ready page old: {'yes' if fresh else 'NO'}.")
    return int(worst > TARGET or not fresh)


if __name__ == "__main__":
    raise SystemExit(main())
