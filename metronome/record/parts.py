"""The rarer parts of the form: people, markers, follow-ups, evidence. Each is read against what stands on record, so
that what the page does not show stays as it is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext

from metronome.ground.deposits import deposited
from metronome.ground.text import Text
from metronome.network.models import Contact

from .enums import EvidenceKind, PersonRole
from .given import GivenActivity, GivenEvidence, GivenFollowUp, GivenPerson, GivenScore

if TYPE_CHECKING:
    from .noting import Noting

PERSON = ("person_name", "person_office", "person_role", "person_gender", "person_public", "person_was")
FOLLOW_UP = ("what", "owner", "due", "done", "what_was")
EVIDENCE = ("url", "label")
FILE = ("file", "file_label", "file_public")
#: Columns that say nothing where the rest of their row is empty.
BESIDE = ("precision", "qualifier", "basis", "person_role", "person_public", "person_was", "what_was", "file_public")
YES = "yes"

NOBODY = GivenPerson("", Text(), PersonRole.SPEAKER, "", "", "", False, False, False, "", 0)
NOTHING = GivenFollowUp(Text(), "", None, None, "", None)
Row = TypeVar("Row")


def with_wording(text: Text, language: str, wording: str) -> Text:
    """The text with a wording in one language; as it was where the wording is the same."""
    return text if text.texts.get(language, "") == wording else text.with_text(language, wording)


def as_before(found: Sequence[Row], before: Sequence[Row], same: Callable[[Row], Any]) -> tuple[Row, ...]:
    """Those that were there in their old order, then the new ones."""
    places = {same(row): place for place, row in enumerate(before)}
    return tuple(sorted(found, key=lambda row: places.get(same(row), len(places))))


# People


def people(noting: Noting, base: GivenActivity) -> tuple[GivenPerson, ...]:
    """Those written down by name or office, and those chosen among the contacts."""
    before = {known_as(person, noting.language): person for person in base.people if not person.contact}
    last = max((person.order for person in base.people), default=-1)
    found: list[tuple[int, GivenPerson]] = []
    for row in noting.rows(PERSON):
        was = before.get(row["person_was"], NOBODY)
        person = replace(
            was,
            name=row["person_name"][:200],
            title=with_wording(was.title, noting.language, row["person_office"][:300]),
            role=row["person_role"] if row["person_role"] in PersonRole.values else was.role,
            gender=row["person_gender"][:20],
            is_public=row["person_public"] == YES,
        )
        found.append((last + 1 if was is NOBODY else base.people.index(was), person))
    found += [(base.people.index(was) if was else last + 1, one) for was, one in _by_contact(noting, base)]
    ordered: list[GivenPerson] = []
    for place, person in sorted(found, key=lambda pair: pair[0]):
        last += place > len(base.people) - 1
        ordered.append(person if place < len(base.people) else replace(person, order=last))
    return tuple(ordered)


def _by_contact(noting: Noting, base: GivenActivity) -> list[tuple[GivenPerson | None, GivenPerson]]:
    """What each was and is now; a contact with several parts keeps them."""
    chosen = [word.value for word in noting.chosen("contact")]
    fresh = Contact.objects.filter(slug__in=chosen).select_related("member", "partner") if chosen else []
    contacts = {contact.slug: contact for contact in fresh}
    found: list[tuple[GivenPerson | None, GivenPerson]] = []
    for slug in chosen:
        asked = noting.one(f"role_of_{slug}")
        role = asked if asked in PersonRole.values else ""
        there = [person for person in base.people if person.contact == slug]
        if len(there) > 1:
            found += [(person, person) for person in there]
        elif there:
            found.append((there[0], replace(there[0], role=role or there[0].role)))
        else:
            contact = contacts[slug]
            member, partner = (one.slug if one else "" for one in (contact.member, contact.partner))
            said = replace(NOBODY, name=contact.name, title=contact.office, role=role or NOBODY.role, contact=slug)
            found.append((None, replace(said, member=member, partner=partner)))
    return found


def known_as(person: GivenPerson, language: str) -> str:
    """By what a row of the page knows whom it was made of."""
    return f"{person.name}|{person.title.texts.get(language, '')}|{person.role}"


def typed_person(person: GivenPerson, language: str) -> tuple[str, ...]:
    office, public = person.title.texts.get(language, ""), YES if person.is_public else ""
    return person.name, office, person.role, person.gender, public, known_as(person, language)


# Markers


def scores(noting: Noting, base: GivenActivity) -> tuple[GivenScore, ...]:
    """How the activity scores on each marker, with why."""
    before = {score.marker: score for score in base.marker_scores}
    found = []
    for marker in noting.words.markers:
        asked, reason = noting.one(f"score_{marker.slug}"), noting.one(f"reason_{marker.slug}")
        if asked not in [str(score) for score in range(marker.highest + 1)]:
            continue
        score = GivenScore(marker.slug, int(asked), reason)
        if not reason and before.get(marker.slug) != score:
            noting.fault("marker_scores", gettext("Say why the marker scores so."))
        found.append(score)
    return as_before(found, base.marker_scores, lambda score: score.marker)


# Follow-ups


def follow_ups(noting: Noting, base: GivenActivity) -> tuple[GivenFollowUp, ...]:
    """What was promised, by whom and until when. What was verified stays so while it stays done on that day."""
    before = {one.what.texts.get(noting.language, ""): one for one in base.follow_ups}
    found = []
    for row in noting.rows(FOLLOW_UP):
        was = before.get(row["what_was"], NOTHING)
        try:
            due, done = (date.fromisoformat(row[name]) if row[name] else None for name in ("due", "done"))
        except ValueError:
            noting.fault("follow_ups", gettext("Write a day as 2021-04-30."))
            continue
        if not row["what"] or not row["owner"]:
            noting.fault("follow_ups", gettext("Say what is to be done, and who does it."))
        what = with_wording(was.what, noting.language, row["what"][:1000])
        one = replace(was, what=what, owner=row["owner"][:200], due_on=due, done_on=done)
        if done != was.done_on:
            one = replace(one, verified_by="", verified_on=None)
        found.append((len(base.follow_ups) if was is NOTHING else base.follow_ups.index(was), one))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def typed_follow_up(one: GivenFollowUp, language: str) -> tuple[str, ...]:
    what = one.what.texts.get(language, "")
    due, done = (day.isoformat() if day else "" for day in (one.due_on, one.done_on))
    return what, one.owner, due, done, what


# Evidence


def evidence(noting: Noting, base: GivenActivity) -> tuple[GivenEvidence, ...]:
    """Pages by their address, and files that were handed in."""
    before = {piece.url or piece.file: piece for piece in base.evidence}
    found: dict[str, GivenEvidence] = {}
    for row in noting.rows(EVIDENCE):
        try:
            URLValidator(schemes=["http", "https"])(row["url"])
        except ValidationError:
            noting.fault("evidence", gettext("Write a whole address, as https://example.org/page."))
            continue
        old = before.get(row["url"])
        label = with_wording(old.label if old else Text(), noting.language, row["label"])
        found[row["url"]] = GivenEvidence(EvidenceKind.LINK.value, label, row["url"][:500], old.on if old else None)
    for row in noting.files:
        old = before.get(row["file"])
        if not old and not deposited(row["file"]):
            noting.fault("evidence", gettext("This file is not there any more. Hand it in again."))
            continue
        label = with_wording(old.label if old else Text(), noting.language, row["file_label"][:300])
        found[row["file"]] = GivenEvidence(
            EvidenceKind.FILE.value,
            label,
            "",
            old.on if old else None,
            file=row["file"],
            is_public=row["file_public"] == YES,
        )
    return as_before(tuple(found.values()), base.evidence, lambda piece: piece.url or piece.file)
