"""What is on record as that to which a table refers: the place of the other files of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from metronome.exchange.models import BudgetClass, Collection
from metronome.governance.models import Body, Office
from metronome.ground.fold import fold_words
from metronome.ground.workbooks.ways import DayOrder, DecimalSign, Ways, ways_of
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.intake.known import Codes, Known
from metronome.intake.languages import Languages
from metronome.intake.phrases import no_network
from metronome.intake.refused import Place
from metronome.network import enums as written
from metronome.network.models import Contact, Member, Network, Partner, PartnerKind, Region
from metronome.network.names import Candidate, Meaning, Names
from metronome.network.queries import the_network
from metronome.observatory.models import Area, Domain, Geography, Indicator, Release, Source
from metronome.plan.models import Challenge, Marker, Node, PlannedActivity, Rating, Theme, WorkPlan
from metronome.projects.models import Project
from metronome.record.models import Activity, Kind

#: What a table may refer to, by what the readers of folders call it.
REFERRED: Mapping[str, type[Model]] = {
    "regions": Region,
    "members": Member,
    "partner_kinds": PartnerKind,
    "partners": Partner,
    "people": Contact,
    "work_plans": WorkPlan,
    "planned": PlannedActivity,
    "ratings": Rating,
    "markers": Marker,
    "kinds": Kind,
    "bodies": Body,
    "offices": Office,
    "indicators": Indicator,
    "domains": Domain,
    "sources": Source,
    "areas": Area,
    "geographies": Geography,
    "releases": Release,
    "projects": Project,
    "collections": Collection,
    "budget_classes": BudgetClass,
}


#: Whose rows name activities: they are many, and asked for only then.
NAMING_ACTIVITIES = ("media", "projects")


@dataclass(frozen=True, slots=True)
class Pick:
    """What a person decided that a spelling means: the member or partner with this slug."""

    kind: str
    text: str
    slug: str


Picks = Sequence[Pick]


@dataclass(frozen=True, slots=True)
class Unresolved:
    """A spelling of a member or partner that means nobody, or several."""

    kind: str
    text: str
    candidates: tuple[str, ...]


@dataclass(slots=True)
class OnRecord(Folder):
    """The record in the place of a folder. `picks` are spellings that a person decided; `unresolved` collects those
    that still have to be. `ways` are how the network writes numbers and days."""

    picks: Mapping[tuple[str, str], str] = field(default_factory=dict)
    unresolved: list[Unresolved] = field(default_factory=list)
    ways: Ways = field(default_factory=Ways)
    _meant: dict[tuple[str, str], Meaning | None] = field(default_factory=dict)
    _offered: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def meaning(self, text: str, kind: str) -> Meaning | None:
        """As in a folder; what was decided goes before, and each spelling is looked up once."""
        if (kind, text) not in self._meant:
            picked = self.picks.get((kind, fold_words(text)))
            known = self.ids.members if kind == "member" else self.ids.partners
            resolved = self.names.resolve(text, kind=kind)
            found = Meaning(kind, text) if text in known else resolved.meaning
            decided = Meaning(kind, picked) if picked and picked in known else None
            self._meant[kind, text] = found or decided
            self._offered[kind, text] = _slugs(resolved.candidates)
        return self._meant[kind, text]

    def named(self, fields: Fields, name: str, text: str, kind: str, place: Place | None = None) -> str:
        meaning = self.meaning(text, kind)
        if meaning is not None:
            return meaning.slug
        offered = self._offered[kind, text]
        self.unresolved.append(Unresolved(kind, text, offered))
        if offered:
            reason = _("“%(text)s” may mean several or is spelt in a new way.") % {"text": text}
            remedy = _("Decide whom it means, or write one of: %(slugs)s.") % {"slugs": ", ".join(offered)}
        else:
            reason = _("“%(text)s” is unknown.") % {"text": text}
            remedy = _("Decide whom it means, mend it here, or bring it in first.")
        fields.refuse(name, reason, remedy, place)
        return ""

    def short(self, codes: Codes, key: str) -> str:
        """A code without its plan, where only one plan has it."""
        code = key.partition("/")[2]
        return code if len(codes.plans.get(code, ())) == 1 else key


def _slugs(candidates: Iterable[Candidate]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(candidate.meaning.slug for candidate in candidates))


def on_record(own: str, *, picks: Picks = (), name: str = "") -> OnRecord:
    """What there is now; `own` is the sort of thing that the table itself is about, which refers to nothing of itself.

    Raises LookupError before there is a network.
    """
    network = the_network()
    if network is None:
        raise LookupError("no network is on record")
    required = tuple(network.required_languages) or tuple(network.languages[:1])
    record = OnRecord(
        Path(name),
        languages=Languages(tuple(network.languages), required),
        calendar=network.calendar,
        names=Names.of_the_network(),
        ways=_ways_of(network),
        picks={(pick.kind, fold_words(pick.text)): pick.slug for pick in picks},
    )
    for kind, model in REFERRED.items():
        if kind != own:
            setattr(record.ids, kind, _known(model, "slug"))
    if own in NAMING_ACTIVITIES:
        record.ids.activities = _known(Activity, "code")
    _add_codes(record)
    return record


def _ways_of(network: Network) -> Ways:
    """How the network says that it writes numbers and days; else what all its languages agree on."""
    ways = ways_of(network.languages)
    signs = {written.DecimalSign.POINT: DecimalSign.POINT, written.DecimalSign.COMMA: DecimalSign.COMMA}
    return replace(
        ways,
        decimal=signs[written.DecimalSign(network.decimal_sign)] if network.decimal_sign else ways.decimal,
        days=DayOrder(network.day_order) if network.day_order else ways.days,
    )


def network_record(own: str, picks: Picks = ()) -> OnRecord:
    """The same. Raises Refusal before there is a network."""
    try:
        return on_record(own, picks=picks)
    except LookupError as error:
        raise no_network() from error


def _known(model: type[Model], key: str) -> Known:
    rows: Any = model._default_manager.order_by(key).values_list(key, flat=True)
    return Known(dict.fromkeys(rows, ("", 0)))


def _add_codes(record: OnRecord) -> None:
    """The codes of every plan, in the order of the plans."""
    nodes = Node.objects.order_by("plan__first_day", "plan__slug", "order", "code")
    for plan, code, depth in nodes.values_list("plan__slug", "code", "depth"):
        record.ids.nodes.add(plan, code, depth)
    challenges = Challenge.objects.order_by("plan__first_day", "plan__slug", "order", "code")
    for plan, code in challenges.values_list("plan__slug", "code"):
        record.ids.challenges.add(plan, code)
    themes = Theme.objects.order_by("plan__first_day", "plan__slug", "order", "slug")
    for plan, slug in themes.values_list("plan__slug", "slug"):
        record.ids.themes.add(plan, slug)
