"""A large list is looked through and put on record by a worker, step by step: seen while it goes, found again, and
begun again where it broke off."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from metronome.accounts.enums import Role
from metronome.ground.audit import Line, verify
from metronome.ground.audit import last_line as last_line_of_all
from metronome.ground.refusal import Refusal
from metronome.intake.lists import actions
from metronome.intake.lists.actions import committing
from metronome.intake.lists.handed_in import path_of
from metronome.intake.lists.on_record import Pick
from metronome.intake.models import Import
from metronome.network.models import Alias
from metronome.record.models import Activity
from metronome.tasks.models import Task
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_member, make_network, text
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_kind
from tests.factories.tasks import Quiet, work_off

pytestmark = pytest.mark.django_db
ROWS, STEP = 30, 7
WHY = "Forum of the offices as it was held; " * 12


@pytest.fixture(autouse=True)
def network(db, settings, tmp_path, monkeypatch) -> None:
    settings.HOME = tmp_path
    monkeypatch.setattr(committing, "STEP", STEP)
    make_network()
    make_member("dakar", name=text("Dakar"))
    make_node(make_plan(), "L1")
    make_kind("event")


@pytest.fixture
def editor():
    return make_account("editor", role=Role.EDITOR)


def content(*more: str) -> bytes:
    rows = [f"forum-{number},{WHY},2021-03-17,event,dakar" for number in range(ROWS)]
    return ("\n".join(["code,title (fr),days,kind,members", *rows, *more]) + "\n").encode()


def looked_at(by: object, *more: str) -> Import:
    found = actions.hand_in(content=content(*more), name="forums.csv", kind="activities", by=by)
    return actions.look_through(found=found, by=by)


def broken_off(found: Import, by: object, *, after: int) -> None:
    """Put on record by a worker that is gone when so many steps are done."""
    steps = iter(range(after))

    def hold() -> None:
        if next(steps, None) is None:
            raise SystemExit

    with pytest.raises(SystemExit):
        actions.commit_import(found=found, whole=False, hold=hold, by=by)


def test_a_large_file_is_looked_through_and_put_on_record_by_a_worker(editor):
    browser = signed_in(editor)
    file = SimpleUploadedFile("forums.csv", content("sans-jour,Forum,jamais,event,dakar"))
    browser.post("/en/desk/imports/hand-in/", {"upload": file, "kind": "activities"})
    found = Import.objects.get()
    here = f"/en/desk/imports/{found.pk}/"
    shown = browser.get(f"{here}columns/").context["shown"].columns
    keys = {f"column_{one.place}": one.key for one in shown}
    sent = {"do": "look", "kind": "activities", "column": [one.name for one in shown], **keys}
    assert "/desk/tasks/" in browser.post(f"{here}columns/", sent)["Location"]
    assert browser.get(f"{here}columns/")["Location"] == here
    assert "This file waits for a worker." in browser.get(here).content.decode()
    (done,) = work_off()
    assert (done.state, done.words) == ("done", "forums.csv: 30 new, 0 changed, 0 unchanged, 1 refused")
    assert done.href == here
    browser.post(f"{here}commit/", {"rows": "accepted"})
    assert browser.post(f"{here}commit/", {"rows": "accepted"})["Location"] == f"/en/desk/tasks/{done.pk + 1}/"
    assert "forums.csv" in browser.get("/en/desk/tasks/").content.decode()
    running = {"state": "running", "worker": "worker", "step": "Putting rows on record", "number": 14, "of": 30}
    Task.objects.filter(state="waiting").update(**running)
    page = browser.get(here).content.decode()
    assert all(words in page for words in ("Putting rows on record", "14 / 30", "Nobody works at tasks"))
    Task.objects.filter(state="running").update(state="waiting", worker="")
    (done,) = work_off()
    assert (done.state, Activity.objects.count()) == ("done", ROWS)
    assert [row.identity for row in found.rows.all()] == ["sans-jour"]


def test_a_worker_tells_how_many_rows_of_how_many_are_done(editor):
    found, watching = looked_at(editor), Quiet()
    actions.commit_import(found=found, whole=False, progress=watching.told, by=editor)
    assert watching.steps == [("Putting rows on record", done, ROWS) for done in range(0, ROWS, STEP)]


def test_nobody_changes_a_file_while_a_worker_is_at_it(editor):
    found = looked_at(editor)
    assert actions.commit_or_ask(found=found, whole=False, by=editor)
    browser, here = signed_in(editor), f"/en/desk/imports/{found.pk}/"
    for page in ("throw-away/", "names/", "columns/"):
        browser.post(f"{here}{page}", {"kind": "activities"})
    assert "This file is being worked at." in browser.get(here).content.decode()
    found.refresh_from_db()
    assert (found.state, found.picks) == ("looked_at", [])


@pytest.mark.parametrize("after", [0, 1, 3, 5])
def test_what_breaks_off_goes_on_where_it_was_and_each_row_comes_in_once(editor, after):
    before = Line.objects.count()
    found = looked_at(editor)
    broken_off(found, editor, after=after)
    found.refresh_from_db()
    done = min(after * STEP, ROWS)
    assert (Activity.objects.count(), found.waiting().count(), found.promised) == (done, ROWS - done, ROWS)
    page = signed_in(editor).get(f"/en/desk/imports/{found.pk}/").content.decode()
    assert (f"{done} rows of this file are on record already" in page) is (done > 0)
    actions.commit_import(found=found, whole=False, by=editor)
    assert (found.state, found.counts) == ("committed", {"new": ROWS, "changed": 0, "unchanged": 0, "refused": 0})
    assert (Activity.objects.count(), Line.objects.count() - before, verify()) == (ROWS, ROWS, [])


def test_rows_that_would_do_something_else_by_now_are_left_out_and_named(editor):
    first = looked_at(editor)
    actions.commit_import(found=first, whole=False, by=editor)
    found = actions.hand_in(
        content=content().replace(b"held", b"seen"), name="again.csv", kind="activities", by=editor
    )
    actions.look_through(found=found, by=editor)
    assert found.counts["changed"] == ROWS
    Activity.objects.filter(code="forum-8").update(series="Water")
    title = Activity.objects.get(code="forum-9").title
    Activity.objects.filter(code="forum-9").update(title=title.reworded("fr", WHY.replace("held", "seen").strip()))
    Activity.objects.filter(code="forum-20").update(title=text("Another title"))
    actions.commit_import(found=found, whole=False, by=editor)
    assert found.counts == {"new": 0, "changed": 28, "unchanged": 1, "refused": 1}
    (row,) = found.rows.all()
    assert (row.identity, row.told["refusals"][0][1]) == (
        "forum-20",
        "The record has changed since this preview was made.",
    )
    assert dict(row.told["printed"])["code"] == "forum-20"
    assert str(Activity.objects.get(code="forum-20").title) == "Another title"


def test_all_or_nothing_puts_nothing_while_a_row_is_refused_and_everything_once_none_is(editor):
    found = looked_at(editor, "sans-jour,Forum,jamais,event,dakar")
    browser = signed_in(editor)
    browser.post(f"/en/desk/imports/{found.pk}/commit/", {"rows": "all"})
    page = browser.get(f"/en/desk/imports/{found.pk}/").content.decode()
    assert "Nothing was put on record, because rows are refused: 1." in page
    assert not Activity.objects.exists()
    found, steps = looked_at(editor), []
    actions.commit_import(found=found, whole=True, hold=lambda: steps.append(1), by=editor)
    assert (found.state, Activity.objects.count(), len(steps)) == ("committed", ROWS, 1)


def test_all_or_nothing_is_nothing_when_the_record_has_changed(editor):
    found = looked_at(editor)
    actions.commit_import(found=looked_at(editor), whole=False, by=editor)
    Activity.objects.filter(code="forum-1").update(title=text("Another title"))
    with pytest.raises(Refusal, match="has changed since this preview"):
        actions.commit_import(found=found, whole=True, by=editor)


def test_what_somebody_changes_in_the_middle_of_a_step_is_seen(editor, monkeypatch):
    found, asked = looked_at(editor), last_line_of_all
    other = path_of(found).with_name("other.csv")
    other.write_text("code,title (fr),days,kind\nforum-2,Another,2021-03-17,event\n", encoding="utf-8")
    moments = iter(["before the first step", "after it was judged"])

    def last_line() -> int:
        if next(moments, "") == "after it was judged":
            actions.import_list(path=other, kind="activities", source="file", by="another")
        return asked()

    monkeypatch.setattr(committing, "last_line", last_line)
    actions.commit_import(found=found, whole=False, by=editor)
    assert (found.counts["new"], found.counts["refused"]) == (ROWS - 1, 1)
    assert Activity.objects.get(code="forum-2").title.texts["fr"] == "Another"


def test_names_that_were_decided_are_learnt_with_the_last_step(editor):
    found = looked_at(editor, "rencontre,Rencontre,2021-03-18,event,Dakkar")
    actions.decide(found=found, picks=[Pick("member", "Dakkar", "dakar")], by=editor)
    actions.look_through(found=found, by=editor)
    broken_off(found, editor, after=2)
    assert not Alias.objects.exists()
    found.refresh_from_db()
    actions.commit_import(found=found, whole=False, by=editor)
    assert Alias.objects.get().spelling == "Dakkar"
