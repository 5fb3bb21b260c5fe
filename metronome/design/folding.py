"""Templates with what never changes between two readers of one language already written out.

Half of what a page is made of are words to translate, addresses without parts and icons: the same each time. Each
template of ours is compiled once for each language, and such tags in it become text. Everything else stays as it was
compiled, so that a page is the same, sign for sign, as without this; lists of nodes become functions (straight.py).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from django.template import Context, Engine, Origin, Template
from django.template.base import FilterExpression, Node, NodeList, TextNode, Variable, VariableNode
from django.template.defaulttags import AutoEscapeControlNode, IfNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders.cached import Loader
from django.templatetags.i18n import (
    BlockTranslateNode,
    GetCurrentLanguageBidiNode,
    GetCurrentLanguageNode,
    TranslateNode,
)
from django.templatetags.l10n import LocalizeNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch

from metronome.ground.addresses import where_read

from .nodes import Address, Named, Words, quicken, sentence
from .straight import Straight

OURS = Path(__file__).resolve().parents[1]
#: Inside these, the same words may come out otherwise.
OTHERWISE = ("LanguageNode", AutoEscapeControlNode.__name__, LocalizeNode.__name__)
#: Tags that write the same each time they are given the same words.
ALWAYS: set[Callable[..., Any]] = set()
Tag = TypeVar("Tag", bound=Callable[..., Any])


def always(tag: Tag) -> Tag:
    """Says of a simple tag that it writes the same each time it is given the same words."""
    ALWAYS.add(tag)
    return tag


class Folding(Loader):
    """Loads each template once for a language and the addresses of the site."""

    def __init__(self, engine: Engine, loaders: Sequence[object]) -> None:
        super().__init__(engine, loaders)
        self._folded: dict[tuple[object, ...], Template] = {}
        self._one_at_a_time = RLock()

    def get_template(self, template_name: str, skip: list[Origin] | None = None) -> Template:
        key = (*where_read(), template_name, *([origin.name for origin in skip] if skip else ()))
        found = self._folded.get(key)
        if found is None:
            with self._one_at_a_time:
                # Compiled anew, because what is folded is for this language alone.
                self.get_template_cache.pop(self.cache_key(template_name, skip), None)
                found = super().get_template(template_name, skip)
                if is_ours(found):
                    fold(found.nodelist)
                self._folded[key] = found
        return found

    def reset(self) -> None:
        super().reset()
        self._folded.clear()


def is_ours(template: Template) -> bool:
    return Path(template.origin.name).is_relative_to(OURS)


def fold(nodes: NodeList) -> None:
    """Write out what is always the same in a list of nodes and in those within it."""
    folded: list[Node] = []
    for node in nodes:
        quicken(list(vars(node).values()))
        if type(node).__name__ not in OTHERWISE:
            for within in lists_in(node):
                fold(within)
        one = written(node)
        if isinstance(one, TextNode) and folded and isinstance(folded[-1], TextNode):
            folded[-1] = TextNode(folded[-1].s + one.s)
        else:
            folded.append(one)
    nodes[:] = folded
    nodes.__class__ = Straight


def lists_in(node: Node) -> Iterator[NodeList]:
    if isinstance(node, IfNode):
        # Its own list of them is made anew each time it is asked.
        yield from (within for _, within in node.conditions_nodelists)
    else:
        for name in node.child_nodelists:
            if isinstance(within := getattr(node, name, None), NodeList):
                yield within


def written(node: Node) -> Node:
    """The node, or what stands for it because it says the same each time."""
    if type(node) is VariableNode:
        return as_before(node, Words(node.filter_expression))
    if type(node) is URLNode and node.args and not node.kwargs and not node.asvar and is_literal(node.view_name):
        return as_before(node, Address(node.view_name.var, node.args))
    if type(node) is BlockTranslateNode and (said := sentence(node)):
        return as_before(node, said)
    if not is_constant(node):
        return node
    context = Context()
    try:
        text = node.render(context)
    except NoReverseMatch:
        # To be raised where the page is shown.
        return node
    name = name_of(node)
    return as_before(node, Named(name, context[name]) if name else TextNode(text))


def as_before(node: Node, now: Node) -> Node:
    """What stands for a node, at its place in the template: faults are told with it."""
    now.token, now.origin = node.token, node.origin
    return now


def name_of(node: Node) -> str | None:
    """The name under which a tag leaves its value instead of writing it."""
    for attribute in ("asvar", "varname", "target_var", "variable"):
        if name := getattr(node, attribute, None):
            return str(name)
    return None


def is_constant(node: Node) -> bool:
    if type(node) is TranslateNode:
        return node.message_context is None and is_literal(node.filter_expression)
    if type(node) is URLNode:
        return not node.args and not node.kwargs and is_literal(node.view_name)
    if type(node) is StaticNode:
        return is_literal(node.path)
    if type(node) in (GetCurrentLanguageNode, GetCurrentLanguageBidiNode):
        return True
    if type(node) is SimpleNode:
        return node.func in ALWAYS and all(map(is_literal, (*node.args, *node.kwargs.values())))
    return False


def is_literal(words: FilterExpression) -> bool:
    value = words.var
    return not words.filters and (not isinstance(value, Variable) or value.literal is not None)
