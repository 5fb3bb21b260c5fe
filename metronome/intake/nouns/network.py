"""The network, its members, partners and people as a folder tells them."""

from __future__ import annotations

import zoneinfo
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from itertools import pairwise

from babel.core import get_global
from django.utils.translation import gettext as _

from metronome.desk.sheets import sheets
from metronome.ground.period import Calendar
from metronome.ground.phrases import language_called
from metronome.intake.fields import Fields
from metronome.intake.folder import Folder
from metronome.intake.languages import Languages, is_language
from metronome.intake.refused import Stop
from metronome.network.enums import AliasKind, DayOrder, DecimalSign, StandingKind
from metronome.network.given import (
    GivenAlias,
    GivenContact,
    GivenListed,
    GivenMember,
    GivenNetwork,
    GivenPartner,
    GivenStanding,
)
from metronome.network.names import Meaning, Names

from .brand import read_brand

#: What the audit calls activities, which are published by their own steps.
ACTIVITY = "activity"
Aliases = dict[Meaning, tuple[GivenAlias, ...]]


def read_network(folder: Folder) -> GivenNetwork:
    """The network itself; from here on the folder knows its languages and calendar."""
    fields = next(folder.wholes("network"), None)
    if fields is None:
        raise Stop
    all_languages = _languages(fields) or ("en",)
    required = _among(fields, "required_languages", all_languages) or all_languages[:1]
    folder.languages = fields.languages = Languages(all_languages, required)
    months = tuple(number for text in fields.texts("reporting_months") if (number := _month(fields, text)))
    fiscal_month = fields.number("fiscal_month", low=1, high=12) or 1
    try:
        folder.calendar = Calendar(fiscal_month, months or (1,))
    except ValueError:
        reason = _("These months cannot begin the reporting periods of one year.")
        fields.refuse("reporting_months", reason, _("Write the first months in their order, as [1, 5, 9] or [7, 1]."))
    network = GivenNetwork(
        slug=fields.slug(),
        name=fields.words("name", required=True, is_name=True),
        full_name=fields.words("full_name"),
        lede=fields.words("lede"),
        languages=all_languages,
        required_languages=required,
        languages_to_publish=_among(fields, "languages_to_publish", all_languages),
        languages_by_noun=_by_noun(fields, "languages_by_noun", all_languages),
        timezone=_zone(fields),
        fiscal_month=fiscal_month,
        reporting_months=months,
        currencies=_currencies(fields),
        decimal_sign=fields.choice("decimal_sign", DecimalSign.values),
        day_order=fields.choice("day_order", DayOrder.values),
        brand=read_brand(fields),
        contact=_plain(fields, "contact"),
    )
    fields.close()
    return network


def _languages(fields: Fields) -> tuple[str, ...]:
    """The languages of the network, each a code that is in use."""
    codes = fields.texts("languages")
    fields.once("languages", codes)
    for code in codes:
        if not is_language(code):
            reason = _("“%(code)s” is no code of a language.") % {"code": code}
            meant = language_called(code)
            remedy = _("Write %(example)s.") % {"example": meant} if meant else _("Write codes as en, ar or fa.")
            fields.refuse("languages", reason, remedy)
    return tuple(code for code in codes if is_language(code))


def _currencies(fields: Fields) -> tuple[str, ...]:
    codes = fields.texts("currencies")
    fields.once("currencies", codes)
    for code in codes:
        if code not in get_global("all_currencies"):
            reason = _("“%(code)s” is no currency.") % {"code": code}
            fields.refuse("currencies", reason, _("Write the three capital letters of ISO 4217."))
    return codes


def _among(fields: Fields, name: str, languages: tuple[str, ...]) -> tuple[str, ...]:
    """Some of the languages of the network."""
    return _of_the_network(fields, name, tuple(fields.texts(name)), languages)


