"""What is recognised in published reports: measured against what is known to stand in them."""

from __future__ import annotations

from datetime import date

import pytest
import yaml

from metronome.ground.period import Period
from metronome.intake.past.lines import lines_of_text
from metronome.intake.past.reading import Read, read_report
from metronome.intake.past.source import lines_of_file
from metronome.plan.models import Challenge, Node
from metronome.record.enums import InvolvementRole
from metronome.record.models import Activity
from metronome.report.editions.build import read_record
from metronome.report.rendering.pdf import render_pdf
from metronome.report.rendering.word import render_docx
from tests.instances import PROJECT
from tests.intake.past.measuring import TAGS, Truth, measured

SHARED = PROJECT.parent / "shared"
PRINTED = SHARED / "documents" / "001_54c5eca7753500ff.txt"
TRANSCRIBED = SHARED / "data" / "metropolis" / "activities.yaml"
PLAN = "sap-2021-2023"
LEAST = 0.95
FOUR_MONTHS = Period(date(2021, 1, 1), date(2021, 4, 30))

pytestmark = pytest.mark.django_db


def judged(read: Read, truths: list[Truth], what: str) -> None:
    """Print recall and precision, and hold them against what is wanted."""
    found = measured(read.activities, truths)
    print("\n" + found.told(what))
    for name in ("activities", *TAGS):
        assert found[name].recall >= LEAST, f"{what}: {name}: {found[name]}"
        assert found[name].precision >= LEAST, f"{what}: {name}: {found[name]}"
    assert found["lines"].recall >= LEAST, what


def transcribed() -> list[Truth]:
    rows = yaml.safe_load(TRANSCRIBED.read_text(encoding="utf-8"))["activities"]
    return [
        Truth(
            row["title"]["fr"],
            frozenset((day["start"], day["end"]) for day in row["dates"]),
            {
                "results": frozenset(f"{PLAN}/{code}" for code in row["results"]),
                "challenges": frozenset(f"{PLAN}/{code}" for code in row["challenges"]),
                "members": frozenset(row["members"]),
                "partners": frozenset(row["alliances"]),
            },
            f"{PLAN}/L{row['section']}",
            row["kind"],
        )
        for row in rows
    ]


def key_of(coded: Node | Challenge) -> str:
    return f"{coded.plan.slug}/{coded.code}"


def on_record(language: str) -> list[Truth]:
    """The activities of the record, as they stand in a report made of it."""
    return [
        Truth(
            activity.title.in_(language),
            frozenset((str(day.first_day), str(day.last_day)) for day in activity.occurrences.all()),
            {
                "results": frozenset(
                    f"{tag.result.plan.slug}/{tag.result.code}" for tag in activity.result_tags.all()
                ),
                "challenges": frozenset(key_of(tag.challenge) for tag in activity.challenge_tags.all()),
                "members": frozenset(
                    part.member.slug
                    for part in activity.involvements.all()
                    if part.member and part.role == InvolvementRole.ACTIVATED
                ),
                "partners": frozenset(
                    part.partner.slug
                    for part in activity.involvements.all()
                    if part.partner and part.role != InvolvementRole.NAMED
                ),
            },
            key_of(activity.lead_line) if activity.lead_line else "",
            activity.kind.slug,
        )
        for activity in Activity.objects.counted()
    ]


@pytest.mark.skipif(not PRINTED.exists(), reason="the documents do not lie beside the project")
def test_the_printed_report_is_recognised_and_none_of_it_is_proposed_twice(metropolis):
    read = read_report(lines_of_text(PRINTED.read_text(encoding="utf-8")))
    assert (read.language, read.period, read.layout) == ("fr", FOUR_MONTHS, "progress-report")
    judged(read, transcribed(), "printed report, text")
    assert sorted(read.codes) == sorted(Activity.objects.values_list("code", flat=True))


@pytest.mark.parametrize(
    ("language", "form"),
    [(language, form) for form in ("docx", "pdf") for language in ("fr", "en", "es")],
)
@pytest.mark.slow
def test_our_own_report_is_read_back(metropolis, tmp_path, language, form):
    shown = read_record(FOUR_MONTHS).content(language)
    file = tmp_path / f"report.{form}"
    file.write_bytes(render_docx(shown) if form == "docx" else render_pdf(shown, b"{}"))
    lines = lines_of_file(file, form)
    judged(read_report(lines), on_record(language), f"own report, {form}, {language}")
    if form == "docx":
        text = lines_of_text("\n".join(line.text for line in lines))
        judged(read_report(text), on_record(language), f"own report, text, {language}")
        assert all(read_report(text).codes)


BULLETINS = {
    "en": """Half-year bulletin, July-December 2021
Money

What was done

14 September
One berth calendar
Six ports wrote down who lies where, as a sounding of what shipping lines need.
Outputs served: G3.1 One berth calendar
Ports that took part: Astara (south), Krasnovodsk and Baku
Together with: CPI

3 to 5 November
A gauge for all
Readings were compared.
Worries
Silt in the channels
Outputs served
G1.1
Ports that took part
Bandar-e Anzali

Money
14 September
Members paid.
""",
    "fa": """خبرنامه نیم‌سال، ژوئیه تا دسامبر ۲۰۲۱
آنچه انجام شد

۱۴ سپتامبر
تقویم پهلوگیری
شش بندر نوشتند چه کسی کجا می‌ایستد.
خروجی‌ها: G3.1
بندرهای شرکت‌کننده: آستارا، باکو، بندر انزلی
همراه با: پژوهشکده کرانه

پول
""",
}


def test_a_bulletin_of_another_network_is_read_by_its_own_labels(caspian):
    read = read_report(lines_of_text(BULLETINS["en"]))
    assert (read.layout, read.language) == ("bulletin", "en")
    assert read.period == Period(date(2021, 7, 1), date(2021, 12, 31))
    berths, gauge = read.activities
    assert [one.title.value for one in (berths, gauge)] == ["One berth calendar", "A gauge for all"]
    assert [found.value for found in berths.results] == ["goals-2021/G3.1"]
    assert [found.value for found in berths.members] == ["astara-south", "turkmenbashi", "baku"]
    assert [found.value for found in berths.partners] == ["coastal-institute"]
    assert berths.kind is not None
    assert berths.kind.value == "sounding"
    assert [(str(day.span.first_day), str(day.span.last_day)) for day in gauge.days] == [("2021-11-03", "2021-11-05")]
    assert [found.value for found in gauge.challenges] == ["goals-2021/silt"]
    assert [found.value for found in gauge.results] == ["goals-2021/G1.1"]
    assert read.codes == ["berth-calendar", ""]


def test_a_report_in_a_script_from_the_right_is_read_and_what_has_two_meanings_stays_open(caspian):
    read = read_report(lines_of_text(BULLETINS["fa"]))
    (berths,) = read.activities
    assert (read.language, berths.title.value) == ("fa", "تقویم پهلوگیری")
    assert [found.value for found in berths.members] == ["", "baku", "anzali"]
    assert set(berths.members[0].candidates) == {"astara-north", "astara-south"}
    assert berths.members[0].confidence == 0
    assert [found.value for found in berths.partners] == ["coastal-institute"]
