"""What may be asked of the network. A query leaves no trace."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet
from django.utils import timezone

from metronome.design.words import reader
from metronome.ground.audit import publication
from metronome.ground.kept import kept
from metronome.ground.once import MOMENT, NUMBER, Once
from metronome.ground.period import Calendar

from .models import Alias, CorrectionRequest, FocalPoint, Member, Network, Partner, PartnerFocalPoint, Region, Standing


def the_network() -> Network | None:
    """The network of this instance; None before anything was loaded."""
    return Network.objects.first()


def kept_network() -> Network | None:
    """The network as it was when something public last changed: for what is asked with every page."""
    return _kept_network(publication())


@kept(2)
def _kept_network(_publication: int) -> Network | None:
    return the_network()


def kept_calendar() -> Calendar:
    """How the network cuts its years; as everybody does before anything was loaded."""
    network = kept_network()
    return network.calendar if network else Calendar()


def network_languages() -> tuple[str, ...]:
    """The languages of the network, the preferred first; the platform's own before anything was loaded."""
    network = kept_network()
    return tuple(network.languages) if network and network.languages else settings.INTERFACE_LANGUAGES


def network_zone() -> ZoneInfo:
    """The zone by whose clock the network counts its days; universal time before anything was loaded."""
    network = kept_network()
    return ZoneInfo(network.timezone if network else "UTC")


def network_name() -> str:
    """How the network is called in the active language; empty before anything was loaded."""
    network = kept_network()
    return network.name.in_(reader()) if network else ""


def network_email() -> str:
    """Where one writes to the secretariat; empty where the network does not say."""
    network = kept_network()
    return str(network.contact.get("email", "")) if network else ""


def languages_to_publish(noun: str, *, is_told: bool = False) -> tuple[str, ...]:
    """The languages in which texts of a noun are read and in step before they are published: its own where the network
    says so, else those of everything that the network says itself; none where nothing is asked, and of what others
    tell."""
    found = Network.objects.values_list("languages_to_publish", "languages_by_noun").first()
    if found is None:
        return ()
    of_all, by_noun = found
    return tuple(by_noun.get(noun, () if is_told else of_all))


def region_rows() -> QuerySet[Region, Any]:
    """Order, slug and name of every region."""
    return Region.objects.order_by().values_list("order", "slug", "name")


def member_rows() -> QuerySet[Member, Any]:
    """Order, slug, id, name, official name, country, region's slug, latitude and longitude of every government that
    ever was a member."""
    return Member.objects.order_by().values_list(
        "order",
        "slug",
        "pk",
        "name",
        "official_name",
        "country",
        "region__slug",
        "latitude",
        "longitude",
    )


def standing_rows() -> QuerySet[Standing, Any]:
    """Member's id, kind, first and last day of every standing."""
    return Standing.objects.order_by().values_list("member", "kind", "since", "until")


def member_languages() -> QuerySet[Member, Any]:
    """Slug and languages of every government, the preferred language first."""
    return Member.objects.order_by().values_list("slug", "languages")


def correction_rows(since: datetime) -> QuerySet[CorrectionRequest, Any]:
    """Id, member's slug, moment of asking, state and moment of the answer of what was asked to be corrected since a
    moment: never what was asked."""
    asked = CorrectionRequest.objects.filter(asked_at__gte=since).order_by()
    return asked.values_list("pk", "member__slug", "asked_at", "state", "answered_at")


def partner_rows() -> QuerySet[Partner, Any]:
    """Slug, id, name, acronym and kind's slug of every partner."""
    return Partner.objects.order_by().values_list("slug", "pk", "name", "acronym", "kind__slug")


def spelling_rows() -> QuerySet[Alias, Any]:
    """Member's id, partner's id (one of them None) and spelling of every alias."""
    return Alias.objects.order_by().values_list("member", "partner", "spelling")


def members_spoken_for(person: Any) -> frozenset[int]:
    """The keys of the members for which somebody speaks now; asked once for the person of a request."""
    held: frozenset[int] | None = getattr(person, "_members_spoken_for", None)
    if held is None:
        held = frozenset(_SPOKEN_FOR.rows(person=person.pk, now=timezone.now()))
        person._members_spoken_for = held
    return held


def _spoken_for(person: int, now: datetime) -> QuerySet[FocalPoint, int]:
    return FocalPoint.objects.standing(now).filter(person=person).values_list("member", flat=True)


_SPOKEN_FOR = Once(_spoken_for, person=NUMBER, now=MOMENT)


def focal_points_standing() -> QuerySet[FocalPoint]:
    """Everybody who speaks for a member now, with the member and the person, the first appointed first."""
    return FocalPoint.objects.standing().select_related("member", "person").order_by("since", "pk")


def partners_spoken_for(person: Any) -> QuerySet[Partner]:
    """The partners for which somebody speaks now."""
    grants = PartnerFocalPoint.objects.standing().filter(person=person.pk)
    return Partner.objects.filter(pk__in=grants.values("partner")).select_related("kind")


def partner_focal_points_standing() -> QuerySet[PartnerFocalPoint]:
    """Everybody who speaks for a partner now, with the partner and the person, the first appointed first."""
    return PartnerFocalPoint.objects.standing().select_related("partner", "person").order_by("since", "pk")
