"""Whatever stands in an address, the answer is a page, a file or a sentence why not: never an error of ours."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from urllib.parse import quote

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from metronome.report.models import Edition
from tests.house.test_doors import EXEMPT, doors

pytestmark = pytest.mark.django_db

#: What pages ask an address for, and what they do not.
NAMES = [
    "period", "line", "result", "challenge", "member", "region", "partner", "kind", "format", "q", "sort",
    "page", "show",
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
PARTS = re.compile(r"<(?:(\w+):)?\w+>")
#: What a part of an address may be, by its converter. What does not fit the pattern meets no view at all.
KNOWN = {
    "slug": ["goals-2021", "goals-2018", "baku", "aktau", "gauge-trial", "nobody", "x" * 300, "-", "_"],
    "int": ["0", "1", "2", "99999999999999999999"],
    "str": [
        "members.total", "activities.by_line", "G3.1", "G1", "silt", "nothing", "report.json", "report.csv", "%00",
        "..", "%2e%2e", "%0d%0aa:b", "%ff", "%F0%9F%98%80", "report.xx.pdf", "report..", "activities.total%23x", "'",
        "x" * 300,
    ],
}  # fmt: skip


def public_doors() -> Iterator[tuple[str, URLPattern]]:
    for address, pattern in doors(get_resolver().url_patterns):
        if not address.startswith(tuple(EXEMPT)):
            yield address, pattern


ADDRESSES = sorted(address for address, _ in public_doors())


def asked(data: st.DataObject, editions: list[str]) -> str:
    """An address of the site with its parts filled in, sensibly or not, and something asked for."""
    known = {**KNOWN, "slug": [*KNOWN["slug"], *editions]}
    address = data.draw(st.sampled_from(ADDRESSES))
    path = PARTS.sub(lambda part: data.draw(st.sampled_from(known[part[1] or "str"])), address)
    pairs = data.draw(st.lists(st.tuples(st.sampled_from(NAMES), VALUES), max_size=3))
    return f"/{path}?" + "&".join(f"{quote(name)}={quote(value, errors='surrogatepass')}" for name, value in pairs)


@settings(max_examples=250, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_no_address_is_answered_with_an_error_of_ours_nor_takes_long(caspian, data):
    editions = list(Edition.objects.values_list("slug", flat=True))
    address = asked(data, editions)
    client = Client(raise_request_exception=True)
    begun = time.process_time()
    answer = client.get(address, follow=False)
    assert answer.status_code < 500, address
    assert time.process_time() - begun < 5, address