def _by_noun(fields: Fields, name: str, languages: tuple[str, ...]) -> dict[str, tuple[str, ...]]:
    """Some of the languages of the network for single nouns, as the audit calls them."""
    cell = fields.cell(name)
    if cell is None:
        return {}
    nouns = {ACTIVITY, *(sheet.subject for sheet in sheets())}
    inner = Fields(cell, fields.refusals, fields.languages)
    for noun in fields.named(name).keys() - nouns:
        reason = _("“%(noun)s” is nothing that is published with texts.") % {"noun": noun}
        fields.refuse(name, reason, _("Write one of %(nouns)s.") % {"nouns": ", ".join(sorted(nouns))})
    chosen = {noun: tuple(inner.texts(noun)) for noun in fields.named(name)}
    return {noun: _of_the_network(fields, name, of_it, languages) for noun, of_it in chosen.items()}


def _of_the_network(fields: Fields, name: str, chosen: tuple[str, ...], languages: tuple[str, ...]) -> tuple[str, ...]:
    """Refuses what is no language of the network."""
    for language in chosen:
        if language not in languages:
            reason = _("“%(language)s” is no language of the network.") % {"language": language}
            remedy = _("Its languages are %(languages)s.") % {"languages": ", ".join(languages)}
            fields.refuse(name, reason, remedy)
    return chosen


