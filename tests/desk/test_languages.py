"""What is published at the desk is there in the languages in which the network publishes it, whatever its noun."""

import pytest

from metronome.accounts.enums import Role
from metronome.desk.actions import approve_proposal, propose, publish_proposal, return_proposal, submit_proposal
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of, sheets
from metronome.ground.refusal import Refusal
from metronome.ground.text import Making, Text
from metronome.home.worded import WORDED
from metronome.network.models import Member
from metronome.record.models import MediaMention
from tests.factories.accounts import make_office, signed_in
from tests.factories.desk import make_proposal
from tests.factories.exchange import make_expert
from tests.factories.listening import make_bilateral
from tests.factories.network import make_member, make_network, text
from tests.factories.record import make_mention

pytestmark = pytest.mark.django_db
WORDS = {"fr": "Ville des lacs", "en": "City of lakes"}
READY = Text.of(WORDS, source="fr")


@pytest.fixture
def network():
    return make_network(languages=["fr", "en", "es"], languages_to_publish=["en"])


def approved(proposal: Proposal) -> Proposal:
    submit_proposal(number=proposal.pk, by=proposal.author)
    return approve_proposal(number=proposal.pk, by="editor")


def published(proposal: Proposal) -> Proposal:
    return publish_proposal(number=approved(proposal).pk, by="editor")


def new_member(name: Text) -> Proposal:
    fresh = sheet_of("members").empty()
    given = type(fresh)(
        **{**{one: getattr(fresh, one) for one in type(fresh).__slots__}, "name": name, "country": "SN"}
    )
    return propose(kind="members", given=given, by="officer")


@pytest.mark.parametrize("name", [text("Ville"), Text.of(WORDS, source="fr", how=Making.MACHINE)])
def test_what_is_new_comes_in_with_every_language_that_the_network_asks(network, name):
    waits = approved(new_member(name))
    with pytest.raises(Refusal, match="Name in English: ") as refusal:
        publish_proposal(number=waits.pk, by="editor")
    assert (refusal.value.field, bool(refusal.value.remedy)) == ("name", True)
    assert not Member.objects.exists()
    assert published(new_member(READY)).state == "published"


def test_a_change_is_held_to_the_texts_that_it_changes(network):
    make_member("lima", name=text("Lima"))
    make_mention("paper", subject=text("Des lacs"))
    assert published(make_proposal("members", "lima", website="https://lima.example.org")).state == "published"
    with pytest.raises(Refusal, match="in English: missing"):
        published(make_proposal("media", "paper", subject=text("Des lacs et des villes")))
    assert published(make_proposal("media", "paper", subject=READY)).state == "published"
    reworded = READY.with_text("fr", "Ville des fleuves")
    assert published(make_proposal("media", "paper", subject=reworded)).state == "published"  # waits, outdated
    assert MediaMention.objects.get().subject.in_("fr") == "Ville des fleuves"


def test_what_no_public_page_shows_needs_no_language(network):
    make_bilateral("heard", member=make_member("lima"))
    assert published(make_proposal("bilaterals", "heard", needs=text("Des lacs"))).state == "published"


def test_a_network_says_for_single_nouns_what_they_need(network):
    network.languages_by_noun = {"mention": [], "member": ["en", "es"]}
    network.save()
    make_mention("paper", subject=text("Des lacs"))
    assert published(make_proposal("media", "paper", subject=text("Des villes"))).state == "published"
    with pytest.raises(Refusal, match="Name in Spanish: missing"):
        published(new_member(READY))


def test_what_others_tell_waits_for_no_translation_unless_the_network_says_so(network):
    make_expert("roads", knows=text("Des routes"))
    assert published(make_proposal("experts", "roads", knows=text("Des routes et des ponts"))).state == "published"
    network.languages_by_noun = {"expert": ["en"]}
    network.save()
    with pytest.raises(Refusal, match="in English: missing"):
        published(make_proposal("experts", "roads", knows=text("Des ponts")))


def test_texts_in_rows_are_held_to_it_too(network):
    fresh = sheet_of("practices")
    rows = [one for one in fresh.fields if one.fields]
    assert rows
    kinds = {one.kind for one in sheets() if any(hint is Text for hint in one.hints.values())}
    # Every noun with texts that the desk keeps is one of the desk of translations, but for names that come in
    # thousands.
    subjects = {sheet_of(kind).subject for kind in kinds}
    assert subjects - {worded.subject for worded in WORDED.values()} == {"area"}


def test_the_page_of_a_proposal_says_what_is_lacking_and_leads_to_where_it_is_written(network):
    officer, editor = make_office("officer", role=Role.OFFICER), make_office("editor", role=Role.EDITOR)
    make_mention("paper", subject=text("Des lacs"))
    waits = make_proposal("media", "paper", subject=text("Des villes"), by=officer)
    page = signed_in(officer).get(f"/en/desk/proposals/{waits.pk}/").content.decode()
    assert f'<a href="/en/desk/proposals/{waits.pk}/change/#subject">' in page
    assert "in English: missing" in page
    submit_proposal(number=waits.pk, by=officer)
    approve_proposal(number=waits.pk, by=editor)
    answer = signed_in(editor).post(f"/en/desk/proposals/{waits.pk}/publish/", follow=True).content.decode()
    assert "These texts are not yet as the network publishes them" in answer
    assert 'href="/en/desk/translations/"' in answer
    assert "Return it to its author" in answer
    assert return_proposal(number=waits.pk, comment="English.", by=editor).state == "returned"
