"""A template that became a function says what the walk through its nodes would have said."""

from typing import Any

import pytest
from django.template import Context, Engine, TemplateDoesNotExist
from django.template.base import Node, Template

from metronome.design import folding
from metronome.design.folding import fold
from metronome.design.straight import OFTEN, Straight
from tests.design.test_folding import LIBRARIES, Part


class Truth:
    """Nobody can say whether it holds."""

    def __bool__(self) -> bool:
        raise ValueError("unheard of")


PARTS = {
    "row": "[{{ one }}{{ forloop.counter }}{{ forloop.parentloop.counter }}]",
    "twice": "{% for one in rows %}{% include 'row' %}{% endfor %}",
    "sets": "{% load i18n %}{% translate words as one %}<{{ one }}>",
    "fails": "{% with x=1 %}{% for one in rows %}{{ one.broken }}{% endfor %}{% endwith %}",
    "frame": "{% block a %}A{{ x }}{% endblock %}{% for a in rows %}{% block b %}B{{ a }}{% endblock %}{% endfor %}",
}
#: One template for each turn that a statement may take, and some that it must not.
PAGES = [
    "{% for one in rows %}{{ one }}{{ forloop.first }}{{ forloop.last }}{{ forloop.revcounter }}{% endfor %}{{ one }}",
    "{% for one in rows reversed %}{{ forloop.counter0 }}{{ one }}{{ forloop.revcounter0 }}{% empty %}-{% endfor %}",
    "{% for one in none %}x{% empty %}{{ words }}{% endfor %}{% for one in missing.part %}x{% empty %}0{% endfor %}",
    "{% for one in letters %}{{ one }}{% endfor %}{% for one in given %}{{ one }}{% endfor %}",
    "{% for a, b in pairs %}{{ a }}={{ b }}{% if not forloop.last %}, {% endif %}{% endfor %}{{ a }}",
    "{% for a, b in rows %}{{ a }}{% endfor %}",
    "{% for a, b in numbers %}{{ a }}{% endfor %}",
    "{% for a in rows %}{% for b in pairs %}{{ forloop.parentloop.counter }}{{ a }}{{ b.0 }}{% endfor %}{% endfor %}",
    "{% for one in rows %}{% for one in pairs %}{{ one.1 }}{% endfor %}{{ one }}{% endfor %}",
    "{% for one in rows %}{% cycle 'a' 'b' %}{% ifchanged one %}!{% endifchanged %}{% endfor %}",
    "{% for one in rows %}{% include 'row' with one=words %}{% include 'row' with one=1 only %}{% endfor %}",
    "{% for out in pairs %}{% include 'twice' %}{% endfor %}{% include 'sets' %}{% include part_named %}",
    "{% load i18n %}{% for one in rows %}{{ one }}{% translate words as one %}{{ one }}{% endfor %}{{ one }}",
    "{% load i18n %}{% with a=1 b=words %}{{ a }}{{ b }}{% translate words as b %}{{ b }}{% endwith %}{{ b }}",
    "{% load design %}{% for one in rows %}{% icon 'search' one %}{% icon 'search' as drawn %}{{ drawn }}{% endfor %}",
    "{% load design %}{% tag 'L1' line=1 %}{% count 3 unit=words %}{% value none %}{% value missing.part %}",
    "{% if one or words %}a{% elif two %}b{% else %}c{% endif %}{% if none and missing.part %}d{% else %}e{% endif %}",
    "{% if not words %}a{% elif number > 5 and number <= 7 %}b{% elif number == 8 %}c{% endif %}",
    "{% if 'x' in words or number in rows %}a{% elif number is not none and 'i' in words %}b{% endif %}",
    "{% if part.broken and words %}a{% else %}b{% endif %}{% if number > words %}c{% else %}d{% endif %}",
    "{% if truth or words %}a{% else %}b{% endif %}{% if words|length > 2 %}c{% endif %}",
    "{% if part.called == 'what is called' %}a{% endif %}{% if number|add:missing %}b{% else %}c{% endif %}",
    "{% for one in rows %}{% if forloop.counter|divisibleby:2 %}{{ one }}{% endif %}{% endfor %}",
    "{% for one in rows %}{{ forloop.counter|add:1 }}{% endfor %}",
    "{% autoescape off %}{{ words }}{% for one in rows %}{{ one }}{% endfor %}{% endautoescape %}{{ words }}",
    "{% load i18n %}{% with a=1 %}{% blocktranslate with b=words %}{{ b }}{{ a }}{% endblocktranslate %}{% endwith %}",
    "{% for one in things %}{{ one.name }}{{ one.digits }}{{ one.called }}{{ one.gone }}{{ one.missing }}{% endfor %}",
    "{% with a=part.called b=called %}{{ a }}{{ b }}{% endwith %}{% for one in kinds %}{{ one.name }}{% endfor %}",
    "{% if truth %}a{% endif %}",
    "{% include 'fails' %}",
    "{% include 'nowhere' %}",
    "{% extends 'frame' %}{% block a %}{{ block.super }}{{ words }}{% endblock %}{% block b %}{{ a }}{% endblock %}",
    "{% comment %}no{% endcomment %}{% csrf_token %}{% firstof none words %}{% now 'Y' as year %}{{ year|length }}",
    "{% verbatim %}{{ ''' }}\\ {\" %}{% endverbatim %}{{ \"it's\" }}{{ words|default:'x' }}",
]


