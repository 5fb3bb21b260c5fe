"""A template that is written out as far as its language decides says what it would have said anyway."""

from collections import defaultdict
from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.core.exceptions import ObjectDoesNotExist
from django.http import QueryDict
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import TextNode
from django.template.defaulttags import IfNode
from django.utils import translation
from django.utils.safestring import SafeString

from metronome.accounts.enums import Role
from metronome.design import folding
from metronome.design.folding import Folding, fold
from metronome.design.straight import OFTEN

LIBRARIES = {
    "design": "metronome.design.templatetags.design",
    "i18n": "django.templatetags.i18n",
    "static": "django.templatetags.static",
    "l10n": "django.templatetags.l10n",
}
PARENT = """{% load design i18n static %}<title>{% block title %}{% translate "Search" %}{% endblock %}</title>
<img src="{% static "design/mark.svg" %}">{% icon "search" %}{% icon "search" words %}{% block body %}{% endblock %}"""
PAGE = """{% extends "parent" %}{% load design i18n l10n %}{% block title %}
{% translate "Desk" %} · {{ block.super }}{% endblock %}
{% block body %}{% translate "Place" as place %}{% url "home:front" as front %}{% url "nowhere:at_all" as nowhere %}
<a href="{% url "home:search" %}?q={{ words }}">{{ place }} {{ front }} [{{ nowhere }}]</a> {% translate words %}
{% for one in rows %}{% if one %}<b>{% translate "Kind" %} {{ one }}</b>{% else %}{% translate "Nothing." %}{% endif %}
{% include "part" with kind=one %}{% empty %}{% translate "Nobody" %}{% endfor %}
{% autoescape off %}{% translate "Day" as day %}{{ day }} {{ words }}{% endautoescape %}
{% localize off %}{{ number }}{% endlocalize %} {{ number }} {{ safe }} {{ day_of }}
{{ none }} {{ missing.part }} {{ words|upper }}
{% language "fr" %}{% translate "Place" %} {% url "home:search" %}{% endlanguage %}
{% with x=1 %}{% translate "Format" %}{{ x }}{% endwith %}
{% blocktranslate with name=words %}Part of {{ name }}{% endblocktranslate %}
{% alert "bad" %}{% translate "Saved" %}{% endalert %}{% endblock %}"""
PART = '{% load i18n %}<i>{% translate "Number" %}: {{ kind }}</i>'
VALUES = {
    "words": "<a href='x'>&",
    "rows": ["", 'a"b', SafeString("<u>c</u>")],
    "number": 1234.5,
    "safe": SafeString("<u>safe</u>"),
    "day_of": date(2021, 4, 30),
    "none": None,
}
TEMPLATES = {"parent": PARENT, "page": PAGE, "part": PART}


def engine(*, folds: bool) -> Engine:
    plain = ("django.template.loaders.locmem.Loader", TEMPLATES)
    loader = ("metronome.design.folding.Folding", [plain]) if folds else plain
    return Engine(loaders=[loader], libraries=LIBRARIES)


@pytest.fixture
def ours(monkeypatch):
    """Templates out of memory are taken for ours."""
    monkeypatch.setattr(folding, "is_ours", lambda template: True)


def test_a_page_is_the_same_sign_for_sign_in_every_language(ours):
    folding_engine = engine(folds=True)
    for language in ("en", "fr", "ar", "es", "fr", "en"):
        with translation.override(language):
            for rows in (VALUES["rows"], []):
                values = VALUES | {"rows": rows}
                plain = engine(folds=False).get_template("page").render(Context(values))
                # First by walking through its nodes, then by functions.
                for _ in range(5):
                    assert folding_engine.get_template("page").render(Context(values)) == plain


class Part:
    """A thing with everything that a template may ask of one."""

    name, digits = "a <name>", 1234567
    nested = {"items": "an item before a method", "none": None, "list": ["first", "second"]}

    def __init__(self) -> None:
        self.asked = 0

    def __str__(self) -> str:
        return "a part"

    @property
    def broken(self) -> str:
        raise AttributeError("of its own")

    @property
    def gone(self) -> str:
        raise ObjectDoesNotExist("a row that is not there")

    def called(self) -> str:
        return "what is called"

    @property
    def counted(self) -> int:
        self.asked += 1
        return self.asked


