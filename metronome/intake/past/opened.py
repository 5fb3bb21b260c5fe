"""Run as a child, with limits: reads a Word document or a PDF from a file and says its lines as JSON: [page, size,
text] each, then "end"; or {"refused": why}.

Of the project it imports only what imports nothing further, so that what goes wrong with a hostile file goes wrong in
this process alone.
"""

from __future__ import annotations

import json
import re
import sys
import zipfile
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

from metronome.ground.limits import limit

MEGABYTE = 1024 * 1024
#: Memory and seconds; and how much text and how many pages are read.
MEMORY, SECONDS = 1024 * MEGABYTE, 60
LARGEST_PART, CHARACTERS, PAGES = 64 * MEGABYTE, 5_000_000, 2_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
#: How large the text of a document is taken to be, and by how much a heading of each level is larger.
BODY, STEP, LEVELS = 10.0, 2.0, 9

Row = tuple[int, float, str]


# Word


def document(path: str) -> Iterator[Row]:
    with zipfile.ZipFile(path) as parts:
        names = set(parts.namelist())
        styles = headings(part(parts, "word/styles.xml")) if "word/styles.xml" in names else {}
        body = part(parts, "word/document.xml").find(f"{W}body")
    page = int(body is not None and body.find(f".//{W}lastRenderedPageBreak") is not None)
    for paragraph in body.iter(f"{W}p") if body is not None else ():
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        level = styles.get(style.get(f"{W}val", "") if style is not None else "", 0)
        size = BODY + STEP * (LEVELS + 1 - level) if level else BODY
        text, breaks = words(paragraph)
        page += breaks
        yield from ((page, size, line) for line in text.split("\n"))


def part(parts: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part of the document. One that declares entities is none that a word processor wrote."""
    if parts.getinfo(name).file_size > LARGEST_PART:
        raise ValueError("large")
    with parts.open(name) as file:
        content = file.read(LARGEST_PART + 1)
    if len(content) > LARGEST_PART or b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        raise ValueError("large")
    return ElementTree.fromstring(content)  # noqa: S314 - without declarations there is nothing to expand


def headings(styles: ElementTree.Element) -> dict[str, int]:
    """The level of each style that is a heading: by its outline, or by its name."""
    found = {}
    for style in styles.iter(f"{W}style"):
        outline = style.find(f"{W}pPr/{W}outlineLvl")
        name = style.find(f"{W}name")
        named = re.fullmatch(r"heading ([1-9])", name.get(f"{W}val", "").lower()) if name is not None else None
        if named:
            found[style.get(f"{W}styleId", "")] = int(named[1])
        elif outline is not None and outline.get(f"{W}val", "9") in "012345678":
            found[style.get(f"{W}styleId", "")] = int(outline.get(f"{W}val", "0")) + 1
    return found


def words(paragraph: ElementTree.Element) -> tuple[str, int]:
    """The text of a paragraph without those nested in it, and how many pages begin in it."""
    text, breaks = "", 0
    waiting = list(reversed(list(paragraph)))
    while waiting:
        one = waiting.pop()
        match one.tag.removeprefix(W):
            case "t":
                text += one.text or ""
            case "tab":
                text += "\t"
            case "br" | "cr":
                text += "\n"
            case "lastRenderedPageBreak":
                breaks += 1
            case "p" | "txbxContent" | "instrText" | "delText":
                continue
            case _:
                waiting += reversed(list(one))
    return text, breaks


# PDF


def pages(path: str) -> Iterator[Row]:
    from pypdf import PdfReader

    reader = PdfReader(path)
    if reader.is_encrypted and not reader.decrypt(""):
        raise ValueError("locked")
    if len(reader.pages) > PAGES:
        raise ValueError("large")
    for number, page in enumerate(reader.pages, 1):
        sizes: dict[str, float] = {}

        def seen(text: str, cm: Any, tm: Any, font: Any, size: Any, sizes: dict[str, float] = sizes) -> None:
            height = float(size or 0) * abs(float(tm[3]) or 1.0) * abs(float(cm[3]) or 1.0)
            for line in text.split("\n"):
                if line.strip():
                    sizes[line.strip()] = max(round(height, 1), sizes.get(line.strip(), 0.0))

        text = page.extract_text(visitor_text=seen)
        for line in text.split("\n"):
            yield number, size_of(line, sizes), line


def size_of(line: str, sizes: dict[str, float]) -> float:
    """In what size a line begins."""
    bare = line.strip()
    if bare in sizes:
        return sizes[bare]
    begins = [piece for piece in sizes if bare.startswith(piece)]
    return sizes[max(begins, key=len)] if begins else 0.0


def main() -> None:
    kind, path = sys.argv[1:3]
    limit(memory=MEMORY, seconds=SECONDS)
    left = CHARACTERS
    try:
        for page, size, line in (document if kind == "docx" else pages)(path):
            left -= len(line) + 1
            if left < 0:
                raise ValueError("large")
            print(json.dumps([page, size, line]))
        print(json.dumps("end"))
    except ValueError as error:
        refuse(str(error) if str(error) in ("large", "locked") else "broken")
    except MemoryError:
        refuse("large")
    except Exception:  # whatever a broken file does to its reader, the answer is one
        refuse("broken")


def refuse(why: str) -> None:
    print(json.dumps({"refused": why}))


if __name__ == "__main__":
    main()
