"""From answers to a folder: what was answered is written, and what cannot stand is told where it was answered."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from metronome.founding.answers import Answers, pattern_of, read_answers
from metronome.founding.writing import written
from metronome.ground.period import Calendar, Period
from metronome.intake.cells import Cell
from metronome.intake.files import root_of
from metronome.intake.loading import RefusedRow, load_folder
from metronome.intake.refused import LoadRefused, Place, Refusals
from metronome.network.models import Network, Standing
from metronome.plan.models import Level, Node, Plan
from metronome.report.editions.build import read_period
from tests.instances import CASPIAN, PROJECT

HARBOURS: Path = PROJECT / "tests" / "networks" / "harbours.yaml"


def refused(tmp_path: Path, old: str, new: str) -> list[RefusedRow]:
    """What the answers of the harbours are refused for after one edit."""
    text = HARBOURS.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path = tmp_path / "answers.yaml"
    path.write_text(text.replace(old, new), encoding="utf-8")
    try:
        return written(read_answers(path)).refused()
    except LoadRefused as error:
        return list(error.refusals)


def line_of(text: str) -> int:
    lines = HARBOURS.read_text(encoding="utf-8").splitlines()
    (found,) = (number for number, line in enumerate(lines, 1) if text in line)
    return found


@pytest.fixture
def harbours(db, tmp_path: Path) -> Path:
    """The network of the answers, loaded."""
    folder = tmp_path / "network"
    folder.mkdir()
    written(read_answers(HARBOURS)).into(folder)
    load_folder(folder, by="operator")
    return folder


def test_answers_alone_make_a_network_with_two_levels_a_july_year_two_currencies_and_three_languages(harbours):
    network = Network.objects.get()
    assert network.slug == "harbours-in-step"
    assert network.languages == ["en", "ar", "fa"]
    assert network.currencies == ["AZN", "USD"]
    assert network.calendar == Calendar(7, (7, 1))
    assert network.brand["cover"] == "#3a1e00"
    assert list(Level.objects.filter(plan__slug="tides-2021").values_list("pattern", flat=True)) == [
        r"^T\d+$",
        r"^T\d+\.\d+$",
    ]
    assert Node.objects.get(plan__slug="tides-2021", code="T1.10", parent__code="T1").depth == 2
    assert Plan.objects.get(slug="tides-2018").last_day > Plan.objects.get(slug="tides-2021").first_day


def test_its_report_counts_members_that_join_leave_and_are_renamed_and_two_plans_that_overlap(harbours):
    calendar = Network.objects.get().calendar
    spring = read_period(Period(date(2021, 1, 1), date(2021, 6, 30)))
    autumn = read_period(calendar.parse("2021-P1"))
    assert set(spring.snapshot.plan) == {"tides-2018", "tides-2021"}
    assert set(autumn.snapshot.plan) == {"tides-2021"}
    values = {
        id: (spring.figures[id].value, autumn.figures[id].value)
        for id in ("members.total", "members.activated", "activities.total", "results.worked_on")
    }
    assert values == {
        # Aktau has left and Astara has joined.
        "members.total": (3, 3),
        # Aktau by its former name; Turkmenbashi by its former name, Astara and Lenkoran.
        "members.activated": (2, 3),
        "activities.total": (1, 2),
        "results.worked_on": (1, 2),
    }
    assert Standing.objects.filter(member__slug="turkmenbashi").count() == 2


def test_the_folder_is_loaded_again_without_any_change(harbours):
    assert not load_folder(harbours, by="operator").did_something


def test_what_was_not_answered_stands_as_a_remark_beside_what_it_means(tmp_path):
    path = tmp_path / "answers.yaml"
    path.write_text("name: Harbours\n", encoding="utf-8")
    made = written(read_answers(path))
    assert made.refused() == []
    lines = made.texts["network.yaml"].splitlines()
    assert "slug: harbours" in lines
    assert lines[lines.index("# timezone:") - 1].startswith("# Where the secretariat works")
    assert made.texts["members.csv"].startswith("slug,name_en,official_name,")


@pytest.mark.parametrize(
    ("old", "new", "field", "says"),
    [
        ("- code: T2\n", "- code: X2\n", "code", "X2"),
        ("name: {en: Harbours in Step,", "name: {ru: Harbours in Step,", "name.ru", "ru"),
        ("fiscal_month: 7", "fiscal_month: 17", "fiscal_month", "17"),
        ("reporting_months: [7, 1]", "reporting_months: [1, 7, 3]", "reporting_months", "months"),
        ("currencies: [AZN, USD]", "currencies: [AZN, USDD]", "currencies", "USDD"),
        ("languages: [en, ar, fa]", "languages: [en, ar, farsi]", "languages", "farsi"),
        ("timezone: Asia/Baku", "timezone: Baku", "timezone", "Baku"),
        ("cover: '#3a1e00'", "cover: '#d8c8a0'", "brand.cover", "contrast"),
        ("cover: '#3a1e00'", "cover: #3a1e00\n  ", "brand.cover", "quotes"),
        ("cover: '#3a1e00'", "covr: '#3a1e00'", "covr", "unknown"),
        ("members: [lenkoran, Shevchenko]", "members: [lenkoran, Fort]", "members", "Fort"),
        ("instance: {operator: ", "instance: {port: 1, operator: ", "instance.port", "port"),
        ("regions:\n", "region:\n", "region", "region"),
    ],
)  # fmt: skip
def test_what_cannot_stand_is_told_at_the_answer_with_a_remedy(tmp_path, old, new, field, says):
    found = [row for row in refused(tmp_path, old, new) if row.field == field]
    assert found, "the edit was not refused"
    assert {row.file for row in found} == {"answers.yaml"}
    assert all(row.row and row.remedy for row in found)
    assert says in f"{found[0].reason} {found[0].remedy}"


def test_a_refusal_names_the_line_of_the_answers_and_not_of_the_folder(tmp_path):
    (row,) = refused(tmp_path, "results: [T2.1]", "results: [T9.1]")
    assert row.row == line_of("results: [T2.1]")
    (row,) = refused(tmp_path, "since: 2021-10-01", "since: 2021-13-01")
    assert row.row == line_of("slug: astara")


def test_two_things_of_one_name_are_told_apart(tmp_path):
    (row, *_more) = refused(tmp_path, "  slug: tides-2021\n", "  slug: tides-2018\n")
    assert row.field == "plans.slug"


def test_a_file_that_is_none_is_refused(tmp_path):
    for text in ("- one\n", "", "name: [\n"):
        path = tmp_path / "answers.yaml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(LoadRefused):
            read_answers(path)
    with pytest.raises(LoadRefused, match="no such file"):
        read_answers(tmp_path / "nothing.yaml")


@pytest.mark.parametrize(
    ("example", "codes", "others"),
    [
        ("G1.1", ["G1.1", "G12.30"], ["G1", "G1.1.1", "H1.1", "xG1.1"]),
        ("L1A1D1", ["L3A2D10"], ["L1A1", "L1A1D"]),
        ("sea-1", ["sea-22"], ["sea1"]),
    ],
)
def test_one_code_tells_how_all_of_a_level_are_written(example, codes, others):
    import re

    assert all(re.search(pattern_of(example), code) for code in codes)
    assert not any(re.search(pattern_of(example), code) for code in others)


TEXTS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"]), max_size=40),
    st.sampled_from([
        "NO", "yes",
        "1.10", "~", "null", "- a", "a: b", "# c", "{", "'", '"', "a #b", "x:", "\\n", "%", "*a", "&b", "!t",
        "|", ">", "@", "`",
    ]),
)  # fmt: skip


@given(st.recursive(TEXTS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(
    st.sampled_from(["on", "en", "no", "slug", "a b"]), inner, max_size=3), max_leaves=12))  # fmt: skip
@settings(max_examples=40)
def test_every_text_is_read_back_as_it_was_answered(tmp_path_factory, value):
    made = written(Answers({"network.yaml": Cell({"name": cell(value)}, Place("a", 1))}, {}))
    text = made.texts["network.yaml"]
    path = tmp_path_factory.mktemp("read") / "network.yaml"
    path.write_text(text, encoding="utf-8", newline="")
    refusals = Refusals()
    found = root_of(path, "network.yaml", refusals)
    assert not refusals
    assert isinstance(found.value, dict)
    assert plain(found.value["name"]) == value
    assert len(made.places["network.yaml"]) == text.count("\n")


def cell(value) -> Cell:
    if isinstance(value, list):
        return Cell([cell(one) for one in value], Place("a", 1))
    if isinstance(value, dict):
        return Cell({name: cell(one) for name, one in value.items()}, Place("a", 1))
    return Cell(value, Place("a", 1))


def plain(found: Cell):
    if isinstance(found.value, list):
        return [plain(one) for one in found.value]
    if isinstance(found.value, dict):
        return {name: plain(one) for name, one in found.value.items()}
    return found.value


def test_a_whole_network_of_files_goes_through_answers_and_comes_out_the_same(tmp_path, caspian):
    """The other network, told as answers, is the same network: nothing of the folder is beyond answers."""
    answers: dict[str, Any] = {}
    for path in sorted(CASPIAN.rglob("*.yaml")):
        name = path.relative_to(CASPIAN).parts[0].removesuffix(".yaml")
        value = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 - texts only
        if name == "network":
            answers |= value
        else:
            answers.setdefault(name, []).extend(value if isinstance(value, list) else [value])
    path = tmp_path / "answers.yaml"
    path.write_text(yaml.safe_dump(answers, allow_unicode=True, sort_keys=False), encoding="utf-8")
    folder = tmp_path / "network"
    folder.mkdir()
    for source in CASPIAN.glob("*.csv"):
        (folder / source.name).write_bytes(source.read_bytes())
    made = written(read_answers(path))
    for name, text in made.texts.items():
        if not (folder / name).exists():
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
    report = load_folder(folder, by="operator")
    assert (report.created, dict(report.changed), report.gone) == ((), {}, ())