LOOKED_UP = (
    "part.name", "part.digits", "part.nested.items", "part.nested.none", "part.nested.list.1", "part.nested.list.9",
    "part.called", "part.called.nothing", "part.gone", "part.missing", "part.missing.more", "part.nested.missing",
    "part.nested.none.more", "missing", "missing.more", "asked.q", "asked.missing", "words.0", "words.upper", "small",
    "big", "negative", "truth", "choice", "choice.label", "kind", "kind.name", "counter.a", "counter.missing",
    'part.missing|default:"x"', "words|default:part.name", "template", "request", "autoescape",
)  # fmt: skip


#: Where a variable may stand.
PLACES = (
    "{{ X }}",
    "{% if X %}y{% endif %}{% if not X == small %}n{% endif %}",
    "{% for one in X %}{{ one }}{% endfor %}",
    "{% with z=X %}{{ z }}{% endwith %}",
    "{% load i18n %}{% blocktranslate with v=X %}100 % of {{ v }}{% endblocktranslate %}",
)


def looked_up(words: str, place: str, *, folds: bool) -> str:
    """What a template says of a variable, or what it raises."""
    template = engine(folds=False).from_string(place.replace("X", words))
    if folds:
        fold(template.nodelist)
        template.nodelist.written = OFTEN  # type: ignore[attr-defined]
    asked = QueryDict("q=<a>")
    values = {"part": Part(), "asked": asked, "words": "<i>", "small": 7, "big": 12345, "negative": -3, "truth": True}
    more = {"choice": Role.EDITOR, "kind": Part, "counter": defaultdict(str, a="b")}
    try:
        return template.render(Context(values | more))
    except Exception as error:
        return repr(error)


@pytest.mark.parametrize("words", [*LOOKED_UP, "part.broken"])
@pytest.mark.parametrize("language", ["en", "fr", "ar"])
def test_a_variable_is_what_it_would_have_been_anyway(words, language):
    with translation.override(language):
        for place in PLACES:
            assert looked_up(words, place, folds=True) == looked_up(words, place, folds=False)


def test_a_property_is_asked_once(ours):
    part, template = Part(), engine(folds=False).from_string("{{ part.counted }}")
    fold(template.nodelist)
    assert [template.render(Context({"part": part})) for _ in range(5)] == ["1", "2", "3", "4", "5"]


def test_what_a_language_decides_is_written_out_once(ours):
    with translation.override("fr"):
        parent = engine(folds=True).get_template("part")
        assert [type(node).__name__ for node in parent.nodelist] == ["LoadNode", "TextNode", "Words", "TextNode"]
        assert getattr(parent.nodelist[1], "s", "") == "<i>Nombre: "


def test_a_template_folded_again_is_the_same(ours):
    page = engine(folds=True).get_template("page")
    nodes = list(page.nodelist)
    fold(page.nodelist)
    assert list(page.nodelist) == nodes


def test_the_branches_of_a_condition_are_written_out(ours):
    template = engine(folds=False).from_string('{% load i18n %}{% if a %}{% translate "Day" %}{% else %}x{% endif %}')
    fold(template.nodelist)
    condition = next(node for node in template.nodelist if isinstance(node, IfNode))
    assert [type(node) for _, nodes in condition.conditions_nodelists for node in nodes] == [TextNode, TextNode]


def test_templates_of_others_stay_as_they_are():
    template = engine(folds=True).get_template("part")
    assert "TranslateNode" in [type(node).__name__ for node in template.nodelist]


def test_a_template_that_is_not_there_is_still_not_there_afterwards():
    folds = engine(folds=True)
    for _ in range(2):
        with pytest.raises(TemplateDoesNotExist):
            folds.get_template("nothing")


def test_a_template_that_was_changed_is_read_again_after_a_reset(ours):
    folds = engine(folds=True)
    loader = folds.template_loaders[0]
    assert isinstance(loader, Folding)
    first = folds.get_template("part")
    assert folds.get_template("part") is first
    loader.reset()
    assert folds.get_template("part") is not first


def test_the_site_folds_its_templates():
    options: Any = settings.TEMPLATES[0]["OPTIONS"]
    loaders = options["loaders"]
    assert [name for name, _ in loaders] == ["metronome.design.folding.Folding"]
