"""Plans as a folder tells them: levels, a tree of any depth, challenges, themes; and markers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from metronome.ground.period import Period
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.plan.amending import amended
from metronome.plan.enums import ChangeKind
from metronome.plan.given import (
    GivenAmendment,
    GivenChallenge,
    GivenChange,
    GivenKeyIdea,
    GivenLevel,
    GivenMarker,
    GivenNode,
    GivenPlan,
    GivenTheme,
)


def read_plan(folder: Folder, fields: Fields) -> GivenPlan:
    slug = fields.identity("slug", folder.ids.plans)
    first_day = fields.day("first_day", required=True) or date.min
    last_day = fields.day("last_day", required=True) or date.max
    levels = tuple(_levels(fields))
    if last_day < first_day:
        fields.refuse("last_day", _("The plan ends before it begins."), _("Exchange the two days, or mend one."))
    nodes = tuple(_nodes(folder, fields, slug, levels))
    amendments = tuple(_amendments(folder, fields, slug, Period(first_day, max(first_day, last_day))))
    plan = GivenPlan(
        slug=slug,
        title=fields.words("title", required=True),
        first_day=first_day,
        last_day=last_day,
        version=fields.number("version", low=1, high=999) or 1,
        adopted=fields.words("adopted"),
        vision=fields.words("vision"),
        mission=fields.words("mission"),
        levels=levels,
        nodes=_at_work(folder, fields, nodes, amendments, levels, slug),
        amendments=tuple(amendment for amendment, _ in amendments),
        challenges=tuple(_challenges(folder, fields, slug)),
        themes=tuple(_themes(folder, fields, slug)),
    )
    fields.close()
    return plan


def _levels(fields: Fields) -> Iterator[GivenLevel]:
    for depth, level in enumerate(fields.items("levels"), 1):
        pattern = level.text("pattern", most=200)
        try:
            re.compile(pattern)
        except re.error:
            reason = _("“%(pattern)s” is no regular expression.") % {"pattern": pattern}
            level.refuse("pattern", reason, _("Write one as ^G\\d+$, or leave it out."))
            pattern = ""
        yield GivenLevel(depth, level.words("name", required=True), level.words("plural"), pattern)
        level.close()


def _nodes(folder: Folder, fields: Fields, plan: str, levels: tuple[GivenLevel, ...]) -> Iterator[GivenNode]:
    """The tree, written as nodes in nodes, in the order of print."""
    order = 0
    waiting = [(node, "", 1) for node in fields.items("nodes")]
    while waiting:
        node, parent, depth = waiting.pop(0)
        order += 1
        if depth > len(levels):
            reason = _("The plan names %(levels)s levels and this node is on level %(depth)s.") % {
                "levels": len(levels),
                "depth": depth,
            }
            node.refuse("nodes", reason, _("Add the level to levels, or move the node."))
            continue
        code = _code(folder, node, plan, depth, levels[depth - 1].pattern)
        yield GivenNode(
            code=code,
            parent=parent,
            depth=depth,
            label=node.words("label", required=True),
            short_label=node.words("short_label"),
            description=node.words("description"),
            order=order,
            retired_on=node.day("retired_on"),
            key_ideas=tuple(_key_ideas(node)),
            successors=node.texts("successors"),
        )
        waiting = [(child, code, depth + 1) for child in node.items("nodes")] + waiting
        node.close()


def _amendments(folder: Folder, fields: Fields, plan: str, period: Period) -> Iterator[tuple[GivenAmendment, Fields]]:
    """What was decided to change, each with its place in the file."""
    for item in fields.items("amendments"):
        amendment = GivenAmendment(
            slug=item.identity("slug", folder.ids.amendments, most=100),
            plan=plan,
            on=item.day("on", required=True) or period.ends[0],
            title=item.words("title", required=True),
            why=item.words("why"),
            decided_by=item.words("decided_by", required=True),
            document=item.url("document"),
            changes=tuple(_changes(item)),
        )
        if not period.holds(amendment.on):
            item.refuse("on", _("The plan does not run on that day."), _("Choose a day of the plan."))
        item.close()
        yield amendment, item


def _changes(item: Fields) -> Iterator[GivenChange]:
    for name, kind in (("adds", ChangeKind.ADD), ("rewords", ChangeKind.REWORD), ("ends", ChangeKind.END)):
        for change in item.items(name):
            is_ended, is_added = kind == ChangeKind.END, kind == ChangeKind.ADD
            yield GivenChange(
                kind=kind.value,
                code=change.text("code", required=True, most=40),
                parent=change.text("parent", most=40) if is_added else "",
                label=Text() if is_ended else change.words("label", required=is_added),
                short_label=Text() if is_ended else change.words("short_label"),
                description=Text() if is_ended else change.words("description"),
                successors=change.texts("successors") if is_ended else (),
            )
            change.close()


def _at_work(
    folder: Folder,
    fields: Fields,
    nodes: tuple[GivenNode, ...],
    amendments: Sequence[tuple[GivenAmendment, Fields]],
    levels: Sequence[GivenLevel],
    plan: str,
) -> tuple[GivenNode, ...]:
    """The nodes as adopted, with the amendments at work in the order of their days."""
    for amendment, item in sorted(amendments, key=lambda pair: (pair[0].on, pair[0].slug)):
        try:
            nodes = amended(nodes, amendment, levels=levels)
        except Refusal as refusal:
            item.refuse(refusal.field or "changes", refusal.reason, refusal.remedy)
    codes = {node.code for node in nodes}
    for node in nodes:
        if f"{plan}/{node.code}" not in folder.ids.nodes.depths:
            folder.ids.nodes.add(plan, node.code, node.depth)
        for successor in node.successors:
            if successor not in codes:
                reason = _("The plan has no code “%(code)s”.") % {"code": successor}
                fields.refuse("nodes", reason, _("Look it up in the plan."))
    return nodes


def _key_ideas(node: Fields) -> Iterator[GivenKeyIdea]:
    for number, cell in enumerate(node.cells("key_ideas"), 1):
        if isinstance(cell.value, dict):
            yield GivenKeyIdea(number, node.in_languages("key_ideas", cell.value))
        else:
            reason = _("A text for each language is expected here.")
            node.refuse("key_ideas", reason, _("Write it as {en: ..., fr: ...}."), cell.place)


def _code(folder: Folder, node: Fields, plan: str, depth: int, pattern: str) -> str:
    code = node.text("code", required=True, most=40)
    if code and "/" in code:
        node.refuse("code", _("A code has no slash."), _("Write it with a point or a hyphen."))
    if code and pattern and not re.search(pattern, code):
        reason = _("“%(code)s” is not as the codes of its level are: %(pattern)s.") % {
            "code": code,
            "pattern": pattern,
        }
        node.refuse("code", reason, _("Mend the code, move the node, or change the pattern of the level."))
    if f"{plan}/{code}" in folder.ids.nodes.depths:
        reason = _("The plan has the code “%(code)s” twice.") % {"code": code}
        node.refuse("code", reason, _("A code is an identity: give one of the two another."))
    elif code:
        folder.ids.nodes.add(plan, code, depth)
    return code


def _challenges(folder: Folder, fields: Fields, plan: str) -> Iterator[GivenChallenge]:
    order = 0
    waiting = [(item, "") for item in fields.items("challenges")]
    while waiting:
        item, parent = waiting.pop(0)
        order += 1
        code = item.text("code", required=True, most=40)
        if f"{plan}/{code}" in folder.ids.challenges.depths:
            reason = _("The plan has the code “%(code)s” twice.") % {"code": code}
            item.refuse("code", reason, _("A code is an identity: give one of the two another."))
        else:
            folder.ids.challenges.add(plan, code)
        yield GivenChallenge(code, parent, item.words("label", required=True), item.words("description"), order)
        waiting = [(child, code) for child in item.items("challenges")] + waiting
        item.close()


def _themes(folder: Folder, fields: Fields, plan: str) -> Iterator[GivenTheme]:
    for order, item in enumerate(fields.items("themes"), 1):
        slug = item.slug()
        if f"{plan}/{slug}" in folder.ids.themes.depths:
            reason = _("The plan has the theme “%(slug)s” twice.") % {"slug": slug}
            item.refuse("slug", reason, _("Remove one of the two, or give it a name of its own."))
        else:
            folder.ids.themes.add(plan, slug)
        yield GivenTheme(slug, item.words("label", required=True), item.words("description"), order)
        item.close()


def read_marker(folder: Folder, fields: Fields, number: int) -> GivenMarker:
    del number
    highest = fields.number("highest", low=1, high=100)
    return GivenMarker(
        slug=fields.identity("slug", folder.ids.markers),
        label=fields.words("label", required=True),
        description=fields.words("description"),
        highest=2 if highest is None else highest,
    )
