"""What a browser would send of the form of a page, as it was opened."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import Any


class Boxes(HTMLParser):
    """The boxes of the form with a version, without its buttons."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: dict[str, str] = {}
        self._inside = False
        self._area = self._choice = ""
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form":
            self._inside = "novalidate" in given
        if not self._inside:
            return
        if tag == "input" and (given.get("type") != "checkbox" or "checked" in given):
            self.found[name] = given.get("value", "")
        if tag == "textarea":
            self._area = name
            self.found[name] = ""
        if tag == "select":
            self._choice = name
            self.found[name] = ""
        if tag == "option" and "selected" in given:
            self.found[self._choice] = given["value"]

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea":
            self._area = ""
        if tag == "form":
            self._inside = False

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data


def typed(browser: Any, path: str, **fields: object) -> dict[str, object]:
    """What stands in the boxes of a page, with some of them written over."""
    return {**Boxes(browser.get(path).content.decode()).found, "do": "save", **fields}


def sent(browser: Any, path: str, **fields: object) -> Any:
    """The page, sent with some of its boxes written over."""
    return browser.post(path, typed(browser, path, **fields))
