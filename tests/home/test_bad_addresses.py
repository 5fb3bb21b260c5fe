"""Whatever stands in an address, the answer is a page, a file or a sentence why not: never an error of ours."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.environment import often
from tests.house.test_doors import EXEMPT, doors

pytestmark = pytest.mark.django_db

#: What pages ask an address for, and what they do not.
NAMES = [
    "period", "line", "result", "challenge", "member", "region", "partner", "kind", "format", "q", "sort",
    "page", "show", "part", "severity", "family", "members",
    "indicator", "indicators", "areas", "area", "x", "y", "x_year", "since", "geography", "release", "on", "against",
    "peers", "mix", "mark", "source", "identity",
    "with", "status", "role", "standing", "on", "country", "language", "next", "theme", "unheard-of", "", "q[]", "\0",
]  # fmt: skip
VALUES = st.one_of(
    st.sampled_from(
        [
            "", " ", "0", "-1", "1", "99999999999999999999", "1e9", "NaN", "²", "١", "last", "\0", "\ud800",
            "\u202e", "'",
            '"', "%", "%%", "_", "\\", "<script>alert(1)</script>", "../../etc/passwd", "a" * 5000, "é" * 3000,
            "*", "(",
            "2021", "FY2021", "2021-P1", "2021-P9", "2021-01..2021-04", "2021-04..2021-01", "2021-02-30", "..",
            "2021-..",
            "0000", "0001", "9999", "0001-01-01..9999-12-31", "0001-P1", "9999-P3", "FY9999", "FY0001", "99999",
            "-2021",
            "2021-13", "2021-00", "2021-W01", "silent", "title", "-day", "//evil.example", "http://evil.example/",
            "\r\nSet-Cookie: a=b", "goals-2021/G1", "G1", "G3.1", "baku", "hearing", "event", "organiser", "en", "xx",
            "x OR 1=1", "ثبت", "İ", "ß", "ﬁ", "\u0130\u0307" * 50,
        ]
    ),
    st.text(max_size=20),
    st.dates().map(str),
    st.integers().map(str),
)  # fmt: skip
#: What stands at a part of an address, by the word before it.
KNOWN = {
    "plan": ["goals-2021", "goals-2018"],
    "nodes": ["G3.1", "G1", "G9"],
    "partner": ["coastal-institute", "nobody"],
    "expert": ["head-of-buses", "nobody"],
    "entries": ["gathering-1", "nobody"],
    "assessing": ["goals-2021", "nothing"],
    "members": ["baku", "aktau"],
    "partners": ["coastal-institute"],
    "activities": ["gauge-trial"],
    "projects": ["green", "nothing"],
    "outputs": ["guide"],
    "instalments": ["one"],
    "deliveries": ["1"],
    "expenses": ["1"],
    "calls": ["award", "nothing"],
    "applications": ["award-1", "nothing"],
    "arrive": ["nothing"],
    "received": ["csv", "xlsx", "pdf"],
    "pictures": ["nothing"],
    "practices": ["bus-lanes", "nothing"],
    "versions": ["1", "2"],
    "collections": ["solutions", "nothing"],
    "experts": ["head-of-buses", "nothing"],
    "answers": ["nothing"],
    "questions": ["1"],
    "adoptions": ["1"],
    "flags": ["1"],
    "steps": ["1"],
    "searches": ["1"],
    "templates": ["pattern", "nothing"],
    "indicators": ["people", "nothing"],
    "areas": ["dakar", "nothing"],
    "releases": ["spring", "nothing"],
    "publications": ["paper", "nothing"],
    "views": ["ranking", "coverage", "averages", "average", "nothing"],
    "embed": ["ranking", "profile", "nothing"],
    "cite": ["comparison", "relation", "similar", "nothing"],
    "rounds": ["spring", "nothing"],
    "panels": ["jury", "nothing"],
    "sittings": ["1"],
    "jurors": ["1"],
    "readers": ["1"],
    "reviews": ["1"],
    "seats": ["1"],
    "feedback": ["award-1", "nothing"],
    "reports": ["half-year-2021-P1", "leaflet-2020-2"],
    "figures": ["members.total", "activities.by_line", "results.silent", "plan.months_left", "no.such"],
    "files": ["report.json", "report.csv", "report.en.html", "report.xx.pdf", "report.en.exe"],
    "coverage": ["lines", "regions", "opportunities"],
    "plans": ["work-plan-2020"],
    "desk": ["partners", "findings", "nothing"],
    "drafts": ["partners", "activities", "nothing"],
    "member": ["baku"],
    "translations": ["en", "xx"],
    "typed": ["half-year-2021-P1:note", ":"],
    "parts": ["note", "figures", "nothing"],
    "remarks": ["1"],
    "preview": ["report.json", "report.en.html", "report.en.exe"],
    "proposals": ["1"],
    "tasks": ["1"],
    "corrections": ["1"],
    "points": ["1"],
    "roles": ["1"],
    "letters": ["nothing"],
    "sitemap": ["1"],
    "link": ["nothing"],
    "lists": ["members", "activities"],
    "imports": ["1"],
    "past": ["1"],
    "logos": ["nothing", "0" * 64 + ".png"],
    "people": ["1"],
    "passkeys": ["1"],
    "founding": ["plan", "nothing"],
    "statements": ["statement-2021-01-01-2021-06-30-1", "nothing"],
}
NONSENSE = [
    "nobody", "0", "-", "_", "99999999999999999999", "%00", "..", "%2e%2e", "%0d%0aa:b", "%ff", "%F0%9F%98%80", "'",
    "report..", "activities.total%23x", "x" * 300,
]  # fmt: skip
PART = re.compile(r"(\w+)([/-])<\w+:\w+>")


def public_doors() -> Iterator[tuple[str, URLPattern]]:
    for address, pattern in doors(get_resolver().url_patterns):
        if not address.startswith(tuple(EXEMPT)):
            yield address, pattern


ADDRESSES = sorted(address for address, _ in public_doors())


def asked(data: st.DataObject) -> str:
    """An address of the site with its parts filled in, sensibly or not, and something asked for."""

    def filled(part: re.Match[str]) -> str:
        known = st.sampled_from(KNOWN.get(part[1], NONSENSE))
        return part[1] + part[2] + data.draw(st.one_of(known, known, st.sampled_from(NONSENSE)))

    path = data.draw(st.sampled_from(ADDRESSES))
    while PART.search(path):
        path = PART.sub(filled, path, count=1)
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=3))
    return f"/{path}?" + "&".join(f"{quote(name)}={quote(value, errors='surrogatepass')}" for name, value in pairs)


def test_every_part_of_an_address_is_filled_sensibly_too():
    unknown = {part[1] for address in ADDRESSES for part in PART.finditer(address)} - set(KNOWN)
    assert unknown == set(), "say in KNOWN what stands there"


@settings(max_examples=often(150, 40), deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_address_is_answered_with_an_error_of_ours(caspian, data):
    """An answer of 500 reaches the test as the error itself; 503 says that a document cannot be made."""
    address = asked(data)
    answer = Client().get(address)
    assert answer.status_code in (200, 302, 400, 404, 405), address
