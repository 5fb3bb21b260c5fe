"""Editions: composed, frozen, published, superseded; and what refuses each step."""

from __future__ import annotations

import os
from datetime import date

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from django.core.exceptions import ImproperlyConfigured
from django.db import IntegrityError, transaction

from metronome.ground.audit import Line
from metronome.ground.period import Calendar, Period
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.report.actions import compose_edition, freeze_edition, publish_edition
from metronome.report.editions.difference import difference
from metronome.report.editions.keys import Signature, is_genuine, is_known, public_key, sign
from metronome.report.editions.manifest import Head, Manifest, make_manifest, read_manifest
from metronome.report.enums import EditionState, Severity
from metronome.report.figures.ledger import compute_all
from metronome.report.models import Edition, EditionText
from metronome.report.rows import ActivityRow, DaysRow, KindRow, NetworkRow
from metronome.report.snapshot import Snapshot

SPRING = Period(date(2021, 1, 1), date(2021, 4, 30))
LANGUAGES = ("fr", "en")
OFFICER, EDITOR = "officer for Africa", "head of communication"
FILES = {("fr", "pdf"): ("0" * 64, 12), ("", "json"): ("1" * 64, 7)}


def text(words: str) -> Text:
    return Text.of({"fr": words}, source="fr")


def network() -> NetworkRow:
    return NetworkRow("ville", text("Réseau"), Text(), Text(), LANGUAGES, ("fr",), Calendar(1, (1, 5, 9)), {})


def activity(code: str, day: date = date(2021, 3, 17)) -> ActivityRow:
    return ActivityRow(
        code=code, title=text(f"Forum {code}"), summary=Text(), kind="event", lead_line="", format="",
        network_role="organiser", days=(DaysRow(Period(day, day), "day", Text()),), results=(), challenges=(),
        themes=(), goals=(), markers=(), members=(), partners=(), people=(), counts=(), place=Text(), series="",
        other_cities=(), is_members_only=False,
    )  # fmt: skip


def snapshot(*codes: str) -> Snapshot:
    rows = tuple(activity(code) for code in codes)
    return Snapshot(SPRING, network(), kinds=(KindRow("event", text("Événement"), Text()),), activities=rows)


def manifest(edition: Edition, *codes: str, findings: tuple = ()) -> Manifest:
    rows = snapshot(*codes)
    head = Head(edition.slug, edition.kind, edition.number, edition.state, LANGUAGES, "https://cities.example", "0:0")
    return make_manifest(head, rows, compute_all(rows), findings)


def compose(**changes) -> Edition:
    given = {"period": SPRING, "by": OFFICER, "languages": LANGUAGES, "title": text("Rapport")}
    return compose_edition(**{**given, **changes})


def frozen(*codes: str) -> tuple[Edition, Manifest]:
    edition = compose()
    kept = manifest(edition, *codes)
    return freeze_edition(edition=edition, manifest=kept, by=OFFICER), kept


def lines() -> list[tuple[str, str]]:
    return list(Line.objects.values_list("verb", "subject"))


@pytest.mark.django_db
class TestComposing:
    def test_leaves_one_line_with_a_name(self):
        edition = compose()
        assert lines() == [("compose", f"edition:{edition.slug}")]
        assert edition.number == 1

    def test_refuses_a_second_edition_while_one_is_being_composed(self):
        compose()
        with pytest.raises(Refusal) as refusal:
            compose()
        assert refusal.value.field == "period"
        assert Edition.objects.count() == 1

    def test_refuses_a_period_without_an_end(self):
        with pytest.raises(Refusal):
            compose(period=Period(date(2021, 1, 1), None))

    def test_the_next_edition_begins_with_the_texts_of_the_one_before(self):
        first = compose(texts={"note": text("Bonjour")})
        freeze_edition(edition=first, manifest=manifest(first), by=OFFICER)
        second = compose()
        assert second.number == 2
        assert second.supersedes == first
        assert [str(kept.text) for kept in EditionText.objects.filter(edition=second)] == ["Bonjour"]


@pytest.mark.django_db
class TestFreezing:
    def test_keeps_the_manifest_the_name_and_the_moment(self):
        edition, kept = frozen("forum")
        assert edition.state == EditionState.FROZEN
        assert edition.manifest.encode() == kept.to_bytes()
        assert (edition.frozen_by, edition.frozen_at is not None) == (OFFICER, True)

    def test_happens_once(self):
        edition, kept = frozen("forum")
        with pytest.raises(Refusal) as refusal:
            freeze_edition(edition=edition, manifest=kept, by=OFFICER)
        assert refusal.value.field == "state"

    def test_refuses_the_rows_of_another_edition(self):
        edition = compose()
        with pytest.raises(Refusal) as refusal:
            freeze_edition(
                edition=edition, manifest=manifest(Edition(slug="another", kind="progress", number=1)), by=OFFICER
            )
        assert refusal.value.field == "manifest"
        assert Edition.objects.get().state == EditionState.COMPOSING

    def test_the_database_refuses_a_frozen_edition_without_a_manifest(self):
        edition = compose()
        with pytest.raises(IntegrityError), transaction.atomic():
            Edition.objects.filter(pk=edition.pk).update(state=EditionState.FROZEN)


