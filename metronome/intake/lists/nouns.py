"""Members, partners, contacts, mandates, media mentions and bilateral meetings as lists."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.utils.text import slugify
from django.utils.translation import gettext as _

from metronome.desk.sheets import Sheet, one_of
from metronome.governance.actions import put_mandates
from metronome.governance.models import Body, Office
from metronome.governance.sheets import MANDATES as MANDATE_SHEET
from metronome.ground.hand import Keys
from metronome.intake.fields import Fields
from metronome.intake.nouns.governance import read_mandate
from metronome.intake.nouns.listening import read_bilateral
from metronome.intake.nouns.network import read_member, read_partner, read_person, standings_by_member
from metronome.intake.nouns.record import read_mention
from metronome.listening.actions import put_bilaterals
from metronome.listening.sheets import BILATERALS as BILATERAL_SHEET
from metronome.network.actions import put_contacts, put_members, put_partners
from metronome.network.enums import AliasKind, StandingKind
from metronome.network.given import GivenAlias, GivenMember, GivenPartner, GivenStanding
from metronome.network.models import Contact, Member, Partner, PartnerKind, Region
from metronome.network.sheets import CONTACTS as CONTACT_SHEET
from metronome.network.sheets import MEMBERS as MEMBER_SHEET
from metronome.network.sheets import PARTNERS as PARTNER_SHEET
from metronome.record.actions import put_mentions
from metronome.record.models import Activity
from metronome.record.sheets import MENTIONS as MENTION_SHEET

from .columns import (
    Column,
    Listing,
    Sort,
    from_sheet,
    held_of,
    key_column,
    made_of,
    order_column,
    rows_of,
    span_text,
)
from .grammar import Row
from .on_record import OnRecord

ALIAS = {"spelling": "spelling", "kind": "kind"}
STANDING = {"kind": "kind", "since": "since", "until": "until", "why": "why"}
SEVERAL = "see-standings"


def on_column() -> Column:
    """When, as a folder says it in one field."""
    return Column(
        name="on",
        label=lambda: _("When"),
        sort=Sort.DAYS,
        says=lambda given, record: [{"on": span_text(given.first_day, given.last_day, given.precision)}],
        head="on",
        parts=("on",),
        is_required=True,
    )


def aliases_column(sheet: Sheet) -> Column:
    return from_sheet(
        sheet, "aliases", says=rows_of("aliases", ALIAS), head="spelling", parts=tuple(ALIAS.values()), choices=None
    )


def read_aliases(fields: Fields) -> tuple[GivenAlias, ...]:
    """Other spellings, each once."""
    found = {}
    for item in fields.items("aliases"):
        spelling = item.text("spelling", required=True, most=300)
        found[spelling] = GivenAlias(spelling, item.choice("kind", AliasKind.values, AliasKind.SPELLING))
        item.close()
    return tuple(found.values())


# Members


def _only(member: GivenMember) -> GivenStanding | None:
    return member.standings[0] if len(member.standings) == 1 else None


def _standing(name: str) -> Callable[[Any, OnRecord], Any]:
    return lambda member, record: getattr(_only(member), name, None)


def _standing_kind(member: GivenMember, record: OnRecord) -> str:
    only = _only(member)
    return only.kind if only else SEVERAL


def _why(member: GivenMember, record: OnRecord) -> Any:
    return only.why if (only := _only(member)) else type(member.name)()


def _standings(member: GivenMember, record: OnRecord) -> list[Row]:
    return [] if _only(member) else rows_of("standings", STANDING)(member, record)


def _member(record: OnRecord, fields: Fields, number: int) -> GivenMember:
    member = read_member(record, fields, number)
    standings = member.standings
    pairs = []
    for item in fields.items("standings"):
        since, until = item.since_until()
        kind = item.choice("kind", StandingKind.values, StandingKind.FULL)
        pairs.append((member.slug, GivenStanding(kind, since, until, item.words("why")), item))
        item.close()
    if fields.text("standing") == SEVERAL:
        _refuse_lost(fields)
    if pairs and standings:
        fields.refuse(
            "standings",
            _("One standing is said in columns of its own, and others in this one."),
            _("Write %(word)s as the standing, and all of them here.") % {"word": SEVERAL},
        )
    if pairs:
        standings = standings_by_member(tuple(pairs)).get(member.slug, ())
    return replace(member, standings=standings, aliases=read_aliases(fields))


def _refuse_lost(fields: Fields) -> None:
    """What is said of one standing where there are several would be lost."""
    for name in ("since", "until", *(f"why_{code}" for code in fields.languages.all)):
        if fields.has(name):
            reason = _("This member has several standings.")
            fields.refuse(name, reason, _("Write all of them in the column of several standings."))


MEMBERS = Listing(
    kind="members",
    subject="member",
    key="slug",
    own="members",
    plural=MEMBER_SHEET.plural,
    one=MEMBER_SHEET.one,
    columns=(
        key_column(),
        from_sheet(MEMBER_SHEET, "name"),
        from_sheet(MEMBER_SHEET, "official_name"),
        from_sheet(MEMBER_SHEET, "country"),
        from_sheet(MEMBER_SHEET, "region"),
        Column(
            name="standing",
            label=lambda: _("Standing"),
            says=_standing_kind,
            choices=lambda: [*one_of(StandingKind.choices)(), (SEVERAL, _("several, one after the other"))],
        ),
        Column(name="since", label=lambda: _("Since"), sort=Sort.DAY, says=_standing("since")),
        Column(name="until", label=lambda: _("Until"), sort=Sort.DAY, says=_standing("until")),
        Column(name="why", label=lambda: _("Why"), sort=Sort.WORDS, says=_why),
        Column(
            name="standings",
            label=lambda: _("Several standings"),
            sort=Sort.ROWS,
            says=_standings,
            head="kind",
            parts=tuple(STANDING.values()),
        ),
        from_sheet(MEMBER_SHEET, "place"),
        from_sheet(MEMBER_SHEET, "latitude"),
        from_sheet(MEMBER_SHEET, "longitude"),
        from_sheet(MEMBER_SHEET, "languages"),
        from_sheet(MEMBER_SHEET, "website"),
        aliases_column(MEMBER_SHEET),
        order_column(),
    ),
    rows=lambda: MEMBER_SHEET.rows().order_by("order", "slug").prefetch_related("standings", "aliases"),
    open=lambda rows: rows,
    given=lambda rows: held_of(MEMBER_SHEET, rows),
    read=_member,
    put=lambda members, hand, source: put_members(members=members, regions=Keys.of(Region), by=hand),
    identity=lambda given, record: _by_name("member", given, record),
)


# Partners


def _partner(record: OnRecord, fields: Fields, number: int) -> GivenPartner:
    return replace(read_partner(record, fields, number), aliases=read_aliases(fields))


PARTNERS = Listing(
    kind="partners",
    subject="partner",
    key="slug",
    own="partners",
    plural=PARTNER_SHEET.plural,
    one=PARTNER_SHEET.one,
    columns=(
        key_column(),
        from_sheet(PARTNER_SHEET, "name"),
        from_sheet(PARTNER_SHEET, "acronym"),
        from_sheet(PARTNER_SHEET, "kind"),
        from_sheet(PARTNER_SHEET, "website"),
        aliases_column(PARTNER_SHEET),
    ),
    rows=lambda: PARTNER_SHEET.rows().order_by("slug"),
    open=lambda rows: rows,
    given=lambda rows: held_of(PARTNER_SHEET, rows),
    read=_partner,
    put=lambda partners, hand, source: put_partners(partners=partners, kinds=Keys.of(PartnerKind), by=hand),
    identity=lambda given, record: _by_name("partner", given, record),
)

CONTACTS = Listing(
    kind="contacts",
    subject="contact",
    key="slug",
    own="people",
    plural=CONTACT_SHEET.plural,
    one=CONTACT_SHEET.one,
    columns=(
        key_column(),
        from_sheet(CONTACT_SHEET, "name"),
        from_sheet(CONTACT_SHEET, "office"),
        from_sheet(CONTACT_SHEET, "member"),
        from_sheet(CONTACT_SHEET, "partner"),
        from_sheet(CONTACT_SHEET, "since"),
        from_sheet(CONTACT_SHEET, "until"),
        from_sheet(CONTACT_SHEET, "public", of="is_public"),
        from_sheet(CONTACT_SHEET, "languages"),
    ),
    rows=lambda: CONTACT_SHEET.rows().order_by("slug"),
    open=lambda rows: rows.filter(is_public=True),
    given=lambda rows: held_of(CONTACT_SHEET, rows),
    read=read_person,
    put=lambda contacts, hand, source: put_contacts(
        contacts=contacts, members=Keys.of(Member), partners=Keys.of(Partner), by=hand
    ),
    identity=lambda given, record: made_of(CONTACT_SHEET, given),
)

MANDATES = Listing(
    kind="mandates",
    subject="mandate",
    key="slug",
    own="mandates",
    plural=MANDATE_SHEET.plural,
    one=MANDATE_SHEET.one,
    columns=(
        key_column(),
        from_sheet(MANDATE_SHEET, "person", of="contact"),
        from_sheet(MANDATE_SHEET, "body"),
        from_sheet(MANDATE_SHEET, "office"),
        from_sheet(MANDATE_SHEET, "members"),
        from_sheet(MANDATE_SHEET, "region"),
        from_sheet(MANDATE_SHEET, "since"),
        from_sheet(MANDATE_SHEET, "until"),
        order_column(),
    ),
    rows=lambda: MANDATE_SHEET.rows().order_by("order", "slug"),
    open=lambda rows: rows.filter(contact__is_public=True),
    given=lambda rows: held_of(MANDATE_SHEET, rows),
    read=read_mandate,
    put=lambda mandates, hand, source: put_mandates(
        mandates=mandates,
        bodies=Keys.of(Body),
        offices=Keys.of(Office),
        contacts=Keys.of(Contact),
        regions=Keys.of(Region),
        members=Keys.of(Member),
        by=hand,
    ),
    identity=lambda given, record: made_of(MANDATE_SHEET, given),
)

MEDIA = Listing(
    kind="media",
    subject="mention",
    key="slug",
    own="media",
    plural=MENTION_SHEET.plural,
    one=MENTION_SHEET.one,
    columns=(
        key_column(),
        on_column(),
        from_sheet(MENTION_SHEET, "outlet"),
        from_sheet(MENTION_SHEET, "language"),
        from_sheet(MENTION_SHEET, "subject"),
        from_sheet(MENTION_SHEET, "member"),
        from_sheet(MENTION_SHEET, "activity"),
        from_sheet(MENTION_SHEET, "url"),
        from_sheet(MENTION_SHEET, "cancelled", of="is_cancelled", is_hidden=True),
        order_column(),
    ),
    rows=lambda: MENTION_SHEET.rows().order_by("first_day", "order", "slug"),
    open=lambda rows: rows.filter(is_cancelled=False),
    given=lambda rows: held_of(MENTION_SHEET, rows),
    read=read_mention,
    put=lambda mentions, hand, source: put_mentions(
        mentions=mentions, members=Keys.of(Member), activities=Keys.of(Activity, "code"), by=hand
    ),
    identity=lambda given, record: made_of(MENTION_SHEET, given),
)

BILATERALS = Listing(
    kind="bilaterals",
    subject="bilateral",
    key="slug",
    own="bilaterals",
    plural=BILATERAL_SHEET.plural,
    one=BILATERAL_SHEET.one,
    columns=(
        key_column(),
        on_column(),
        from_sheet(BILATERAL_SHEET, "member"),
        from_sheet(BILATERAL_SHEET, "partner"),
        from_sheet(BILATERAL_SHEET, "channel"),
        from_sheet(BILATERAL_SHEET, "needs"),
        from_sheet(BILATERAL_SHEET, "follow_up"),
        from_sheet(BILATERAL_SHEET, "notes"),
        from_sheet(BILATERAL_SHEET, "cancelled", of="is_cancelled", is_hidden=True),
        order_column(),
    ),
    rows=lambda: BILATERAL_SHEET.rows().order_by("first_day", "order", "slug"),
    open=lambda rows: rows.filter(is_cancelled=False),
    given=lambda rows: held_of(BILATERAL_SHEET, rows),
    read=read_bilateral,
    put=lambda bilaterals, hand, source: put_bilaterals(
        bilaterals=bilaterals, members=Keys.of(Member), partners=Keys.of(Partner), by=hand
    ),
    identity=lambda given, record: made_of(BILATERAL_SHEET, given),
)


def _by_name(kind: str, given: Any, record: OnRecord) -> str:
    """Whom the name means among those on record; else what is made of the name."""
    meanings = {
        found for text in given.name.texts.values() if (found := record.names.resolve(text, kind=kind).meaning)
    }
    if len(meanings) == 1:
        return meanings.pop().slug
    return slugify(str(getattr(given, "acronym", "") or given.name))[:50].strip("-")
