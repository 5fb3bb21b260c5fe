"""A tab of a browser that is given what a walk was given, headers and all, and asks nobody else."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlsplit

from django.contrib.staticfiles import finders
from playwright.sync_api import Browser, Route
from playwright.sync_api import Page as Tab

from tests.faults.walk import Page

#: A host of whose answers a browser thinks as it does of those over TLS.
HOST = "http://localhost"


def tab_given(browser: Browser, pages: Iterable[Page]) -> Tab:
    given = {f"{HOST}{page.address}": page for page in pages}

    def answer(route: Route) -> None:
        address = route.request.url
        path = urlsplit(address).path
        file = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if "hx-request" in route.request.headers:
            # What a page asks for again and again is as it was: nothing is put in its place.
            route.fulfill(status=204)
        elif address in given:
            page = given[address]
            headers = {name: value for name, value in page.headers.items() if name != "Content-Disposition"}
            route.fulfill(status=page.status, headers=headers, body=page.content)
        elif file:
            route.fulfill(path=str(file))
        else:
            route.fulfill(status=404, body="")

    tab = browser.new_context(reduced_motion="reduce").new_page()
    tab.route("**/*", answer)
    return tab
