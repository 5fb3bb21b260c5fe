"""How the lists of members and partners are narrowed by an address, and what the desk enters about them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Protocol, TypeVar

from django import forms
from django.db.models import QuerySet
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from metronome.design.parts import Choice, Facet
from metronome.design.words import own_name, reader

from .enums import StandingKind
from .models import Member, Partner, PartnerKind, Region, Standing
from .phrases import not_a_choice, not_a_day
from .shown import (
    by_name,
    members_named,
    members_with_standing,
    partners_named,
    partners_with_kind,
    standing_on,
)

#: The value of those who are on record and were no member on the day.
NONE = "none"

Listed = TypeVar("Listed")


def value_of(asked: QueryDict, name: str) -> str:
    return asked.get(name, "").strip()[:100].replace("\x00", "")


class ListFilter(Protocol[Listed]):
    """What an address asks of a list; a value that means nothing is named in `faults`."""

    @property
    def faults(self) -> Sequence[str]: ...
    def named(self) -> list[Listed]: ...
    def narrow(self, found: Sequence[Listed], /) -> list[Listed]: ...
    def facets(self, found: Sequence[Listed], /) -> list[Facet]: ...


@dataclass(frozen=True)
class MemberFilter:
    """What an address asks of the list of members. A value that means nothing is named in `faults` and left aside."""

    asked: QueryDict
    languages: Sequence[str]
    today: date
    regions: Sequence[Region]
    day: date = field(init=False)
    faults: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        faults, day = [], self.today
        if text := value_of(self.asked, "day"):
            try:
                day = date.fromisoformat(text)
            except ValueError:
                faults.append(not_a_day(text))
        region, standing = value_of(self.asked, "region"), value_of(self.asked, "standing")
        if region and region not in {one.slug for one in self.regions}:
            faults.append(not_a_choice(gettext("Region"), region))
        if standing and standing not in (*StandingKind.values, NONE):
            faults.append(not_a_choice(gettext("Standing"), standing))
        object.__setattr__(self, "day", day)
        object.__setattr__(self, "faults", tuple(faults))

    @property
    def words(self) -> str:
        return value_of(self.asked, "q")

    @property
    def narrowed(self) -> bool:
        return any(value_of(self.asked, name) for name in ("q", "region", "standing", "day"))

    @property
    def days_chosen(self) -> int:
        """One where a day was chosen, else none: how many conditions that is."""
        return int(bool(value_of(self.asked, "day")))

    def named(self) -> list[tuple[Member, Standing | None]]:
        """Those known by a name with the words, with what they were on the day, in alphabetical order."""
        found = members_with_standing(members_named(self.words, self.languages))
        return [(member, standing_on(member, self.day)) for member in by_name(found, reader())]

    def narrow(self, members: Sequence[tuple[Member, Standing | None]]) -> list[tuple[Member, Standing | None]]:
        return [(member, standing) for member, standing in members if self._fits(member, standing)]

    def _fits(self, member: Member, standing: Standing | None, *, but: str = "") -> bool:
        region, kind = value_of(self.asked, "region"), value_of(self.asked, "standing")
        in_region = but == "region" or region not in self._regions or slug_of(member) == region
        of_kind = but == "standing" or kind not in (*StandingKind.values, NONE) or kind_of(standing) == kind
        return in_region and of_kind

    @property
    def _regions(self) -> set[str]:
        return {region.slug for region in self.regions}

    def facets(self, members: Sequence[tuple[Member, Standing | None]]) -> list[Facet]:
        """Regions and standings, with how many each would show."""
        regions = Counter(slug_of(member) for member, kind in members if self._fits(member, kind, but="region"))
        kinds = Counter(kind_of(kind) for member, kind in members if self._fits(member, kind, but="standing"))
        region, standing = value_of(self.asked, "region"), value_of(self.asked, "standing")
        names = {**{kind.value: str(kind.label) for kind in StandingKind}, NONE: gettext("no member on that day")}
        return [
            Facet(
                "region",
                gettext("Region"),
                [
                    Choice(one.slug, one.name.in_(reader()), regions[one.slug], one.slug == region)
                    for one in self.regions
                ],
            ),
            Facet(
                "standing",
                gettext("Standing"),
                [
                    Choice(kind, name, kinds[kind], kind == standing)
                    for kind, name in names.items()
                    if kinds[kind] or kind == standing
                ],
            ),
        ]


def slug_of(member: Member) -> str:
    return member.region.slug if member.region else ""


def kind_of(standing: Standing | None) -> str:
    return standing.kind if standing else NONE


@dataclass(frozen=True)
class PartnerFilter:
    """What an address asks of the list of partners."""

    asked: QueryDict
    languages: Sequence[str]
    kinds: Sequence[PartnerKind]

    @property
    def words(self) -> str:
        return value_of(self.asked, "q")

    @property
    def kind(self) -> str:
        return value_of(self.asked, "kind")

    @property
    def faults(self) -> list[str]:
        unknown = self.kind and self.kind not in {kind.slug for kind in self.kinds}
        return [not_a_choice(gettext("Kind"), self.kind)] if unknown else []

    def named(self) -> list[Partner]:
        """Those known by a name with the words, in alphabetical order."""
        return by_name(partners_with_kind(partners_named(self.words, self.languages)), reader())

    def narrow(self, partners: Sequence[Partner]) -> list[Partner]:
        if not self.kind or self.faults:
            return list(partners)
        return [partner for partner in partners if partner.kind.slug == self.kind]

    def facets(self, partners: Sequence[Partner]) -> list[Facet]:
        counts = Counter(partner.kind.slug for partner in partners)
        choices = [
            Choice(kind.slug, kind.name.in_(reader()), counts[kind.slug], kind.slug == self.kind)
            for kind in self.kinds
            if counts[kind.slug] or kind.slug == self.kind
        ]
        return [Facet("kind", gettext("Kind"), choices)]


class SpeakerForm(forms.Form):
    """Who is to speak for something, and in which language they are written to."""

    email = forms.EmailField(label=_("E-mail"))
    name = forms.CharField(label=_("Name or office"), max_length=200, required=False)
    language = forms.ChoiceField(label=_("Language of the letter"))

    def __init__(self, *args: Any, languages: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(code, own_name(code)) for code in languages]
        self.fields["language"].choices = choices  # type: ignore[attr-defined]

    def offer(self, name: str, rows: QuerySet[Any]) -> None:
        """Let one of the rows be chosen, by its name."""
        named = [(one.slug, one.name.in_(reader())) for one in by_name(rows, reader())]
        self.fields[name].queryset = rows  # type: ignore[attr-defined]
        self.fields[name].choices = [("", ""), *named]  # type: ignore[attr-defined]


class FocalPointForm(SpeakerForm):
    """Who is to speak for which member."""

    member = forms.ModelChoiceField(label=_("Member"), queryset=Member.objects.none(), to_field_name="slug")
    field_order = ("member", "email", "name", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("member", Member.objects.all())


class PartnerFocalPointForm(SpeakerForm):
    """Who is to speak for which partner."""

    partner = forms.ModelChoiceField(label=_("Partner"), queryset=Partner.objects.none(), to_field_name="slug")
    field_order = ("partner", "email", "name", "language")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.offer("partner", Partner.objects.all())


class AnswerForm(forms.Form):
    """Yes or no to a request for correction, and what is said with it."""

    answer = forms.CharField(
        label=_("Answer"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    accepted = forms.TypedChoiceField(choices=[("yes", "yes"), ("no", "no")], coerce=lambda said: said == "yes")
