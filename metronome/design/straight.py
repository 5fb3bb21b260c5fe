"""Templates that were folded, as functions: what a page of the desk cost most was the walk from node to node.

Text, variables, conditions, loops, names for values, parts of pages and simple tags become statements of one function
for each list of nodes. Every other tag stays a node and is asked in its place, with the same context; so is whatever a
statement cannot be sure of. The function says, sign for sign, what the walk would have said.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from html import escape
from typing import Any

from django.template import Context
from django.template.base import FilterExpression, Node, NodeList, Template, TextNode, Variable, VariableDoesNotExist
from django.template.defaulttags import CommentNode, ForNode, IfNode, LoadNode, WithNode
from django.template.library import SimpleNode
from django.template.loader_tags import IncludeNode
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

from metronome.ground.addresses import address_at

from .nodes import NOWHERE, UNSURE, Address, Named, Sentence, Words, part_of, written_out

Run = Callable[[Context], str]
#: Tags that write nothing.
SILENT = (LoadNode, CommentNode)
#: What a condition is made of, as Python has it.
INFIX = {"or", "and", "in", "not in", "is", "is not", "==", "!=", ">", ">=", "<", "<="}


#: So often a list of nodes is walked through before it becomes a function: making one takes some milliseconds and ten
#: kilobytes, and many pages are hardly ever asked for in every language.
OFTEN = 3


class Straight(NodeList):
    """A list of nodes that becomes a function once it has been written often."""

    run: Run | None = None
    written = 0

    def render(self, context: Context) -> SafeString:
        engine = context.template.engine if context.template else None
        # Whoever looks for a fault is told the tag that it is in, which only the walk knows; and what is not there may
        # be written as something.
        if engine is None or engine.debug or engine.string_if_invalid:
            return super().render(context)
        if self.run is None:
            self.written += 1
            if self.written <= OFTEN:
                return super().render(context)
            self.run = as_function(self)
        return SafeString(self.run(context))

    def get_nodes_by_type(self, nodetype: type[Node]) -> list[Node]:
        # A page asks its frame for its blocks each time.
        found = self.__dict__.setdefault("_by_type", {})
        if nodetype not in found:
            found[nodetype] = super().get_nodes_by_type(nodetype)
        return list(found[nodetype])


def as_function(nodes: NodeList) -> Run:
    """What writes a list of nodes."""
    return Written().function(nodes)


def look(
    context: Context, name: str, bits: Sequence[str], whole: FilterExpression, quiet: bool, value: Any = UNSURE
) -> Any:
    """What is known under a name, then each part of it in turn; `value` is what the name stands for, where that is
    known already. Whatever is to be called, counted off or raised goes Django's own way, which `whole` knows."""
    if value is UNSURE:
        for layer in reversed(context.dicts):
            if name in layer:
                value = layer[name]
                break
        else:
            return whole.resolve(context, quiet)
    for bit in bits:
        if callable(value):
            return whole.resolve(context, quiet)
        value = part_of(value, bit)
        if value is UNSURE:
            return whole.resolve(context, quiet)
        if value is NOWHERE:
            return None if quiet else ""
    return whole.resolve(context, quiet) if callable(value) else value


def holds(condition: Any, context: Context) -> Any:
    """A condition asked in Django's own way."""
    try:
        return condition.eval(context)
    except VariableDoesNotExist:
        return None


def included(template: Any, context: Context, values: dict[str, Any]) -> str:
    """A part of a page, with some values more."""
    state = context.render_context
    before, depth = state.template, len(context.dicts)
    state.template = template
    state.dicts.append({})
    context.dicts.append(values)
    try:
        said: str = template._render(context)
        return said
    finally:
        del context.dicts[depth:]
        state.dicts.pop()
        state.template = before


def unpacked(names: Sequence[str], item: Any) -> dict[str, Any]:
    """The parts of an item of a loop, under their names."""
    try:
        many = len(item)
    except TypeError:
        many = 1
    if many != len(names):
        raise ValueError(f"Need {len(names)} values to unpack in for loop; got {many}. ")
    return dict(zip(names, item, strict=False))


