"""Two hands at what is on record: proposals, their steps, what each refuses, and what they leave behind."""

from dataclasses import replace

import pytest

from metronome.desk.actions import (
    approve_proposal,
    propose,
    publish_proposal,
    return_proposal,
    rewrite_proposal,
    submit_proposal,
    undo,
    withdraw_proposal,
)
from metronome.desk.enums import State
from metronome.desk.models import Proposal
from metronome.desk.queries import begun_of, given_of, lines_since, merged, standing_at
from metronome.desk.sheets import sheet_of
from metronome.ground.audit import Line, publication, verify
from metronome.ground.conflict import Conflict
from metronome.ground.refusal import Refusal
from metronome.ground.told import version_of
from metronome.network.given import GivenAlias
from metronome.network.models import Partner
from tests.factories.network import make_network, make_partner, text

pytestmark = pytest.mark.django_db
OFFICER, OTHER, EDITOR = "person:9000001", "person:9000002", "person:9000003"
PARTNER = "partner:alliance"


@pytest.fixture(autouse=True)
def network():
    make_network()
    make_partner(spellings=("Alliance des villes",))


def held():
    return sheet_of("partners").held("alliance")


def proposed(by: str = OFFICER, *, version: int | None = None, base=None, **fields) -> Proposal:
    seen = version_of(PARTNER) if version is None else version
    given = replace(base or held(), **fields)
    return propose(kind="partners", identity="alliance", given=given, version=seen, by=by)


def approved(proposal: Proposal, by: str = EDITOR) -> Proposal:
    submit_proposal(number=proposal.pk, by=proposal.author)
    return approve_proposal(number=proposal.pk, by=by)


def published(proposal: Proposal) -> Proposal:
    approved(proposal)
    return publish_proposal(number=proposal.pk, by=EDITOR)


def lines(subject: str = PARTNER) -> list[Line]:
    return list(Line.objects.filter(subject=subject).order_by("-number"))


def test_what_is_on_record_stays_as_it_is_until_the_proposal_is_published():
    before, counter = held(), publication()
    proposal = approved(proposed(website="https://example.org"))
    assert held() == before
    assert publication() == counter
    publish_proposal(number=proposal.pk, by=EDITOR)
    assert held() == replace(before, website="https://example.org")
    assert publication() == counter + 1
    assert verify() == []


def test_publication_leaves_one_line_that_names_publisher_author_and_what_changed():
    proposal = approved(proposed(website="https://example.org"))
    count = Line.objects.count()
    publish_proposal(number=proposal.pk, by=EDITOR)
    assert Line.objects.count() == count + 1
    line = lines()[0]
    assert (line.verb, line.actor) == ("update", EDITOR)
    assert OFFICER in line.why
    assert line.change == {"website": ["", "https://example.org"]}


def test_each_step_leaves_one_line_about_the_proposal():
    proposal = proposed(website="https://example.org")
    submit_proposal(number=proposal.pk, by=OFFICER)
    return_proposal(number=proposal.pk, comment="", notes={"website": "Is it theirs?"}, by=EDITOR)
    assert Proposal.objects.get().notes == {"website": "Is it theirs?"}
    rewrite_proposal(
        number=proposal.pk, given=replace(held(), website="https://a.example"), version=0, revision=1, by=OFFICER
    )
    submit_proposal(number=proposal.pk, by=OFFICER)
    withdraw_proposal(number=proposal.pk, by=OFFICER)
    verbs = [line.verb for line in reversed(lines(f"proposal:{proposal.pk}"))]
    assert verbs == ["propose", "submit", "return", "update", "submit", "withdraw"]
    assert Proposal.objects.get().state == State.WITHDRAWN


def test_what_comes_in_gets_an_identity_of_its_own_that_nobody_had():
    given = replace(held(), slug="", name=text("Alliance"), acronym=text(""), aliases=())
    numbers = [propose(kind="partners", given=given, by=OFFICER).pk for _ in range(2)]
    for number in numbers:
        published(Proposal.objects.get(pk=number))
    assert sorted(Partner.objects.values_list("slug", flat=True)) == ["alliance", "alliance-2", "alliance-3"]
    assert lines("partner:alliance-3")[0].verb == "create"


