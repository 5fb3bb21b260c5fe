"""A list that comes in: each row has its fate, what comes in is what stands there, and the same again is nothing."""

from __future__ import annotations

import csv
import io
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils.translation import override

from metronome.ground.audit import Line, verify
from metronome.ground.refusal import Refusal
from metronome.ground.text import State as Standing
from metronome.intake.lists.actions import ListRefused, import_list
from metronome.intake.lists.catalogue import LISTINGS
from metronome.intake.lists.enums import Fate
from metronome.intake.lists.exporting import export_file, template
from metronome.intake.lists.incoming import Choices
from metronome.intake.lists.looking import look_at
from metronome.intake.lists.on_record import Pick
from metronome.network.models import Alias, Contact, Member
from metronome.record.enums import EvidenceKind, State
from metronome.record.models import Activity, Evidence, MediaMention
from tests.factories.network import make_member, make_network, make_partner, text
from tests.factories.plan import make_node, make_plan
from tests.factories.record import make_kind

pytestmark = pytest.mark.django_db


@pytest.fixture
def network(db) -> None:
    """A small network: two members, a partner, a plan with two results, a kind."""
    make_network()
    make_member("dakar", name=text("Dakar"))
    make_member("lagos", name=text("Lagos"))
    make_partner("alliance", name=text("Alliance des villes"))
    line = make_node(make_plan(), "L1")
    make_node(line.plan, "R1", line)
    make_node(line.plan, "R2", line)
    make_kind("event")


def written(place: Path, *rows: str, name: str = "list.csv") -> Path:
    path = place / name
    path.write_text("\n".join(rows) + "\n", encoding="utf-8")
    return path


def exported(place: Path, kind: str, format: str = "csv") -> Path:
    path = place / f"{kind}.{format}"
    path.write_bytes(export_file(LISTINGS[kind], format, all=True))
    return path


def fates(path: Path, kind: str = "", **choices: Any) -> list[Fate]:
    return [one.fate for one in look_at(path, kind=kind, choices=Choices(**choices)).fates()]


def reasons(path: Path, kind: str = "", **choices: Any) -> list[tuple[str, str]]:
    rows = look_at(path, kind=kind, choices=Choices(**choices)).fates()
    return [(refusal.field, refusal.reason) for one in rows for refusal in one.refusals]


@pytest.mark.parametrize("network", ["caspian", pytest.param("metropolis", marks=pytest.mark.slow)])
def test_what_was_exported_comes_in_and_changes_nothing(db, request, network, tmp_path):
    request.getfixturevalue(network)
    lines = Line.objects.count()
    for kind in LISTINGS:
        report = import_list(path=exported(tmp_path, kind), kind=kind, source="file", by="editor")
        assert (report.kind, set(report.counts) - {Fate.UNCHANGED}) == (kind, set())
    assert Line.objects.count() == lines


def test_what_was_exported_as_a_workbook_comes_in_and_changes_nothing(caspian, tmp_path):
    for kind in ("activities", "members"):
        path = exported(tmp_path, kind, "xlsx")
        assert set(fates(path)) == {Fate.UNCHANGED}
        with zipfile.ZipFile(path) as parts:
            assert b"<f>" not in parts.read("xl/worksheets/sheet1.xml")


def test_every_heading_of_a_template_is_known_when_it_comes_back(caspian, tmp_path):
    for language in ("en", "ar", "fa"):
        with override(language):
            for kind, listing in LISTINGS.items():
                (path := tmp_path / f"{kind}.xlsx").write_bytes(template(listing))
                look = look_at(path, kind=kind)
                assert list(look.choices.columns.values()) == listing.keys(look.record.languages.all), (language, kind)


def test_what_left_an_instance_comes_into_an_empty_list_as_it_was(caspian, tmp_path):
    path = exported(tmp_path, "media")
    held = list(LISTINGS["media"].given(LISTINGS["media"].rows()))
    MediaMention.objects.all().delete()
    assert import_list(path=path, source="file", by="editor").counts == {Fate.NEW: len(held)}
    assert list(LISTINGS["media"].given(LISTINGS["media"].rows())) == held


