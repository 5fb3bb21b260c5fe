"""What the tests of accounts begin with."""

from __future__ import annotations

import re

import pytest
from django.core import mail

from tests.factories.network import make_network


@pytest.fixture
def network(db):
    return make_network()


def code_in_letter() -> str:
    """The code in the letter that was sent last."""
    found = re.search(r"^([A-Z0-9]{3,}-?[A-Z0-9]*)$", str(mail.outbox[-1].body), re.M)
    assert found, mail.outbox[-1].body
    return found.group(1)
