"""Bad input: each fault is refused with file, row, field and remedy, and the database stays as it was."""

from __future__ import annotations

import pytest

from metronome.ground.audit import Line
from metronome.intake.loading import LoadRefused, RefusedRow, load_folder
from metronome.network.models import Network
from metronome.record.models import Activity
from tests.conftest import CASPIAN
from tests.factories.folders import append, copy_of, edit

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


FAULTS = [
    # what, file, old, new, field, in the reason, in the remedy
    ("unknown code", "activities/fy2021.yaml", "results: [G3.1]", "results: [G3.7]", "results", "G3.7", "G3.1"),
    ("code of two plans", "activities/fy2021.yaml", "line: G3", "line: G1", "line", "More than one", "goals-2021/G1"),
    ("line below the top", "activities/fy2021.yaml", "line: G3", "line: G3.1", "line", "top", "first level"),
    ("result above the bottom", "activities/fy2021.yaml", "[G3.1]", "[G3]", "results", "below", "deepest"),
    ("no such day", "activities/fy2021.yaml", "2021-09-14", "2021-02-30", "days", "2021-02-30", "calendar"),
    ("no such month", "activities/fy2020.yaml", "days: 2021-02", "days: 2021-13", "days", "2021-13", "calendar"),
    ("day in words", "activities/fy2021.yaml", "2021-09-14", "14 September", "days", "no day", "2021-03-17"),
    ("days reversed", "activities/fy2020.yaml", "2020-10-01..2020-10-02", "2020-10-02..2020-10-01", "days", "before", ""),
    ("count in words", "activities/fy2020.yaml", "number: 40", "number: plus de six cents", "number", "six cents", "more_than"),
    ("count in digits with a space", "activities/fy2020.yaml", "number: 40", "number: 1 380", "number", "1 380", "digits"),
    ("count that does not fit", "activities/fy2020.yaml", "{qualifier: unknown, basis", "{qualifier: between, basis", "qualifier", "fit", "upper"),
    ("basis unknown", "activities/fy2020.yaml", "basis: registrations", "basis: heads", "basis", "heads", "registrations"),
    ("language missing", "activities/fy2020.yaml", "{en: Assembly of 2020}", "{fa: مجمع}", "title.en", "missing", "requires"),
    ("language unknown", "activities/fy2020.yaml", "{en: Assembly of 2020}", "{en: Assembly, fr: Assemblée}", "title.fr", "fr", "en, ar, fa"),
    ("text without language", "activities/fy2020.yaml", "{en: Assembly of 2020}", "Assembly of 2020", "title", "language", "en: ..."),
    ("member unknown", "activities/fy2021.yaml", "[astara-south]", "[samarkand]", "members", "unknown", "Add it"),
    ("member of two meanings", "activities/fy2021.yaml", "[astara-south]", "[Astara]", "members", "several", "astara-north, astara-south"),
    ("member spelt nearly", "activities/fy2021.yaml", "[astara-south]", "[Turkmenbashy]", "members", "Turkmenbashy", "turkmenbashi"),
    ("member twice in a list", "activities/fy2021.yaml", "[astara-south]", "[anzali, انزلی]", "members", "twice", "Remove"),
    ("kind unknown", "activities/fy2021.yaml", "kind: sounding\n  line", "kind: soundings\n  line", "kind", "soundings", "sounding"),
    ("field unknown", "activities/fy2021.yaml", "  line: G3", "  lines: G3", "lines", "unknown", "“line”"),
    ("code twice", "activities/fy2021.yaml", "code: berth-calendar", "code: gauge-trial", "code", "fy2020.yaml:2", "Remove"),
    ("code with spaces", "activities/fy2021.yaml", "code: berth-calendar", "code: berth calendar", "code", "identify", "hyphens"),
    ("goal unknown", "activities/fy2020.yaml", "[14, \"6.3\"]", "[18]", "goals", "18", "1 to 17"),
    ("marker unknown", "activities/fy2020.yaml", "{marker: climate", "{marker: gender", "marker", "gender", "Add it"),
    ("person without name and office", "activities/fy2020.yaml", "{title: Harbour master, role", "{role", "name", "office", "name or title"),
    ("verified without a day", "activities/fy2020.yaml", ", verified_on: 2021-04-30", "", "verified_by", "verified", "verified_on"),
    ("choice unknown", "activities/fy2020.yaml", "format: hybrid", "format: both", "format", "both", "hybrid"),
    ("flag unknown", "people.csv", ",yes,fa;en", ",maybe,fa;en", "public", "maybe", "yes or no"),
    ("member twice", "members.csv", "aktau,Aktau", "anzali,Aktau", "slug", "twice", "Remove"),
    ("country in words", "members.csv", ",KZ,north", ",Kazakhstan,north", "country", "Kazakhstan", "ISO 3166-1"),
    ("coordinate beyond the pole", "members.csv", "43.65", "143.65", "latitude", "143.65", "digits"),
    ("one coordinate", "members.csv", "43.65,51.17", "43.65,", "latitude", "both", "neither"),
    ("region unknown", "members.csv", "KZ,north", "KZ,nort", "region", "nort", "north"),
    ("standings overlap", "standings.csv", "2018-12-31", "2020-02-01", "since", "share a day", "End"),
    ("standing ends before it begins", "standings.csv", "2016-06-30", "2014-06-30", "until", "before", "Exchange"),
    ("alias of nobody", "aliases.csv", "Bakı,spelling,baku,", "Bakı,spelling,,", "member", "member or a partner", "one of the two"),
    ("partner kind unknown", "partners.csv", "sea-fund,funder", "sea-fund,bank", "kind", "bank", ""),
    ("bilateral with two", "bilaterals.csv", "anzali,,A berth", "anzali,sea-fund,A berth", "member", "not both", "one"),
    ("mention of an unknown activity", "media.csv", "gauge-trial,https", "gauge-tryal,https", "activity", "gauge-tryal", "gauge-trial"),
    ("address without scheme", "media.csv", "https://tide.example/gauge", "tide.example", "url", "tide.example", "https://"),
    ("too many cells", "media.csv", "موج,fa", "موج,fa,fa", "", "cells", "double quotes"),
    ("pattern broken", "plans/goals-2021.yaml", r"pattern: '^G\d+$'", "pattern: '^G('", "pattern", "regular", "leave it out"),
    ("code against the pattern", "plans/goals-2021.yaml", "code: G1.9", "code: G19", "code", "G19", "pattern"),
    ("code twice in a plan", "plans/goals-2021.yaml", "code: G1.9", "code: G1.1", "code", "twice", "identity"),
    ("plan ends first", "plans/goals-2021.yaml", "2025-06-30", "2020-06-30", "last_day", "before", "Exchange"),
    ("challenge twice", "plans/goals-2021.yaml", "code: salt", "code: silt", "code", "twice", "identity"),
    ("time zone unknown", "network.yaml", "Asia/Baku", "Asia/Baky", "timezone", "Asia/Baky", "Europe/Madrid"),
    ("month unknown", "network.yaml", "[7, 1]", "[7, 13]", "reporting_months", "13", "1 to 12"),
    ("months in no order", "network.yaml", "[7, 1]", "[7, 1, 9]", "reporting_months", "reporting", "order"),
    ("fiscal month unknown", "network.yaml", "fiscal_month: 7", "fiscal_month: 13", "fiscal_month", "13", "digits"),
    ("required language that is none", "network.yaml", "required_languages: [en]", "required_languages: [en, az]", "required_languages", "az", "en, ar, fa"),
    ("figure without number", "stated_figures.csv", "about,6,", "about,six,", "value", "six", "decimal point"),
    ("document unknown", "stated_figures.csv", "leaflet-members,leaflet,", "leaflet-members,leaf,", "document", "leaf", "leaflet"),
    ("translation of the source", "plans/goals-2018.yaml", "{en: Shared pilots}", "{en: {text: Shared pilots, machine: yes}}", "label.en", "no translation", "alone"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("file", "old", "new", "field", "reason", "remedy"), [fault[1:] for fault in FAULTS], ids=[f[0] for f in FAULTS]
)
def test_a_fault_is_refused_with_its_place_and_its_remedy(folder, file, old, new, field, reason, remedy):
    edit(folder, file, old, new)
    rows = refused(folder)
    found = [row for row in rows if row.file == file and row.field == field]
    assert found, rows
    assert reason in found[0].reason
    assert remedy in found[0].remedy
    assert 0 < found[0].row <= len((folder / file).read_text().splitlines())


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


def test_a_file_in_another_encoding_is_refused_with_the_row_where_it_shows(folder):
    path = folder / "regions.csv"
    path.write_bytes("slug,name_en\nnorth,Nord\nsouth,Södküste\n".encode("latin-1"))
    row = next(row for row in refused(folder) if row.file == "regions.csv")
    assert (row.row, row.remedy) == (3, "Save it again with the encoding UTF-8.")


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
    assert any("cut off" in row.reason + row.remedy or "UTF-8" in row.reason for row in rows), rows


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
