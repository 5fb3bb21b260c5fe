"""A report is composed by several hands: nothing typed is lost, no typed number goes unseen, no step is one hand's."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from metronome.accounts.enums import Role
from metronome.accounts.models import Person
from metronome.desk.models import Draft
from metronome.ground.audit import Line
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.text import State
from metronome.report.actions import compose_edition, publish_edition
from metronome.report.composing.actions import (
    arrange_edition,
    comment_on_part,
    resolve_comment,
    write_part,
)
from metronome.report.composing.drafted import DRAFTED
from metronome.report.composing.marking import marked, number_of, replaced
from metronome.report.composing.queries import since, text_of
from metronome.report.editions.build import Reading, read_edition
from metronome.report.editions.difference import difference
from metronome.report.enums import EditionState
from metronome.report.figures.ledger import compute_all
from metronome.report.models import Edition, EditionComment
from tests.factories import snapshot as rows
from tests.factories.accounts import make_account, signed_in
from tests.factories.network import text
from tests.factories.report import make_edition, make_frozen
from tests.home.world import make_world
from tests.report.test_rendering_content import Head

DESK = "/fr/desk/reports/"


# Typed numbers


def reading() -> Reading:
    snapshot = rows.quiet_snapshot()
    return Reading(Head(), snapshot, compute_all(snapshot), (), None)  # type: ignore[arg-type]


def test_a_typed_number_is_marked_and_figures_of_that_value_are_offered_first():
    found = marked("En mars 2021, 4 membres et 19 personnes ; {figure:members.total}.", "fr", reading())
    assert [piece.text for piece in found.typed] == ["4", "19"]
    offered = {offer.id: offer.is_equal for offer in found.typed[0].offers}
    assert offered["members.total"]
    assert all(offered.values())
    assert not any(offer.is_equal for offer in found.typed[1].offers)


def test_a_figure_reads_as_its_number_and_a_reference_to_none_is_shown_as_lost():
    ((first, figure, middle, lost, last),) = marked(
        "De {figure:members.total} à {figure:nothing}.", "fr", reading()
    ).paragraphs
    assert (figure.text, figure.figure) == ("4", "members.total")
    assert (lost.text, lost.is_lost) == ("{figure:nothing}", True)
    assert [piece.text for piece in (first, middle, last)] == ["De ", " à ", "."]


def test_what_stands_in_double_brackets_is_said_to_be_no_figure_and_a_link_is_not():
    found = marked("[[19 membres]] et [le plan](https://example.org/a).", "fr", reading())
    assert [piece.text for piece in found.lost] == ["[[19 membres]]"]
    assert found.typed == ()
    assert marked("{figure:members.total} [1]", "fr", reading()).lost == ()


def test_an_empty_line_begins_a_paragraph_wherever_figures_stand():
    paragraphs = marked("{figure:members.total} un.\n\n{figure:members.total}\n \ndeux.", "fr", reading()).paragraphs
    assert ["".join(piece.text for piece in one) for one in paragraphs] == ["4 un.", "4", "deux."]


@pytest.mark.parametrize(
    ("words", "language", "number"),
    [
        ("1\u202f380", "fr", 1380),
        ("1,380", "en", 1380),
        ("1.380", "es", 1380),
        ("3,5", "fr", "3.5"),
        ("12%", "en", 12),
    ],
)
def test_a_number_is_read_as_its_language_writes_it(words, language, number):
    assert str(number_of(words, language)) == str(number)


def test_a_figure_takes_the_place_of_exactly_the_number_that_was_meant():
    words = "4 villes, 4 membres."
    assert replaced(words, 10, "4", "members.total") == "4 villes, {figure:members.total} membres."
    assert replaced(words, 3, "4", "members.total") == words


# Texts by several hands


@pytest.fixture
def edition(db) -> Edition:
    return make_edition(languages=["fr", "en"])


@pytest.fixture
def officer(db) -> Person:
    return make_account("officer", role=Role.OFFICER)


@pytest.fixture
def editor(db) -> Person:
    return make_account("editor", role=Role.EDITOR)


def write(edition: Edition, by: Person, version: int = 0, **texts: str) -> None:
    write_part(edition=edition, part="note", texts=texts, version=version, by=by)


def version(edition: Edition) -> int:
    return since(edition, "note", 0).version


def test_a_text_and_its_translation_written_together_are_in_step(edition, officer):
    write(edition, officer, en="Two towns.", fr="Deux villes.")
    written = text_of(edition, "note")
    assert (written.source, written.state("en")) == ("fr", State.REVIEWED)
    write(edition, officer, version(edition), fr="Trois villes.", en="Two towns.")
    assert text_of(edition, "note").state("en") == State.OUTDATED
    given = {"fr": "Trois villes.", "en": "Two towns."}
    write_part(edition=edition, part="note", texts=given, version=version(edition), by=officer, in_step=["en"])
    assert text_of(edition, "note").state("en") == State.REVIEWED


def test_what_only_others_changed_stays(edition, officer, editor):
    write(edition, officer, fr="Un.", en="One.")
    begun = version(edition)
    write(edition, editor, begun, fr="Un.", en="One, reworded.")
    write(edition, officer, begun, fr="Un, repris.", en="One.")
    assert dict(text_of(edition, "note").texts) == {"fr": "Un, repris.", "en": "One, reworded."}


def test_the_same_language_changed_by_two_is_a_conflict_that_loses_neither(edition, officer, editor):
    write(edition, officer, fr="Un.", en="One.")
    begun = version(edition)
    write(edition, editor, begun, fr="Un, par elle.", en="One.")
    with pytest.raises(Conflict) as met:
        write(edition, officer, begun, fr="Un, par lui.", en="One, by him.")
    (both,) = met.value.differences
    assert (both.field, both.before, both.theirs, both.mine) == ("fr", "Un.", "Un, par elle.", "Un, par lui.")
    assert both.by == str(editor)
    assert met.value.given["en"] == "One, by him."
    assert text_of(edition, "note").texts["fr"] == "Un, par elle."
    write(edition, officer, met.value.version, fr="Un, par lui.", en="One, by him.")
    assert text_of(edition, "note").texts["fr"] == "Un, par lui."


def test_a_draft_is_gone_on_with_from_the_desk_and_gone_once_the_text_is_saved(db):
    make_world()
    edition, page = make_edition(), browser_of(Role.OFFICER)
    address = f"{DESK}{edition.slug}/parts/note/write/"
    typed = {"text_fr": "À moitié écrit", "version": 0}
    page.post(f"/fr/desk/drafts/{DRAFTED}/?identity={edition.slug}:note", typed)
    (way,) = re.findall(r'href="(/fr/desk/reports/typed/[^"]*)"', page.get(DESK).content.decode())
    assert "À moitié écrit</textarea>" in page.get(way, follow=True).content.decode()
    assert "À moitié écrit" not in browser_of(Role.EDITOR).get(DESK).content.decode()
    assert text_of(edition, "note").texts == {}
    page.post(address, {**typed, "do": "save"})
    assert not Draft.objects.exists()


def test_what_is_frozen_takes_no_text_and_no_other_order(officer):
    make_world()
    frozen = make_frozen()
    with pytest.raises(Refusal, match="edition"):
        write(frozen, officer, fr="Trop tard.")
    with pytest.raises(Refusal):
        arrange_edition(edition=frozen, title={}, languages=["fr"], parts=["note"], by=officer)


@pytest.mark.parametrize(
    ("given", "field"),
    [({"languages": []}, "languages"), ({"parts": ["nothing"]}, "parts"), ({"title": {"fr": " "}}, "title")],
)
def test_an_edition_keeps_a_title_a_language_and_a_chapter(edition, officer, given, field):
    whole = {"title": {"fr": "Rapport"}, "languages": ["fr"], "parts": ["note"]}
    with pytest.raises(Refusal) as refused:
        arrange_edition(edition=edition, by=officer, **{**whole, **given})
    assert refused.value.field == field
    assert not Line.objects.filter(verb="arrange").exists()


def test_the_next_edition_begins_with_the_texts_and_the_chapters_of_the_one_before(officer):
    make_world()
    begun = make_edition("spring", parts=["who", "note"])
    write(begun, officer, fr="Bonjour.")
    frozen = make_frozen("summer", parts=["who", "note"], number=2)
    frozen.texts.create(part="note", text=text("Bonjour."))
    begun.delete()
    after = compose_edition(period=frozen.period, by=officer, languages=["fr"], title=frozen.title)
    assert (after.number, after.parts) == (3, ["who", "note"])
    assert str(text_of(after, "note")) == "Bonjour."


def test_the_difference_between_two_editions_names_who_rewrote_a_text(officer):
    make_world()
    before, after = make_edition("a", number=1), make_edition("b", number=2)
    old = read_edition(before).manifest
    write(after, officer, fr="Neuf.")
    found = difference(old, read_edition(after).manifest)
    lines = {row.subject: [line.actor for line in row.lines] for row in found.rows}
    assert lines == {"text:note": [str(officer)]}


# Remarks


def test_a_remark_is_resolved_once_by_a_name(edition, officer, editor):
    comment = comment_on_part(edition=edition, part="note", text=" Which year? ", by=officer)
    assert comment.text == "Which year?"
    resolve_comment(edition=edition, number=comment.pk, by=editor)
    with pytest.raises(Refusal):
        resolve_comment(edition=edition, number=comment.pk, by=editor)
    kept = EditionComment.objects.get()
    assert (kept.by, kept.resolved_by) == (str(officer), str(editor))
    assert "Which year?" not in str([line.change for line in Line.objects.all()])


@pytest.mark.parametrize(("part", "words"), [("note", "  "), ("nothing", "Hm."), ("note", "x" * 2001)])
def test_a_remark_says_something_about_a_part(edition, officer, part, words):
    with pytest.raises(Refusal):
        comment_on_part(edition=edition, part=part, text=words, by=officer)


# Steps


def test_whoever_froze_an_edition_does_not_publish_it(editor):
    make_world()
    frozen = make_frozen()
    Edition.objects.filter(pk=frozen.pk).update(frozen_by=str(editor))
    manifest = read_edition(frozen).manifest
    with pytest.raises(Refusal, match="Another hand"):
        publish_edition(edition=frozen, manifest=manifest, files={}, by=editor)
    assert Edition.objects.get(pk=frozen.pk).state == EditionState.FROZEN


def test_an_edition_is_not_published_after_a_later_one(editor):
    make_world()
    frozen = make_frozen(number=1)
    make_frozen("later", state=EditionState.PUBLISHED, number=2)
    with pytest.raises(Refusal, match="later edition"):
        publish_edition(edition=frozen, manifest=read_edition(frozen).manifest, files={}, by=editor)


# Pages


def browser_of(role: Role) -> Client:
    return signed_in(make_account(f"{role.value}-reads", role=role))


def test_an_edition_is_begun_written_remarked_on_and_frozen_in_the_browser(db):
    make_world()
    page = browser_of(Role.OFFICER)
    begun = page.post(
        f"{DESK}new/",
        {"period": "2021-P1", "language": ["fr"], "part": ["who", "note"], "place_who": 1, "place_note": 2},
    )
    edition = Edition.objects.get()
    assert begun["Location"] == f"{DESK}{edition.slug}/"
    assert edition.parts == ["who", "note"]
    address = f"{DESK}{edition.slug}/"
    looked = page.post(f"{address}parts/note/write/", {"text_fr": "Nous comptons 77 villes.", "do": "look"})
    assert "<mark>77</mark>" in looked.content.decode()
    assert text_of(edition, "note").texts == {}
    put_in = page.post(f"{address}parts/note/write/", {"text_fr": "77 villes", "replace": "fr|0|members.total|77"})
    assert "{figure:members.total} villes" in put_in.content.decode()
    page.post(f"{address}parts/note/write/", {"text_fr": "Nous comptons 77 villes.", "do": "save", "version": 0})
    assert "77" in page.get(address).content.decode()
    browser_of(Role.BOARD_MEMBER).post(f"{address}parts/note/remarks/", {"comment": "D’où vient ce nombre ?"})
    assert "D’où vient ce nombre ?" in page.get(address).content.decode()
    assert page.get(f"{address}freeze/").status_code == 404
    editor = browser_of(Role.EDITOR)
    assert "1 constat empêche" in editor.get(f"{address}freeze/").content.decode()
    finding = next(one for one in read_edition(edition).findings if one.rule == "numbers.typed")
    editor.post(f"{address}waive/", {"finding": finding.digest, "reason": "Compté à la main."})
    assert "Compté à la main." in editor.get(address).content.decode()
    editor.post(f"{address}freeze/")
    edition.refresh_from_db()
    assert edition.state == EditionState.FROZEN
    assert "Une autre main la publie" in editor.get(f"{address}publish/").content.decode()
    assert (
        "<form" in browser_of(Role.SECRETARY_GENERAL).get(f"{address}publish/").content.decode().split("</aside>")[0]
    )


def test_what_two_typed_at_once_stands_beside_each_other_on_the_page(db):
    make_world()
    edition = make_edition()
    address = f"{DESK}{edition.slug}/parts/note/write/"
    browser_of(Role.EDITOR).post(address, {"text_fr": "Elle.", "do": "save", "version": 0})
    answer = browser_of(Role.OFFICER).post(address, {"text_fr": "Lui.", "do": "save", "version": 0})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Elle." in page
    assert "Lui." in page


def test_a_part_that_is_left_out_is_in_no_preview(db):
    make_world()
    edition = make_edition(parts=["who", "note"])
    preview = browser_of(Role.FINANCE).get(f"{DESK}{edition.slug}/preview/").content.decode()
    assert preview.index('id="who"') < preview.index('id="note"')
    assert 'id="media"' not in preview
