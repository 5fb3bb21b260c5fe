"""The PDF of a report of forty pages, and what the page costs for each activity of small and large reports.

Targets: at least forty pages typeset within one second, in a process of its own, the start of it included; the cost of
HTML for each activity does not grow with their number.
"""

from __future__ import annotations

import io
import os
import statistics
import sys
import time
from dataclasses import dataclass

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
django.setup()

from pypdf import PdfReader  # noqa: E402 - Django is set up first

from metronome.report.figures.ledger import compute_all  # noqa: E402
from metronome.report.rendering.content import content, shown_numbers  # noqa: E402
from metronome.report.rendering.html import render_html  # noqa: E402
from metronome.report.rendering.pdf import render_pdf  # noqa: E402
from metronome.report.rendering.readback import page_digests, printed_numbers  # noqa: E402
from metronome.report.rendering.word import render_docx  # noqa: E402
from metronome.report.snapshot import Snapshot  # noqa: E402
from tests.factories import snapshot as rows  # noqa: E402

PAGES, SECONDS, TIMES = 40, 1.0, 5
MANIFEST = b'{"rows":[' + b"1," * 300_000 + b"1]}"


@dataclass(frozen=True)
class Head:
    slug: str = "bench"
    kind: str = "progress"
    number: int = 1
    state: str = "composing"
    languages: tuple[str, ...] = ("fr", "en")
    address: str = "https://cities.example"
    anchor: str = "0:0"


def report(members: int, activities: int) -> Snapshot:
    """A report of about the size of a real one."""
    cities = tuple(rows.member_row(f"city-{number}") for number in range(members))
    done = tuple(
        rows.activity_row(
            f"meeting-{number}",
            f"2021-{number % 4 + 1:02}-{number % 28 + 1:02}",
            results=("G1.1", "G1.2"),
            challenges=("C1",),
            members=rows.parts(*(f"city-{(number * 7 + other) % members}" for other in range(6))),
            partners=rows.parts("alpha", "beta", role="partner"),
            summary=rows.words("Une journée de travail sur les transports, l'eau et le logement. " * 4),
        )
        for number in range(activities)
    )
    return rows.quiet_snapshot(members=cities, activities=done)


def timed(make) -> tuple[float, bytes]:
    begun = time.perf_counter()
    made = make()
    return time.perf_counter() - begun, made


def html_for_each_activity() -> bool:
    """Whether the page costs about as much for each activity of a large report as of a small one."""
    costs = []
    for activities in (300, 3_000, 30_000):
        snapshot = report(141, activities)
        figures = compute_all(snapshot)
        begun = time.process_time()
        page = render_html(content(snapshot, figures, (), language="fr", head=Head()))
        costs.append((time.process_time() - begun) / activities * 1000)
        print(f"HTML of {activities:6,} activities: {costs[-1]:.2f} ms CPU each, {len(page) / 1e6:.1f} MB")
    return max(costs) <= 2 * min(costs)


def main() -> int:
    snapshot = report(141, 75)
    figures = compute_all(snapshot)
    said = content(snapshot, figures, (), language="fr", head=Head())
    runs = [timed(lambda: render_pdf(said, MANIFEST)) for _ in range(TIMES)]
    pdf = runs[0][1]
    pages = len(PdfReader(io.BytesIO(pdf)).pages)
    assert {made for _, made in runs} == {pdf}, "two builds gave other bytes"
    assert printed_numbers(pdf) == shown_numbers(said), "other numbers are printed than were meant"
    median = statistics.median(seconds for seconds, _ in runs)
    for name, make in (
        ("content", lambda: content(snapshot, figures, (), language="fr", head=Head())),
        ("HTML", lambda: render_html(said)),
        ("Word", lambda: render_docx(said)),
        ("numbers read back", lambda: printed_numbers(pdf)),
        ("digests of pages", lambda: page_digests(pdf)),
    ):
        print(f"{name:20} {timed(make)[0]:6.2f} s")
    best = min(seconds for seconds, _ in runs)
    print(
        f"{'PDF':20} {median:6.2f} s median, {best:.2f} s best of {TIMES}; {pages} pages, "
        f"{len(shown_numbers(said))} numbers, {len(pdf) / 1e6:.1f} MB"
    )
    return int(pages < PAGES or median > SECONDS or not html_for_each_activity())


if __name__ == "__main__":
    sys.exit(main())
