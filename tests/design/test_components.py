"""Components show what they are given, escaped, in either direction."""

import re
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.paginator import Paginator
from django.template import Context, Template
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.utils import translation

from metronome.design import apps, icons
from metronome.design.parts import BeatPeriod, Cell, Choice, Crumb, Entry, Facet, Offer, Ranked, Tab, Tag
from metronome.design.phrases import shown as said
from metronome.design.phrases import writer
from metronome.design.samples import samples
from metronome.design.site import FooterGroup, LanguageLink, Link, Site
from metronome.design.templatetags.design import STATUS_ICONS, month_names, register

HOSTILE = "<img src=x onerror=alert(1)>\"'"
SITE = Site(
    name="Riverbank Cities",
    language="en",
    direction="ltr",
    theme="dark",
    home_href="/en/",
    languages=(
        LanguageLink(code="en", name="English", direction="ltr", href="/en/", current=True),
        LanguageLink(code="ar", name="العربية", direction="rtl", href="/ar/"),
    ),
    rooms=(Link(label="Plan", href="/en/plan/", current=True), Link(label="Record", href="/en/record/")),
    footer=(FooterGroup(title="Read", links=(Link(label="Reports", href="/en/reports/"),)),),
    notes=("Record as of 30 April 2021.",),
    origin="https://example.org",
    search_href="/en/search/",
    brand_css="/brand.css",
)


def shown(text: str, **values) -> str:
    request = RequestFactory().get("/list?line=2&page=3")
    return Template("{% load design %}" + text).render(Context(values | {"request": request}))


def gallery(**values) -> str:
    context = samples() | {"site": SITE, "request": RequestFactory().get("/en/gallery?page=2")} | values
    with override_settings(ROOT_URLCONF="tests.design.doors"):
        return render_to_string("design/gallery.html", context)


WITH_HOSTILE_WORDS = {
    "figure": "{% figure 3 words href=words rows=2 before=words unit=words %}",
    "infigure": "{% infigure words href=words number=1 %}",
    "count": "{% count 3 words qualifier=words source=words %}",
    "value": "{% value absent=words words=words %}",
    "tag": "{% tag words words line=1 href=words %}",
    "status": '{% status "ok" words %}',
    "mosaic": "{% mosaic cells label=words %}",
    "entries": "{% entries entries %}",
    "ranked": "{% ranked ranked %}",
    "tabs": "{% tabs tabs label=words %}",
    "beat": "{% beat beats label=words %}",
    "crumbs": "{% crumbs crumbs %}",
    "pager": "{% pager page %}",
    "offered": "{% offered offer %}",
    "note": "{% note words id=words %}{{ words }}{% endnote %}",
    "tablewrap": "{% tablewrap words %}{{ words }}{% endtablewrap %}",
    "alert": "{% alert %}{{ words }}{% endalert %}",
    "narrowing": "{% narrowing facets more=1 %}{{ words }}{% endnarrowing %}",
    "nothing": "{% nothing words %}{{ words }}{% endnothing %}",
    "icon": '{% icon "search" words %}',
    "picture": "{% picture words words caption=words look=words %}",
    "days": "{% days first last marks sentence=words %}",
    "months": "{% months counts sentence=words %}",
    "bound": "{% bound 1 2 known=words sentence=words stated=3 stated_words=words %}",
}


def test_every_component_is_tried_with_hostile_words():
    assert set(WITH_HOSTILE_WORDS) == set(register.tags)


