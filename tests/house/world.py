"""A world with one of everything that an address can name, and the offices that come to its doors."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.test import Client

from metronome.accounts.actions import invite
from metronome.accounts.enums import APPOINTED, Role
from metronome.accounts.models import Appointment, Person
from metronome.accounts.queries import letters_token
from metronome.calls.models import Call
from metronome.desk.actions import propose, return_proposal, submit_proposal
from metronome.desk.models import Proposal
from metronome.desk.sheets import sheet_of
from metronome.exchange.actions import appoint_expert
from metronome.exchange.letters import token_of
from metronome.exchange.models import Adoption, AdoptionStep, Expert, Flag, Letter, Practice
from metronome.ground.audit import note
from metronome.home.models import SavedSearch
from metronome.intake.lists.actions import hand_in, look_through
from metronome.intake.models import Import
from metronome.network.actions import appoint_focal_point, appoint_partner_focal_point
from metronome.network.models import Member, Partner
from metronome.plan.models import Marker
from metronome.projects.models import Project
from metronome.report.enums import EditionState
from metronome.tasks.actions import enqueue
from tests.factories import tasks as _kinds  # noqa: F401 - registers the kind below
from tests.factories.accounts import make_account, signed_in
from tests.factories.calls import make_application, make_keeper
from tests.factories.desk import make_proposal
from tests.factories.exchange import SAID, make_gathered, make_letter
from tests.factories.intake import make_reading
from tests.factories.network import make_contact, make_correction, make_member, text
from tests.factories.observatory import make_publication, make_released
from tests.factories.panels import make_panel_at_work
from tests.factories.plan import make_marker
from tests.factories.projects import make_entries
from tests.factories.report import make_frozen, make_statement
from tests.factories.rounds import asked_of, make_round
from tests.home.world import make_world

#: The focal point of the member that an address names is a role; that of another member comes as one more.
ANOTHER = "focal point of another member"


@dataclass(frozen=True)
class Doors:
    """Browsers by role, and what stands for the parts of an address."""

    browsers: dict[str, Client]
    parts: dict[str, str]

    def address(self, pattern: str) -> str:
        """An address of this world: en/plan/<slug:slug>/ is that of the plan there is."""
        for part, filling in self.parts.items():
            if part in pattern:
                pattern = pattern.replace(part, filling)
        return "/" + pattern


def make_doors() -> Doors:
    world = make_world()
    edition = make_frozen(state=EditionState.PUBLISHED)
    people: dict[str, Person] = {role.value: make_account(role.value, role=role) for role in APPOINTED}
    people[Role.OPERATOR] = make_account("operator", is_staff=True, is_superuser=True)
    people[Role.FOCAL_POINT] = make_account("focal-point-of-dakar")
    people[ANOTHER] = make_account("focal-point-of-lagos")
    grant = appoint_focal_point(person=people[Role.FOCAL_POINT], member=world.member, by="operator")
    appoint_focal_point(person=people[ANOTHER], member=make_member("lagos"), by="operator")
    invited = invite(email="officer-for-asia@example.org", role=Role.OFFICER, by="operator")
    appointment = Appointment.objects.get(person=invited)
    proposal = make_proposal("partners", world.partner.slug, website="https://example.org")
    own = make_proposal_given_back(world.member.slug, people[Role.FOCAL_POINT], people[Role.EDITOR])
    marker = Marker.objects.first() or make_marker()
    green = Project.objects.get(slug="green")
    make_entries(green, node=world.result, activity=world.activity, marker=marker, proposal=proposal)
    task = enqueue(task="tests.greet", by=people[Role.OPERATOR])
    reading = make_reading()
    make_publication(release=make_released(), indicators=["people"])
    application = make_application(Call.objects.get(slug="award"), code="award-1")
    people[Role.APPLICANT] = make_account("applicant")
    make_keeper(application, people[Role.APPLICANT])
    people[Role.JUROR] = make_account("juror")
    people[Role.EXPERT] = make_account("expert")
    account = appoint_expert(
        person=people[Role.EXPERT], expert=Expert.objects.get(slug="head-of-buses"), by="operator"
    )
    people[Role.PARTNER] = make_account("partner")
    speaks = appoint_partner_focal_point(person=people[Role.PARTNER], partner=world.partner, by="operator")
    review = make_panel_at_work(Call.objects.get(slug="award"), people[Role.JUROR], people[Role.APPLICANT])
    make_round(of=[world.member.slug])
    statement = f"desk/statements/{make_statement(world.member).set}"
    asked = asked_of(world.member.slug)
    parts = {
        "desk/rounds/<slug:slug>/members/<int:pk>": f"desk/rounds/spring/members/{asked.pk}",
        "desk/rounds/<slug:slug>": "desk/rounds/spring",
        "desk/my-rounds/<int:pk>": f"desk/my-rounds/{asked.pk}",
        **make_exchange(world.member, people[Role.FOCAL_POINT]),
        **make_expert_at_work(people[Role.EXPERT], people[Role.FOCAL_POINT], people[Role.EDITOR]),
        "exchange/experts/<int:pk>": f"exchange/experts/{account.pk}",
        **make_partner_at_work(world.partner.slug, people[Role.PARTNER], people[Role.EDITOR]),
        "partner-focal-points/<int:pk>": f"partner-focal-points/{speaks.pk}",
        "desk/statements/<slug:set>/<slug:member>/figures/<str:id>": f"{statement}/dakar/figures/member.corrections",
        "desk/statements/<slug:set>/<slug:member>": f"{statement}/dakar",
        "desk/statements/<slug:set>": statement,
        "tasks/<int:number>": f"tasks/{task}",
        "my-member/<slug:slug>/people/<slug:contact>": f"my-member/{world.member.slug}/people/mayor",
        "my-member/<slug:slug>/proposals/<int:number>": f"my-member/{world.member.slug}/proposals/{own.pk}",
        "lists/<slug:kind>.<slug:format>": "lists/activities.csv",
        "lists/<slug:kind>/template": "lists/activities/template",
        "imports/<int:number>/throw-away": f"imports/{make_import(people[Role.OFFICER]).pk}/throw-away",
        "past/<int:pk>/<int:number>": f"past/{reading.pk}/1",
        "past/<int:pk>": f"past/{reading.pk}",
        "imports/<int:number>": f"imports/{make_import(people[Role.OFFICER]).pk}",
        "assessing/<slug:slug>/<str:code>": f"assessing/{world.plan.slug}/{world.result.code}",
        "desk/<slug:kind>/<identity:identity>": f"desk/partners/{world.partner.slug}",
        "desk/drafts/<slug:kind>": "desk/drafts/partners",
        "desk/<slug:kind>": "desk/partners",
        "founding/<slug:step>": "founding/plan",
        "proposals/<int:number>": f"proposals/{proposal.pk}",
        "sitemap-<int:page>": "sitemap-1",
        "plan/<slug:slug>": f"plan/{world.plan.slug}",
        "coverage/<slug:cut>": "coverage/lines",
        "nodes/<str:code>": f"nodes/{world.result.code}",
        "translations/<slug:language>": "translations/en",
        "<slug:noun>/<int:pk>": f"activity/{world.activity.pk}",
        "work-plans/<slug:slug>": "work-plans/work-2021",
        "activities/<slug:code>": f"activities/{world.activity.code}",
        "corrections/<int:pk>": f"corrections/{make_correction(world.member, people[Role.FOCAL_POINT]).pk}",
        "my-member/<slug:slug>": f"my-member/{world.member.slug}",
        "observatory/indicators/<slug:slug>": "observatory/indicators/people",
        "observatory/areas/<slug:slug>": "observatory/areas/dakar",
        "observatory/releases/<slug:slug>": "observatory/releases/spring",
        "observatory/publications/<slug:slug>": "observatory/publications/paper",
        "observatory/views/<slug:view>.<slug:format>": "observatory/views/coverage.csv",
        "observatory/embed/<slug:view>": "observatory/embed/coverage",
        "observatory/cite/<slug:view>": "observatory/cite/coverage",
        "members/<slug:slug>": f"members/{world.member.slug}",
        "received.<slug:format>": "received.csv",
        "applications/<slug:code>/versions/<int:number>": "applications/award-1/versions/1",
        "applications/<slug:code>": "applications/award-1",
        "arrive/<str:token>": "arrive/nothing",
        "projects/<slug:slug>/running/expenses.<str:format>": "projects/green/running/expenses.csv",
        "projects/typed/<str:place>": "projects/typed/green:expense",
        "projects/<slug:slug>/running/reports/<slug:code>": "projects/green/running/reports/first",
        "projects/<slug:slug>/running/outputs/<slug:code>": "projects/green/running/outputs/guide",
        "projects/<slug:slug>/running/instalments/<slug:code>": "projects/green/running/instalments/one",
        "projects/<slug:slug>/running/deliveries/<int:pk>": "projects/green/running/deliveries/1",
        "projects/<slug:slug>/running/expenses/<int:number>": "projects/green/running/expenses/1",
        "projects/<slug:slug>": "projects/green",
        "calls/templates/<slug:slug>": "calls/templates/pattern",
        "calls/<slug:slug>/panels/<slug:panel>": "calls/award/panels/jury",
        "sittings/<int:pk>": f"sittings/{review.juror.round.sittings.get().pk}",
        "desk/jurors/<int:pk>": f"desk/jurors/{review.juror_id}",
        "desk/readers/<int:pk>": f"desk/readers/{review.pk}",
        "reviews/seats/<int:pk>": f"reviews/seats/{review.juror_id}",
        "reviews/<int:pk>": f"reviews/{review.pk}",
        "feedback/<slug:code>": f"feedback/{review.application.code}",
        "pictures/<str:name>": "pictures/nothing",
        "calls/<slug:slug>": "calls/award",
        "partners/<slug:slug>": f"partners/{world.partner.slug}",
        "typed/<str:place>": f"typed/{edition.slug}:note",
        "parts/<slug:part>": "parts/note",
        "remarks/<int:number>": "remarks/1",
        "preview/<str:name>": "preview/report.json",
        "reports/<slug:slug>": f"reports/{edition.slug}",
        "figures/<str:id>": "figures/members.activated",
        "files/<str:name>": "files/spring.fr.json",
        "people/roles/<int:pk>": f"people/roles/{appointment.pk}",
        "people/<int:pk>": f"people/{invited.pk}",
        "focal-points/<int:pk>": f"focal-points/{grant.pk}",
        "passkeys/<int:pk>": "passkeys/1",
        "link/<str:token>": "link/nothing",
        "logos/<str:name>": "logos/nothing",
        "letters/<str:token>": f"letters/{letters_token(people[Role.FOCAL_POINT])}",
    }
    return Doors({Role.VISITOR.value: Client(), **{role: signed_in(person) for role, person in people.items()}}, parts)


def make_exchange(member: Member, focal_point: Person) -> dict[str, str]:
    """What stands for the parts of addresses of the exchange: a draft of the member, its adoption, a question."""
    given = replace(sheet_of("practices").empty(), member=member.slug, collection="solutions", title=text("Voies"))
    draft = propose(kind="practices", given=given, by=focal_point)
    with transaction.atomic():
        note(by="editor", verb="create", subject="practice:bus-lanes", public=True)
    adoption = Adoption.objects.get(member=member)
    letter = make_letter(Practice.objects.get(slug="bus-lanes"), focal_point)
    mine = "my-member/<slug:slug>"
    make_gathered(call="gathering")
    kept = SavedSearch.objects.create(person=focal_point, query="q=bus", since=date(2021, 1, 1))
    return {
        f"{mine}/practices/proposals/<int:number>": f"my-member/{member.slug}/practices/proposals/{draft.pk}",
        f"{mine}/practices/<slug:practice>": f"my-member/{member.slug}/practices/bus-lanes",
        f"{mine}/adoptions/<int:number>": f"my-member/{member.slug}/adoptions/{adoption.pk}",
        "collections/<slug:slug>": "collections/solutions",
        "practices/<slug:slug>/versions/<int:number>": "practices/bus-lanes/versions/1",
        "practices/<slug:slug>": "practices/bus-lanes",
        "experts/<slug:slug>": "experts/head-of-buses",
        "answers/<str:token>": f"answers/{token_of(letter)}",
        "exchange/entries/<slug:code>": "exchange/entries/gathering-1",
        "exchange/flags/<int:number>": f"exchange/flags/{Flag.objects.get().pk}",
        "exchange/steps/<int:number>": f"exchange/steps/{AdoptionStep.objects.get().pk}",
        "searches/<int:number>": f"searches/{kept.pk}",
    }


def make_expert_at_work(expert: Person, asker: Person, reviewer: Person) -> dict[str, str]:
    """What stands for the parts of addresses of an expert: a question to them, a proposal that was given back."""
    given = replace(sheet_of("experts").held("head-of-buses"), office=text("Conseiller"))
    own = given_back(propose(kind="experts", identity="head-of-buses", given=given, by=expert), reviewer)
    letter = Letter.objects.create(
        expert=Expert.objects.get(slug="head-of-buses"), sender=asker, text="How many buses?", sent_at=SAID
    )
    mine = "my-expert/<slug:slug>"
    return {
        f"{mine}/proposals/<int:number>": f"my-expert/head-of-buses/proposals/{own.pk}",
        f"{mine}/questions/<int:number>": f"my-expert/head-of-buses/questions/{letter.pk}",
        mine: "my-expert/head-of-buses",
    }


def make_partner_at_work(partner: str, speaker: Person, reviewer: Person) -> dict[str, str]:
    """What stands for the parts of addresses of a partner: one of its people, a proposal that was given back."""
    given = replace(sheet_of("partners").held(partner), website="https://alliance.example.org")
    own = given_back(propose(kind="partners", identity=partner, given=given, by=speaker), reviewer)
    make_contact("head-of-alliance", partner=Partner.objects.get(slug=partner))
    mine = "my-partner/<slug:slug>"
    return {
        f"{mine}/proposals/<int:number>": f"my-partner/{partner}/proposals/{own.pk}",
        f"{mine}/people/<slug:contact>": f"my-partner/{partner}/people/head-of-alliance",
        mine: f"my-partner/{partner}",
    }


def make_import(owner: Person) -> Import:
    """A file that an officer handed in and looked at."""
    found = hand_in(content=b"slug,official_name\ndakar,Commune\n", name="members.csv", kind="members", by=owner)
    return look_through(found=found, by=owner)


def make_proposal_given_back(member: str, author: Person, reviewer: Person) -> Proposal:
    """What a focal point proposed about their member, and is to write anew."""
    given = replace(sheet_of("members").held(member), website="https://dakar.example.org")
    return given_back(propose(kind="members", identity=member, given=given, by=author), reviewer)


def given_back(proposal: Proposal, reviewer: Person) -> Proposal:
    """What was sent and returned."""
    submit_proposal(number=proposal.pk, by=proposal.author)
    return return_proposal(number=proposal.pk, comment="Which page?", by=reviewer)
