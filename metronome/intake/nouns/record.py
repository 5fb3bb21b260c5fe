"""Activities and media mentions as a folder tells them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _

from metronome.ground.counting import Basis, Count, Qualifier
from metronome.ground.text import Text
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.plan.goals import wrong_goals
from metronome.record.enums import EvidenceKind, Format, InvolvementRole, NetworkRole, PersonRole, State
from metronome.record.given import (
    GivenActivity,
    GivenEvidence,
    GivenFollowUp,
    GivenInvolvement,
    GivenKind,
    GivenMention,
    GivenOccurrence,
    GivenParticipation,
    GivenPerson,
    GivenScore,
)


def read_kind(folder: Folder, fields: Fields, number: int) -> GivenKind:
    return GivenKind(
        slug=fields.identity("slug", folder.ids.kinds),
        name=fields.words("name", required=True),
        plural=fields.words("plural"),
        order=fields.order(number),
    )


def read_activity(folder: Folder, fields: Fields, number: int) -> GivenActivity:
    occurrences = tuple(_occurrences(fields))
    cancelled = fields.text("cancelled")
    return GivenActivity(
        code=fields.identity("code", folder.ids.activities, most=100),
        title=fields.words("title", required=True),
        summary=fields.words("summary"),
        kind=fields.reference("kind", folder.ids.kinds, required=True),
        lead_line=_line(folder, fields),
        format=fields.choice("format", Format.values),
        network_role=fields.choice("network_role", NetworkRole.values),
        place=fields.words("place", is_name=True),
        series=fields.text("series", most=200),
        languages=fields.texts("languages"),
        is_members_only=fields.flag("members_only"),
        other_cities=fields.texts("other_cities"),
        order=fields.order(number),
        source=fields.text("source", most=300),
        result_tags=_results(folder, fields),
        challenge_tags=folder.all_coded(fields, "challenges", folder.ids.challenges),
        theme_tags=folder.all_coded(fields, "themes", folder.ids.themes),
        goal_tags=read_goals(fields),
        marker_scores=tuple(_scores(folder, fields)),
        involvements=tuple(_involvements(folder, fields)),
        people=tuple(_people(folder, fields)),
        participations=_participations(fields),
        evidence=tuple(_evidence(fields)),
        follow_ups=tuple(_follow_ups(fields)),
        planned=fields.reference("planned", folder.ids.planned),
        state=State.CANCELLED.value if cancelled else State.PUBLISHED.value,
        comment=cancelled,
        first_day=min((occurrence.first_day for occurrence in occurrences), default=date.min),
        last_day=max((occurrence.last_day for occurrence in occurrences), default=date.min),
        occurrences=occurrences,
    )


def _occurrences(fields: Fields) -> Iterator[GivenOccurrence]:
    """days: one text or a list, each 2021-03-17, 2021-03-17..2021-03-19, 2021-03, or {on: ..., title: ...}."""
    cell = fields.cell("days", required=True)
    if cell is None:
        return
    for one in cell.value if isinstance(cell.value, list) else [cell]:
        title = Text()
        if isinstance(one.value, dict):
            inner = Fields(one, fields.refusals, fields.languages)
            span = inner.span("days", inner.text("on", required=True))
            title = inner.words("title")
            inner.close()
        elif isinstance(one.value, str):
            span = fields.span("days", one.value)
        else:
            fields.refuse("days", _("A day is expected here."), _("Write it as 2021-03-17."), one.place)
            continue
        yield GivenOccurrence(*span, title)


def _line(folder: Folder, fields: Fields) -> str:
    text = fields.text("line")
    key = folder.coded(fields, "line", folder.ids.nodes, text) if text else ""
    if key and folder.ids.nodes.depths[key] != 1:
        reason = _("“%(code)s” does not stand at the top of its plan.") % {"code": text}
        fields.refuse("line", reason, _("Write the code of a node of the first level."))
    return key


def _results(folder: Folder, fields: Fields) -> tuple[str, ...]:
    """Codes of the deepest level of their plan."""
    nodes = folder.ids.nodes
    deepest: dict[str, int] = {}
    keys = folder.all_coded(fields, "results", nodes)
    for key in keys:
        plan = key.split("/", 1)[0]
        if plan not in deepest:
            deepest[plan] = max(depth for other, depth in nodes.depths.items() if other.startswith(f"{plan}/"))
        if nodes.depths[key] != deepest[plan]:
            reason = _("“%(code)s” is no result: others stand below it.") % {"code": key.split("/", 1)[1]}
            fields.refuse("results", reason, _("Write codes of the deepest level of the plan."))
    return keys


def read_goals(fields: Fields) -> tuple[str, ...]:
    """Sustainable Development Goals and targets, each once."""
    goals = fields.texts("goals")
    fields.once("goals", goals)
    for wrong in wrong_goals(goals):
        fields.refuse("goals", wrong.reason, wrong.remedy)
    return goals


def _scores(folder: Folder, fields: Fields) -> Iterator[GivenScore]:
    scored: list[str] = []
    for item in fields.items("markers"):
        marker = item.reference("marker", folder.ids.markers, required=True)
        scored.append(marker)
        score = item.number("score", high=100, required=True)
        yield GivenScore(marker, score or 0, item.text("reason", required=True))
        item.close()
    fields.once("markers", scored)


def _involvements(folder: Folder, fields: Fields) -> Iterator[GivenInvolvement]:
    """members are activated, partners are partners, named merely stand in a text; involved says other roles."""
    order = 0
    roles: dict[tuple[str, str], None] = {}
    for name, role, of in (
        ("members", InvolvementRole.ACTIVATED, folder.members),
        ("partners", InvolvementRole.PARTNER, folder.partners),
        ("named_members", InvolvementRole.NAMED, folder.members),
        ("named_partners", InvolvementRole.NAMED, folder.partners),
    ):
        for slug in of(fields, name):
            order += 1
            is_member = name.endswith("members")
            roles[slug, role.value] = None
            yield GivenInvolvement(slug if is_member else "", "" if is_member else slug, role.value, order)
    said = list(roles)
    for item in fields.items("involved"):
        order += 1
        member, partner = folder.member(item, "member"), folder.partner(item, "partner")
        _one_of_two(item)
        role_name = item.choice("role", InvolvementRole.values, InvolvementRole.ACTIVATED.value)
        said.append((member or partner, role_name))
        yield GivenInvolvement(member, partner, role_name, order)
        item.close()
    fields.once("involved", [f"{slug} ({role})" for slug, role in said if slug])


def _one_of_two(item: Fields) -> None:
    if item.has("member") == item.has("partner"):
        item.refuse("member", _("A member or a partner is expected, and not both."), _("Fill in one of the two."))


def _people(folder: Folder, fields: Fields) -> Iterator[GivenPerson]:
    for order, item in enumerate(fields.items("people"), 1):
        if not item.has("name") and not item.has("title"):
            item.refuse("name", _("A person has a name or an office."), _("Fill in name or title."))
        yield GivenPerson(
            name=item.text("name", most=200),
            title=item.words("title", in_source=True),
            role=item.choice("role", PersonRole.values, PersonRole.SPEAKER.value),
            contact=item.reference("person", folder.ids.people),
            member=folder.member(item, "member"),
            partner=folder.partner(item, "partner"),
            is_of_the_network=item.flag("of_the_network"),
            is_named_in_text=item.flag("named"),
            is_public=item.flag("public"),
            gender=item.text("gender", most=20),
            order=order,
        )
        item.close()


def _participations(fields: Fields) -> tuple[GivenParticipation, ...]:
    found: dict[tuple[str, ...], GivenParticipation] = {}
    for item in fields.items("counts"):
        count = _count(item)
        given = GivenParticipation(
            qualifier=count.qualifier.value,
            basis=count.basis.value,
            number=count.number,
            upper=count.upper,
            sex=item.text("sex", most=20),
            mode=item.choice("mode", ("online", "on_site")),
            country=item.country("country"),
            printed=item.text("printed", most=300),
        )
        item.close()
        key = (given.basis, given.sex, given.mode, given.country)
        if key in found:
            reason = _("The same people are counted twice on one basis.")
            item.refuse("basis", reason, _("Keep one count for each basis, sex, mode and country."))
        found[key] = given
    return tuple(found.values())


def _count(item: Fields) -> Count:
    """A number with its qualifier and basis. A number in words is refused: what it claims must be said in fields."""
    basis = Basis(item.choice("basis", [basis.value for basis in Basis], "") or Basis.PEOPLE.value)
    if not item.has("basis"):
        item.refuse(
            "basis", _("It is not said what was counted."), _("Write one of: %(words)s.") % {"words": _bases()}
        )
    qualifier = Qualifier(item.choice("qualifier", [q.value for q in Qualifier], Qualifier.EXACTLY.value))
    text = item.text("number")
    if text and not text.isdecimal():
        reason = _("“%(text)s” is no number.") % {"text": text}
        remedy = _(
            "Write the digits in number and the words around them in qualifier, as number: 600, qualifier: more_than."
        )
        item.refuse("number", reason, remedy)
        item.text("upper")
        return Count(Qualifier.UNKNOWN, basis)
    number, upper = item.number("number"), item.number("upper")
    try:
        return Count(qualifier, basis, number, upper)
    except ValueError:
        reason = _("Number and qualifier do not fit together.")
        remedy = _("“between” needs number and upper, “unknown” has neither, “about” may lack the number.")
        item.refuse("qualifier", reason, remedy)
        return Count(Qualifier.UNKNOWN, basis)


def _bases() -> str:
    return ", ".join(basis.value for basis in Basis)


def _evidence(fields: Fields) -> Iterator[GivenEvidence]:
    for item in fields.items("evidence"):
        if not item.has("url"):
            item.refuse("url", _("The field is missing."), _("Fill it in."))
        yield GivenEvidence(EvidenceKind.LINK.value, item.words("label"), item.url("url"), item.day("on"))
        item.close()


def _follow_ups(fields: Fields) -> Iterator[GivenFollowUp]:
    for item in fields.items("follow_ups"):
        verified_by, verified_on, done_on = item.text("verified_by"), item.day("verified_on"), item.day("done_on")
        if bool(verified_by) != bool(verified_on) or (verified_by and done_on is None):
            reason = _("A verified follow-up has a name, its day, and the day on which it was done.")
            item.refuse(
                "verified_by", reason, _("Fill in verified_by, verified_on and done_on, or none of the first two.")
            )
        yield GivenFollowUp(
            what=item.words("what", required=True),
            owner=item.text("owner", required=True, most=200),
            due_on=item.day("due_on"),
            done_on=done_on,
            verified_by=verified_by,
            verified_on=verified_on,
        )
        item.close()


def read_mention(folder: Folder, fields: Fields, number: int) -> GivenMention:
    on = fields.on("on")
    return GivenMention(
        slug=fields.identity("slug", folder.ids.media),
        outlet=fields.text("outlet", required=True, most=200),
        first_day=on.first_day,
        last_day=on.last_day,
        precision=on.precision,
        language=fields.text("language", most=12),
        subject=fields.words("subject"),
        member=folder.member(fields, "member"),
        activity=fields.reference("activity", folder.ids.activities),
        url=fields.url("url"),
        order=fields.order(number),
        is_cancelled=fields.flag("cancelled"),
    )
