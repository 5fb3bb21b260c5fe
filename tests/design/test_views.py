"""The choice of display is kept for the reader and leads back to the page."""

import pytest
from django.test import RequestFactory

from metronome.design.views import theme


def chosen(**data):
    return theme(RequestFactory().post("/design/display", data))


@pytest.mark.parametrize("name", ["device", "light", "dark"])
def test_the_choice_is_kept_in_a_cookie(name: str):
    answer = chosen(theme=name, next="/en/plan/?period=2021")
    assert answer.cookies["theme"].value == name
    assert (answer.status_code, answer["Location"]) == (303, "/en/plan/?period=2021")


@pytest.mark.parametrize(
    "elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)", "/\\example.org"]
)
def test_the_way_back_never_leads_elsewhere(elsewhere: str):
    assert chosen(theme="dark", next=elsewhere)["Location"] == "/"


def test_an_unknown_display_is_refused():
    answer = chosen(theme="<b>")
    assert answer.status_code == 400
    assert not answer.cookies


def test_reading_the_address_changes_nothing():
    assert theme(RequestFactory().get("/design/display", {"theme": "dark"})).status_code == 405
