"""How members, partners and contacts are kept at the desk, and the lists that group them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from typing import Any
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Meant, Named, Sheet, keys_of, one_of, put_one
from metronome.desk.short import NAME, ORDER, short_list
from metronome.ground.fold import fold_words
from metronome.ground.phrases import country_codes, country_in_words, language_in_words
from metronome.ground.refusal import Refusal

from .actions import put_contacts, put_members, put_partner_kinds, put_partners, put_regions
from .enums import AliasKind, StandingKind
from .given import GivenContact, GivenListed, GivenMember, GivenPartner
from .models import Contact, Member, Partner, PartnerKind, Region
from .names import Names
from .queries import network_languages
from .rules import can_appoint_focal_points
from .shown import members_named, partners_named


@dataclass
class Known:
    """Members or partners by any of their names."""

    kind: str

    def name_of(self, identity: str) -> str | None:
        return self._shown.get(identity)

    def offered(self) -> Iterable[str]:
        return self._shown.values()

    def meant(self, spelling: str) -> Meant:
        if spelling in self._shown:
            return Meant(spelling)
        found = self._names.resolve(spelling, kind=self.kind)
        if found.meaning:
            return Meant(found.meaning.slug)
        slugs = dict.fromkeys(one.meaning.slug for one in found.candidates)
        return Meant("", [(slug, self._shown.get(slug, slug)) for slug in slugs])

    @cached_property
    def _shown(self) -> Mapping[str, str]:
        rows: QuerySet[Any] = Member.objects.all() if self.kind == "member" else Partner.objects.all()
        return {slug: name.in_(reader()) for slug, name in rows.order_by("slug").values_list("slug", "name")}

    @cached_property
    def _names(self) -> Names:
        return Names.of_the_network()


def known_members() -> Known:
    return Known("member")


def known_partners() -> Known:
    return Known("partner")


def known_contacts() -> Named:
    """People with an office, by their name."""
    return Named(dict(Contact.objects.order_by("slug").values_list("slug", "name")))


def regions() -> Sequence[tuple[str, str]]:
    return [(region.slug, region.name.in_(reader())) for region in Region.objects.all()]


def partner_kinds() -> Sequence[tuple[str, str]]:
    return [(kind.slug, kind.name.in_(reader())) for kind in PartnerKind.objects.all()]


def countries() -> Sequence[tuple[str, str]]:
    """Every country by its code, in the alphabet of the reader."""
    named = ((code, country_in_words(code)) for code in country_codes())
    return sorted(named, key=lambda pair: fold_words(pair[1]))


def codes_hint() -> str:
    return _("Codes of languages with semicolons between, as fr; pt.")


def tidy_aliases(given: Any) -> Any:
    """Each spelling once."""
    aliases = tuple({alias.spelling: alias for alias in given.aliases}.values())
    return replace(given, aliases=aliases)


def tidy_member(given: GivenMember) -> GivenMember:
    """Raises Refusal for coordinates that are no place, and for two standings that share a day."""
    if (given.latitude is None) != (given.longitude is None):
        raise Refusal(_("A place has both coordinates or none."), field="latitude")
    if given.latitude is not None and given.longitude is not None:
        if not (-90 <= given.latitude <= 90 and -180 <= given.longitude <= 180):
            raise Refusal(_("These coordinates are nowhere on earth."), field="latitude")
        given = replace(given, latitude=round(given.latitude, 5), longitude=round(given.longitude, 5))
    for standing in given.standings:
        if standing.since and standing.until and standing.until < standing.since:
            raise Refusal(_("A standing ends before it begins."), field="standings")
    known = [one for one in given.standings if one.since]
    ordered = [one for one in given.standings if not one.since] + sorted(known, key=lambda one: str(one.since))
    for before, after in pairwise(ordered):
        if before.until is None or after.since is None or after.since <= before.until:
            raise Refusal(
                _("Two standings of one member share a day."),
                field="standings",
                remedy=_("End the one before the other begins."),
            )
    member: GivenMember = tidy_aliases(replace(given, standings=tuple(ordered)))
    return member


def tidy_contact(given: GivenContact) -> GivenContact:
    if given.since and given.until and given.until < given.since:
        raise Refusal(_("The last day comes before the first."), field="until")
    return given


def contacts_named(rows: QuerySet[Contact], words: str) -> QuerySet[Contact]:
    for word in words.split()[:8]:
        rows = rows.filter(name__icontains=word)
    return rows


def speakers_at(door: str, person: Any, **of: str) -> str:
    """Where somebody who may says who speaks for a member or a partner."""
    return f"{reverse(door)}?{urlencode(of)}" if can_appoint_focal_points(person) else ""


ALIASES = Field(
    name="aliases",
    label=lambda: _("Other names"),
    fields=(
        Field(name="spelling", label=lambda: _("Spelling"), is_required=True),
        Field(name="kind", label=lambda: _("Kind of name"), choices=one_of(AliasKind.choices), is_required=True),
    ),
)

PARTNERS = Sheet(
    kind="partners",
    subject="partner",
    given=GivenPartner,
    rows=lambda: Partner.objects.select_related("kind"),
    plural=lambda: _("Partners"),
    one=lambda: _("Partner"),
    fields=(
        Field(name="name", label=lambda: _("Name"), is_required=True),
        Field(name="acronym", label=lambda: _("Acronym")),
        Field(name="kind", label=lambda: _("Kind"), choices=partner_kinds, is_required=True),
        Field(name="website", label=lambda: _("Website")),
        ALIASES,
    ),
    title=lambda partner: partner.name,
    put=put_one(put_partners, name="partners", kinds=keys_of(PartnerKind)),
    named=lambda rows, words: rows.filter(pk__in=partners_named(words, network_languages()).values("pk")),
    href=lambda slug: reverse("home:partner", args=[slug]),
    speakers=lambda person, slug: speakers_at("network:partner_focal_points", person, partner=slug),
    identity=lambda given: str(given.acronym) or str(given.name),
    tidy=tidy_aliases,
)

#: What focal points of a partner propose of its profile and of its people; everything else is the network's to say.
OF_THE_PARTNER = tuple(one for one in PARTNERS.fields if one.name in ("name", "acronym", "website"))

MEMBERS = Sheet(
    kind="members",
    subject="member",
    given=GivenMember,
    rows=lambda: Member.objects.select_related("region"),
    plural=lambda: _("Members"),
    one=lambda: _("Member"),
    fields=(
        Field(name="name", label=lambda: _("Name"), is_required=True),
        Field(name="official_name", label=lambda: _("Official name")),
        Field(
            name="standings",
            label=lambda: _("Standing"),
            hint=lambda: _("Without a first day, it has been so ever since."),
            fields=(
                Field(
                    name="kind", label=lambda: _("Standing"), choices=one_of(StandingKind.choices), is_required=True
                ),
                Field(name="since", label=lambda: _("Since")),
                Field(name="until", label=lambda: _("Until")),
                Field(name="why", label=lambda: _("Why")),
            ),
        ),
        Field(name="country", label=lambda: _("Country"), choices=countries),
        Field(name="region", label=lambda: _("Region"), choices=regions),
        Field(name="place", label=lambda: _("Place on the map")),
        Field(name="latitude", label=lambda: _("Latitude")),
        Field(name="longitude", label=lambda: _("Longitude")),
        Field(name="languages", label=lambda: _("Languages"), hint=codes_hint, words=language_in_words),
        Field(name="website", label=lambda: _("Website")),
        ALIASES,
    ),
    title=lambda member: member.name,
    put=put_one(put_members, name="members", regions=keys_of(Region)),
    named=lambda rows, words: rows.filter(pk__in=members_named(words, network_languages()).values("pk")),
    href=lambda slug: reverse("home:member", args=[slug]),
    speakers=lambda person, slug: speakers_at("network:focal_points", person, member=slug),
    identity=lambda given: str(given.name),
    tidy=tidy_member,
)

CONTACTS = Sheet(
    kind="contacts",
    subject="contact",
    given=GivenContact,
    rows=lambda: Contact.objects.select_related("member", "partner"),
    plural=lambda: _("Contacts"),
    one=lambda: _("Contact"),
    fields=(
        Field(name="name", label=lambda: _("Name"), is_required=True),
        Field(name="office", label=lambda: _("Office")),
        Field(name="member", label=lambda: _("Member"), spellings=known_members),
        Field(name="partner", label=lambda: _("Partner"), spellings=known_partners),
        Field(name="since", label=lambda: _("Since")),
        Field(name="until", label=lambda: _("Until")),
        Field(name="is_public", label=lambda: _("Holds a public office, or has consented to be named")),
        Field(name="languages", label=lambda: _("Languages"), hint=codes_hint, words=language_in_words),
    ),
    title=lambda contact: contact.name,
    put=put_one(put_contacts, name="contacts", members=keys_of(Member), partners=keys_of(Partner)),
    named=contacts_named,
    # By office: the name of a person stands in no address and in no line of the audit.
    identity=lambda given: " ".join(filter(None, (str(given.office), given.member or given.partner))),
    tidy=tidy_contact,
    personal=frozenset({"name"}),
)

OF_ITS_PEOPLE = tuple(one for one in CONTACTS.fields if one.name in ("name", "office", "since", "until", "languages"))

REGIONS = short_list(
    kind="regions",
    subject="region",
    model=Region,
    given=GivenListed,
    plural=lambda: _("Regions"),
    one=lambda: _("Region"),
    fields=(NAME, ORDER),
    put=put_regions,
    given_as="regions",
)

PARTNER_KINDS = short_list(
    kind="partner-kinds",
    subject="partner-kind",
    model=PartnerKind,
    given=GivenListed,
    plural=lambda: _("Kinds of partners"),
    one=lambda: _("Kind of partner"),
    fields=(NAME, ORDER),
    put=put_partner_kinds,
    given_as="kinds",
)