@pytest.mark.parametrize("name", WITH_HOSTILE_WORDS)
def test_words_of_a_component_are_escaped(name: str):
    tag = Tag(code=HOSTILE, label=HOSTILE, href=HOSTILE, line=2)
    text = shown(
        WITH_HOSTILE_WORDS[name],
        words=HOSTILE,
        cells=[Cell(code=HOSTILE, count=1, sentence=HOSTILE, line=1, href=HOSTILE)],
        entries=[
            Entry(title=HOSTILE, href=HOSTILE, first=date(2021, 1, 2), kind=HOSTILE, tags=(tag,), words=(HOSTILE,))
        ],
        ranked=[Ranked(label=HOSTILE, shown=HOSTILE, share=0.5, code=HOSTILE, href=HOSTILE)],
        facets=[Facet(HOSTILE, HOSTILE, [Choice(HOSTILE, HOSTILE, 1, chosen=True)])],
        tabs=[Tab(label=HOSTILE, href=HOSTILE, badge=HOSTILE)],
        beats=[BeatPeriod(name=HOSTILE, short=HOSTILE, year=HOSTILE, href=HOSTILE)],
        crumbs=[Crumb(label=HOSTILE, href=HOSTILE)],
        offer=Offer(formats=((HOSTILE, HOSTILE),), cite=HOSTILE, query=HOSTILE, title=HOSTILE),
        page=Paginator(range(99), 10).page(2),
        first=date(2021, 1, 1),
        last=date(2021, 1, 31),
        marks={},
        counts=[1],
    )
    assert "<img" not in text
    assert " onerror=alert(1)>" not in text


def test_the_gallery_shows_every_component():
    source = (Path(apps.__file__).parent / "templates/design/gallery.html").read_text(encoding="utf-8")
    assert [name for name in register.tags if f"{{% {name} " not in source and f"{{% {name} %}}" not in source] == []


def test_a_page_has_nothing_that_the_content_security_policy_would_refuse():
    page = gallery()
    assert not re.findall(r"<[^>]+\s(?:style|on\w+)=", page)
    assert "<style" not in page
    assert re.findall(r"<script(?![^>]*\ssrc=)", page) == []


@pytest.mark.parametrize(("language", "direction"), [("en", "ltr"), ("ar", "rtl")])
def test_a_page_runs_in_the_direction_of_its_language(language: str, direction: str):
    with translation.override(language):
        page = gallery(site=None)
    assert f'<html lang="{language}" dir="{direction}"' in page


def test_a_page_shows_what_its_site_says():
    page = gallery()
    for piece in (
        '<html lang="en" dir="ltr" data-theme="dark">',
        '<link rel="stylesheet" href="/brand.css">',
        '<link rel="alternate" hreflang="ar" href="https://example.org/ar/">',
        '<a href="/ar/" lang="ar" dir="rtl" hreflang="ar">',
        '<a href="/en/plan/" aria-current="page">Plan</a>',
        '<a href="/en/reports/">Reports</a>',
        "Record as of 30 April 2021.",
        'value="dark" aria-pressed="true"',
        'action="/design/display"',
    ):
        assert piece in page, piece


def test_no_identity_stands_twice_on_a_page():
    identities = re.findall(r'\sid="([^"]+)"', gallery())
    assert sorted(set(identities)) == sorted(identities)


@pytest.mark.parametrize("code", ["403", "404", "500"])
def test_an_error_page_needs_nothing_from_the_network(code: str):
    assert f'<p class="eyebrow">{code}</p><h1>' in render_to_string(f"{code}.html").replace("\n", "")


def test_unknown_zero_and_a_number_are_three_things():
    assert shown("{% value 7 %}").strip() == "7"
    assert "v-zero" in shown("{% value 0 %}")
    assert "v-unknown" in shown("{% value %}")
    assert "v-na" in shown('{% value absent="na" %}')
    assert "due 15 May" in shown('{% value absent="notyet" words="due 15 May" %}')


def test_a_number_is_written_as_the_reader_writes_it():
    text = '{% figure 1380 "people" href="#" rows=1 %}'
    with translation.override("fr"):
        assert "1\xa0380" in shown(text)
    assert "1,380" in shown(text)
    assert ">1 row<" in shown(text)


@pytest.mark.parametrize("language", ["en", "fr", "es", "ar"])
def test_the_numbers_of_a_long_table_are_written_as_each_alone(language: str):
    numbers: list[int | Decimal] = [
        0,
        7,
        -1234567,
        12345678901,
        Decimal("0.0"),
        Decimal("-1234.50"),
        Decimal("1E+7"),
        Decimal("1E-9"),
    ]
    with translation.override(language):
        write = writer()
        assert [write(number) for number in numbers] == [said(number) for number in numbers]


