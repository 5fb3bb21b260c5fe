"""Who carries out a project, and who accepts and pays."""

import pytest

from metronome.accounts.enums import Role
from metronome.network.actions import appoint_focal_point
from metronome.network.models import Member
from metronome.projects.models import Project
from tests.factories.accounts import make_account
from tests.factories.network import make_member, make_network
from tests.factories.projects import make_project
from tests.projects.running import TODAY


@pytest.fixture
def green(monkeypatch) -> Project:
    make_network()
    monkeypatch.setattr("django.utils.timezone.localdate", lambda: TODAY)
    return make_project(lead=make_member())


@pytest.fixture
def focal_point():
    person = make_account("focal-point-of-dakar")
    appoint_focal_point(person=person, member=Member.objects.get(slug="dakar"), by="operator")
    return person


@pytest.fixture
def officer():
    return make_account("officer", role=Role.OFFICER)


@pytest.fixture
def treasurer():
    return make_account("treasurer", role=Role.FINANCE)
