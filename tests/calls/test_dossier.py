"""The dossier of a panel: anybody counts it again, and each change of it is named."""

from __future__ import annotations

import json
import zipfile
from io import BytesIO

import pytest
from django.urls import reverse

from metronome.accounts.enums import Role
from metronome.calls.actions import deciding, panels
from metronome.calls.dossier.verifying import verify_dossier
from metronome.calls.dossier.writing import ASIDE, _locked, archived, dossier_of, write_dossier
from tests.factories.accounts import make_office, signed_in
from tests.factories.network import make_network
from tests.factories.panels import make_juror, make_panel_of_three

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def network(db):
    make_network()


def tampered(found, name: str, before: bytes, after: bytes, tmp_path, *, resealed: bool) -> list[str]:
    """What the check says of a dossier in which something was replaced; `resealed`: with a digest to match."""
    from metronome.ground.files import sha256_of

    files = dossier_of(found)
    assert before in files[name]
    files[name] = files[name].replace(before, after, 1)
    if resealed:
        manifest = json.loads(files["manifest.json"])
        manifest["files"][name] = sha256_of(files[name])
        files["manifest.json"] = json.dumps(manifest).encode()
    target = tmp_path / "changed.zip"
    target.write_bytes(archived(files))
    return verify_dossier(target)


def test_a_dossier_holds_and_each_change_of_it_is_named(tmp_path):
    found, juror, entries = make_panel_of_three()
    panels.add_relation(juror=make_juror(found, "Other"), relation="city", name="Quito", by="secretary")
    deciding.propose_first(found=found, outcome="winner", by="secretary")
    deciding.apply_verdicts(call=found.call, by="chair")
    assert verify_dossier(write_dossier(found, tmp_path / "whole.zip")) == []
    assert verify_dossier(write_dossier(found, tmp_path / "folder")) == []
    assert tampered(found, "reviews.csv", b",9,", b",1,", tmp_path, resealed=False) == ["reviews.csv was changed."]
    code = entries[0].code.encode()
    for name, before, after in (
        ("reviews.csv", b",9,", b",1,"),
        ("ranking.json", b'"mean_exact": "9"', b'"mean_exact": "8"'),
        ("method.json", b'"places": 1', b'"places": 3'),
        ("conflicts.csv", b"own_city", b"country"),
        ("applications.csv", b",winner", b","),
        ("verdicts.csv", code + b",winner", code + b",other"),
        ("readers.csv", f"{entries[0].code},{juror}".encode(), f"{entries[2].code},juror:{juror.pk + 1}".encode()),
    ):
        assert tampered(found, name, before, after, tmp_path, resealed=True), name


def test_the_dossier_comes_as_an_archive_whose_bytes_are_the_same_twice():
    found, _juror, _entries = make_panel_of_three()
    editor = signed_in(make_office("editor", role=Role.EDITOR))
    one, two = (editor.get(reverse("calls:dossier", args=["award", "jury"])).content for _ in range(2))
    assert one == two
    assert "reviews.csv" in zipfile.ZipFile(BytesIO(one)).namelist()
    assert found.sha256 in zipfile.ZipFile(BytesIO(one)).read("method.json").decode()


def test_what_a_killed_writer_left_is_swept_by_the_next_and_what_another_writes_stays(tmp_path):
    found, _juror, _entries = make_panel_of_three()
    held, left = (tmp_path / f"{ASIDE}{name}" for name in ("held", "left"))
    held.mkdir()
    left.mkdir()
    (left / "method.json").write_text("{")
    with _locked(held):
        write_dossier(found, tmp_path / "whole")
    assert sorted(one.name for one in tmp_path.iterdir()) == [held.name, "whole"]
    write_dossier(found, tmp_path / "next")
    assert sorted(one.name for one in tmp_path.iterdir()) == ["next", "whole"]
