"""What of a planted text has become more than text: an element, an attribute, an address that runs, an open string."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from xml.etree import ElementTree

from pypdf import PdfReader
from pypdf.generic import DictionaryObject

from tests.faults.walk import Page

#: Attributes that hold an address.
ADDRESSES = {"href", "src", "action", "formaction", "data", "poster", "xlink:href", "background", "cite", "manifest"}
RUNS = re.compile(r"\s*(javascript|vbscript|data|livescript):", re.I)
#: Data in a script element, which nothing runs.
DATA = ("application/ld+json", "application/json")
SEEN = re.compile(r"planted(\d+)")


class Reader(HTMLParser):
    """Reads a page as a browser takes it apart, and notes what the text of a person must never become."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.faults: list[str] = []
        self.script: str | None = None
        self.style = False
        self.data: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag.startswith("planted"):
            self.faults.append(f"an element <{tag}>")
        for name, value in attrs:
            value = value or ""
            if name.startswith(("planted", "on")) and not name.startswith("on-"):
                self.faults.append(f"an attribute {name} of <{tag}>")
            if (name in ADDRESSES or name.startswith("hx-")) and self.runs(tag, name, value):
                self.faults.append(f"{name} of <{tag}> runs: {value[:60]}")
            if name in ("srcdoc", "style") and "planted" in value:
                self.faults.append(f"{name} of <{tag}> holds what was planted")
        if tag == "script":
            given = dict(attrs)
            self.script = given.get("type") or ""
            self.data = []
        self.style = tag == "style"

    @staticmethod
    def runs(tag: str, name: str, value: str) -> bool:
        cleaned = re.sub(r"[\x00-\x20]", "", value)
        found = RUNS.match(cleaned)
        if found is None:
            return False
        # A picture as data shows, and runs nothing.
        return not (found[1].lower() == "data" and tag in ("img", "link", "image") and "planted" not in value)

    def handle_data(self, data: str) -> None:
        if self.script is not None:
            self.data.append(data)
        elif self.style and "planted" in data:
            self.faults.append("a style sheet holds what was planted")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script" and self.script is not None:
            written = "".join(self.data)
            if self.script in DATA:
                try:
                    json.loads(written)
                except ValueError as error:
                    self.faults.append(f"data of the page cannot be read: {error}")
            elif "planted" in written:
                self.faults.append("a script holds what was planted")
            self.script = None
        if tag == "style":
            self.style = False


def faults_of(page: Page) -> Iterator[str]:
    """What is wrong with a page or a file, in words."""
    for fault in FORMATS.get(page.kind, lambda page: iter(()))(page):
        yield f"{page}: {fault}"
    for name, value in page.headers.items():
        if "\n" in value or "\r" in value:
            yield f"{page}: the header {name} is broken"


def html_faults(page: Page) -> Iterator[str]:
    reader = Reader()
    reader.feed(page.text)
    reader.close()
    yield from reader.faults


def xml_faults(page: Page) -> Iterator[str]:
    yield from tree_faults(page.content)


def tree_faults(content: bytes, what: str = "") -> Iterator[str]:
    try:
        tree = ElementTree.fromstring(content)  # noqa: S314 - of our own making
    except ElementTree.ParseError as error:
        yield f"{what} cannot be read: {error}"
        return
    for element in tree.iter():
        tag = element.tag.split("}")[-1] if isinstance(element.tag, str) else ""
        if tag.startswith("planted") or tag == "script":
            yield f"{what} an element <{tag}>"
        for name, value in element.attrib.items():
            bare = name.split("}")[-1]
            if bare.startswith(("planted", "on")) or (bare in ("href", "Target") and RUNS.match(value)):
                yield f"{what} an attribute {bare}={value[:60]}"


def json_faults(page: Page) -> Iterator[str]:
    try:
        json.loads(page.content)
    except ValueError as error:
        yield f"cannot be read: {error}"


def css_faults(page: Page) -> Iterator[str]:
    if "planted" in page.text:
        yield "a style sheet holds what was planted"


def pdf_faults(page: Page) -> Iterator[str]:
    """Nothing in it runs, and every link leads to a page of the web or of the document."""
    reader = PdfReader(io.BytesIO(page.content))
    root = reader.trailer["/Root"].get_object()
    assert isinstance(root, DictionaryObject)
    yield from (f"it begins by {word}" for word in ("/OpenAction", "/AA") if word in root)
    for place, sheet in enumerate(reader.pages):
        for annotation in sheet.get("/Annots") or ():
            action = annotation.get_object().get("/A", {})
            address = str(action.get("/URI", ""))
            if action.get("/S") in ("/JavaScript", "/Launch", "/SubmitForm") or RUNS.match(address):
                yield f"page {place + 1} has a link that runs: {address[:60]}"


def word_faults(page: Page) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(page.content)) as whole:
        for name in whole.namelist():
            if name.endswith((".xml", ".rels")):
                yield from tree_faults(whole.read(name), name)


FORMATS = {
    "text/html": html_faults,
    "image/svg+xml": xml_faults,
    "application/xml": xml_faults,
    "application/atom+xml": xml_faults,
    "application/json": json_faults,
    "application/ld+json": json_faults,
    "text/css": css_faults,
    "application/pdf": pdf_faults,
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": word_faults,
}


def seen_in(page: Page) -> set[int]:
    """The numbers of what was planted that a page shows, as text or in any other way."""
    text = page.text
    if page.kind == "application/pdf":
        text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(page.content)).pages)
    return {int(number) for number in SEEN.findall(text)}