def test_nobody_approves_a_proposal_of_their_own():
    proposal = proposed(website="https://example.org")
    submit_proposal(number=proposal.pk, by=OFFICER)
    with pytest.raises(Refusal):
        approve_proposal(number=proposal.pk, by=OFFICER)


def test_a_step_that_is_not_due_is_refused():
    proposal = proposed(website="https://example.org")
    for step in (approve_proposal, publish_proposal):
        with pytest.raises(Refusal, match="draft"):
            step(number=proposal.pk, by=EDITOR)
    with pytest.raises(Refusal):
        return_proposal(number=proposal.pk, comment="No", by=EDITOR)
    published(proposal)
    with pytest.raises(Refusal):
        withdraw_proposal(number=proposal.pk, by=OFFICER)


def test_a_return_without_a_word_is_refused():
    proposal = proposed(website="https://example.org")
    submit_proposal(number=proposal.pk, by=OFFICER)
    with pytest.raises(Refusal) as refused:
        return_proposal(number=proposal.pk, comment=" ", by=EDITOR)
    assert refused.value.field == "comment"


def test_a_proposal_is_written_by_its_author_and_one_window_does_not_overwrite_the_other():
    proposal = proposed(website="https://example.org")
    given = replace(held(), website="https://b.example")
    with pytest.raises(Refusal):
        rewrite_proposal(number=proposal.pk, given=given, version=0, revision=1, by=OTHER)
    rewrite_proposal(number=proposal.pk, given=given, version=0, revision=1, by=OFFICER)
    with pytest.raises(Refusal):
        rewrite_proposal(number=proposal.pk, given=held(), version=0, revision=1, by=OFFICER)
    assert given_of(Proposal.objects.get()).website == "https://b.example"


def test_a_proposal_that_changes_nothing_is_refused():
    with pytest.raises(Refusal):
        proposed()


def test_an_author_whose_fields_are_limited_decides_those_only():
    given = replace(held(), website="https://example.org", name=text("Autre"))
    proposal = propose(kind="partners", identity="alliance", given=given, only=["website"], by=OTHER)
    assert (given_of(proposal).website, given_of(proposal).name) == ("https://example.org", text("Alliance"))


def test_two_who_change_different_fields_both_stay():
    first, second = proposed(website="https://example.org"), proposed(by=OTHER, acronym=text("ADV"))
    published(first)
    published(second)
    assert (held().website, held().acronym) == ("https://example.org", text("ADV"))


def test_the_second_of_two_who_change_one_field_is_told_by_whom_and_loses_nothing():
    first = proposed(website="https://a.example")
    second = proposed(by=OTHER, website="https://b.example", name=text("Autre"))
    published(first)
    approved(second)
    with pytest.raises(Conflict) as met:
        publish_proposal(number=second.pk, by=EDITOR)
    (difference,) = met.value.differences
    assert (difference.theirs, difference.mine, difference.by) == ("https://a.example", "https://b.example", EDITOR)
    return_proposal(number=second.pk, comment="Whose page is it?", by=EDITOR)
    current, wanted, differences = merged(Proposal.objects.get(pk=second.pk))
    assert (wanted.website, wanted.name, len(differences)) == ("https://b.example", text("Autre"), 1)
    rewrite_proposal(
        number=second.pk,
        given=replace(wanted, website=current.website),
        version=version_of(PARTNER),
        revision=1,
        by=OTHER,
    )
    published(Proposal.objects.get(pk=second.pk))
    assert (held().website, held().name) == ("https://a.example", text("Autre"))


def test_who_writes_while_the_record_changes_meets_the_conflict_at_once():
    base, version = held(), version_of(PARTNER)
    published(proposed(website="https://a.example", acronym=text("ADV")))
    with pytest.raises(Conflict) as met:
        proposed(by=OTHER, base=base, version=version, website="https://b.example")
    assert met.value.given.acronym == text("ADV")
    assert Proposal.objects.count() == 1


def test_a_change_without_a_line_is_no_less_a_conflict():
    proposal = approved(proposed(website="https://a.example"))
    Partner.objects.update(website="https://b.example")
    with pytest.raises(Conflict) as met:
        publish_proposal(number=proposal.pk, by=EDITOR)
    assert met.value.differences[0].by == ""