def test_a_new_row_becomes_a_published_activity_and_the_same_file_again_nothing(network, tmp_path):
    path = written(
        tmp_path,
        "title (fr),days,kind,results,members,partners,counts",
        "Forum de l’eau,17/03/2021,event,R1; R2,Dakar; lagos,alliance,more than 100 registrations",
    )
    first = import_list(path=path, source="file water.csv", by="editor")
    activity = Activity.objects.get()
    assert (first.counts, activity.state, activity.author) == ({Fate.NEW: 1}, State.PUBLISHED, "file water.csv")
    assert (activity.code, activity.approver) == ("forum-de-leau-2021-03-17", "editor")
    assert activity.participations.get().number == 100
    assert import_list(path=path, source="file water.csv", by="editor").counts == {Fate.UNCHANGED: 1}
    assert list(verify()) == []


def test_a_changed_cell_changes_that_field_alone_and_leaves_one_line(caspian, tmp_path):
    path = exported(tmp_path, "activities")
    rows = list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))
    changed = next(row for row in rows if row["code"] == "gauge-trial")
    changed["source"] = "Minutes of the committee"
    with path.open("w", encoding="utf-8") as file:
        writer = csv.DictWriter(file, rows[0].keys())
        writer.writeheader()
        writer.writerows(rows)
    look = next(one for one in look_at(path).fates() if one.fate is Fate.CHANGED)
    assert dict(look.changes) == {"source": (look.changes["source"][0], "Minutes of the committee")}
    before = Line.objects.count()
    import_list(path=path, source="file", by="editor")
    assert Line.objects.count() == before + 1
    assert set(Line.objects.latest("number").change) <= {"source", "author", "approver"}


def test_a_column_that_is_not_there_says_nothing(caspian, tmp_path):
    before = Member.objects.get(slug="baku")
    path = written(tmp_path, "slug,official_name", "baku,City of Baku")
    import_list(path=path, kind="members", source="file", by="editor")
    after = Member.objects.get(slug="baku")
    assert (after.official_name, after.name, after.latitude) == ("City of Baku", before.name, before.latitude)


def test_a_new_wording_of_the_source_leaves_its_translations_outdated(network, tmp_path):
    member = Member.objects.get(slug="dakar")
    member.name = text("Dakar").with_text("en", "Dakar city")
    member.save()
    path = written(tmp_path, "slug,Nom (fr),Name (en)", "dakar,Ville de Dakar,Dakar city")
    import_list(path=path, kind="members", source="file", by="editor")
    assert Member.objects.get(slug="dakar").name.state("en") is Standing.OUTDATED


def test_what_a_table_cannot_say_stays_as_it_is(network, tmp_path):
    path = written(tmp_path, "code,title (fr),days,kind,evidence", "forum,Forum,2021-03-17,event,https://example.org")
    import_list(path=path, kind="activities", source="file", by="editor")
    activity = Activity.objects.get(code="forum")
    Evidence.objects.create(activity=activity, kind=EvidenceKind.FILE, file="0" * 64 + ".pdf")
    path = written(tmp_path, "code,evidence", "forum,https://example.org/minutes")
    import_list(path=path, kind="activities", source="file", by="editor")
    kept = {one.url or one.file for one in activity.evidence.all()}
    assert kept == {"https://example.org/minutes", "0" * 64 + ".pdf"}


def test_refused_rows_are_named_by_row_and_column_and_nothing_comes_in(network, tmp_path):
    path = written(
        tmp_path,
        "code,title (fr),days,kind,results,counts",
        "good,Forum,2021-03-17,event,R1,",
        "no-day,Forum,,event,R1,",
        "no-code,Forum,2021-03-17,event,R9,",
        "no-kind,Forum,2021-03-17,evnt,R1,",
        "no-count,Forum,2021-03-17,event,R1,dozens of people",
        "good,Forum,2021-03-18,event,R1,",
    )
    found = {(one.number, refusal.field) for one in look_at(path).fates() for refusal in one.refusals}
    assert found == {(3, "days"), (4, "results"), (5, "kind"), (6, "counts"), (7, "code")}
    with pytest.raises(ListRefused) as refused:
        import_list(path=path, source="file", by="editor")
    assert len(refused.value.report.refused) == 5
    assert not Activity.objects.exists()


