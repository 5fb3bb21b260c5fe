"""The way through the house: every door that there is, every page that a page leads to, every form that stands on one.

Nothing here is a list of pages. Doors come from the resolver, further pages from links, forms from the pages.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from urllib.parse import urldefrag, urljoin, urlsplit

import lxml.html  # type: ignore[import-untyped]
from django.contrib import admin
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse

from metronome.accounts.enums import Role
from metronome.accounts.gate import EVERYBODY, SIGNED_IN
from metronome.report.editions.build import FORMATS, file_name
from metronome.report.models import Edition
from metronome.report.shown import FOR_ALL
from tests.house.test_doors import EXEMPT, doors
from tests.house.world import ANOTHER, Doors

#: Doors that end what the walk stands on.
LEAVES = ("sign-out",)
#: How many addresses that differ only in what they ask for are gone to, and how many pages in all for one reader.
ASKED, MOST = 2, 100


@dataclass(frozen=True)
class Page:
    """What somebody was given at an address."""

    who: str
    address: str
    status: int
    kind: str
    headers: Mapping[str, str]
    content: bytes

    @property
    def text(self) -> str:
        return self.content.decode("utf-8", errors="replace")

    @property
    def is_html(self) -> bool:
        return self.kind == "text/html"

    def __str__(self) -> str:
        return f"{self.address} for {self.who}"


@dataclass
class Walk:
    """The pages that were given, each once for a reader, and the answers that no reader may get."""

    doors: Doors
    pages: dict[tuple[str, str], Page] = field(default_factory=dict)

    def get(self, who: str, address: str) -> Page | None:
        """The page at an address; None where the walk has been there."""
        if (who, address) in self.pages:
            return None
        page = given(self.doors.browsers[who], who, address)
        self.pages[who, address] = page
        return page

    def all(self) -> list[Page]:
        return list(self.pages.values())

    def errors(self) -> list[str]:
        """Answers of 500 and more."""
        return [f"{page} answers {page.status}: {page.text[:300]}" for page in self.all() if page.status >= 500]


def given(browser: Client, who: str, address: str) -> Page:
    """What a reader is given. An error in a view, which reaches a test as itself, is a 500 that names it."""
    try:
        answer = browser.get(address)
    except Exception as error:
        return Page(who, address, 500, "", {}, f"{type(error).__name__}: {error}"[:300].encode())
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    return Page(who, address, answer.status_code, kind, dict(answer.headers), answer.getvalue())


def declared_doors() -> list[tuple[str, URLPattern]]:
    """Every address pattern that declares a rule."""
    return [
        (address, pattern)
        for address, pattern in doors(get_resolver().url_patterns)
        if not address.startswith(tuple(EXEMPT))
    ]


def readers_of(pattern: URLPattern) -> list[str]:
    """Who is sent to a door: for a public one a visitor and somebody signed in, else the likeliest of whom it lets in.
    (That it lets in whom it says is the matrix of permissions.)"""
    roles: frozenset[Role] = getattr(pattern.callback, "roles", frozenset())
    if roles == EVERYBODY:
        return [Role.VISITOR, Role.EDITOR]
    if roles >= SIGNED_IN:
        return [Role.EDITOR, Role.FOCAL_POINT, ANOTHER]
    likely = [role.value for role in (Role.EDITOR, Role.FOCAL_POINT, Role.ADMINISTRATOR) if role in roles]
    return likely or sorted(role.value for role in roles)[:1]


def repair_addresses() -> Iterator[str]:
    """The pages of the repair desk: each list, each form, the form and history of a row."""
    yield "/repair/"
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        row = model._default_manager.first()
        if row is not None:
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])


def files_of_editions() -> Iterator[str]:
    """Every file that an edition offers."""
    for edition in Edition.objects.exclude(state="as_printed"):
        for format in FORMATS:
            for language in [""] if format in FOR_ALL else edition.languages:
                yield reverse("report:edition_file", args=[edition.slug, file_name(language, format)])


def walked(doors_: Doors, *, repair: bool = True, files: bool = True, follow: bool = True) -> Walk:
    """Go to every door, then wherever the pages lead."""
    walk = Walk(doors_)
    for address, pattern in declared_doors():
        if not any(word in address for word in LEAVES):
            for who in readers_of(pattern):
                walk.get(who, doors_.address(address))
    if files:
        for address in files_of_editions():
            walk.get(Role.VISITOR, address)
    if follow:
        for who in (Role.VISITOR, Role.EDITOR):
            follow_links(walk, who)
    if repair:
        for address in repair_addresses():
            walk.get(Role.OPERATOR, address)
    return walk


def follow_links(walk: Walk, who: str) -> None:
    """Follow the links of the pages that this reader was given, and of those they lead to."""
    waiting = [page for page in walk.all() if page.who == who and page.is_html]
    asked: dict[str, int] = {}
    seen = 0
    while waiting and seen < MOST:
        page = waiting.pop()
        for address in links_of(page):
            path = urlsplit(address).path
            asked[path] = asked.get(path, 0) + 1
            if asked[path] > ASKED or path.startswith(("/static/", "/repair/")) or "/files/" in path:
                continue
            if any(word in path for word in LEAVES):
                continue
            found = walk.get(who, address)
            if found is not None:
                seen += 1
                if found.is_html:
                    waiting.append(found)


def links_of(page: Page, path: str = "//a/@href | //link/@href") -> list[str]:
    """The addresses of this site to which a page leads, each once."""
    try:
        links = lxml.html.document_fromstring(page.content).xpath(path)
    except lxml.etree.ParserError:
        return []
    found = []
    for link in links:
        try:
            address = urldefrag(urljoin(page.address, link.strip())).url
            split = urlsplit(address)
        except ValueError:
            continue
        if not split.scheme and not split.netloc and address.startswith("/"):
            found.append(address)
    return list(dict.fromkeys(found))


# Forms


@dataclass(frozen=True)
class Form:
    """A form as it stands on a page: where it leads, and what it would send if nobody touched it."""

    page: Page
    action: str
    method: str
    fields: tuple[tuple[str, str, str], ...]  # name, kind, value
    files: tuple[str, ...]

    @property
    def untouched(self) -> dict[str, list[str]]:
        data: dict[str, list[str]] = {}
        for name, _, value in self.fields:
            data.setdefault(name, []).append(value)
        return data


def forms_of(page: Page) -> Iterator[Form]:
    if not page.is_html or not page.content.strip():
        return
    document = lxml.html.document_fromstring(page.content)
    for form in document.forms:
        action = urljoin(page.address, form.get("action") or page.address)
        fields = []
        for control in document.xpath("//*[@name]"):
            owner = control.get("form")
            if (owner == form.get("id") if owner else form in control.iterancestors()) and control.get("name"):
                fields.append((control.get("name"), kind_of(control), value_of(control)))
        names = tuple(name for name, kind, _ in fields if kind == "file")
        yield Form(page, action, (form.get("method") or "get").lower(), tuple(fields), names)


def kind_of(control: lxml.html.HtmlElement) -> str:
    return control.get("type", "text") if control.tag == "input" else str(control.tag)


def value_of(control: lxml.html.HtmlElement) -> str:
    if control.tag == "textarea":
        return control.text or ""
    if control.tag == "select":
        chosen = control.xpath(".//option[@selected]") or control.xpath(".//option")
        return str(chosen[0].get("value", "")) if chosen else ""
    return str(control.get("value", ""))
