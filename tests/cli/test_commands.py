"""Every command as an operator types it: what it says, how it ends, what it leaves."""

from __future__ import annotations

import docx
import pytest

SPRING = ("--period", "2021-01..2021-04")


def test_the_same_folder_twice_changes_nothing(instance, folder):
    again = instance.json("load", folder)
    assert (again["created"], again["changed"], again["gone"]) == ([], {}, [])
    assert sum(again["unchanged"].values()) > 400


def test_a_folder_that_cannot_come_in_is_refused_with_file_row_field_and_remedy(instance, folder, edit):
    edit("activities.yaml", "results: [L1A2D4, L3A2D2]", "results: [L1A2D4, L9A9D9]")
    refused = instance.json("load", folder, code=1)["refused"]
    assert [(row["file"], row["field"]) for row in refused] == [("activities.yaml", "results")]
    assert "L9A9D9" in refused[0]["reason"]
    assert refused[0]["row"] > 0
    assert refused[0]["remedy"]
    assert instance.json("load", "reference/metropolis")["changed"] == {}


def test_figures_are_printed_with_value_bounds_unit_and_rows(instance):
    figures = instance.json("figures", *SPRING)["figures"]
    assert figures["results.worked_on"]["value"] == 21
    assert figures["members.activated"]["value"] == 63
    registrations = figures["people.engaged.registrations"]
    assert (registrations["value"], registrations["low"], registrations["strict"], registrations["high"]) == (
        None, 200, True, None,
    )  # fmt: skip
    assert len(figures["activities.total"]["rows"]) == 29
    assert set(figures["activities.total"]["definition"]) == {"fr", "en", "es"}


@pytest.mark.parametrize("period", ["2021-P1", "2021-01-01..2021-04-30", "2021-01..2021-04"])
def test_a_period_reads_in_each_of_its_ways(instance, period):
    assert instance.json("figures", "--period", period, "--only", "activities.total")["period"] == {
        "first": "2021-01-01",
        "last": "2021-04-30",
    }


def test_a_period_that_is_none_ends_with_2_and_says_how_one_is_written(instance):
    assert "2021-P1" in instance.run("figures", "--period", "spring", code=2)


def test_a_figure_that_there_is_not_is_refused(instance):
    assert "no.such" in instance.run("figures", *SPRING, "--only", "no.such", code=1)


def test_check_names_the_result_missing_in_the_printed_list(instance):
    findings = instance.json("check", *SPRING)["findings"]
    missing = [finding for finding in findings if finding["rule"] == "lists.missing"]
    assert [finding["subject"] for finding in missing] == ["list:results.worked_on"]
    assert all("L1A1D3" in missing[0]["message"][language] for language in ("fr", "en", "es"))
    assert missing[0]["severity"] == "ask"


def test_an_empty_instance_says_what_to_do(tmp_path, loaded):
    empty = type(loaded)(tmp_path / "empty")
    assert "metronome load" in empty.run("figures", code=1)


def test_a_wrong_call_ends_with_2(instance):
    assert "--no-such-option" in instance.run("figures", "--no-such-option", code=2)


def test_a_call_is_begun_from_a_template_as_a_proposal_and_from_nothing_else(instance):
    begun = instance.json("call", "begin", "template-pilot", "--by", "officer@example.org")
    assert begun["template"] == "template-pilot"
    assert begun["proposal"] > 0
    said = instance.run("call", "begin", "guangzhou-award-5", code=1)
    assert "There is no template “guangzhou-award-5”." in said
    assert "template-pilot" in said


def test_the_audit_chain_holds_and_prints_its_head(instance):
    answer = instance.json("audit", "verify")
    assert answer["broken"] == []
    number, _, head = answer["anchor"].partition(":")
    assert int(number) > 400
    assert len(head) == 64
    assert instance.json("audit", "verify", "--anchor", answer["anchor"]) == answer
    assert "as metronome audit verify printed it" in instance.run("audit", "verify", "--anchor", "497:abc", code=1)


def test_doctor_finds_a_loaded_instance_well_and_an_empty_one_not(instance, loaded, tmp_path):
    assert {row["is_well"] for row in instance.json("doctor")} == {True}
    empty = {row["what"]: row["is_well"] for row in type(loaded)(tmp_path / "empty").json("doctor", code=1)}
    assert not empty["database"]


