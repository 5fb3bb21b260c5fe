"""Where what was asked for is found again."""

from __future__ import annotations

import pytest
from django.utils import timezone

from metronome.accounts.enums import Role
from metronome.tasks.actions import beat, enqueue, take
from metronome.tasks.enums import State
from metronome.tasks.models import Task
from tests.factories.accounts import make_office, signed_in
from tests.factories.tasks import work_off

pytestmark = pytest.mark.django_db
LIST = "/en/desk/tasks/"


def page(number: int) -> str:
    return f"{LIST}{number}/"


def test_everybody_finds_their_own_tasks_and_only_administrators_those_of_others():
    officer, other = make_office("officer"), make_office("another")
    number = enqueue(task="tests.greet", by=officer, name="dakar")
    work_off()
    own = signed_in(officer).get(LIST).content.decode()
    assert 'href="/en/members/dakar/"' in own
    assert signed_in(officer).get(page(number)).status_code == 200
    assert page(number) not in signed_in(other).get(f"{LIST}?of=all").content.decode()
    assert signed_in(other).get(page(number)).status_code == 404
    assert signed_in(other).post(f"{page(number)}cancel/").status_code == 404
    administrator = signed_in(make_office("administrator", role=Role.ADMINISTRATOR))
    assert page(number) not in administrator.get(LIST).content.decode()
    assert page(number) in administrator.get(f"{LIST}?of=all").content.decode()
    assert administrator.get(page(number)).status_code == 200


def test_an_open_task_looks_again_by_itself_and_one_that_ended_does_not():
    officer = make_office("officer")
    browser, number = signed_in(officer), enqueue(task="tests.greet", by=officer, name="dakar")
    take(by="worker")
    Task.objects.update(step="counting members", number=3, of=7)
    part = browser.get(page(number), headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert all(words in part for words in ("hx-trigger", "counting members", 'value="3" max="7"'))
    work_off()
    Task.objects.update(state=State.DONE, worker="", ended_at=timezone.now(), words="Seven were counted.")
    part = browser.get(page(number), headers={"HX-Request": "true"}).content.decode()
    assert "Seven were counted." in part
    assert "hx-trigger" not in part


def test_a_page_says_when_nobody_works():
    officer = make_office("officer")
    browser, number = signed_in(officer), enqueue(task="tests.greet", by=officer)
    words = "Nobody works at tasks at the moment"
    assert all(words in browser.get(address).content.decode() for address in (LIST, page(number)))
    beat(by="worker")
    assert not any(words in browser.get(address).content.decode() for address in (LIST, page(number)))


def test_a_task_is_cancelled_from_its_page():
    officer = make_office("officer")
    browser, number = signed_in(officer), enqueue(task="tests.greet", by=officer)
    assert "The task is cancelled." in browser.post(f"{page(number)}cancel/", follow=True).content.decode()
    assert Task.objects.get().state == State.CANCELLED
    assert "This has ended already." in browser.post(f"{page(number)}cancel/", follow=True).content.decode()


@pytest.mark.parametrize(
    "href", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_a_result_leads_nowhere_else(href: str):
    officer = make_office("officer")
    number = enqueue(task="tests.greet", by=officer)
    work_off()
    Task.objects.update(href=href)
    assert "evil" not in (text := signed_in(officer).get(page(number)).content.decode())
    assert "alert" not in text


def test_the_list_asks_as_much_for_three_tasks_as_for_one(django_assert_max_num_queries):
    officer = make_office("officer")
    browser = signed_in(officer)
    asked = []
    for more in (1, 2):
        for _ in range(more):
            enqueue(task="tests.greet", by=officer)
        browser.get(LIST)
        with django_assert_max_num_queries(12) as queries:
            browser.get(LIST)
        asked.append(len(queries))
    assert asked[0] == asked[1]
