"""Every page says, sign for sign, what it says when its templates are walked through as Django walks."""

import gc
import re

import pytest
from django.template.base import NodeList

from metronome.accounts.enums import Role
from metronome.design.straight import Straight
from tests.faults.walk import Page, declared_doors, given, readers_of
from tests.house.world import make_doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: What is new each time by its purpose: tokens, seals with their moment, the nonce of a page.
NEW = re.compile(
    r'(name="csrfmiddlewaretoken" value|name="seal" value|nonce|X-CSRFToken&quot;|data-token)(="|: &quot;)[^"&]+'
)
#: Doors that do something by being opened, or say another time what they say once.
ONCE = ("sign-out", "passkey", "health", "metrics")


def shown(page: Page) -> str:
    return NEW.sub("", page.text)


def test_every_page_says_what_the_walk_through_its_templates_says(monkeypatch):
    doors = make_doors()
    pages = 0
    differ = []
    for address, pattern in declared_doors():
        # Nobody is given a ready page who is signed in.
        who = next((who for who in readers_of(pattern) if who != Role.VISITOR), "")
        if not who or any(word in address for word in ONCE):
            continue
        here = doors.address(address)
        straight = [given(doors.browsers[who], who, here) for _ in range(5)][-1]
        with monkeypatch.context() as patch:
            patch.setattr(Straight, "render", NodeList.render)
            walked = given(doors.browsers[who], who, here)
        if walked.is_html and walked.status == 200:
            pages += 1
            differ += [here] if shown(straight) != shown(walked) else []
    functions = sum(1 for one in gc.get_objects() if type(one) is Straight and one.run is not None)
    print(f"{pages} pages compared, written by {functions} functions")
    assert differ == []
    assert pages > 80
    assert functions > 200
