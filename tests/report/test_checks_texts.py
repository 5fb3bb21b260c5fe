"""What texts say is held against the record: names, numbers, languages, labels, signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from metronome.ground.text import Made, Making, Text
from metronome.report.rows import PartText
from tests.factories.snapshot import (
    bilateral_row,
    mandate_row,
    node_row,
    partner_row,
    parts,
    person_row,
    printed_list,
    quiet_snapshot,
    words,
)
from tests.report.planted import FORUM, QUIET, SEMINAR, findings, forum, message, planted

# Prose


def test_a_member_whom_the_texts_name_and_nobody_tagged_is_asked_about():
    summary = words("Avec Dakar et Tunis.", "With Dakar.")
    assert planted(activities=forum(summary=summary)) == [("prose.members", "activity:forum")]


@pytest.mark.parametrize(
    "fields",
    [
        {"people": (person_row("", "mayor", member="tunis"),)},
        {"members": (*FORUM.members, *parts("tunis", role="named"))},
    ],
)
def test_a_member_may_be_named_by_a_speaker_or_by_the_officer(fields):
    assert planted(activities=forum(**fields)) == [("prose.members", "activity:forum")]


def test_a_tagged_member_need_not_be_named():
    printed = (printed_list("members.text", {"dakar": "Dakar"}, "activity:forum"),)
    assert planted(printed=printed) == []


def test_a_name_of_several_is_no_question_where_one_of_them_is_tagged():
    assert planted(activities=forum(summary=words("À Springfield.", "In Springfield."))) == []
    untagged = forum(summary=words("À Springfield.", "In Springfield."), members=parts("dakar", "tunis"))
    found = planted(activities=untagged)
    assert ("prose.unclear", "activity:forum") in found
    assert "springfield-west" in message("prose.unclear", activities=untagged).casefold()


def test_a_partner_that_counts_elsewhere_is_asked_about():
    activities = forum(summary=words("Avec l'Institut Alpha et l'Institut Gamma.", "A day."))
    assert planted(activities=activities) == [("prose.partners", "activity:forum")]
    assert "Gamma" not in message("prose.partners", activities=activities)


def test_a_partner_met_in_a_bilateral_counts_too():
    fields = {
        "activities": forum(summary=words("Avec l'Institut Beta.", "A day.")),
        "bilaterals": (bilateral_row("one", partner="beta"),),
    }
    assert planted(**fields) == [("prose.partners", "activity:forum")]


def test_an_organisation_named_in_passing_is_told_once_for_all():
    activities = (
        replace(FORUM, summary=words("Avec l'Institut Beta.", "A day.")),
        replace(SEMINAR, people=(person_row("Office of the director", partner="gamma", is_named_in_text=True),)),
    )
    assert planted(activities=activities) == [("prose.organisations", "period:2021-01..2021-04")]


def test_a_partner_without_a_name_in_the_printed_text_is_told_and_another_in_its_place_is_asked_about():
    silent = printed_list("partners.text", {}, "activity:seminar")
    assert planted(printed=(silent,)) == [("prose.unnamed", "period:2021-01..2021-04")]
    other = printed_list("partners.text", {"beta": "Institut Beta"}, "activity:seminar")
    assert planted(printed=(other,)) == [("prose.partners", "activity:seminar")]
    assert "Alpha Institute, which is tagged" in message("prose.partners", printed=(other,))


# Numbers


@pytest.mark.parametrize(
    "cited", ["{figure:members.totals}", "{members.total}", "{figure: members.total}", "[[members.total]]"]
)
def test_a_reference_to_no_figure_stops(cited):
    texts = (PartText("note", words(f"Note : {cited}.", f"Note: {cited}.")),)
    assert planted(texts=texts) == [
        ("numbers.unknown_figure", "text:note/en"),
        ("numbers.unknown_figure", "text:note/fr"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "141 membres",
        "plus de 1 380 personnes",
        "10 %",
        "10%",
        "(15)",
        "30 participants",
        "« 12 »",
        "+30 ans",
        "3,5",
        "7 mars-elles 8",
    ],
)
def test_a_typed_number_is_asked_about(text):
    source = Text("fr", {"fr": text, "en": "None."}, Text.of({"fr": text, "en": "x"}, source="fr").made)
    assert ("numbers.typed", "text:note/fr") in planted(texts=(PartText("note", source),))


@pytest.mark.parametrize(
    "text",
    [
        "le 8 mars",
        "les 7 et 20 avril",
        "du 1er au 4 mai 2021",
        "en 2021",
        "le plan 2021-2023",
        "2020/21",
        "G1.1 et COVID-19",
        "la 5e édition",
        "{figure:members.total} membres",
        "L'ODD5.",
    ],
)
def test_days_years_codes_and_ordinals_are_no_numbers(text):
    texts = (PartText("note", Text("fr", {"fr": text, "en": text}, words(text).made)),)
    assert [one for one in planted(texts=texts) if one[0] == "numbers.typed" and one[1].endswith("fr")] == []


def test_a_month_stands_before_its_day_in_other_languages():
    texts = (PartText("note", words("Le 8 mars.", "On March 8 and 9.")),)
    assert planted(texts=texts) == []


def test_a_code_of_the_plan_is_no_number():
    nodes = (*QUIET.nodes, node_row("4.1", "G1"))
    activities = forum(results=("G1.1", "4.1"))
    texts = (PartText("note", words("Le résultat 4.1.", "Result 4.1.")),)
    assert planted(nodes=nodes, activities=activities, texts=texts) == []


def test_a_number_is_a_number_in_an_unknown_language():
    network = replace(QUIET.network, languages=("xx",), required_languages=())
    texts = (PartText("note", Text.of({"xx": "8 mars"}, source="xx")),)
    snapshot = quiet_snapshot(network=network, texts=texts)
    assert findings(snapshot) == [("numbers.typed", "text:note/xx")]
    assert message("numbers.typed", "xx", network=network, texts=texts)


def test_a_translation_cites_the_figures_of_its_source():
    texts = (PartText("note", words("Note : {figure:members.total}.", "Note: {figure:members.silent}.")),)
    assert planted(texts=texts) == [("numbers.unlike_translations", "text:note/en")]


# Languages


@pytest.mark.parametrize(
    "fields",
    [
        {"title": Text.of({"fr": "Rapport"}, source="fr")},
        {"texts": (PartText("note", Text.of({"fr": "Note."}, source="fr")),)},
        {"activities": forum(title=Text.of({"fr": "Rencontre forum"}, source="fr"))},
        {"title": replace(words("Rapport", "Report"), texts={"fr": "Bilan", "en": "Report"})},
    ],
)
def test_a_title_or_text_that_lacks_a_required_language_stops(fields):
    found = [rule for rule, subject in planted(**fields) if subject == "language:en"]
    assert found == ["languages.missing"]


def test_missing_and_outdated_are_said_apart():
    outdated = replace(words("Rapport", "Report"), texts={"fr": "Bilan", "en": "Report"})
    missing = forum(title=Text.of({"fr": "Rencontre forum"}, source="fr"))
    said = message("languages.missing", title=outdated, activities=missing)
    assert "Missing in English" in said
    assert "Outdated in English" in said


def test_another_text_that_lacks_a_required_language_is_asked_about_and_one_that_is_not_there_is_not():
    summary = Text.of({"fr": "Une journée."}, source="fr")
    assert planted(activities=forum(summary=summary)) == [("languages.incomplete", "language:en")]
    assert planted(activities=forum(summary=Text())) == []


def test_a_language_that_is_not_required_may_be_missing():
    network = replace(QUIET.network, required_languages=("fr",))
    assert planted(network=network, title=Text.of({"fr": "Rapport"}, source="fr")) == []


def test_what_a_machine_made_is_told():
    source = words("Rapport", "Report")
    title = replace(source, made={"en": Made(Making.MACHINE, source.made["en"].of)})
    assert planted(title=title) == [("languages.machine", "language:en")]


@pytest.mark.parametrize(
    ("subject", "id", "printed", "found"),
    [
        ("regions", "europe", "EUROPA", ("languages.residue", "region:europe")),
        ("regions", "europe", "EUROPE", None),
        ("regions", "europe", "Le continent", None),
        ("regions", "atlantis", "EUROPA", None),
        ("offices", "chair", "CHAIR", ("languages.residue", "office:chair")),
        ("activity:forum", "title", "MEETING FORUM", ("languages.residue", "activity:forum")),
    ],
)
def test_a_heading_in_another_language_of_the_network_is_told(subject, id, printed, found):
    assert planted(printed=(printed_list("headings", {id: printed}, subject),)) == ([found] if found else [])


# Names


def test_every_other_spelling_of_a_member_is_told_in_one_finding():
    printed = (
        printed_list("members.names", {"dakar": "Ndakaaru", "tunis": "TUNIS"}, "annex"),
        printed_list("members.box", {"dakar": "Dakkar", "springfield-east": "Springfield-East"}, "activity:forum"),
        printed_list("members.text", {"dakar": "Dakkar"}, "activity:forum"),
    )
    assert planted(printed=printed) == [("names.spelling", "member:dakar")]
    said = message("names.spelling", printed=printed)
    assert said.count("“Meeting forum”") == 1
    assert "page 9" in said


def test_a_spelling_of_nobody_is_asked_about():
    printed = (printed_list("partners.names", [("", "Institut Omega")], "bilaterals"),)
    assert planted(printed=printed) == [("names.unresolved", "bilaterals")]


# Labels


def test_labels_printed_in_other_words_are_told_in_one_finding():
    printed = (
        printed_list("plan.labels", {"G1": "LIBELLÉ G1", "G1.1": "Autre libellé", "G9": "Inconnu"}, language=""),
        printed_list("challenges.labels", {"C1": "Épreuve", "C9": "Inconnu"}),
    )
    assert planted(printed=printed) == [("labels.plan", "edition:spring-as-printed")]
    assert "Of 5 labels of the plan, 2 are printed" in message("labels.plan", printed=printed)


def test_a_short_label_is_the_plans_word_too():
    nodes = (replace(QUIET.nodes[0], short_label=words("Un", "One")), *QUIET.nodes[1:])
    assert planted(nodes=nodes, printed=(printed_list("plan.labels", {"G1": "Un"}),)) == []


def test_one_thing_under_two_headings_is_told_once():
    printed = tuple(
        printed_list("headings", {"members": heading}, f"activity:{code}")
        for code, heading in (("forum", "Membres activés"), ("seminar", "Membres actifs"), ("third", "MEMBRES ACTIFS"))
    )
    assert planted(printed=printed) == [("labels.headings", "field:members")]
    assert "“Membres actifs” (2 times)" in message("labels.headings", printed=printed)


def test_the_forms_of_an_inclusive_label_are_one_heading():
    offices = (replace(QUIET.offices[0], slug="officer", label=words("Agent·e régional·e", "Regional officer")),)
    items = [("officer", "Agent régional"), ("officer", "AGENTE RÉGIONALE")]
    assert planted(offices=offices, printed=(printed_list("headings", items, "offices"),)) == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("maire de Tunis", False),
        ("Maire de Tunis", False),
        ("Maire de Tunis et présidente du réseau", False),
        ("Tunis", False),
        ("", False),
        ("ancienne maire de Sousse", True),
    ],
)
def test_one_person_under_two_titles_is_told(title, found):
    activities = (FORUM, replace(SEMINAR, people=(person_row("The Chair", title, member="tunis"),)))
    mandates = (mandate_row("chair", "The Chair", "Maire de Tunis"),)
    rules = [("labels.person", "name:the chair")] if found else []
    assert planted(activities=activities, mandates=mandates) == rules


# Signs


@pytest.mark.parametrize(
    ("fields", "subject"),
    [
        ({"title": words("Rapport \U00013080", "Report")}, "text:title"),
        ({"partners": (*QUIET.partners, partner_row("omega\U00013080"))}, "partner:omega\U00013080"),
        ({"activities": forum(people=(person_row("Office \U00013080"),))}, "activity:forum"),
    ],
)
def test_a_sign_that_no_font_has_is_asked_about_before_a_document_is_made(fields, subject):
    assert planted(**fields) == [("rendering.missing_glyph", subject)]