@pytest.mark.django_db
class TestPublishing:
    def test_keeps_the_files_and_leaves_a_line(self):
        edition, kept = frozen("forum")
        publish_edition(edition=edition, manifest=kept, files=FILES, by=EDITOR)
        published = Edition.objects.get()
        assert (published.state, published.published_by) == (EditionState.PUBLISHED, EDITOR)
        assert [(file.language, file.format) for file in published.files.all()] == [("", "json"), ("fr", "pdf")]
        assert ("publish", f"edition:{edition.slug}") in lines()

    def test_refuses_what_was_not_frozen(self):
        edition = compose()
        with pytest.raises(Refusal) as refusal:
            publish_edition(edition=edition, manifest=manifest(edition), files=FILES, by=EDITOR)
        assert refusal.value.field == "state"

    def test_a_later_edition_supersedes_the_one_before(self):
        first, kept = frozen("forum")
        publish_edition(edition=first, manifest=kept, files=FILES, by=EDITOR)
        second, kept = frozen("forum", "seminar")
        publish_edition(edition=second, manifest=kept, files=FILES, by=EDITOR)
        assert list(Edition.objects.order_by("number").values_list("state", flat=True)) == ["superseded", "published"]
        assert ("supersede", f"edition:{first.slug}") in lines()


class TestManifest:
    def test_is_the_same_bytes_for_the_same_rows(self):
        edition = Edition(slug="spring", kind="progress", number=1, state="composing")
        assert manifest(edition, "forum").to_bytes() == manifest(edition, "forum").to_bytes()

    def test_reads_back_to_the_same_rows_and_figures(self):
        edition = Edition(slug="spring", kind="progress", number=1, state="composing")
        made = manifest(edition, "forum", "seminar")
        read = read_manifest(made.to_bytes())
        assert read == made
        assert read.snapshot == snapshot("forum", "seminar")
        recomputed = compute_all(read.snapshot)
        assert {id: figure.hash for id, figure in recomputed.items()} == {
            id: figure["hash"] for id, figure in read.data["figures"].items()
        }

    @pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"format": "another/1"}', b"\xff\xfe"])
    def test_refuses_what_is_no_manifest(self, content):
        with pytest.raises(ValueError):  # noqa: PT011 - the reason differs with the content
            read_manifest(content)


class TestSignature:
    def test_is_genuine_for_the_content_and_for_no_other(self):
        signature = sign(b"63 members")
        assert is_genuine(signature, b"63 members")
        assert not is_genuine(signature, b"64 members")

    def test_nonsense_is_never_genuine(self):
        assert not is_genuine(Signature("nonsense", "nonsense"), b"63 members")

    def test_our_own_key_is_known_and_a_stranger_is_not(self, settings):
        assert is_known(public_key())
        stranger = "A" * 43 + "="
        assert not is_known(stranger)
        settings.TRUSTED_KEYS = [stranger]
        assert is_known(stranger)

    def test_whoever_makes_the_key_first_wins(self, settings, tmp_path, monkeypatch):
        settings.HOME = tmp_path
        link = os.link

        def beaten(aside, path):
            """Another process is a moment quicker."""
            if not path.exists():
                link(aside, path)
            link(aside, path)

        monkeypatch.setattr(os, "link", beaten)
        assert is_genuine(sign(b"63 members"), b"63 members")
        assert [path.name for path in (tmp_path / "keys").iterdir()] == ["signing.pem"]

    def test_a_key_of_another_kind_is_named_and_not_used(self, settings, tmp_path):
        settings.HOME = tmp_path
        (tmp_path / "keys").mkdir()
        pem = ec.generate_private_key(ec.SECP256R1()).private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
        (tmp_path / "keys" / "signing.pem").write_bytes(pem)
        with pytest.raises(ImproperlyConfigured, match=r"signing\.pem"):
            sign(b"63 members")

    def test_the_key_is_readable_by_its_owner_only(self, settings):
        public_key()
        assert (settings.HOME / "keys" / "signing.pem").stat().st_mode & 0o077 == 0


@pytest.mark.django_db
class TestDifference:
    def test_equal_rows_show_no_difference(self):
        edition = Edition(slug="spring", kind="progress", number=1, state="composing")
        assert difference(manifest(edition, "forum"), manifest(edition, "forum")).is_empty

    def test_names_the_figures_the_rows_and_the_object(self):
        edition = Edition(slug="spring", kind="progress", number=1, state="composing")
        found = difference(manifest(edition, "forum"), manifest(edition, "forum", "seminar"))
        total = next(change for change in found.figures if change.id == "activities.total")
        assert total.before
        assert total.after
        assert (total.before["value"], total.after["value"]) == (1, 2)
        assert [row["id"] for row in total.added] == ["seminar"]
        assert [row.subject for row in found.rows] == ["activity:seminar"]


def test_a_stop_cannot_be_published_and_an_ask_only_when_waived(db):
    from metronome.report.actions import refuse_unpublishable, waive
    from metronome.report.checks.finding import Finding

    def with_findings(*findings: Finding) -> Manifest:
        data = {
            "findings": [
                {
                    "rule": f.rule,
                    "severity": f.severity.value,
                    "subject": f.subject,
                    "facts": {},
                    "where": "",
                    "names": {},
                }
                for f in findings
            ]
        }
        return Manifest(data, None)

    tell = Finding("silence.results", Severity.TELL, "plan:first", {})
    ask = Finding("names.unresolved", Severity.ASK, "activity:forum", {})
    stop = Finding("references.unknown", Severity.STOP, "activity:forum", {})
    refuse_unpublishable(with_findings(tell))
    with pytest.raises(Refusal):
        refuse_unpublishable(with_findings(tell, ask))
    waive(finding=ask, reason="The spelling is the city's own.", by=EDITOR)
    refuse_unpublishable(with_findings(tell, ask))
    with pytest.raises(Refusal):
        refuse_unpublishable(with_findings(tell, ask, stop))