def test_undoing_brings_back_what_was_by_a_line_of_its_own():
    before = held()
    published(proposed(website="https://example.org", aliases=()))
    line = lines()[0].number
    published(proposed(acronym=text("ADV")))
    undo(kind="partners", identity="alliance", line=line, by=EDITOR)
    assert held() == before
    assert lines()[0].verb == "undo"


def test_what_cannot_be_undone_is_refused():
    published(propose(kind="partners", given=replace(held(), slug="", name=text("Nouveau")), by=OFFICER))
    created = lines("partner:nouveau")[0].number
    for line in (created, 10_000):
        with pytest.raises(Refusal):
            undo(kind="partners", identity="nouveau", line=line, by=EDITOR)
    published(proposed(website="https://example.org"))
    line = lines()[0].number
    undo(kind="partners", identity="alliance", line=line, by=EDITOR)
    with pytest.raises(Refusal):
        undo(kind="partners", identity="alliance", line=line, by=EDITOR)
    Line.objects.filter(number=line).update(verb="repair")
    with pytest.raises(Refusal, match="repair"):
        undo(kind="partners", identity="alliance", line=line, by=EDITOR)


def test_a_line_that_tells_what_cannot_be_is_not_put_back_and_hides_nothing():
    published(proposed(website="https://example.org"))
    line = lines()[0]
    Line.objects.filter(pk=line.pk).update(change={"aliases": ["a sentence", []]})
    with pytest.raises(Refusal, match="no longer be put back"):
        undo(kind="partners", identity="alliance", line=line.number, by=EDITOR)
    sheet = sheet_of("partners")
    assert standing_at(sheet, held(), lines_since(sheet, "alliance", 0)) == held()


def test_what_others_wrote_meanwhile_is_published_all_the_same_and_leaves_its_line():
    proposal = approved(proposed(website="https://example.org"))
    published(proposed(OTHER, website="https://example.org"))
    before = len(lines())
    publish_proposal(number=proposal.pk, by=EDITOR)
    assert len(lines()) == before
    assert lines(f"proposal:{proposal.pk}")[0].verb == "publish"
    assert Proposal.objects.get(pk=proposal.pk).state == State.PUBLISHED


def test_what_the_record_cannot_hold_is_refused_and_leaves_nothing_half_done():
    twice = (GivenAlias("Alliance", "spelling"), GivenAlias("Alliance", "short"))
    proposal = approved(proposed(website="https://example.org", aliases=twice))
    count = Line.objects.count()
    with pytest.raises(Refusal):
        publish_proposal(number=proposal.pk, by=EDITOR)
    proposal.refresh_from_db()
    assert (proposal.state, held().website, Line.objects.count()) == (State.APPROVED, "", count)


def test_what_is_not_on_record_cannot_be_named():
    proposal = approved(proposed(kind="nobody"))
    with pytest.raises(Refusal, match="nobody"):
        publish_proposal(number=proposal.pk, by=EDITOR)


def test_what_began_is_kept_with_the_proposal():
    before = held()
    proposal = published(proposed(website="https://example.org"))
    assert begun_of(proposal) == before


def test_a_proposal_of_an_earlier_version_of_the_platform_is_read_and_published():
    proposal = approved(proposed(website="https://example.org"))
    older = {name: value for name, value in proposal.given.items() if name != "acronym"}
    Proposal.objects.update(given={**older, "gone": 1}, begun={"slug": "alliance", "name": older["name"]})
    Partner.objects.update(acronym=text("ADV"))
    publish_proposal(number=proposal.pk, by=EDITOR)
    assert (held().website, held().acronym) == ("https://example.org", text("ADV"))


def test_nothing_of_a_publication_stands_where_its_line_cannot_be_written(monkeypatch):
    proposal = approved(proposed(website="https://example.org"))
    before = held()

    def fall(*_args, **_keywords):
        raise RuntimeError("the machine stops")

    monkeypatch.setattr("metronome.ground.hand.note_all", fall)
    with pytest.raises(RuntimeError):
        publish_proposal(number=proposal.pk, by=EDITOR)
    proposal.refresh_from_db()
    assert (held(), proposal.state) == (before, State.APPROVED)