def test_the_accepted_rows_come_in_alone_where_that_was_chosen(network, tmp_path):
    path = written(tmp_path, "code,title (fr),days,kind", "good,Forum,2021-03-17,event", "bad,Forum,never,event")
    report = import_list(path=path, only_accepted=True, source="file", by="editor")
    assert report.counts == {Fate.NEW: 1, Fate.REFUSED: 1}
    assert list(Activity.objects.values_list("code", flat=True)) == ["good"]


def test_an_activity_at_the_desk_is_not_changed_by_a_list(network, tmp_path):
    path = written(tmp_path, "code,title (fr),days,kind", "forum,Forum,2021-03-17,event")
    import_list(path=path, source="file", by="editor")
    Activity.objects.update(state=State.IN_REVIEW)
    assert fates(path) == [Fate.UNCHANGED]
    written(tmp_path, "code,title (fr),days,kind", "forum,Autre forum,2021-03-17,event")
    assert reasons(path) == [("code", "Somebody is at work on this activity at the desk.")]


def test_a_name_that_resolves_to_nobody_is_asked_and_the_answer_learnt(network, tmp_path):
    path = written(tmp_path, "code,title (fr),days,kind,members", "forum,Forum,2021-03-17,event,Dakkar")
    (one,) = look_at(path).fates()
    assert [(asked.kind, asked.text, asked.candidates) for asked in one.unresolved] == [
        ("member", "Dakkar", ("dakar",))
    ]
    pick = Pick("member", "Dakkar", "dakar")
    report = import_list(path=path, picks=[pick], source="file", by="editor")
    assert (report.learnt, Alias.objects.get().spelling) == (["Dakkar"], "Dakkar")
    assert fates(path) == [Fate.UNCHANGED]


def test_headings_are_known_in_every_language_of_the_network(network, tmp_path):
    path = written(tmp_path, "Code;Titre;Jours;Type;Résultats", "forum;Forum;17.03.2021;EVENT;R1", name="a.csv")
    look = look_at(path)
    assert list(look.choices.columns.values()) == ["code", "title_fr", "days", "kind", "results"]
    assert [one.fate for one in look.fates()] == [Fate.NEW]


def test_a_day_that_can_be_read_in_two_ways_is_refused_until_somebody_chooses(network, tmp_path):
    path = written(tmp_path, "slug,since", "dakar,01/02/2001")
    ((field, reason),) = reasons(path, "members")
    assert (field, "two days" in reason) == ("since", True)
    assert fates(path, "members", days="dmy") == [Fate.CHANGED]
    import_list(path=path, kind="members", choices=Choices(days="dmy"), source="file", by="editor")
    assert Member.objects.get(slug="dakar").standings.get().since == date(2001, 2, 1)


def test_a_day_for_one_of_several_standings_is_not_lost_in_silence(caspian, tmp_path):
    path = written(tmp_path, "slug,since", "baku,2001-02-01")
    assert [field for field, _reason in reasons(path, "members")] == ["since"]


def test_a_preview_that_is_no_longer_true_is_not_committed(network, tmp_path):
    path = written(tmp_path, "slug,official_name", "dakar,Ville de Dakar")
    with pytest.raises(Refusal, match="changed since"):
        import_list(path=path, kind="members", seen="of another day", source="file", by="editor")
    assert Member.objects.get(slug="dakar").official_name == ""


def test_a_person_who_comes_in_stands_in_no_line_of_the_audit(network, tmp_path):
    path = written(tmp_path, "name,office (fr),member,public", "Office Holder,maire,dakar,oui")
    import_list(path=path, kind="contacts", source="file", by="editor")
    assert Contact.objects.get(slug="maire-dakar").is_public
    assert not [line for line in Line.objects.all() if "Office Holder" in str(line.change)]


@pytest.mark.parametrize(
    ("kind", "columns", "field"),
    [("", {}, "as"), ("bilaterals", {}, "columns"), ("members", {"one": "slug", "two": "slug"}, "columns")],
)
def test_columns_that_say_too_little_are_refused_by_name(network, tmp_path, kind, columns, field):
    with pytest.raises(Refusal) as refused:
        look_at(written(tmp_path, "one,two", "a,b"), kind=kind, choices=Choices(columns=columns))
    assert refused.value.field == field