class Written:
    """The statements of one function, and the things that they speak of."""

    def __init__(self) -> None:
        self.things: dict[str, Any] = {
            "SafeString": SafeString, "address_at": address_at, "conditional_escape": conditional_escape,
            "escape": escape, "holds": holds, "included": included, "look": look, "unpacked": unpacked,
            "written_out": written_out,
        }  # fmt: skip
        self.locals = 0
        #: Whether what was written so far may ask how often a loop has gone round.
        self.counts = False

    def function(self, nodes: NodeList) -> Run:
        body = ["def run(context):", " dicts, safe, out = context.dicts, context.autoescape, []"]
        body += [" w, depth = out.append, len(dicts)", " try:", "  pass"]
        body += ["  " + line for line in self.nodes(nodes, {})]
        # Layers of the context that were open when something was raised.
        body += [" except BaseException:", "  del dicts[depth:]", "  raise", " return ''.join(out)"]
        # Of the words of a template nothing gets into the source of the function but as a thing with a number.
        exec(compile("\n".join(body), "<template>", "exec"), self.things)  # noqa: S102
        run: Run = self.things["run"]
        return run

    def thing(self, it: Any) -> str:
        """The name of a thing in the function."""
        name = f"k{len(self.things)}"
        self.things[name] = it
        return name

    def local(self) -> str:
        self.locals += 1
        return f"v{self.locals}"

    def nodes(self, nodes: NodeList, known: dict[str, str]) -> Iterator[str]:
        """The lines for a list of nodes; `known` are names of the template that are names in the function."""
        for node in nodes:
            if not isinstance(node, SILENT):
                yield from WAYS.get(type(node), Written.node)(self, node, known)

    def node(self, node: Node, _known: dict[str, str]) -> Iterator[str]:
        """A tag that is asked as it is."""
        self.counts = True
        yield f"w({self.thing(node.render_annotated)}(context))"

    def text(self, node: TextNode, _known: dict[str, str]) -> Iterator[str]:
        yield f"w({self.thing(node.s)})"

    def value(self, given: Any, known: dict[str, str], *, quiet: bool = False) -> str:
        """An expression for what stands in a tag. What is not there is None where `quiet`, else no words."""
        self.counts |= "forloop" in names_in(given)
        if given.filters:
            return f"{self.thing(given)}.resolve(context, {quiet})"
        var = given.var
        if not isinstance(var, Variable):
            return self.thing(var)
        if not var.lookups or var.translate:
            return f"{self.thing(given)}.resolve(context, {quiet})"
        name, *bits = var.lookups
        asked = f"context, {self.thing(name)}, {self.thing(tuple(bits))}, {self.thing(given)}, {quiet}"
        return f"look({asked}, {known[name]})" if name in known else f"look({asked})"

    def words(self, node: Words, known: dict[str, str]) -> Iterator[str]:
        yield f"t = {self.value(node.filter_expression, known)}"
        yield f"w({OUT})"

    def condition(self, asked: Any, known: dict[str, str]) -> str:
        """An expression for a condition, or a part of one."""
        if asked.id in INFIX:
            return f"({self.condition(asked.first, known)} {asked.id} {self.condition(asked.second, known)})"
        if asked.id == "not":
            return f"(not {self.condition(asked.first, known)})"
        return self.value(asked.value, known, quiet=True)

    def branches(self, node: IfNode, known: dict[str, str]) -> Iterator[str]:
        inset = ""
        condition: Any
        for condition, nodes in node.conditions_nodelists:
            if condition is None:
                yield from indented(self.nodes(nodes, known), inset)
                return
            slow = f"holds({self.thing(condition)}, context)"
            if condition.id == "literal":
                asked = self.condition(condition, known)
                yield f"{inset}if {slow if condition.value.filters else asked}:"
            else:
                # A part that raises makes its operator false, which is not for us to find out.
                yield f"{inset}try: c = {self.condition(condition, known)}"
                yield f"{inset}except Exception: c = {slow}"
                yield f"{inset}if c:"
            yield from indented(["pass", *self.nodes(nodes, known)], inset + " ")
            yield f"{inset}else:"
            inset += " "
        yield f"{inset}pass"

    def loop(self, node: Any, known: dict[str, str]) -> Iterator[str]:
        values, many, item, layer, at = (self.local() for _ in range(5))
        sequence = self.value(node.sequence, known, quiet=True)
        asked_before, self.counts = self.counts, False
        inner = dict(known)
        single = len(node.loopvars) == 1
        for name in node.loopvars:
            inner.pop(name, None)
        if single and node.loopvars[0] not in set_in(node.nodelist_loop):
            inner[node.loopvars[0]] = item
        body = list(self.nodes(node.nodelist_loop, inner))
        counts, self.counts = self.counts, self.counts or asked_before
        yield f"{layer} = {{}}"
        yield f"dicts.append({layer})"
        yield f"{values} = {sequence}"
        yield f"{values} = [] if {values} is None else {values} if hasattr({values}, '__len__') else list({values})"
        yield f"{many} = len({values})"
        if counts:
            yield f"if {many} > 0: {layer}['forloop'] = {at} = {{'parentloop': context.get('forloop', {{}})}}"
        yield f"for n, {item} in enumerate({'reversed(' + values + ')' if node.is_reversed else values}):"
        if counts:
            yield f" {at}['counter0'], {at}['counter'], {at}['revcounter'] = n, n + 1, {many} - n"
            yield f" {at}['revcounter0'], {at}['first'], {at}['last'] = {many} - n - 1, n == 0, n == {many} - 1"
        if single:
            yield f" {layer}[{self.thing(node.loopvars[0])}] = {item}"
        else:
            yield f" dicts.append(unpacked({self.thing(tuple(node.loopvars))}, {item}))"
        yield from indented(body, " ")
        if not single:
            yield " dicts.pop()"
        if node.nodelist_empty:
            yield f"if {many} < 1:"
            yield from indented(["pass", *self.nodes(node.nodelist_empty, known)], " ")
        yield "dicts.pop()"

    def named(self, node: Named, _known: dict[str, str]) -> Iterator[str]:
        yield f"dicts[-1][{self.thing(node.name)}] = {self.thing(node.value)}"

    def scope(self, node: WithNode, known: dict[str, str]) -> Iterator[str]:
        again = set_in(node.nodelist)
        inner, layer = {name: local for name, local in known.items() if name not in node.extra_context}, self.local()
        pairs = []
        for name, given in node.extra_context.items():
            local = self.local()
            yield f"{local} = {self.value(given, known)}"
            pairs.append(f"{self.thing(name)}: {local}")
            if name not in again:
                inner[name] = local
        yield f"{layer} = {{{', '.join(pairs)}}}"
        yield f"dicts.append({layer})"
        yield from self.nodes(node.nodelist, inner)
        yield "dicts.pop()"

    def sentence(self, node: Sentence, known: dict[str, str]) -> Iterator[str]:
        pairs = []
        for name in node.names:
            if name in node.values:
                value = self.value(node.values[name], known)
            else:
                self.counts |= name == "forloop"
                value = known.get(name) or f"context.get({self.thing(name)}, '')"
            local = self.local()
            yield f"t = {value}"
            yield f"{local} = {OUT}"
            pairs.append(f"{self.thing(name)}: {local}")
        yield f"w({self.thing(node.words)} % {{{', '.join(pairs)}}})"

    def address(self, node: Address, known: dict[str, str]) -> Iterator[str]:
        parts = "".join(f", {self.value(part, known)}" for part in node.parts)
        yield f"t = address_at({self.thing(node.where)}, {self.thing(node.door)}{parts})"
        yield "w(escape(t) if safe else t)"

    def tag(self, node: SimpleNode, known: dict[str, str]) -> Iterator[str]:
        given = [self.value(part, known) for part in node.args]
        given += [f"{name}={self.value(part, known)}" for name, part in node.kwargs.items()]
        if node.takes_context:
            self.counts = True
            given.insert(0, "context")
        said = f"{self.thing(node.func)}({', '.join(given)})"
        if node.target_var is not None:
            yield f"dicts[-1][{self.thing(node.target_var)}] = {said}"
            return
        yield f"t = {said}"
        yield "w(t if type(t) is SafeString or not safe else conditional_escape(t))"

    def part(self, node: IncludeNode, known: dict[str, str]) -> Iterator[str]:
        """A part of a page that is named outright is looked for once; where it is not there, it is told when shown."""
        name = node.template.var
        if not isinstance(name, str) or node.template.filters or node.isolated_context or name.startswith("."):
            yield from self.node(node, known)
            return
        self.counts = True
        pairs = [f"{self.thing(key)}: {self.value(given, known)}" for key, given in node.extra_context.items()]
        kept = self.thing(Kept(name))
        yield f"w(included({kept}.template or {kept}.found(context), context, {{{', '.join(pairs)}}}))"