def values() -> dict[str, Any]:
    part = Part()
    return {
        "rows": ["<a>", "b", "b"], "none": None, "letters": "ab", "given": (n for n in (1, 2)), "words": "<i>",
        "pairs": [("k", "<v>"), (1, 2)], "numbers": [1], "number": 7, "part": part, "things": [part, {"name": "d"}],
        "part_named": "row", "truth": Truth(), "called": lambda: "<called>", "kinds": [Part],
    }  # fmt: skip


def said(template: Template, context: Context) -> str:
    """What a template says, or what it raises; and that it leaves no layer behind."""
    depth = len(context.dicts)
    try:
        return template.render(context)
    except Exception as error:
        return repr(error)
    finally:
        assert len(context.dicts) == depth


@pytest.fixture(autouse=True)
def ours(monkeypatch: pytest.MonkeyPatch) -> None:
    """Templates out of memory are taken for ours."""
    monkeypatch.setattr(folding, "is_ours", lambda template: True)


def engine(*, folds: bool) -> Engine:
    plain = ("django.template.loaders.locmem.Loader", PARTS)
    return Engine(loaders=[("metronome.design.folding.Folding", [plain]) if folds else plain], libraries=LIBRARIES)


@pytest.mark.parametrize("number", range(len(PAGES)))
def test_a_function_says_what_the_walk_would_have_said(number):
    walked = said(engine(folds=False).from_string(PAGES[number]), Context(values()))
    template = engine(folds=True).from_string(PAGES[number])
    fold(template.nodelist)
    for _ in range(5):
        assert said(template, Context(values())) == walked


def test_parts_of_a_page_are_functions_too():
    template = engine(folds=True).from_string(PAGES[10])
    fold(template.nodelist)
    for _ in range(5):
        template.render(Context(values()))
    assert isinstance(template.nodelist, Straight)
    assert template.nodelist.run is not None


def walked_tags(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the tags that are asked as nodes."""
    asked: list[str] = []
    before = Node.render_annotated

    def render(node: Node, context: Context) -> Any:
        asked.append(type(node).__name__)
        return before(node, context)

    monkeypatch.setattr(Node, "render_annotated", render)
    return asked


def test_of_the_tags_of_a_page_only_strange_ones_are_walked_to(monkeypatch):
    page = "{% for one in rows %}{% if one %}{{ one }}{% cycle 1 2 %}{% endif %}{% endfor %}"
    template = engine(folds=True).from_string(page)
    fold(template.nodelist)
    for _ in range(OFTEN):
        template.render(Context(values()))
    asked = walked_tags(monkeypatch)
    template.render(Context(values()))
    assert asked == ["CycleNode"] * 3


def test_whoever_looks_for_a_fault_is_told_the_tag(monkeypatch):
    looked = engine(folds=True)
    looked.debug = True
    template = looked.from_string("{% for one in rows %}{{ part.broken }}{% endfor %}")
    fold(template.nodelist)
    for _ in range(5):
        with pytest.raises(AttributeError) as raised:
            template.render(Context(values()))
        assert raised.value.template_debug["during"] == "{% for one in rows %}"  # type: ignore[attr-defined]


def test_a_part_that_is_not_there_is_told_each_time():
    template = engine(folds=True).from_string("{% include 'nowhere' %}")
    fold(template.nodelist)
    for _ in range(5):
        with pytest.raises(TemplateDoesNotExist):
            template.render(Context(values()))


def test_the_blocks_of_a_frame_are_looked_for_once():
    frame = engine(folds=True).get_template("frame")
    found = frame.nodelist.get_nodes_by_type(Node)
    found.clear()
    assert frame.nodelist.get_nodes_by_type(Node)
