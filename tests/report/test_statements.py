"""What the network and each member did together: counted from narrowed rows, made for all in one go, read by its own
focal points only."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.accounts.enums import Role
from metronome.ground import audit
from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.network.actions import appoint_focal_point
from metronome.record.enums import InvolvementRole
from metronome.report.editions.difference import difference
from metronome.report.editions.verify import Authenticity, manifest_in, verify
from metronome.report.figures.figure import DEFINITIONS
from metronome.report.figures.ledger import compute_all
from metronome.report.models import Statement, StatementSet
from metronome.report.narrowing import narrowed
from metronome.report.rendering.pdf import typesetter
from metronome.report.rendering.statement import statement_content
from metronome.report.rows import CorrectionRow, MemberRow, PersonRow, StandingRow
from metronome.report.snapshot import Snapshot
from metronome.report.statements.actions import make_statements
from metronome.report.statements.queries import archive_of, file_of, in_set, next_number, statements_of
from metronome.report.statements.reading import begin, languages_of, statement_of
from metronome.report.statements.typeset import Wanted, typeset_statements
from metronome.tasks.enums import State
from metronome.tasks.models import Task
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import make_correction, make_member
from tests.factories.record import make_activity
from tests.factories.report import FIRST_DAY, LAST_DAY
from tests.factories.snapshot import activity_row, member_row, parts, quiet_snapshot, words
from tests.factories.tasks import work_off
from tests.home.world import make_world

SPRING = Period(FIRST_DAY, LAST_DAY)
CITIES = ("dakar", "tunis", "lima")


def statement(snapshot: Snapshot, member: str = "dakar", language: str = "en"):
    rows = narrowed(snapshot, [f"member:{member}"])
    slug = f"statement-2021-01-01-2021-04-30-1/{member}"
    return statement_content(rows, compute_all(rows), language=language, address="https://cities.example", slug=slug)


def said(paragraphs) -> str:
    return " ".join(run.text for paragraph in paragraphs for run in paragraph.runs)


# Counted


@st.composite
def networks(draw: st.DrawFn) -> Snapshot:
    """Activities of three cities, with roles, results and people as they come."""

    def activity(number: int):
        involved = draw(
            st.lists(st.tuples(st.sampled_from(CITIES), st.sampled_from(InvolvementRole.values)), max_size=4)
        )
        people = draw(st.lists(st.sampled_from(CITIES), max_size=2))
        return activity_row(
            f"meeting-{number}",
            f"2021-{number % 4 + 1:02}-05",
            members=tuple(part for slug, role in involved for part in parts(slug, role=role)),
            results=tuple(draw(st.sets(st.sampled_from(("G1.1", "G1.2"))))),
            challenges=tuple(draw(st.sets(st.just("C1")))),
            people=tuple(PersonRow("", words("Maire", "Mayor"), "speaker", slug, "", False, False) for slug in people),
        )

    activities = tuple(activity(number) for number in range(draw(st.integers(0, 6))))
    return quiet_snapshot(members=tuple(member_row(slug) for slug in CITIES), activities=activities)


@given(networks(), st.sampled_from(CITIES))
@settings(max_examples=60, deadline=None)
def test_the_figures_of_a_member_are_those_that_one_counts_by_hand(snapshot: Snapshot, member: str):
    own = [
        activity
        for activity in snapshot.activities
        if any(part.slug == member and part.role != InvolvementRole.NAMED for part in activity.members)
    ]
    rows = narrowed(snapshot, [f"member:{member}"])
    figures = compute_all(rows)
    counted = {id: figure.value for id, figure in figures.items()}
    assert set(counted) <= {id for id, one in DEFINITIONS.items() if one.of_member}
    if snapshot.activities:
        assert counted["member.activities"] == len(own) == figures["member.activities_by_month"].value
        assert counted["member.results"] == len({key for activity in own for key in activity.results})
        assert counted["member.challenges"] == len({key for activity in own for key in activity.challenges})
    else:
        assert "member.activities" not in counted
    if any(activity.people for activity in snapshot.activities):
        assert counted["member.people"] == sum(p.member == member for activity in own for p in activity.people)
    others = set(CITIES) - {member}
    assert not others & {part.slug for activity in rows.activities for part in activity.members}
    assert not others & set(rows.member)


def test_zero_is_not_the_same_as_not_known():
    snapshot = quiet_snapshot(
        members=(member_row("dakar"), member_row("tunis")),
        activities=(activity_row("forum", members=parts("tunis")),),
        bilaterals=(),
    )
    found = statement(snapshot)
    assert "activities with you" in [one.label for one in found.nothing]
    assert [one.shown.text for one in found.nothing] == ["0"] * len(found.nothing)
    assert "meetings with you" in found.unknown
    assert "meetings with you" not in [one.label for one in found.nothing]


def test_a_period_that_goes_on_is_said_to_be_incomplete():
    told = said(statement(replace(quiet_snapshot(), read_on=date(2021, 2, 1))).opening)
    assert "Not yet complete" in told
    assert "Not yet complete" not in said(statement(quiet_snapshot()).opening)


def test_a_member_that_left_is_thanked_and_one_that_came_is_welcomed():
    def with_standing(first: date | None, last: date | None) -> Snapshot:
        member: MemberRow = member_row("dakar", standings=(StandingRow("full", Period(first, last)),))
        return quiet_snapshot(members=(member,))

    left = said(statement(with_standing(None, date(2021, 3, 1))).opening)
    assert "until" in left
    assert "Thank you for the way" in left
    assert "Welcome" in said(statement(with_standing(date(2021, 2, 1), None)).opening)
    assert "Welcome" not in said(statement(with_standing(None, None)).opening)


def test_a_correction_is_told_as_it_stood_on_the_last_day_and_without_its_words():
    asked = CorrectionRow("1", "dakar", date(2021, 2, 1), "asked", None)
    other = replace(asked, id="2", member="tunis")
    found = statement(replace(quiet_snapshot(), corrections=(asked, other)))
    section = next(section for section in found.sections if section.id == "corrections")
    assert [item.details for item in section.items] == [("asked",)]


def test_what_people_without_a_public_name_did_is_thanked_for_by_office():
    mayor = PersonRow("", words("Maire", "Mayor"), "speaker", "dakar", "", False, False)
    activity = activity_row("forum", members=parts("dakar"), people=(mayor,))
    found = statement(quiet_snapshot(members=(member_row("dakar"),), activities=(activity,)))
    section = next(section for section in found.sections if section.id == "people")
    assert [(str(item.title), item.details) for item in section.items] == [("Mayor", ("speaker", "Meeting forum"))]


def test_a_kind_of_the_network_leaves_parts_out():
    found = statement(replace(quiet_snapshot(), parts=("activities",)))
    assert {section.id for section in found.sections} <= {"activities"}
    assert {one.shown.figure for one in found.nothing} <= {"member.activities"}


# Made


@pytest.fixture
def record(db):
    world = make_world()
    lagos = make_member("lagos", languages=["en"])
    make_activity("harbour", days=((date(2021, 2, 2), date(2021, 2, 2)),), members=[lagos])
    return world, lagos


def test_the_language_of_a_statement_is_the_member_s_first_that_the_network_speaks(record):
    _, lagos = record
    lagos.languages = ["yo", "en", "fr"]
    lagos.save()
    assert languages_of(["dakar", "lagos"], ("fr", "en")) == {"dakar": "fr", "lagos": "en"}


def test_the_same_rows_make_the_same_file_which_verifies_without_us(record):
    begun = begin(SPRING)
    wanted = [
        Wanted(slug, language, statement_of(begun, slug, language)) for slug, language in begun.languages.items()
    ]
    first = typeset_statements(wanted)
    assert first == typeset_statements(wanted)
    assert typeset_statements(wanted[-1:]) == first[-1:]
    for one, pdf in zip(wanted, first, strict=True):
        verdict = verify(pdf)
        assert (verdict.holds, verdict.authenticity) == (True, Authenticity.KNOWN_KEY), (one.member, verdict.problems)
        assert b"pdfaid:part" in pdf
        assert b"pdfuaid:part" in pdf


def test_a_statement_with_another_number_is_found_out(record):
    begun = begin(SPRING, members=["lagos"])
    reading = statement_of(begun, "lagos", "en")
    (pdf,) = typeset_statements([Wanted("lagos", "en", reading)])
    manifest = manifest_in(pdf)
    rows = dict(manifest.data["snapshot"], activities=[])
    forged = type(manifest)({**manifest.data, "snapshot": rows}, manifest.signature).to_bytes()
    assert not verify(forged).is_consistent
    assert difference(manifest, manifest).is_empty


def test_all_statements_of_a_period_are_made_in_one_go_and_once(record):
    kept = make_statements(period=SPRING, by="editor", number=next_number(SPRING))
    assert {(one.member.slug, one.language) for one in in_set(kept)} == {("dakar", "fr"), ("lagos", "en")}
    again = make_statements(period=SPRING, by="editor", number=1)
    assert again == kept
    assert StatementSet.objects.count() == 1
    assert next_number(SPRING) == 2
    line = audit.Line.objects.order_by("-number")[0]
    assert (line.verb, line.subject) == ("make", f"statements:{kept.slug}")
    second = make_statements(period=SPRING, by="editor", number=2)
    assert [one.set for one in statements_of(record[1])] == [second]


def test_the_archive_holds_each_file_and_is_the_same_twice(record):
    kept = make_statements(period=SPRING, by="editor", number=1)
    made = archive_of(kept)
    assert made == archive_of(kept)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        held = {info.filename.rpartition("/")[2]: archive.read(info) for info in archive.infolist()}
    assert held == {f"{one.member.slug}.{one.language}.pdf": file_of(one) for one in in_set(kept)}


def test_a_set_that_is_not_kept_leaves_nothing(record):
    def fall() -> None:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        make_statements(period=SPRING, by="editor", number=1, hold=fall)
    assert not StatementSet.objects.exists()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    ("wish", "field"),
    [
        ({"period": Period(FIRST_DAY, None)}, "period"),
        ({"period": SPRING, "kind": "progress"}, "kind"),
        ({"period": SPRING, "members": ["atlantis"]}, "members"),
    ],
)
def test_what_no_statement_can_be_made_of_is_refused(record, wish, field):
    with pytest.raises(Refusal) as refused:
        begin(**wish)
    assert refused.value.field == field


def test_corrections_are_read_by_the_clock_of_the_network_and_to_the_end_of_the_period(record):
    world, _ = record
    person = make_account("focal-point-of-dakar")
    request = make_correction(world.member, person)
    type(request).objects.filter(pk=request.pk).update(asked_at=datetime(2021, 4, 30, 12, tzinfo=UTC))
    rows = begin(SPRING).snapshot.corrections
    assert [(row.member, row.asked_on, row.state) for row in rows] == [("dakar", LAST_DAY, "asked")]
    assert begin(Period(FIRST_DAY, date(2021, 4, 29))).snapshot.corrections == ()


# Read


def pages_of(kept: StatementSet, member: str) -> list[str]:
    page = f"/en/desk/statements/{kept.slug}/{member}/"
    return [page, f"{page}file/", f"{page}figures/member.corrections/"]


def test_a_focal_point_reads_the_own_member_s_statement_and_no_other(record):
    _, lagos = record
    kept = make_statements(period=SPRING, by="editor", number=1)
    person = make_account("focal-point-of-lagos")
    appoint_focal_point(person=person, member=lagos, by="operator")
    browser = signed_in(person)
    assert [browser.get(page).status_code for page in pages_of(kept, "lagos")] == [200, 200, 200]
    assert [browser.get(page).status_code for page in pages_of(kept, "dakar")] == [404, 404, 404]
    assert browser.get(f"/en/desk/statements/{kept.slug}/archive.zip").status_code == 404
    assert f"/en/desk/statements/{kept.slug}/lagos/" in browser.get("/en/desk/my-member/lagos/").content.decode()


def test_an_editor_asks_for_the_statements_as_a_task_and_finds_them(record):
    editor = make_account("editor", role=Role.EDITOR)
    browser = signed_in(editor)
    answer = browser.post("/en/desk/statements/make/", {"period": "2021-01..2021-04", "kind": "statement"})
    task = Task.objects.get()
    assert answer["Location"] == f"/en/desk/tasks/{task.pk}/"
    assert task.arguments == {"first": "2021-01-01", "last": "2021-04-30", "kind": "statement", "number": 1}
    (done,) = work_off()
    kept = StatementSet.objects.get()
    assert (done.state, kept.made_by) == (State.DONE, str(editor))
    page = browser.get(f"/en/desk/statements/{kept.slug}/").content.decode()
    assert f"/en/desk/statements/{kept.slug}/lagos/file/" in page
    assert browser.get(f"/en/desk/statements/{kept.slug}/archive.zip")["Content-Type"] == "application/zip"
    assert kept.slug in browser.get("/en/desk/statements/").content.decode()


def test_a_kind_that_is_about_no_member_makes_no_statements(record):
    browser = signed_in(make_account("editor", role=Role.EDITOR))
    answer = browser.post("/en/desk/statements/make/", {"period": "2021-01..2021-04", "kind": "progress"})
    assert answer["Location"] == "/en/desk/statements/"
    assert not Task.objects.exists()


def test_a_child_that_cannot_typeset_says_why_and_leaves_no_folder(tmp_path, monkeypatch):
    monkeypatch.setattr("metronome.report.rendering.child._environment", lambda: {"TMPDIR": str(tmp_path)})
    with typesetter() as typeset, pytest.raises(Refusal, match="dictionary does not contain key"):
        typeset({}, b"{}", LAST_DAY)
    assert list(tmp_path.iterdir()) == []