class Kept:
    """A template that is looked for when it is first asked for, in the language of the page that asks."""

    __slots__ = ("name", "template")

    def __init__(self, name: str) -> None:
        self.name = name
        self.template: Template | None = None

    def found(self, context: Context) -> Any:
        page: Any = context.template
        self.template = template = page.engine.select_template([self.name])
        return template


def indented(lines: Iterator[str] | Sequence[str], inset: str) -> Iterator[str]:
    return (inset + line for line in lines)


def names_in(given: FilterExpression) -> Iterator[str]:
    """The names that an expression begins with."""
    variables = [given.var, *(argument for _, arguments in given.filters for _, argument in arguments)]
    return (one.lookups[0] for one in variables if isinstance(one, Variable) and one.lookups)


def set_in(nodes: NodeList) -> set[str]:
    """Whatever a tag within may put a value under: any word of its own is taken for such a name."""
    tags = [node for node in nodes.get_nodes_by_type(Node) if not isinstance(node, TextNode)]
    return {word for tag in tags for word in vars(tag).values() if isinstance(word, str)}


#: A value `t` as a page has it.
OUT = "t if type(t) is SafeString else escape(t) if safe and type(t) is str else written_out(t, context)"
WAYS: dict[type[Node], Callable[[Written, Any, dict[str, str]], Iterator[str]]] = {
    TextNode: Written.text, Words: Written.words, IfNode: Written.branches, ForNode: Written.loop,
    Named: Written.named, WithNode: Written.scope, Sentence: Written.sentence, Address: Written.address,
    SimpleNode: Written.tag, IncludeNode: Written.part,
}  # fmt: skip
