"""What the observatory measures is defined at the desk: indicators, metropolises, drawings and what these share."""

from __future__ import annotations

from decimal import Decimal

import pytest

from metronome.accounts.enums import Role
from metronome.desk.models import Proposal
from metronome.ground.refusal import Refusal
from metronome.observatory.models import Area, Geography, Indicator, IndicatorVersion
from tests.desk.boxes import sent
from tests.desk.test_nouns import AUTHOR, address, published
from tests.factories.accounts import make_account, signed_in
from tests.factories.desk import make_proposal
from tests.factories.network import make_network, text
from tests.factories.observatory import loaded, make_area, make_observatory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def record():
    make_network(languages=["fr", "en", "es"])
    make_observatory()


@pytest.fixture
def officer():
    return signed_in(make_account("officer", role=Role.OFFICER))


def test_a_new_metropolis_comes_last_unless_a_place_is_said(officer):
    Area.objects.filter(slug="dakar").update(order=7)
    assert sent(officer, f"{address('areas')}new/", name_fr="Abuja").status_code == 302
    published(Proposal.objects.get())
    assert Area.objects.get(slug="abuja").order == 8


def test_a_definition_without_an_indicator_makes_a_new_one_and_one_of_another_meaning_is_its_next_version(officer):
    fields = {"name_fr": "Bruit de nuit", "definition_fr": "Décibels.", "unit": "db", "unit_label_fr": "dB"}
    for more in ({}, {"indicator": "Bruit de nuit", "unit": "dba"}):
        assert sent(officer, f"{address('definitions')}new/", **{**fields, **more}).status_code == 302
        published(Proposal.objects.latest("pk"))
    found = Indicator.objects.get(slug="bruit-de-nuit")
    assert [(one.slug, one.number, one.unit) for one in found.versions.order_by("number")] == [
        ("bruit-de-nuit-v1", 1, "db"),
        ("bruit-de-nuit-v2", 2, "dba"),
    ]
    assert officer.get("/fr/observatory/indicators/bruit-de-nuit/").status_code == 200
    link = "/fr/desk/definitions/new/?like=bruit-de-nuit-v1"
    assert link in officer.get(address("definitions", "bruit-de-nuit-v1")).content.decode()
    assert "Décibels." in officer.get(link).content.decode()
    assert "Décibels." not in officer.get(f"{link}%00x").content.decode()
    sent(officer, f"{address('definitions')}new/", **fields)
    assert published(Proposal.objects.latest("pk")).identity == "bruit-de-nuit-2-v1"


def test_what_values_are_read_by_stays_while_another_wording_is_an_edit(settings, tmp_path, officer):
    settings.HOME = tmp_path
    loaded("people-v1,DAKAR,2020,3000,persons")
    published(make_proposal("definitions", "people-v1", by=AUTHOR, definition=text("Habitants."), high=Decimal(99)))
    for field, value in (("decimals", 1), ("unit", "thousands")):
        with pytest.raises(Refusal) as refused:
            published(make_proposal("definitions", "people-v1", by=AUTHOR, **{field: value}))
        assert refused.value.field == field
        assert "people-v1" in refused.value.reason
    published(
        make_proposal("definitions", "share-v1", by=AUTHOR, decimals=2, low=Decimal("0.5"), high=Decimal(10) ** 9)
    )
    assert IndicatorVersion.objects.get(slug="share-v1").decimals == 2
    page = officer.get(f"{address('definitions', 'share-v1')}change/").content.decode()
    assert 'value="1000000000"' in page, "what a page shows can be sent as it stands"
    assert 'value="0.5"' in page


def test_a_drawing_comes_in_once_and_its_shares_come_to_at_most_the_whole_of_it():
    geography = Geography.objects.get(slug="drawn")
    other = make_area("pikine", geography)
    share = {"part": "dakar-narrow", "whole": other.slug, "of": "surface", "share": Decimal("0.25")}
    published(make_proposal("overlaps", "dakar", by=AUTHOR, share=Decimal("0.75")))
    first = make_proposal("overlaps", by=AUTHOR, **share)
    again = make_proposal("overlaps", by=AUTHOR, **share)
    assert published(first).identity == "dakar-narrow--pikine-drawn--surface"
    with pytest.raises(Refusal, match="on record already"):
        published(again)
    with pytest.raises(Refusal) as refused:
        published(make_proposal("overlaps", first.identity or "dakar", by=AUTHOR, share=Decimal("0.9")))
    assert refused.value.field == "share"
    published(make_proposal("overlaps", by=AUTHOR, **{**share, "of": "population", "share": Decimal(1)}))
