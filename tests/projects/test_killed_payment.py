"""Projects whose program is killed while something is entered, accepted or paid: each step is there whole, with its
line, or it is not; and what was said to be paid is paid."""

from __future__ import annotations

import json
import random
import subprocess
import sys
import time

import pytest

from tests import instances
from tests.environment import PATIENCE, often
from tests.instances import PROJECT, surroundings
from tests.journeys.conftest import scripted

ROUNDS = often(50, 4)
SEEN = """
import json
import django

django.setup()
from collections import Counter
from metronome.ground import audit
from metronome.projects.models import Delivery, Expense, Payment, Project
lines = Counter(audit.Line.objects.values_list("verb", "subject"))
paid = [f"{one.project.slug}/{one.instalment}" for one in Payment.objects.select_related("project")]
expenses = [(f"{one.project.slug}/{one.number}", one) for one in Expense.objects.select_related("project")]
delivered = [(f"{one.project.slug}/{one.kind}/{one.code}", one) for one in Delivery.objects.select_related("project")]
expected = Counter(("pay", f"payment:{code}") for code in paid)
for noun, verb, things in (("expense", "enter", expenses), ("delivery", "hand-in", delivered)):
    expected.update((verb, f"{noun}:{code}") for code, one in things)
    expected.update(("accept", f"{noun}:{code}") for code, one in things if one.state == "accepted")
accepted = {code for code, one in delivered if one.state == "accepted"}
print(json.dumps({
    "paid": paid,
    "unmet": [code for code in paid if code.endswith("/two") and not {
        f"{code[:-4]}/report/first", f"{code[:-4]}/output/guide"} <= accepted],
    "without_shares": [code for code, one in expenses if one.shares.count() != 1],
    "half": [list(one) for one in (lines - expected) + (expected - lines)],
    "broken": len(audit.verify()), "expenses": len(expenses),
}))
"""


@pytest.mark.slow
def test_what_is_killed_is_whole_or_not_there_and_what_was_said_to_be_paid_is(tmp_path):
    home = instances.empty(tmp_path / "home")
    environment = {**surroundings(home), "DJANGO_SETTINGS_MODULE": "metronome.config.settings"}
    said: list[str] = []
    chance = random.Random(11)  # noqa: S311 - when to kill is no secret
    for _ in range(ROUNDS):
        child = subprocess.Popen(
            [sys.executable, "-m", "tests.projects.pay_at_work"], cwd=PROJECT, env=environment,
            stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert child.stdout is not None
        assert child.stdout.readline() == "begun\n"
        time.sleep(chance.uniform(0.02, 1))
        child.kill()
        said += [line.strip() for line in child.stdout if line.endswith("\n")]
        child.wait(timeout=PATIENCE)
        child.stdout.close()
    told = json.loads(scripted(home, SEEN))
    assert (told["half"], told["unmet"], told["without_shares"], told["broken"]) == ([], [], [], 0)
    assert set(said) <= set(told["paid"])
    assert len(set(told["paid"])) == len(told["paid"])
    assert {code.rpartition("/")[2] for code in told["paid"]} == {"one", "two"}
    print(f"{ROUNDS} kills: {len(told['paid'])} instalments paid, {told['expenses']} expenses, 0 half states")
