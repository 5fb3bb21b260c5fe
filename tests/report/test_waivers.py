from __future__ import annotations

from dataclasses import replace

import pytest

from metronome.ground import audit
from metronome.ground.refusal import Refusal
from metronome.report.actions import waive
from metronome.report.checks.finding import Finding
from metronome.report.checks.inspection import inspect
from metronome.report.enums import Severity
from metronome.report.figures.ledger import compute_all
from metronome.report.models import Waiver
from metronome.report.queries import waived
from tests.factories.snapshot import quiet_snapshot, stated_row

pytestmark = pytest.mark.django_db
EDITOR = "head of communication"


def asked(value: int = 5) -> Finding:
    snapshot = quiet_snapshot(stated=(stated_row("members", value, compares_with="members.total"),))
    return inspect(snapshot, compute_all(snapshot))[0]


def test_a_waiver_holds_for_the_finding_and_leaves_one_line_with_a_reason_and_a_name():
    waive(finding=asked(), reason=" Counted before the last two joined. ", by=EDITOR)
    assert waived([asked().digest, "another"]) == {asked().digest}
    line = audit.Line.objects.get()
    assert (line.actor, line.verb, line.subject) == (EDITOR, "waive", f"finding:{asked().digest}")
    assert line.change["reason"] == "Counted before the last two joined."


def test_a_waiver_does_not_hold_for_a_changed_finding():
    waive(finding=asked(5), reason="Counted before.", by=EDITOR)
    assert waived([asked(6).digest]) == set()


@pytest.mark.parametrize("severity", [Severity.STOP, Severity.TELL])
def test_only_an_ask_can_be_waived(severity):
    with pytest.raises(Refusal):
        waive(finding=replace(asked(), severity=severity), reason="It is fine.", by=EDITOR)
    assert not Waiver.objects.exists()


def test_a_waiver_needs_a_reason():
    with pytest.raises(Refusal) as refusal:
        waive(finding=asked(), reason="  ", by=EDITOR)
    assert refusal.value.field == "reason"
    assert not audit.Line.objects.exists()


def test_a_finding_is_waived_once():
    waive(finding=asked(), reason="Counted before.", by=EDITOR)
    with pytest.raises(Refusal):
        waive(finding=asked(), reason="Counted before.", by="secretary general")
    assert Waiver.objects.get().by == EDITOR