class TestReport:
    def test_is_the_same_bytes_when_built_twice(self, instance, tmp_path):
        for place in ("a", "b"):
            instance.run("report", "build", *SPRING, "--languages", "fr", "--out", tmp_path / place)
        names = sorted(path.name for path in (tmp_path / "a").iterdir())
        assert names == ["report.fr.docx", "report.fr.html", "report.fr.pdf", "report.json"]
        for name in names:
            assert (tmp_path / "a" / name).read_bytes() == (tmp_path / "b" / name).read_bytes(), name

    def test_strict_ends_with_1_only_when_findings_stop_publication(self, instance, folder, edit, tmp_path):
        build = ("report", "build", *SPRING, "--languages", "fr", "--formats", "json", "--out", tmp_path / "out")
        assert instance.json(*build, "--strict")["findings"]["stop"] == 0
        edit(
            "editions/report-2021-01-04.yaml",
            "Le premier quadrimestre du nouveau plan montre un réseau au travail : {figure:activities.total}",
            "Le premier quadrimestre du nouveau plan montre un réseau au travail : {figure:activities.totals}",
        )
        instance.run("load", folder)
        assert instance.json(*build)["findings"]["stop"] == 1
        assert instance.json(*build, "--strict", code=1)["findings"]["stop"] == 1

    def test_verifies_and_a_changed_digit_is_found(self, instance, tmp_path):
        instance.run("report", "build", *SPRING, "--languages", "fr", "--formats", "pdf,json", "--out", tmp_path)
        for name in ("report.fr.pdf", "report.json"):
            verdict = instance.json("report", "verify", tmp_path / name)
            assert (verdict["holds"], verdict["authenticity"]) == (True, "known_key")
        text = (tmp_path / "report.json").read_text(encoding="utf-8")
        (tmp_path / "changed.json").write_text(text.replace('"value":63', '"value":64', 1), encoding="utf-8")
        verdict = instance.json("report", "verify", tmp_path / "changed.json", code=1)
        assert (verdict["is_consistent"], verdict["authenticity"]) == (False, "forged")
        assert any("members.activated" in problem for problem in verdict["problems"])

    def test_takes_the_word_template_that_staff_have_edited(self, instance, tmp_path):
        build = ("report", "build", *SPRING, "--languages", "fr", "--formats", "docx", "--out", tmp_path)
        own = instance.home / "templates" / "progress.docx"
        instance.run("report", "template", "--out", own)
        edited = docx.Document(str(own))
        edited.paragraphs[0].insert_paragraph_before("Confidential until the Board has met")
        edited.save(str(own))
        instance.run(*build)
        words = [paragraph.text for paragraph in docx.Document(str(tmp_path / "report.fr.docx")).paragraphs]
        assert words[0] == "Confidential until the Board has met"
        edited.paragraphs[0].text = "{{ no_such_word }}"
        edited.save(str(own))
        assert "no_such_word" in instance.run(*build, code=1)

    def test_of_another_instance_is_signed_by_an_unknown_key(self, instance, loaded, tmp_path):
        instance.run("report", "build", *SPRING, "--languages", "fr", "--formats", "json", "--out", tmp_path)
        stranger = type(loaded)(tmp_path / "stranger")
        verdict = stranger.json("report", "verify", tmp_path / "report.json")
        assert (verdict["holds"], verdict["authenticity"]) == (True, "unknown_key")

    def test_a_file_that_is_no_report_is_refused_with_what_helps(self, instance, tmp_path):
        letter = tmp_path / "letter.txt"
        letter.write_text("Dear members")
        for asked in (("verify", letter), ("diff", letter, letter)):
            answer = instance.run("report", *asked, code=1)
            assert "cannot be read as a report" in answer
            assert "metronome report build" in answer

    def test_an_edit_changes_exactly_its_figures_and_names_who_and_when(self, instance, folder, edit, tmp_path):
        build = ("report", "build", *SPRING, "--languages", "fr", "--formats", "json", "--out")
        instance.run(*build, tmp_path / "before")
        edit("activities.yaml", "results: [L2A2D4, L3A2D2]", "results: [L2A2D4]")
        instance.run("load", folder, "--by", "officer for research", "--why", "It raised no funds.")
        instance.run(*build, tmp_path / "after")
        found = instance.json(
            "report", "diff", tmp_path / "before" / "report.json", tmp_path / "after" / "report.json"
        )
        changed = [figure["id"] for figure in found["figures"]]
        assert changed == ["coverage.by_line", "results.by_result", "results.worked_on"]
        assert [row["subject"] for row in found["rows"]] == ["activity:urban-forestry-days-session"]
        assert [(line["actor"], line["verb"], line["why"]) for line in found["rows"][0]["lines"]] == [
            ("officer for research", "update", "It raised no funds.")
        ]
        words = instance.run("report", "diff", tmp_path / "before" / "report.json", tmp_path / "after" / "report.json")
        assert "officer for research" in words

    def test_is_frozen_published_and_never_made_again(self, instance, folder, edit, tmp_path):
        instance.run("report", "build", *SPRING, "--formats", "json", "--out", tmp_path / "first")
        slug = next(row["edition"] for row in instance.json("report", "list") if row["state"] == "composing")
        instance.run("report", "freeze", slug, "--by", "officer")
        findings = instance.json("check", "--edition", slug)["findings"]
        asked = [finding["digest"] for finding in findings if finding["severity"] == "ask"]
        assert "findings begin with" in instance.run(
            "report", "waive", *asked, "no-digest", *SPRING, "--reason", "Printed so.", "--by", "editor", code=1
        )
        assert "stand in the way" in instance.run("report", "publish", slug, code=1)
        instance.run("report", "waive", *asked, *SPRING, "--reason", "Printed so.", "--by", "editor")
        instance.run("report", "publish", slug, "--by", "editor")
        edit("activities.yaml", "results: [L2A2D4, L3A2D2]", "results: [L2A2D4]")
        instance.run("load", folder)
        instance.run("report", "build", "--edition", slug, "--formats", "json", "--out", tmp_path / "later")
        instance.run("report", "next", slug, "--by", "officer")
        states = {row["edition"]: row["state"] for row in instance.json("report", "list")}
        assert states[slug] == "published"
        assert sorted(states.values()).count("composing") == 1
        following = next(name for name, state in states.items() if state == "composing")
        found = instance.json("report", "diff", slug, following)
        assert "results.worked_on" in [figure["id"] for figure in found["figures"]]
