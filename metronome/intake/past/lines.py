"""The lines of a source, whatever it was: text, Word or PDF."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

#: A running head or foot stands among so many lines at the edge of a page, on so many pages at least.
EDGE, PAGES = 2, 3
#: What a line may begin with that is no word of it: list signs, and the empty squares of icons.
LEADING = re.compile(r"^[\s\u200e\u200f\u00a0\ufeff\ue000-\uf8ff#>*•◦▪●○■□–—·-]+(?=\S)")
#: Signs of emphasis in texts that were made from pages.
EMPHASIS = re.compile(r"\*\*|__|(?<=\d)\^(?=\w)")


@dataclass(frozen=True, slots=True)
class Line:
    """A line with its place. `page` is 0 where the source has no pages; `number` counts all lines from 1.

    `size` tells how large it is set, beside others of the same source; 0 where that is not known.
    """

    page: int
    number: int
    text: str
    size: float = 0.0

    @property
    def is_blank(self) -> bool:
        return not self.text


def lines_of(rows: Iterable[tuple[int, float, str]]) -> tuple[Line, ...]:
    """Lines from (page, size, text), without running heads and feet."""
    read = [(page, size, bare(text)) for page, size, text in rows]
    running = _running(read)
    return tuple(
        Line(page, number, "" if running and _keys(page, text) & running else text, size)
        for number, (page, size, text) in enumerate(read, 1)
    )


def lines_of_text(text: str) -> tuple[Line, ...]:
    """The lines of a text; a form feed begins a page."""
    pages = text.split("\f")
    with_pages = len(pages) > 1
    return lines_of(
        (number if with_pages else 0, 0.0, line) for number, page in enumerate(pages, 1) for line in page.split("\n")
    )


def bare(text: str) -> str:
    """A line without what is no word of it."""
    text = EMPHASIS.sub("", text.replace("\u200b", "").replace("\u00a0", " ").replace("\u202f", " ")).strip()
    return LEADING.sub("", text) if any(char.isalnum() for char in text) else ""


def _keys(page: int, text: str) -> set[str]:
    """A line as it stands, and with its first or its last number counted from that of its page: so that the feet of
    all pages are one, and the days at their heads are not."""

    def counted(number: re.Match[str]) -> str:
        return f"#{int(number[0]) - page}"

    last = re.sub(r"\d{1,9}(?=\D*$)", counted, text)
    return {key for key in (text, last, re.sub(r"\d{1,9}", counted, text, count=1)) if key}


def _running(read: Sequence[tuple[int, float, str]]) -> set[str]:
    pages: dict[int, list[str]] = {}
    for page, _size, text in read:
        if page and text:
            pages.setdefault(page, []).append(text)
    edges = Counter(
        key
        for page, texts in pages.items()
        for key in set().union(*(_keys(page, text) for text in (*texts[:EDGE], *texts[-EDGE:])))
    )
    least = max(PAGES, len(pages) // 2)
    return {key for key, times in edges.items() if times >= least}


def joined(lines: Iterable[Line]) -> str:
    """Lines as running text: words divided at the end of a line are whole again."""
    text = ""
    for line in lines:
        if not line.text:
            continue
        if text.endswith("\u00ad") or (re.search(r"\w-$", text) and line.text[0].islower()):
            text = text[:-1] + line.text
        else:
            text = f"{text} {line.text}" if text else line.text
    return text.replace("\u00ad", "")


def paragraphs(lines: Iterable[Line]) -> str:
    """The same, with an empty line where the source leaves one after a sentence's end."""
    parts: list[list[Line]] = [[]]
    for line in lines:
        if line.is_blank and parts[-1] and parts[-1][-1].text.endswith((".", "!", "?", "…", "»", "؟", "。")):
            parts.append([])
        elif not line.is_blank:
            parts[-1].append(line)
    return "\n\n".join(joined(part) for part in parts if part)
