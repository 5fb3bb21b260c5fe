"""What stands around a page is drawn once, and is still of this reader and this page."""

from dataclasses import replace

from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from metronome.design.site import FooterGroup, Link
from tests.design.test_components import HOSTILE, SITE


def drawn(site=SITE, at: str = "/en/members/?page=2") -> str:
    around = Template("{% load frame %}{% masthead %}{% footer %}")
    return around.render(Context({"site": site, "request": RequestFactory().get(at)}))


def test_words_and_addresses_are_escaped():
    link = Link(label=HOSTILE, href=HOSTILE, current=True)
    others = tuple(replace(other, name=HOSTILE, href=HOSTILE) for other in SITE.languages)
    site = replace(
        SITE,
        name=HOSTILE,
        home_href=HOSTILE,
        search_href=HOSTILE,
        languages=others,
        rooms=(link,),
        account=link,
        notes=(HOSTILE,),
        footer=(FooterGroup(title=HOSTILE, links=(link,)),),
    )
    text = drawn(site)
    assert "<img" not in text
    assert text.count("&lt;img") > 10


def test_the_languages_lead_to_the_page_that_is_read():
    for at in ("members", "plan"):
        languages = tuple(replace(other, href=f"/{other.code}/{at}/?a=1&b=<") for other in SITE.languages)
        text = drawn(replace(SITE, languages=languages))
        assert f'href="/ar/{at}/?a=1&amp;b=&lt;" lang="ar"' in text
        assert f'href="/en/{at}/?a=1&amp;b=&lt;" lang="en"' in text


def test_whoever_may_less_is_not_given_what_was_drawn_for_whoever_may_more():
    desk = Link(label="Desk", href="/en/desk/")
    assert "/en/desk/" in drawn(replace(SITE, rooms=(desk, *SITE.rooms), account=desk))
    assert "/en/desk/" not in drawn()


def test_each_language_has_its_own_words():
    with translation.override("fr"):
        assert "Un seul registre" in drawn()
    with translation.override("en"):
        assert "One record" in drawn()
        assert "Un seul registre" not in drawn()


def test_a_page_without_a_site_has_a_head_and_a_foot():
    text = Template("{% load frame %}{% masthead %}{% footer %}").render(Context())
    assert "<span>Metronome</span>" in text
    assert "</footer>" in text
