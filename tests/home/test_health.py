"""Whether an instance is well, and what it says where it is not."""

import pytest
from django.db import transaction

from metronome.ground import audit
from metronome.home.health import Examined, examine

pytestmark = pytest.mark.django_db


def chain() -> Examined:
    return next(row for row in examine() if row.what == "audit chain")


def test_a_history_that_somebody_changed_is_not_well_and_the_command_that_names_the_line_is_told():
    with transaction.atomic():
        audit.note(by="officer", verb="log", subject="activity:forum")
    assert (chain().is_well, chain().words) == (True, audit.anchor())
    audit.Line.objects.update(actor="somebody else")
    assert not chain().is_well
    assert "1; metronome audit verify" in chain().words
