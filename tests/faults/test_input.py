"""Whatever is sent to any form and asked of any address is answered in words, never with an error of ours."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from urllib.parse import quote, urlencode

import pytest
from django.db import transaction
from django.test import Client

from metronome.accounts.enums import Role
from metronome.record.models import Activity
from tests.faults import scan
from tests.faults.walk import Form, Page, declared_doors, forms_of, given, readers_of, walked
from tests.faults.world import make_full_doors, payload, plant
from tests.house.world import Doors

pytestmark = [pytest.mark.django_db, pytest.mark.slow]
#: What is written into every field of every form.
NONSENSE = {
    "nothing": "",
    "script": payload(7, None),
    "null": "a\0b",
    "lone": "\ud800",
    "lines": "a\r\nSet-Cookie: a=b\r\n\r\n",
    "path": "../../../../etc/passwd",
    "formula": "=cmd|' /C calc'!A0",
    "number": "99999999999999999999999",
    "negative": "-1",
    "nan": "NaN",
    "superscript": "²",
    "day": "0000-00-00",
    "late": "9999-12-31",
    "quote": "'; DROP TABLE record_activity; --",
    "percent": "%s %(a)s {0} {a} %",
    "json": "[" * 20_000,
    "words": "é\u202e\u0000\ufffe" * 50,
    "long": "a" * 30_000,
}
#: What is written where, in turns that are short each: into every field, and into the fields of text alone, so that a
#: form comes past its others.
TURNS = {
    "every field": list(NONSENSE)[::2],
    "every field again": list(NONSENSE)[1::2],
    "text alone": ["script", "null", "lone", "formula", "json", "words", "long"],
}
TEXT = {"text", "textarea", "search", "email", "url"}
#: A form of any page may answer so.
ANSWERS = {200, 302, 303, 400, 403, 404, 405, 409, 413, 429}


@pytest.fixture
def doors(settings) -> Doors:
    settings.ACCOUNT_RATE_LIMITS = False
    settings.MFA_RATE_LIMITS = False
    return make_full_doors()


def sent(browser: Client, form: Form, data: Mapping[str, list[str]]) -> Page:
    """What a form answers; what it changed is taken back, so that each is sent to the same world."""
    body = urlencode(data, doseq=True, errors="surrogatepass")
    with transaction.atomic():
        if form.method == "get":
            answer = browser.get(form.action.partition("?")[0] + "?" + body)
        else:
            answer = browser.generic("POST", form.action, body, content_type="application/x-www-form-urlencoded")
        transaction.set_rollback(True)
    kind = answer.headers.get("Content-Type", "").split(";")[0]
    what = f"{form.method} {form.action}"
    return Page(form.page.who, what, answer.status_code, kind, dict(answer.headers), answer.getvalue())


def every_form(doors: Doors) -> list[Form]:
    """One of each form for whoever is given it: forms that differ only in their language count once."""
    kinds: dict[tuple[str, str], Form] = {}
    for page in walked(doors, repair=False, files=False, follow=False).all():
        for form in forms_of(page):
            place = form.action.partition("?")[0].split("/", 2)[-1]
            if form.method != "dialog" and "sign-out" not in place:
                kinds.setdefault((form.method, place), form)
    return list(kinds.values())


def spoiled(form: Form, words: str, *, text_alone: bool) -> Iterator[tuple[str, list[str]]]:
    """What a form sends when it is written over; its token stays, for the form is at home."""
    kinds = {name: kind for name, kind, _ in form.fields}
    for name, values in form.untouched.items():
        kept = name == "csrfmiddlewaretoken" or (text_alone and kinds[name] not in TEXT)
        yield name, values if kept else [words]


@pytest.mark.parametrize("turn", TURNS)
def test_no_form_answers_nonsense_with_an_error_of_ours(doors, turn):
    forms, answers, wrong = every_form(doors), Counter[int](), []
    for form in forms:
        for name in TURNS[turn]:
            what = f"{name} in {turn} of {form.method} {form.action}"
            data = dict(spoiled(form, NONSENSE[name], text_alone=turn == "text alone"))
            try:
                page = sent(doors.browsers[form.page.who], form, data)
            except Exception as error:  # an error of ours reaches the test as itself
                wrong.append(f"{what}: {type(error).__name__}: {error}"[:300])
                continue
            answers[page.status] += 1
            wrong += [f"{what}: {page.status}"] if page.status not in ANSWERS else []
            if name == "script" and page.is_html:
                wrong += scan.faults_of(page)
    print(f"{len(forms)} forms, sent {answers.total()} times {dict(answers)}: {len(wrong)} errors of ours")
    assert wrong == []
    assert len(forms) > 40


def test_each_field_of_the_form_of_an_activity_alone_bears_nonsense(doors):
    officer = doors.browsers[Role.OFFICER]
    code = Activity.objects.filter(state="draft").values_list("code", flat=True)[0]
    wrong = []
    for path in ("new/", f"{code}/change/"):
        page = given(officer, Role.OFFICER, f"/en/desk/activities/{path}")
        form = next(form for form in forms_of(page) if len(form.untouched) > 8)
        for name in form.untouched:
            for what, words in NONSENSE.items():
                data = {**form.untouched, name: [words]}
                try:
                    status = sent(officer, form, data).status
                except Exception as error:  # an error of ours reaches the test as itself
                    wrong.append(f"{what} in {name} of {path}: {type(error).__name__}: {error}"[:300])
                else:
                    wrong += [f"{what} in {name} of {path}: {status}"] if status not in ANSWERS else []
    assert wrong == []


def test_a_megabyte_in_a_field_and_ten_thousand_fields_are_refused_in_words(doors):
    officer = doors.browsers[Role.OFFICER]
    page = given(officer, Role.OFFICER, "/en/desk/activities/new/")
    form = next(form for form in forms_of(page) if len(form.untouched) > 8)
    for name in form.untouched:
        answer = sent(officer, form, {**form.untouched, name: ["x" * 1_000_000]})
        assert answer.status in ANSWERS, name
    every = sent(officer, form, {name: ["x" * 1_000_000] for name in form.untouched})
    many = sent(officer, form, {f"field_{number}": ["x"] for number in range(10_000)})
    often = sent(officer, form, {"member": ["x"] * 10_000})
    for answer in (every, many, often):
        assert answer.status in (400, 413)
        assert "<h1" in answer.text
        assert len(answer.text) > 500
    assert not Activity.objects.filter(title__texts__fr__startswith="xxxx").exists()


PART = b"--x\r\nContent-Disposition: form-data; "


BODIES = [
    ("application/x-www-form-urlencoded", b"title_fr=%ff%fe%00&kind=%80"),
    ("application/x-www-form-urlencoded; charset=utf-16", "title_fr=Forum".encode("utf-16")),
    ("application/x-www-form-urlencoded; charset=nothing", b"title_fr=Forum"),
    ("application/json", b"[" * 100_000),
    ("application/json", b'{"title_fr": "Forum"}'),
    ("multipart/form-data", b"no boundary"),
    ("multipart/form-data; boundary=x", PART + b'name="a"\r\n\r\n' + b"\xff" * 100),
    ("multipart/form-data; boundary=x", PART + b'name="f"; filename="../../a"\r\n\r\nx\r\n--x--\r\n'),
    ("text/xml", b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'),
    ("", b"\x00\x01\x02"),
]


def test_a_body_of_any_form_is_answered(doors):
    tried = 0
    for address, pattern in declared_doors():
        if "sign-out" in address:
            continue
        browser = doors.browsers[readers_of(pattern)[0]]
        for kind, body in BODIES:
            with transaction.atomic():
                answer = browser.generic("POST", doors.address(address), body, content_type=kind)
                transaction.set_rollback(True)
            tried += 1
            assert answer.status_code in ANSWERS, address
            assert b"root:" not in answer.getvalue()
            if answer.status_code == 405:
                break
    print(f"{tried} bodies of no form: 0 errors of ours")


TRAVERSALS = ("../../../../etc/passwd", "..%2f..%2f..%2fetc%2fpasswd", "%2e%2e/%2e%2e/etc/passwd", "....//etc/passwd",
              "..%5c..%5cwindows", "%00", "secret_key", "../secret_key", "..%2fsecret_key", "metronome.sqlite3",
              "report.fr.html%00.pdf", "report.fr.html/../../secret_key", "/etc/passwd")  # fmt: skip


def test_no_address_leads_out_of_its_folder(doors, settings):
    secrets = (settings.SECRET_KEY.encode(), b"root:x:", b"SQLite format 3")
    tried = 0
    for start in (
        "static/",
        "static/design/",
        "en/reports/spring/files/",
        "",
        "en/",
        "media/",
        "en/members/",
        "files/",
    ):
        for path in TRAVERSALS:
            for who in (Role.VISITOR, Role.OPERATOR):
                answer = doors.browsers[who].get(f"/{start}{path}")
                tried += 1
                assert answer.status_code in (301, 302, 400, 404), f"/{start}{path}"
                assert not any(secret in answer.getvalue() for secret in secrets)
    print(f"{tried} addresses out of their folder: 0 opened")


def formula(number: int, room: int | None) -> str:
    """What a spreadsheet would compute."""
    sign = "=+-@\t\r"[number % 6]
    words = f"{sign}planted{number}()"
    return words if room is None or len(words) <= room else ""


def test_no_file_for_spreadsheets_computes_what_people_wrote(doors):
    planted = plant(doors, formula)
    files = [page for page in walked(doors, repair=False, follow=False).all() if page.kind == "text/csv"]
    cells = [
        (page, cell)
        for page in files
        for row in csv.reader(io.StringIO(page.content.decode("utf-8-sig")))
        for cell in row
    ]
    computed = [
        f"{page}: {cell[:40]!r}"
        for page, cell in cells
        if cell[:1] in ("=", "+", "-", "@", "\t", "\r") and "planted" in cell
    ]
    seen = {cell for _, cell in cells if "planted" in cell}
    print(f"{len(planted.columns)} columns, {len(files)} files, {len(seen)} cells planted: {len(computed)} formulas")
    assert computed == []
    assert len(files) > 10
    assert len(seen) > 10


def test_an_address_of_any_length_and_any_bytes_is_answered(doors):
    for path in ("x" * 20_000, quote("é" * 3_000), "%ff%fe", "%00", "a" * 5 + "/" * 2_000, "..;/", ";/", "%0d%0a"):
        for start in ("", "en/", "en/members/", "en/desk/activities/", "en/search/?q=", "en/activities/?member="):
            for who in (Role.VISITOR, Role.OFFICER):
                assert doors.browsers[who].get(f"/{start}{path}").status_code in ANSWERS | {301, 414}, (
                    f"/{start}{path[:40]}"
                )
