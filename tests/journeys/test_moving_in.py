"""A secretariat moves in: what it printed is read, reviewed, completed from its spreadsheet, composed, signed off and
published in three languages, and the figures are those of the record that was written by hand."""

from __future__ import annotations

import csv
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from playwright.sync_api import Browser, Page, expect

from metronome.ground.fold import fold
from tests import instances
from tests.cli.conftest import Instance
from tests.instances import COMMAND, METROPOLIS, PROJECT, surroundings
from tests.intake.past.test_reports import PRINTED
from tests.journeys.conftest import at_work, served, sessions
from tests.journeys.test_desk import browsing

pytestmark = [
    pytest.mark.browser,
    pytest.mark.slow,
    pytest.mark.skipif(not PRINTED.exists(), reason="the documents do not lie beside the project"),
]
Desk = tuple[str, dict[str, str]]
PERIOD = "2021-01..2021-04"
#: How long a page may take on a machine that does much else, in milliseconds.
PATIENCE = 90_000
#: What a printed report says in tags; who took part in what number, and who spoke, stands in its prose.
READ = (
    "activities.total", "activities.by_line", "members.activated", "members.silent", "results.worked_on",
    "results.silent", "challenges.answered", "partners.involved",
)  # fmt: skip


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The reference network before it noted anything."""
    folder = shutil.copytree(METROPOLIS, tmp_path_factory.mktemp("moving") / "folder")
    (folder / "activities.yaml").unlink()
    (folder / "projects.yaml").unlink()  # it names activities, and no report of the period counts it
    shutil.rmtree(folder / "editions")
    # Mentions in the media lead to activities, which are not there yet.
    lines = list(csv.DictReader((folder / "media.csv").read_text(encoding="utf-8").splitlines()))
    with (folder / "media.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows({**line, "activity": ""} for line in lines)
    home = instances.empty(folder.parent / "home")
    subprocess.run([*COMMAND, "load", str(folder)], check=True, cwd=PROJECT, env=surroundings(home))
    return home


@pytest.fixture(scope="module")
def desk(home: Path) -> Iterator[Desk]:
    for address in served(home):
        with at_work(home):
            yield address, sessions(home, "officer", "editor", "secretary_general")


def pressed(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def read_and_accepted(page: Page, address: str) -> int:
    """Hand in the printed report and accept what was recognised, one after the other; how many there were."""
    page.goto(f"{address}/fr/desk/past/")
    page.locator("#id_upload").set_input_files(PRINTED)
    pressed(page, "Le lire")
    for _ in range(60):
        page.goto(f"{address}/fr/desk/past/1/")
        if page.locator("main ul.todo a").count():
            break
        page.wait_for_timeout(1000)
    page.locator("main ul.todo a").first.click()
    accepted = 0
    while page.get_by_role("button", name="Accepter comme brouillon").count():
        title = page.get_by_role("heading", level=1)
        before = title.inner_text()
        if not page.locator("#kind").input_value():
            page.locator("#kind").select_option(index=1)
        pressed(page, "Accepter comme brouillon")
        expect(title).not_to_have_text(before)
        accepted += 1
    return accepted


def completed(home: Path, folder: Path) -> None:
    """Bring in what the secretariat has in its spreadsheet: the texts in the two other languages."""
    instance, path = Instance(home), folder / "activities.csv"
    instance.run("export", "activities", "--out", path)
    lines = list(csv.DictReader(path.read_text(encoding="utf-8-sig").splitlines(keepends=True)))
    known = yaml.safe_load((METROPOLIS / "activities.yaml").read_text(encoding="utf-8"))
    for line in lines:
        words = set(fold(line["title (fr)"]).split())
        same = [one for one in known if str(one["days"])[:10] == line["days"][:10]]
        found = max(same, key=lambda one: len(words & set(fold(one["title"]["fr"]).split())))
        for language in ("en", "es"):
            line[f"title ({language})"] = found["title"][language]
            line[f"summary ({language})"] = found.get("summary", {}).get(language, "")
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, lines[0])
        writer.writeheader()
        writer.writerows(lines)
    instance.run("import", path, "--as", "activities", "--accepted", "--by", "editor")


def composed(page: Page, address: str) -> str:
    """Begin the report, let pass what only tells of the printed one, and freeze it; its address."""
    page.goto(f"{address}/fr/desk/reports/new/")
    page.locator("[name=other]").fill(PERIOD)
    page.get_by_label("Ce que les contrôles ont trouvé", exact=True).uncheck()
    pressed(page, "Commencer")
    expect(page.get_by_role("heading", name="Parties")).to_be_visible(timeout=PATIENCE)
    edition = page.url
    waivers = page.locator(
        "details", has=page.get_by_role("button", name="L’admettre en mon nom", include_hidden=True)
    )
    while left := waivers.count():
        waivers.last.locator("summary").click()
        waivers.last.get_by_label("Pourquoi cela peut rester ainsi").fill("Vu à la relecture du rapport imprimé.")
        waivers.last.get_by_role("button", name="L’admettre en mon nom").click()
        expect(waivers).to_have_count(left - 1, timeout=PATIENCE)
    page.get_by_role("link", name="La figer").click()
    pressed(page, "La figer")
    expect(page.get_by_text("Vous avez figé cette édition")).to_be_visible(timeout=PATIENCE)
    return edition


def test_from_the_printed_report_to_a_computed_edition_in_three_languages(
    browser: Browser, desk: Desk, home: Path, tmp_path: Path
):
    address = desk[0]
    officer, editor = browsing(browser, desk, "officer"), browsing(browser, desk, "editor")
    assert read_and_accepted(officer, address) == 29
    officer.goto(f"{address}/fr/desk/activities/?all=draft")
    pressed(officer, "Envoyer en révision ce qui est coché")
    expect(officer.get_by_text("Fait pour 29 des 29 activités.")).to_be_visible(timeout=PATIENCE)
    for part, button in (("review", "Approuver ce qui est coché"), ("publish", "Publier ce qui est coché")):
        editor.goto(f"{address}/fr/desk/activities/?all={part}")
        pressed(editor, button)
        expect(editor.get_by_text("Fait pour 29 des 29 activités.")).to_be_visible(timeout=PATIENCE)
    completed(home, tmp_path)
    edition = composed(editor, address)
    secretary = browsing(browser, desk, "secretary_general")
    secretary.goto(edition)
    secretary.get_by_role("link", name="La publier").click()
    pressed(secretary, "La publier")
    slug = edition.rstrip("/").rsplit("/", 1)[1]
    expect(secretary.get_by_text("Édition publiée. Tout le monde peut la lire maintenant.")).to_be_visible(
        timeout=2 * PATIENCE
    )
    for language in ("fr", "en", "es"):
        path, name = tmp_path / f"{language}.pdf", f"{slug}/files/report.{language}.pdf"
        path.write_bytes(secretary.request.get(f"{address}/{language}/reports/{name}").body())
        Instance(home).run("report", "verify", path)
    assert figures(home) == figures(instances.loaded(METROPOLIS, tmp_path / "by-hand"))


def figures(home: Path) -> dict[str, Any]:
    found = Instance(home).json("figures", "--period", PERIOD)["figures"]
    return {id: [found[id]["value"], len(found[id].get("items") or ())] for id in READ}
