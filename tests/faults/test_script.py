"""Whatever is written in any column of any table is text on every page, in every file and in every letter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from functools import cache

import pytest
from django.core import mail
from playwright.sync_api import Dialog, sync_playwright

from metronome.accounts.actions import invite
from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.ground.web import web_address
from tests.environment import often
from tests.faults import scan
from tests.faults.shown import HOST, tab_given
from tests.faults.walk import Page, Walk, walked
from tests.faults.world import NO_WORDS, Planted, make_full_doors, plant, tables, text_columns
from tests.journeys.axe import launched

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: Columns into which the database itself lets no word, in the world of this test.
EMPTY_BY_RULE = {
    "desk.Proposal.approver": "The proposal of the world is not decided.",
    "calls.Application.shared_by": "The city of the world has not agreed that its application becomes a practice.",
    "calls.Commendation.confirmed_by": "The words of the jury of the world wait for the other hand.",
    "calls.Verdict.applied_by": "The verdict of the world waits for the other hand.",
    "projects.Delivery.file": "What was handed in is on the web.",
    "projects.Expense.file": "The bill of the world is on the web.",
    "projects.Expense.decided_by": "The expense of the world is not decided.",
    "network.CorrectionRequest.answered_by": "The correction of the world is not answered.",
    "record.Evidence.file": "Evidence of the world is a link.",
    "record.FollowUp.verified_by": "The follow-up of the world is not verified.",
    "exchange.AdoptionStep.confirmed_by": "The step of the world waits to be confirmed.",
    "exchange.AdoptionStep.declined_by": "The step of the world is not declined.",
    "exchange.Letter.answer": "Nobody has answered the letter of the world.",
    "exchange.Flag.answered_by": "The report of the world is open.",
    "tasks.Task.worker": "Nobody has begun the task of the world.",
    "report.EditionComment.resolved_by": "The remark of the world is open.",
    "report.Edition.frozen_by": "The edition of the world is being composed.",
    "report.Edition.published_by": "The edition of the world is being composed.",
}
#: At least so much of what was planted must be seen on some page: else the walk has seen nothing.
SEEN = 0.8


@dataclass(frozen=True)
class Walked:
    planted: Planted
    walk: Walk


@cache
def walked_planted() -> Walked:
    """What is planted and what the walk was given: plain data, so that both tests look at the same."""
    doors = make_full_doors()
    planted = plant(doors)
    return Walked(planted, walked(doors))


def test_what_is_written_in_any_column_runs_nowhere():
    found = walked_planted()
    pages = found.walk.all()
    faults = [fault for page in pages for fault in scan.faults_of(page)]
    seen = {number for page in pages for number in scan.seen_in(page)} & found.planted.columns.keys()
    print(f"{len(found.planted.columns)} columns ({len(seen)} seen) x {len(pages)} pages: {len(faults)} executions")
    assert faults == []
    assert found.walk.errors() == []
    assert set(found.planted.refused) - EMPTY_BY_RULE.keys() == set()
    assert len(seen) >= SEEN * len(found.planted.columns)


def test_every_column_of_text_is_planted_or_its_reason_stands():
    known = {f"{model._meta.label}.{column.name}" for model in tables() for column in model._meta.concrete_fields}
    assert NO_WORDS.keys() - known == set()
    assert EMPTY_BY_RULE.keys() - known == set()
    assert sum(1 for model in tables() for _ in text_columns(model)) >= 80


def test_a_letter_to_somebody_with_a_planted_name_has_no_further_line_in_its_head(django_capture_on_commit_callbacks):
    make_full_doors()
    Person.objects.update(name="Officer\r\nBcc: everybody@example.org")
    with django_capture_on_commit_callbacks(execute=True):
        invite(email="treasurer@example.org", role=Role.FINANCE, name="A\r\nBcc: everybody@example.org", by="operator")
    assert mail.outbox
    for letter in mail.outbox:
        read = message_from_bytes(letter.message().as_bytes())
        assert read["Bcc"] is None
        assert "\n" not in letter.subject


@pytest.mark.parametrize(
    "address",
    ["javascript:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,x", "//evil.example",
     "https://e.example/\"onclick=alert(1)", "http:", "https://e.example/<x>", "\x00https://e.example"],
)  # fmt: skip
def test_what_is_no_address_of_the_web_leads_nowhere(address):
    assert web_address(address) == ""
    assert web_address("https://example.org/a?b=ü&c#d") == "https://example.org/a?b=ü&c#d"


# In a browser


def shown_in(pages: list[Page]) -> Iterator[str]:
    """What a browser says against the pages: a window that opened, a script that ran, a policy that was violated."""
    heard: list[str] = []
    with sync_playwright() as playwright:
        browser = launched(playwright)
        tab = tab_given(browser, pages)
        tab.on("dialog", lambda dialog: opened(dialog, heard))
        tab.on("console", lambda message: said(message.text, heard))
        for page in pages:
            before = len(heard)
            tab.goto(f"{HOST}{page.address}", wait_until="load")
            injected = tab.evaluate(
                "[...document.querySelectorAll('*')].filter(e => e.localName.startsWith('planted')"
                " || [...e.attributes].some(a => /^(on|planted)/.test(a.name))).length"
            )
            if injected:
                heard.append(f"{injected} planted elements")
            yield from (f"{page}: {words}" for words in heard[before:])
        browser.close()


def opened(dialog: Dialog, heard: list[str]) -> None:
    heard.append(f"opens a window: {dialog.message}")
    dialog.dismiss()


def said(words: str, heard: list[str]) -> None:
    if "Content Security Policy" in words or "Content-Security-Policy" in words:
        heard.append(words[:200])


@pytest.mark.browser
def test_a_browser_runs_nothing_of_it_and_finds_no_violation_of_the_policy():
    walk = walked_planted().walk
    pages = [
        page
        for page in walk.all()
        if page.is_html and "Content-Disposition" not in page.headers and page.status == 200
    ]
    one_each = list({page.address.partition("?")[0]: page for page in pages}.values())[:: often(1, 4)]
    found = list(shown_in(one_each))
    print(f"{len(one_each)} pages in a browser: {len(found)} windows, elements or violations")
    assert found == []
