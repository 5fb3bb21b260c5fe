"""What stands in a folded template for tags of Django: the same words, for less."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

from django.template import Context
from django.template.base import (
    FilterExpression,
    Node,
    Variable,
    VariableDoesNotExist,
    VariableNode,
    render_value_in_context,
)
from django.template.smartif import TokenBase
from django.templatetags.i18n import BlockTranslateNode
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from metronome.ground.addresses import address_at, where_read


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