def _month(fields: Fields, text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= 12:
        return int(text)
    fields.refuse("reporting_months", _("“%(text)s” is no month.") % {"text": text}, _("Write numbers from 1 to 12."))
    return 0


def _zone(fields: Fields) -> str:
    name = fields.text("timezone") or "UTC"
    if name not in zoneinfo.available_timezones():
        reason = _("“%(name)s” is no time zone.") % {"name": name}
        fields.refuse("timezone", reason, _("Write it as Europe/Madrid."))
    return name


def _plain(fields: Fields, name: str) -> dict[str, str]:
    """Texts without languages, by names that are data."""
    cell = fields.cell(name)
    if cell is None:
        return {}
    inner = Fields(cell, fields.refusals, fields.languages)
    return {key: inner.text(key) for key in fields.named(name)}


def read_region(folder: Folder, fields: Fields, number: int) -> GivenListed:
    slug = fields.identity("slug", folder.ids.regions)
    return GivenListed(slug, fields.words("name", required=True), fields.order(number))


def read_partner_kind(folder: Folder, fields: Fields, number: int) -> GivenListed:
    slug = fields.identity("slug", folder.ids.partner_kinds)
    return GivenListed(slug, fields.words("name", required=True), fields.order(number))


def read_member(folder: Folder, fields: Fields, number: int) -> GivenMember:
    latitude = fields.decimal("latitude", ends=90, places=5)
    longitude = fields.decimal("longitude", ends=180, places=5)
    if fields.has("latitude") != fields.has("longitude"):
        reason = _("A place has both coordinates or none.")
        fields.refuse("latitude", reason, _("Write latitude and longitude, or neither."))
        latitude = longitude = None
    return GivenMember(
        slug=fields.identity("slug", folder.ids.members),
        name=fields.words("name", required=True, is_name=True),
        official_name=fields.text("official_name", most=300),
        country=fields.country("country"),
        region=fields.reference("region", folder.ids.regions),
        latitude=latitude,
        longitude=longitude,
        place=fields.text("place", most=200),
        languages=fields.texts("languages"),
        website=fields.url("website", most=200),
        order=fields.order(number),
        standings=_own_standing(fields),
        aliases=(),
    )


def _own_standing(fields: Fields) -> tuple[GivenStanding, ...]:
    """The standing in the member's own row: full and since ever, where nothing else is said."""
    kind = fields.choice("standing", (*StandingKind.values, "see-standings"), StandingKind.FULL)
    since, until = fields.since_until()
    return () if kind == "see-standings" else (GivenStanding(kind, since, until, fields.words("why")),)


def read_standing(folder: Folder, fields: Fields, number: int) -> tuple[str, GivenStanding, Fields]:
    """A row of standings.csv, with the member that it is of."""
    del number
    member = fields.reference("member", folder.ids.members, required=True)
    since, until = fields.since_until()
    kind = fields.choice("standing", StandingKind.values, StandingKind.FULL)
    return member, GivenStanding(kind, since, until, fields.words("why")), fields


def standings_by_member(rows: tuple[tuple[str, GivenStanding, Fields], ...]) -> dict[str, tuple[GivenStanding, ...]]:
    """The standings of each member in the order of time. Two that share a day are refused."""
    found: dict[str, list[tuple[GivenStanding, Fields]]] = defaultdict(list)
    for member, standing, fields in rows:
        found[member].append((standing, fields))
    for standings in found.values():
        standings.sort(key=lambda pair: pair[0].since or date.min)
        for (before, _fields), (after, fields) in pairwise(standings):
            if before.until is None or after.since is None or after.since <= before.until:
                reason = _("Two standings of one member share a day.")
                fields.refuse("since", reason, _("End the one before the other begins."))
    return {member: tuple(standing for standing, _fields in pairs) for member, pairs in found.items()}


def read_partner(folder: Folder, fields: Fields, number: int) -> GivenPartner:
    del number
    return GivenPartner(
        slug=fields.identity("slug", folder.ids.partners),
        name=fields.words("name", required=True, is_name=True),
        acronym=fields.words("acronym", is_name=True),
        kind=fields.reference("kind", folder.ids.partner_kinds, required=True),
        website=fields.url("website", most=200),
        aliases=(),
    )


def read_alias(folder: Folder, fields: Fields, number: int) -> tuple[Meaning, GivenAlias]:
    """A spelling with the one member or partner that it means; several rows make it ambiguous."""
    del number
    member = fields.reference("member", folder.ids.members)
    partner = fields.reference("partner", folder.ids.partners)
    if fields.has("member") == fields.has("partner"):
        fields.refuse("member", _("A spelling means a member or a partner."), _("Fill in one of the two."))
    spelling = fields.text("spelling", required=True, most=300)
    alias = GivenAlias(spelling, fields.choice("kind", AliasKind.values, AliasKind.SPELLING))
    return Meaning("member", member) if member else Meaning("partner", partner), alias


def aliases_by_meaning(pairs: tuple[tuple[Meaning, GivenAlias], ...]) -> Aliases:
    """The aliases of each member and partner, each spelling once."""
    found: dict[Meaning, dict[str, GivenAlias]] = defaultdict(dict)
    for meaning, alias in pairs:
        found[meaning][alias.spelling] = alias
    return {meaning: tuple(aliases.values()) for meaning, aliases in found.items()}


def names_of(members: tuple[GivenMember, ...], partners: tuple[GivenPartner, ...]) -> Names:
    """Every spelling that the folder knows."""
    return Names(_spellings(members, partners))


def _spellings(members: tuple[GivenMember, ...], partners: tuple[GivenPartner, ...]) -> Iterator[tuple[Meaning, str]]:
    for member in members:
        meaning = Meaning("member", member.slug)
        aliases = (alias.spelling for alias in member.aliases)
        yield from ((meaning, text) for text in (*member.name.texts.values(), member.official_name, *aliases))
    for partner in partners:
        meaning = Meaning("partner", partner.slug)
        aliases = (alias.spelling for alias in partner.aliases)
        texts = (*partner.name.texts.values(), *partner.acronym.texts.values(), *aliases)
        yield from ((meaning, text) for text in texts)


def read_person(folder: Folder, fields: Fields, number: int) -> GivenContact:
    del number
    since, until = fields.since_until()
    return GivenContact(
        slug=fields.identity("slug", folder.ids.people),
        name=fields.text("name", required=True, most=200),
        office=fields.words("office"),
        member=folder.member(fields, "member"),
        partner=folder.partner(fields, "partner"),
        since=since,
        until=until,
        is_public=fields.flag("public"),
        languages=fields.texts("languages"),
    )
