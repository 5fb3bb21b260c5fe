"""How mandates are kept at the desk, and the bodies and offices that they are of."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, keys_of, put_one
from metronome.desk.short import LABEL, ORDER, short_list
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.network.models import Contact, Member, Region
from metronome.network.sheets import known_contacts, known_members, regions

from .actions import put_bodies, put_mandates, put_offices
from .given import GivenBody, GivenMandate, GivenOffice
from .models import Body, Mandate, Office


def bodies() -> Sequence[tuple[str, str]]:
    return [(body.slug, body.label.in_(reader())) for body in Body.objects.all()]


def offices() -> Sequence[tuple[str, str]]:
    return [(office.slug, office.label.in_(reader())) for office in Office.objects.all()]


def tidy_mandate(given: GivenMandate) -> GivenMandate:
    if given.since and given.until and given.until < given.since:
        raise Refusal(_("The last day comes before the first."), field="until")
    return given


def title_of_mandate(mandate: Any) -> str:
    """Office and body, and who holds it; from a row or from what is given."""
    body, office, contact = mandate.body, mandate.office, mandate.contact
    called = [getattr(office, "label", office), getattr(body, "label", body), getattr(contact, "name", contact)]
    return ", ".join(one.in_(reader()) if isinstance(one, Text) else one for one in called)


def mandates_named(rows: QuerySet[Mandate], words: str) -> QuerySet[Mandate]:
    """Those whose holder, body or office is known by every word."""
    for word in words.split()[:8]:
        rows = rows.filter(
            Q(contact__name__icontains=word)
            | Q(slug__icontains=word)
            | Q(body__slug__icontains=word)
            | Q(office__slug__icontains=word)
        )
    return rows


MANDATES = Sheet(
    kind="mandates",
    subject="mandate",
    given=GivenMandate,
    rows=lambda: Mandate.objects.select_related("body", "office", "contact", "region"),
    plural=lambda: _("Mandates"),
    one=lambda: _("Mandate"),
    fields=(
        Field(name="body", label=lambda: _("Body"), choices=bodies, is_required=True),
        Field(name="office", label=lambda: _("Office"), choices=offices, is_required=True),
        Field(name="contact", label=lambda: _("Held by"), spellings=known_contacts, is_required=True),
        Field(
            name="members",
            label=lambda: _("For the members"),
            hint=lambda: _("Any spelling; several with semicolons between."),
            spellings=known_members,
        ),
        Field(name="region", label=lambda: _("For the region"), choices=regions),
        Field(name="since", label=lambda: _("Since")),
        Field(name="until", label=lambda: _("Until")),
    ),
    title=title_of_mandate,
    put=put_one(
        put_mandates,
        name="mandates",
        bodies=keys_of(Body),
        offices=keys_of(Office),
        contacts=keys_of(Contact),
        regions=keys_of(Region),
        members=keys_of(Member),
    ),
    named=mandates_named,
    # The holder is a person: they stand in no address.
    identity=lambda given: " ".join(filter(None, (given.body, given.office, given.region, *given.members))),
    tidy=tidy_mandate,
    in_title=frozenset({"body", "office", "contact"}),
)

BODIES = short_list(
    kind="bodies",
    subject="body",
    model=Body,
    given=GivenBody,
    plural=lambda: _("Bodies"),
    one=lambda: _("Body"),
    fields=(
        LABEL,
        Field(
            name="kind", label=lambda: _("Kind"), hint=lambda: _("A word of your own, such as statutory or working.")
        ),
        Field(name="task", label=lambda: _("Task"), is_long=True),
        ORDER,
    ),
    put=put_bodies,
    given_as="bodies",
)

OFFICES = short_list(
    kind="offices",
    subject="office",
    model=Office,
    given=GivenOffice,
    plural=lambda: _("Offices"),
    one=lambda: _("Office"),
    fields=(LABEL, ORDER),
    put=put_offices,
    given_as="offices",
)
