"""How indicators, their definitions and what groups them are kept at the desk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import Max, QuerySet
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Named, Sheet, in_words, keys_of, one_of
from metronome.desk.short import LABEL, ORDER, short_list
from metronome.ground.audit import publication
from metronome.ground.fold import fold_words
from metronome.ground.hand import Hand, Keys
from metronome.ground.kept import kept
from metronome.ground.refusal import Refusal
from metronome.ground.told import held
from metronome.plan.goals import wrong_goals
from metronome.plan.queries import challenge_keys
from metronome.plan.tagging import CHALLENGES, GOALS

from .actions import put_definitions, put_domains, put_indicators, put_size_classes
from .enums import Aggregation, Direction
from .given import GivenDomain, GivenIndicator, GivenSizeClass, GivenVersion
from .models import Domain, Indicator, IndicatorVersion, SizeClass, Source
from .shown import latest_definitions

#: How long the identity of a new indicator may be before its number, and what stands before that of its definition.
LONGEST, VERSION = 40, "-v"


def known_indicators() -> Named:
    return Named({one.indicator.slug: one.name.in_(reader()) for one in latest_definitions()})


def known_sources() -> Named:
    return Named({one.slug: one.title.in_(reader()) for one in Source.objects.all()})


def domains() -> Sequence[tuple[str, str]]:
    return [(one.slug, one.label.in_(reader())) for one in Domain.objects.all()]


class IndicatorSheet(Sheet):
    def given_of(self, row: Indicator) -> GivenIndicator:
        through = Indicator.challenges.through._default_manager.filter(indicator=row).order_by("pk")
        challenges = through.values_list("challenge__plan__slug", "challenge__code")
        return GivenIndicator(
            slug=row.slug,
            domain=row.domain.slug if row.domain else "",
            preference=tuple(row.preference),
            challenges=tuple(f"{plan}/{code}" for plan, code in challenges),
            goals=tuple(row.goals),
            order=row.order,
        )


def name_of(row: Any) -> str:
    """An indicator is called as its latest definition calls it."""
    return _names(publication(), get_language() or "").get(row.slug, row.slug)


@kept(8)
def _names(_publication: int, _language: str) -> Mapping[str, str]:
    return known_indicators().names


def indicators_named(rows: QuerySet[Indicator], words: str) -> QuerySet[Indicator]:
    """Those of which slug or name has every word."""
    wanted = fold_words(words).split()
    if not wanted:
        return rows
    known = {slug: fold_words(f"{slug} {name}") for slug, name in known_indicators().names.items()}
    return rows.filter(slug__in=[slug for slug, said in known.items() if all(word in said for word in wanted)])


def tidy_indicator(given: GivenIndicator) -> GivenIndicator:
    """Raises Refusal for what is no goal, and for what stands there twice."""
    if wrong := wrong_goals(given.goals):
        raise wrong[0]
    for name in ("goals", "challenges", "preference"):
        several = getattr(given, name)
        if len(set(several)) < len(several):
            raise Refusal(_("Something stands there twice."), field=name)
    return given


def reversed_ends() -> Refusal:
    reason = _("The highest value is below the lowest.")
    return Refusal(reason, field="high", remedy=_("Exchange the two, or mend one."))


def tidy_definition(given: GivenVersion) -> GivenVersion:
    """Raises Refusal for what no definition can be."""
    if given.slug:
        standing = IndicatorVersion.objects.select_related("indicator").get(slug=given.slug)
        if given.indicator != standing.indicator.slug:
            reason = _("A definition stays with its indicator.")
            raise Refusal(reason, field="indicator", remedy=_("Define a new version of the other one instead."))
    if given.low is not None and given.high is not None and given.high < given.low:
        raise Refusal(
            _("The highest value is below the lowest."), field="high", remedy=_("Exchange the two, or mend one.")
        )
    if given.decimals > 6:
        raise Refusal(_("At most 6 decimals are kept."), field="decimals")
    if given.aggregation == Aggregation.WEIGHTED and not given.weight:
        raise Refusal(_("A weighted mean needs the indicator that it is weighted by."), field="weight")
    return given


def identity_of_definition(given: GivenVersion) -> str:
    """INDICATOR-vNUMBER: the next of its indicator, or the first of a new one, which is called as it is."""
    if given.indicator:
        last = IndicatorVersion.objects.filter(indicator__slug=given.indicator).aggregate(last=Max("number"))["last"]
        return f"{given.indicator}{VERSION}{(last or 0) + 1}"
    stem = slugify(str(given.name))[:LONGEST].strip("-") or "indicator"
    taken = set(Indicator.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    found = next(name for name in (stem, *(f"{stem}-{n}" for n in range(2, len(taken) + 3))) if name not in taken)
    return f"{found}{VERSION}1"


def put_definition(*, identity: str, given: GivenVersion, by: Hand) -> None:
    """Put a definition by its identity, with its indicator where that is new."""
    slug, _between, number = identity.rpartition(VERSION)
    keys = Keys.of(Indicator)
    if slug not in keys.ids:
        fresh = GivenIndicator(slug, "", (), (), (), (Indicator.objects.aggregate(last=Max("order"))["last"] or 0) + 1)
        keys = put_indicators(indicators=[fresh], domains=Keys.of(Domain), challenges=challenge_keys(), by=by)
    wanted = replace(given, indicator=slug, number=int(number))
    put_definitions(definitions=[wanted], indicators=keys, by=by)


def put_indicator(*, identity: str, given: GivenIndicator, by: Hand) -> None:
    put_indicators(indicators=[given], domains=Keys.of(Domain), challenges=challenge_keys(), by=by)


def begun_like(asked: Mapping[str, str]) -> Mapping[str, Any]:
    """A new version begins as another definition stands, where the address names one."""
    like = asked.get("like", "").replace("\x00", "")[:100]
    found = IndicatorVersion.objects.select_related("indicator", "weight").filter(slug=like).first()
    if found is None:
        return {}
    given = held(GivenVersion, found)
    return {name: getattr(given, name) for name in DEFINITIONS.names}


INDICATORS = IndicatorSheet(
    kind="indicators",
    subject="indicator",
    given=GivenIndicator,
    rows=lambda: Indicator.objects.select_related("domain"),
    plural=lambda: _("Indicators"),
    one=lambda: _("Indicator"),
    fields=(
        Field(name="domain", label=lambda: _("Domain"), choices=domains),
        CHALLENGES,
        GOALS,
        Field(
            name="preference",
            label=lambda: _("Sources, the preferred one first"),
            hint=lambda: _("Names with semicolons between."),
            spellings=known_sources,
        ),
        ORDER,
    ),
    title=name_of,
    put=put_indicator,
    named=indicators_named,
    href=lambda slug: reverse("home:indicator", args=[slug]),
    tidy=tidy_indicator,
)


class DefinitionSheet(Sheet):
    def given_of(self, row: IndicatorVersion) -> GivenVersion:
        return held(GivenVersion, row)


DEFINITIONS = DefinitionSheet(
    kind="definitions",
    subject="indicator-version",
    given=GivenVersion,
    rows=lambda: IndicatorVersion.objects.select_related("indicator", "weight"),
    plural=lambda: _("Definitions of indicators"),
    one=lambda: _("Definition of an indicator"),
    fields=(
        Field(
            name="indicator",
            label=lambda: _("Indicator"),
            hint=lambda: _("Of which this is a new version, because it means something else. Empty: a new indicator."),
            spellings=known_indicators,
        ),
        Field(name="name", label=lambda: _("Name"), is_required=True),
        Field(name="definition", label=lambda: _("Definition"), is_required=True, is_long=True),
        Field(name="numerator", label=lambda: _("Numerator")),
        Field(name="denominator", label=lambda: _("Denominator")),
        Field(
            name="reading",
            label=lambda: _("How it is read"),
            hint=lambda: _("How a source that can be read in two ways is read here, and why."),
            is_long=True,
        ),
        Field(name="unit", label=lambda: _("Code of the unit"), hint=lambda: _("Such as: percent."), is_required=True),
        Field(name="unit_label", label=lambda: _("Unit"), is_required=True),
        Field(
            name="decimals", label=lambda: _("Decimals that are kept"), hint=lambda: _("A value with more is refused.")
        ),
        Field(
            name="low",
            label=lambda: _("Lowest value"),
            hint=lambda: _("Of a percentage 0 and 100, unless they are said."),
        ),
        Field(name="high", label=lambda: _("Highest value")),
        Field(
            name="direction",
            label=lambda: _("Which way is better"),
            choices=one_of(Direction.choices),
            is_required=True,
        ),
        Field(
            name="aggregation",
            label=lambda: _("Several metropolises as one number"),
            choices=one_of(Aggregation.choices),
            is_required=True,
        ),
        Field(name="weight", label=lambda: _("Weighted by"), spellings=known_indicators),
    ),
    title=lambda row: row.name,
    put=put_definition,
    named=in_words("name"),
    identity=identity_of_definition,
    tidy=tidy_definition,
    fresh={"direction": Direction.NONE.value, "aggregation": Aggregation.MEAN.value},
    is_composed=True,
    begun=begun_like,
    again=lambda: _("A new version, because the meaning changes"),
)

DOMAINS = short_list(
    kind="domains",
    subject="domain",
    model=Domain,
    given=GivenDomain,
    plural=lambda: _("Domains of the observatory"),
    one=lambda: _("Domain of the observatory"),
    fields=(LABEL, ORDER),
    put=put_domains,
    given_as="domains",
)


def tidy_size_class(given: GivenSizeClass) -> GivenSizeClass:
    """Raises Refusal for a class that holds everything, or nothing."""
    if given.low is None and given.high is None:
        reason = _("The class has no end.")
        raise Refusal(reason, field="low", remedy=_("Give its lowest value, or the one that it stays below."))
    if given.low is not None and given.high is not None and given.high <= given.low:
        raise Refusal(
            _("The highest value is below the lowest."), field="high", remedy=_("Exchange the two, or mend one.")
        )
    return given


def put_size_class(*, size_classes: Sequence[GivenSizeClass], by: Hand) -> None:
    put_size_classes(size_classes=size_classes, indicators=keys_of(Indicator)(), by=by)


SIZE_CLASSES = short_list(
    kind="size-classes",
    subject="size-class",
    model=SizeClass,
    given=GivenSizeClass,
    plural=lambda: _("Classes of size"),
    one=lambda: _("Class of size"),
    fields=(
        LABEL,
        Field(name="indicator", label=lambda: _("By which indicator"), spellings=known_indicators, is_required=True),
        Field(name="low", label=lambda: _("From"), hint=lambda: _("In its unit. Empty: without end.")),
        Field(name="high", label=lambda: _("To below")),
        ORDER,
    ),
    put=put_size_class,
    given_as="size_classes",
    tidy=tidy_size_class,
)
