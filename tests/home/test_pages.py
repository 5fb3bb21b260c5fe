"""Ready pages: given again to everybody until something public changes, and never to somebody."""

import pytest
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection
from django.http import HttpResponse
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from metronome.accounts.gate import public
from metronome.home.pages import Ready, ReadyPages, Shelf
from tests.home.world import make_world, say_that_something_public_changed

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return make_world()


def test_a_ready_page_asks_one_question_and_has_all_headers_of_the_first(world, client):
    first = client.get("/en/activities/forum/")
    with CaptureQueriesContext(connection) as asked:
        again = client.get("/en/activities/forum/")
    assert len(asked) == 1
    assert again.content == first.content
    assert again.headers.items() == first.headers.items()
    assert "default-src 'self'" in again.headers["Content-Security-Policy"]
    assert again.headers["X-Content-Type-Options"] == "nosniff"
    assert again.headers["Content-Language"] == "en"


def test_the_next_public_change_makes_every_ready_page_old(world, client):
    client.get("/en/activities/forum/")
    world.activity.title = world.activity.title.with_text("en", "Autre titre")
    world.activity.save()
    assert "Autre titre" not in client.get("/en/activities/forum/").content.decode()
    say_that_something_public_changed()
    assert "Autre titre" in client.get("/en/activities/forum/").content.decode()


def test_a_reader_who_has_the_page_is_told_so_in_a_line(world, client):
    etag = client.get("/en/").headers["ETag"]
    again = client.get("/en/", headers={"if-none-match": etag})
    assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", etag)
    assert client.get("/en/", headers={"if-none-match": '"other"'}).status_code == 200


def test_pages_of_two_displays_are_kept_apart(world, client):
    assert 'data-theme="dark"' not in client.get("/en/").content.decode()
    client.cookies["theme"] = "dark"
    assert 'data-theme="dark"' in client.get("/en/").content.decode()


def made(view, *, shelf: Shelf | None = None):
    """A ReadyPages before one view, and how often that view was asked."""
    asked = []

    def answer(request):
        asked.append(request)
        pages.process_view(request, view, (), {})
        return view(request)

    pages = ReadyPages(answer)
    pages.shelf = shelf or Shelf()
    return pages, asked


@public
def page_for_everybody(_request):
    return HttpResponse("page")


@public
def page_that_sets_a_cookie(_request):
    response = HttpResponse("page")
    response.set_cookie("mine", "1")
    return response


@public
def page_that_failed(_request):
    return HttpResponse("no", status=400)


def page_for_somebody(_request):
    return HttpResponse("page")


def times_asked(view, *requests) -> int:
    pages, asked = made(view)
    for request in requests:
        pages(request)
    return len(asked)


def get(path: str = "/", **cookies: str):
    request = RequestFactory().get(path)
    request.COOKIES.update(cookies)
    return request


def test_a_page_for_everybody_is_made_once():
    assert times_asked(page_for_everybody, get(), get(), get()) == 1


@pytest.mark.parametrize("view", [page_for_somebody, page_that_sets_a_cookie, page_that_failed])
def test_what_is_not_for_everybody_is_made_each_time(view):
    assert times_asked(view, get(), get()) == 2


def test_who_is_signed_in_is_given_nothing_ready_and_leaves_nothing():
    session = SessionStore()
    session.create()
    somebody = get(sessionid=str(session.session_key))
    assert times_asked(page_for_everybody, somebody, somebody, get(), somebody) == 4


def test_what_is_sent_is_never_answered_from_what_is_kept():
    assert times_asked(page_for_everybody, get(), RequestFactory().post("/")) == 2


def test_hosts_and_schemes_are_kept_apart():
    other = RequestFactory(headers={"host": "other.example"}).get("/")
    assert times_asked(page_for_everybody, get(), other, RequestFactory().get("/", secure=True)) == 3


def test_addresses_are_kept_apart_with_what_they_ask():
    assert times_asked(page_for_everybody, get("/?a=1"), get("/?a=2"), get("/?a=1")) == 2


def page(content: bytes) -> Ready:
    return Ready(content, (), '"x"')


def test_the_shelf_keeps_no_more_than_it_has_room_for_and_lets_the_least_asked_leave():
    shelf = Shelf(room=page(b"x" * 100).size * 2)
    for name in ("a", "b"):
        shelf.put((name,), page(b"x" * 100))
    assert shelf.get(("a",)) is not None
    shelf.put(("c",), page(b"x" * 100))
    assert [key for key in ("a", "b", "c") if shelf.get((key,))] == ["a", "c"]
    assert shelf.used <= shelf.room


def test_a_page_put_twice_takes_its_room_once():
    shelf = Shelf()
    shelf.put(("a",), page(b"x"))
    shelf.put(("a",), page(b"x" * 10))
    assert shelf.used == page(b"x" * 10).size
