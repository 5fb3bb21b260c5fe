"""Bad input: each fault is refused with file, row, field and remedy, and the database stays as it was."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from metronome.ground.audit import Line
from metronome.intake import files
from metronome.intake.loading import LoadRefused, RefusedRow, load_folder
from metronome.network.models import Network
from metronome.record.models import Activity
from tests.factories.folders import append, copy_of, edit
from tests.instances import CASPIAN

pytestmark = pytest.mark.django_db


@pytest.fixture
def folder(tmp_path):
    return copy_of(CASPIAN, tmp_path / "caspian")


def refused(folder, **options) -> tuple[RefusedRow, ...]:
    """Why the folder is not loaded; nothing of it is."""
    before = (Line.objects.count(), Activity.objects.count(), Network.objects.count())
    with pytest.raises(LoadRefused) as caught:
        load_folder(folder, by="operator", **options)
    assert (Line.objects.count(), Activity.objects.count(), Network.objects.count()) == before
    assert all(row.reason and row.remedy for row in caught.value.refusals)
    assert str(caught.value)
    return caught.value.refusals


def row_of(folder, file, text) -> int:
    """The row of the first line that holds a text."""
    lines = (folder / file).read_text(encoding="utf-8").splitlines()
    return next(number for number, line in enumerate(lines, 1) if text in line)


FAULTS = yaml.safe_load((Path(__file__).parent / "faults.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS.keys())
def test_a_fault_is_refused_with_its_place_and_its_remedy(folder, fault):
    file, field = fault["file"], fault["field"]
    edit(folder, file, fault["old"], fault["new"])
    rows = refused(folder)
    found = [row for row in rows if row.file == file and row.field == field]
    assert found, rows
    assert fault["reason"] in found[0].reason
    assert fault["remedy"] in found[0].remedy
    assert 0 < found[0].row <= len((folder / file).read_text(encoding="utf-8").splitlines())


@pytest.mark.parametrize(
    ("file", "text", "field"),
    [
        ("activities/fy2021.yaml", "results: [G3.1]", "results"),
        ("media.csv", "mowj-1", "on"),
    ],
)
def test_the_row_is_the_line_of_the_file(folder, file, text, field):
    row = row_of(folder, file, text)
    edit(folder, file, *(("[G3.1]", "[G9.9]") if field == "results" else ("2021-03", "2021-33")))
    assert [(r.file, r.row, r.field) for r in refused(folder)] == [(file, row, field)]


def test_everything_that_is_wrong_is_said_at_once(folder):
    edit(folder, "members.csv", "KZ,north", "KZ,west")
    edit(folder, "activities/fy2020.yaml", "number: 40", "number: forty")
    edit(folder, "activities/fy2021.yaml", "results: [G3.1]", "results: [G9.9]")
    edit(folder, "media.csv", "2021-02-21", "2021-02-31")
    edit(folder, "stated_figures.csv", "about,6", "circa,6")
    files = [row.file for row in refused(folder)]
    assert files == sorted(files)
    assert set(files) == {
        "members.csv",
        "activities/fy2020.yaml",
        "activities/fy2021.yaml",
        "media.csv",
        "stated_figures.csv",
    }


def test_a_fault_after_a_good_load_leaves_what_was_there(caspian, folder):
    edit(folder, "activities/fy2020.yaml", "Trial of a common gauge", "Another title")
    edit(folder, "activities/fy2021.yaml", "results: [G3.1]", "results: [G9.9]")
    refused(folder, prune=True)
    assert str(Activity.objects.get(code="gauge-trial").title) == "Trial of a common gauge"


def test_so_many_faults_have_one_cause_and_reading_stops(folder):
    rows = "".join(f"m{number},Name,,,,Nowhere,,,,,,,\n" for number in range(500))
    append(folder, "members.csv", rows)
    assert len(refused(folder)) == 201


def test_reading_stops_too_where_one_file_alone_is_full_of_faults(folder):
    (folder / "bodies.yaml").write_text("- slug: quay\n" + "  kind: one\n" * 500)
    edit(folder, "bilaterals.csv", "2021-03-04", "2021-03-44")
    assert {row.file for row in refused(folder)} == {"bodies.yaml"}


def test_a_file_in_another_encoding_is_refused_with_the_row_where_it_shows(folder):
    path = folder / "regions.csv"
    path.write_bytes("slug,name_en\nnorth,Nord\nsouth,Södküste\n".encode("latin-1"))
    row = next(row for row in refused(folder) if row.file == "regions.csv")
    assert (row.row, row.remedy) == (3, "Save it again with the encoding UTF-8.")


def test_a_file_cut_off_within_a_character_is_not_taken_for_another_encoding(folder):
    path = folder / "members.csv"
    path.write_bytes("slug,name_en\nsouth,Sö".encode()[:-1])
    (row,) = refused(folder)
    assert (row.file, row.row) == ("members.csv", 2)
    assert "cut off" in row.reason


def test_a_file_in_utf_16_is_refused(folder):
    path = folder / "regions.csv"
    path.write_bytes(path.read_text().encode("utf-16"))
    assert [row.reason for row in refused(folder)] == ["The file is not written in UTF-8."]


@pytest.mark.parametrize(
    "file", ["regions.csv", "members.csv", "aliases.csv", "partners.csv", "people.csv", "kinds.csv"]
)
def test_a_file_that_cannot_be_read_is_refused_alone(folder, file):
    path = folder / file
    path.write_bytes(path.read_bytes() + b"\xff\n")
    assert [row.file for row in refused(folder)] == [file]


def test_a_plan_that_cannot_be_read_is_refused_alone(folder):
    append(folder, "plans/goals-2018.yaml", "more: [\n")
    assert [row.file for row in refused(folder)] == ["plans/goals-2018.yaml"]


def test_empty_rows_of_a_table_are_passed_over(folder):
    append(folder, "regions.csv", "\n,\n")
    assert load_folder(folder, by="operator").created


def test_a_byte_order_mark_and_other_line_ends_do_no_harm(folder):
    path = folder / "regions.csv"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes().replace(b"\n", b"\r\n"))
    assert load_folder(folder, by="operator").created


@pytest.mark.parametrize("file", ["members.csv", "activities/fy2020.yaml", "plans/goals-2018.yaml", "network.yaml"])
@pytest.mark.parametrize("part", [0.3, 0.55, 0.9])
def test_a_file_that_is_cut_off_is_refused(folder, file, part):
    path = folder / file
    content = path.read_bytes()
    cut = int(len(content) * part)
    while content[:cut].endswith(b"\n"):
        cut -= 1
    path.write_bytes(content[:cut])
    rows = [row for row in refused(folder) if row.file == file]
    assert any("cut off" in row.reason + row.remedy for row in rows), rows


@pytest.mark.parametrize(
    ("file", "content", "field", "reason", "row"),
    [
        ("regions.csv", "slug;name_en\nnorth;North\n", "", "not separated by commas", 1),
        ("regions.csv", "slug,name_en,slug\nnorth,North,south\n", "slug", "twice in the header", 1),
        ("regions.csv", 'slug,name_en\nnorth,North\nsouth,"South\n', "", "cannot be read as CSV", 3),
        ("regions.csv", "slug,name_en\nnorth,No\0rth\n", "", "null character", 2),
        ("bodies.yaml", "- slug: quay\n  slug: pier\n  label: {en: The Quay}\n", "slug", "stands twice", 2),
        ("bodies.yaml", "- slug: quay\n label: {en: The Quay}\n", "", "cannot be read as YAML", 2),
        ("bodies.yaml", "- slug: [quay\n", "", "cannot be read as YAML", 2),
        ("bodies.yaml", "slug: quay\n", "", "should be a list", 1),
        ("bodies.yaml", "- {slug: quay, label: {en: Quay}}\n---\n- x\n", "", "second document", 2),
        ("bodies.yaml", "- *nobody\n", "", "", 1),
        ("bodies.yaml", "- {? [a, b] : c}\n", "", "name of a field", 1),
        ("bodies.yaml", "- quay\n", "", "Named fields", 1),
        ("bodies.yaml", "- {slug: quay, label: {en: A\x01}}\n", "", "does not allow", 0),
        ("bodies.yaml", "- " + "[" * 60 + "]" * 60 + "\n", "", "too deep", 1),
        ("bodies.yaml", "- !!python/object/apply:os.system [ls]\n", "", "Named fields", 1),
    ],
)
def test_a_file_that_is_not_what_it_should_be_is_refused_with_the_row(folder, file, content, field, reason, row):
    (folder / file).write_text(content, encoding="utf-8")
    found = [r for r in refused(folder) if r.file == file]
    assert any(reason in r.reason and r.field == field and r.row == row for r in found), found


def test_a_file_that_grows_without_end_by_references_is_refused(folder):
    bomb = "".join(f"- &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]\n" for n in range(1, 12))
    (folder / "bodies.yaml").write_text(f"- &a0 [x, x, x, x, x, x, x, x, x, x]\n{bomb}")
    assert any("repeats too much" in row.reason for row in refused(folder))


@pytest.mark.parametrize("content", ["", "# nothing\n", "---\n", "null\n", "[]\n"])
def test_a_list_may_be_empty(folder, content):
    (folder / "markers.yaml").write_text(content)
    edit(folder, "activities/fy2020.yaml", "markers: [{marker: climate, score: 2", "follow_ups: [] #")
    assert [row.field for row in refused(folder)] == ["follow_ups"]


def test_a_network_that_says_nothing_is_refused(folder):
    (folder / "network.yaml").write_text("")
    assert {row.field for row in refused(folder) if row.file == "network.yaml"} == {"", "slug", "name"}


def test_a_file_of_unreasonable_size_is_refused_unread(folder, monkeypatch):
    monkeypatch.setattr(files, "LARGEST", 300)
    assert "larger than" in refused(folder)[0].reason


def test_an_unknown_file_is_refused_with_the_nearest_name(folder):
    (folder / "activites.yaml").write_text("[]\n")
    assert [(row.file, row.remedy) for row in refused(folder)] == [("activites.yaml", "Did you mean “activities”?")]


def test_a_folder_without_a_network_is_refused(tmp_path):
    assert [row.file for row in refused(tmp_path)] == ["network.yaml"]


def test_a_folder_that_is_none_is_refused(tmp_path):
    assert "no such folder" in refused(tmp_path / "nowhere")[0].reason


def test_no_word_of_yaml_is_taken_for_another(folder):
    edit(folder, "members.csv", ",KZ,north", ",NO,north")
    edit(folder, "plans/goals-2021.yaml", "code: silt", "code: 1.10")
    edit(folder, "activities/fy2020.yaml", "challenges: [silt]", "challenges: [1.10]")
    load_folder(folder, by="operator")
    assert Activity.objects.get(code="gauge-trial").challenge_tags.get().challenge.code == "1.10"


def test_what_is_refused_is_said_in_the_reader_s_own_place_and_words():
    row = RefusedRow("members.csv", 7, "region", "“west” is unknown.", "Did you mean “north”?")
    assert str(row) == "members.csv:7 region: “west” is unknown. Did you mean “north”?"
    assert str(RefusedRow("x.csv", 0, "", "It is cut off.", "Copy it.")) == "x.csv: It is cut off. Copy it."
