"""Templates with what never changes between two readers of one language already written out.

Half of what a page is made of are words to translate, addresses without parts and icons: the same each time. Each
template of ours is compiled once for each language, and such tags in it become text. Everything else stays as it was
compiled, so that a page is the same, sign for sign, as without this.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from threading import RLock
from typing import Any, TypeVar

from django.template import Context, Engine, Origin, Template
from django.template.base import (
    FilterExpression,
    Node,
    NodeList,
    TextNode,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.defaulttags import AutoEscapeControlNode, IfNode, URLNode
from django.template.library import SimpleNode
from django.template.loaders.cached import Loader
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode, TranslateNode
from django.templatetags.l10n import LocalizeNode
from django.templatetags.static import StaticNode
from django.urls import NoReverseMatch
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.ground.addresses import address_at, where_read

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


class Named(Node):
    """A value that is always the same, under a name."""

    child_nodelists = ()

    def __init__(self, name: str, value: object) -> None:
        self.name, self.value = name, value

    def render(self, context: Context) -> SafeString:
        context[self.name] = self.value
        return SafeString("")


class Looked(Variable):
    """A variable that is looked up without the exceptions that Django's own way costs: a thing without items is not
    asked for one, and what is not there is not looked for in a list of all that is. Whatever is to be called, counted
    off or raised goes Django's own way."""

    __slots__ = ()

    def resolve(self, context: Any) -> Any:
        if not self.lookups or self.translate:
            return super().resolve(context)
        name, value = self.lookups[0], UNSURE
        for layer in reversed(context.dicts):
            if name in layer:
                value = layer[name]
                break
        if value is UNSURE and not hasattr(context, name):
            raise VariableDoesNotExist(str(self.var))
        for bit in self.lookups[1:]:
            if value is UNSURE or callable(value):
                return super().resolve(context)
            value = part_of(value, bit)
            if value is NOWHERE:
                raise VariableDoesNotExist(str(self.var))
        return super().resolve(context) if value is UNSURE or callable(value) else value


#: What is to be looked up in Django's own way, and what is certainly not there.
UNSURE, NOWHERE = object(), object()


def part_of(thing: Any, name: str) -> Any:
    """An item of a thing, else an attribute; NOWHERE for neither."""
    if hasattr(type(thing), "__getitem__"):
        try:
            return thing[name]
        except (TypeError, AttributeError, KeyError, ValueError, IndexError):
            pass
    try:
        return getattr(thing, name)
    except Exception:
        # Raised again, or passed over, by Django's own way.
        return UNSURE if name.isdigit() or hasattr(type(thing), name) else NOWHERE


def quicken(part: Any) -> None:
    """Let the variables in a part of a node, in the filters and conditions within it too, be looked up in one step."""
    if type(part) is Variable:
        part.__class__ = Looked
    elif isinstance(part, FilterExpression):
        quicken(part.var)
        quicken([given for _, arguments in part.filters for given in arguments])
    elif isinstance(part, TokenBase):
        quicken([part.first, part.second, part.value])
    elif type(part) in (list, tuple):
        for one in part:
            quicken(one)
    elif type(part) is dict:
        quicken(list(part.values()))


class Sentence(Node):
    """A sentence with values in it, translated already."""

    child_nodelists = ()

    def __init__(self, words: str, names: Sequence[str], values: Mapping[str, FilterExpression]) -> None:
        self.words, self.names, self.values = words, names, values

    def render(self, context: Context) -> SafeString:
        values = {name: expression.resolve(context) for name, expression in self.values.items()}
        said = {name: values[name] if name in values else context.get(name, "") for name in self.names}
        return SafeString(self.words % {name: written_out(value, context) for name, value in said.items()})


def sentence(node: BlockTranslateNode) -> Sentence | None:
    """The sentence of a tag; None where its words depend on a number, are kept under a name, or do not fit."""
    if node.plural or node.message_context or node.asvar:
        return None
    singular, names = node.render_token_list(node.singular)
    words = gettext(singular)
    try:
        words % dict.fromkeys(names, "")
    except (KeyError, ValueError):
        return None
    return Sentence(words, names, node.extra_context)


def written_out(value: Any, context: Context) -> str:
    """A value as a page has it: words escaped, numbers as the language writes them."""
    if type(value) is SafeString:
        return value
    if type(value) is str and context.autoescape:
        return escape(value)
    if type(value) is int and 0 <= value < 1000:
        return str(value)
    return str(render_value_in_context(value, context))


class Words(VariableNode):
    """A variable. Most are words: what they need is no more than to be escaped."""

    def render(self, context: Context) -> SafeString:
        try:
            value = self.filter_expression.resolve(context)
        except UnicodeDecodeError:
            return SafeString("")
        return SafeString(written_out(value, context))

    #: Where a fault was is told of the tag around it.
    render_annotated = render


class Address(Node):
    """The address of a door that takes parts. Making one costs as much as ten words, and a list has many."""

    child_nodelists = ()

    def __init__(self, door: str, parts: Sequence[FilterExpression]) -> None:
        self.door, self.parts, self.where = door, parts, where_read()

    def render(self, context: Context) -> SafeString:
        href = address_at(self.where, self.door, *[part.resolve(context) for part in self.parts])
        return SafeString(escape(href) if context.autoescape else href)


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
    for attribute in ("asvar", "varname", "target_var"):
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
    if type(node) is SimpleNode:
        return node.func in ALWAYS and all(map(is_literal, (*node.args, *node.kwargs.values())))
    return False


def is_literal(words: FilterExpression) -> bool:
    value = words.var
    return not words.filters and (not isinstance(value, Variable) or value.literal is not None)