def test_a_figure_without_a_value_is_unknown_and_not_zero():
    assert "v-unknown" in shown('{% figure None "people" href="#" rows=0 %}')


def test_a_silent_cell_is_hatched_and_has_no_colour_of_its_line():
    cells = [Cell(code="a", count=0, sentence="a: none", line=1, href="#")]
    assert "cell--silent" in shown("{% mosaic cells %}", cells=cells)
    assert "cell--l1" not in shown("{% mosaic cells %}", cells=cells)


def test_a_tag_shows_code_words_and_the_way():
    assert shown('{% tag "1.2" "Housing" line=1 href="/plan/1.2" %}') == (
        '<a class="tag tag--l1" href="/plan/1.2"><span class="code">1.2</span><span>Housing</span></a>'
    )


def test_a_count_keeps_the_words_of_its_source():
    text = shown('{% count 600 "participations" qualifier="more than" source="plus de 600" %}')
    assert re.sub("<[^>]+>", "|", text) == "||more than| |600| |participations||plus de 600||"
    assert "count__n" not in shown('{% count None "people" qualifier="dozens of" %}')


def test_a_tag_without_a_line_is_plain():
    assert "tag--plain" in shown('{% tag "2.3" %}')
    assert "tag--l1" in shown('{% tag "2.3" line=7 %}')


def test_the_pages_of_a_list_keep_the_rest_of_the_address():
    text = shown("{% pager page %}", page=Paginator(range(99), 10).page(3))
    assert 'href="?line=2&amp;page=4" rel="next"' in text
    assert '<span aria-current="page">3</span>' in text


def test_folded_conditions_say_how_many_are_chosen_and_leave_out_what_offers_nothing():
    facets = [
        Facet("region", "Region", [Choice("africa", "Africa", 4, chosen=True), Choice("asia", "Asia", None)]),
        Facet("stage", "Stage", [Choice("running", "running", 2)]),
        Facet("award", "Award", []),
    ]
    text = shown("{% narrowing facets more=1 %}<input name='day'>{% endnarrowing %}", facets=facets)
    summary = text.partition("<summary>")[2].partition("</summary>")[0]
    assert "Narrow the list" in summary
    assert "2 conditions chosen" in summary
    assert re.findall(r'name=["\'](\w+)', text) == ["region", "stage", "day"]
    assert '<option value="africa" selected>Africa (4)</option><option value="asia">Asia</option>' in text
    none_chosen = shown("{% narrowing facets %}{% endnarrowing %}", facets=facets[1:])
    assert "chosen" not in none_chosen


def test_each_list_has_its_own_pages_and_another_parameter_where_it_says_so():
    asked = shown('{% pager page name="of" %}', page=Paginator(range(12_345), 10).page(1000))
    assert 'href="?line=2&amp;page=3&amp;of=1001" rel="next"' in asked
    assert 'href="?line=2&amp;page=3&amp;of=999" rel="prev"' in asked
    assert "of 12345" in asked
    assert "of 99" in shown("{% pager page %}", page=Paginator(range(99), 10).page(3))


def test_a_list_of_one_page_has_nothing_to_turn():
    assert "<ul>" not in shown("{% pager page %}", page=Paginator(range(3), 10).page(1))


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ({"first": date(2021, 4, 28)}, "<b>28</b>April 2021"),
        ({"first": date(2021, 3, 30), "last": date(2021, 4, 2)}, "– 2 April"),
        ({"first": date(2021, 2, 1), "precision": "month"}, 'datetime="2021-02"'),
    ],
)
def test_an_entry_says_its_day_as_exactly_as_it_is_known(entry: dict, words: str):
    text = shown("{% entries entries %}", entries=[Entry(title="a", href="#", **entry)])
    assert words in text


def test_months_have_the_names_of_the_reader():
    with translation.override("fr"):
        assert month_names(date(2020, 12, 5), date(2021, 1, 3)) == [("décembre", "déc."), ("janvier", "janv.")]


def test_every_status_has_an_icon():
    assert [name for name in STATUS_ICONS.values() if not icons.icon(name)] == []
    assert 'role="img" aria-label="Rows"' in icons.icon("rows", "Rows")
    assert "icon--turn" in icons.icon("next")
