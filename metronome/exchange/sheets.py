"""How practices, collections and experts are kept at the desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from metronome.design.words import reader
from metronome.desk.sheets import Field, Sheet, in_words, one_of, put_one
from metronome.ground.phrases import language_in_words
from metronome.ground.refusal import Refusal
from metronome.network.sheets import codes_hint, known_members, known_partners, regions
from metronome.plan.models import Marker
from metronome.plan.tagging import CHALLENGES, GOALS

from .actions import put_collections, put_experts, put_practices
from .checked import CRITERIA, criterion_in_words, missing, tidy
from .enums import ConditionKind, Licence, Stage
from .given import GivenCollection, GivenExpert, GivenPractice
from .held import held_expert, held_practice
from .models import BudgetClass, Collection, Expert, Practice


def collections() -> Sequence[tuple[str, str]]:
    return [(one.slug, one.title.in_(reader())) for one in Collection.objects.order_by("order", "slug")]


def budget_classes() -> Sequence[tuple[str, str]]:
    return [(one.slug, one.label.in_(reader())) for one in BudgetClass.objects.order_by("order", "slug")]


def markers() -> Sequence[tuple[str, str]]:
    return [(one.slug, one.label.in_(reader())) for one in Marker.objects.order_by("slug")]


class PracticeSheet(Sheet):
    def given_of(self, row: Any) -> GivenPractice:
        return held_practice(row)


class ExpertSheet(Sheet):
    def given_of(self, row: Any) -> GivenExpert:
        return held_expert(row)


def ready(given: GivenPractice) -> None:
    """Raises Refusal with everything that the collection asks for and the practice does not say yet."""
    criteria = Collection.objects.filter(slug=given.collection).values_list("criteria", flat=True).first() or []
    if left := missing(given, criteria):
        words = ", ".join(criterion_in_words(name) for name in left)
        raise Refusal(
            _("Before a practice is published its collection asks for: %(criteria)s.") % {"criteria": words},
            remedy=_("Complete it; it is kept as a draft until then."),
        )


TITLE = Field(name="title", label=lambda: _("Title"), is_required=True)
SUMMARY = Field(name="summary", label=lambda: _("Summary"), is_long=True)
LANGUAGES = Field(
    name="languages", label=lambda: _("Questions are answered in"), hint=codes_hint, words=language_in_words
)
CLAIMS = Field(
    name="claims",
    label=lambda: _("Results"),
    hint=lambda: _("One row for each result. Without a number say it in words; say where it can be read."),
    fields=(
        Field(name="label", label=lambda: _("Result"), is_required=True),
        Field(name="value", label=lambda: _("Value")),
        Field(name="unit", label=lambda: _("Unit")),
        Field(name="on", label=lambda: _("As of")),
        Field(name="source", label=lambda: _("Source")),
        Field(name="checked_by", label=lambda: _("Checked by")),
    ),
)
CONDITIONS = Field(
    name="conditions",
    label=lambda: _("What a city needs for it"),
    hint=lambda: _("With a number, the slug of a region or the code of a language as value; or in words alone."),
    fields=(
        Field(name="kind", label=lambda: _("Kind"), choices=one_of(ConditionKind.choices), is_required=True),
        Field(name="value", label=lambda: _("Value")),
        Field(name="text", label=lambda: _("In words")),
    ),
)
CONTACTS = Field(
    name="contacts",
    label=lambda: _("Who answers questions"),
    hint=lambda: _("The platform writes to them. Neither name nor address is shown to anybody."),
    fields=(
        Field(name="name", label=lambda: _("Name")),
        Field(name="email", label=lambda: _("E-mail address"), is_required=True),
    ),
)
SCORES = Field(
    name="scores",
    label=lambda: _("Markers"),
    fields=(
        Field(name="marker", label=lambda: _("Marker"), choices=markers, is_required=True),
        Field(name="score", label=lambda: _("Score"), is_required=True),
        Field(name="reason", label=lambda: _("Reason")),
    ),
)
#: What a city writes of its practice. Whose it is follows from whose page it is written on.
OF_THE_CITY = (
    Field(name="collection", label=lambda: _("Collection"), choices=collections, is_required=True),
    TITLE,
    SUMMARY,
    Field(name="problem", label=lambda: _("The problem"), is_long=True),
    Field(name="done", label=lambda: _("What was done"), is_long=True),
    Field(name="learnt", label=lambda: _("What others should know"), is_long=True),
    Field(name="stage", label=lambda: _("How far it has come"), choices=one_of(Stage.choices)),
    Field(name="since", label=lambda: _("First year")),
    Field(name="until", label=lambda: _("Last year, if it has ended")),
    Field(name="budget_class", label=lambda: _("What it cost, roughly"), choices=budget_classes),
    CHALLENGES,
    GOALS,
    CLAIMS,
    CONDITIONS,
    SCORES,
    CONTACTS,
    LANGUAGES,
    Field(name="award", label=lambda: _("Award, if it has won one")),
    Field(name="website", label=lambda: _("Website")),
    Field(name="licence", label=lambda: _("Licence of the text"), choices=one_of(Licence.choices)),
)
OF_THE_DESK = (
    Field(name="member", label=lambda: _("Member"), spellings=known_members),
    Field(name="city", label=lambda: _("Another city, which is no member")),
    Field(name="country", label=lambda: _("Its country"), hint=lambda: _("Two letters, as SN.")),
    Field(name="region", label=lambda: _("Its region"), choices=regions),
    Field(name="latitude", label=lambda: _("Latitude")),
    Field(name="longitude", label=lambda: _("Longitude")),
    Field(name="kind", label=lambda: _("Kind of initiative"), hint=lambda: _("In the words of its collection.")),
    Field(name="source", label=lambda: _("Where it was taken from")),
    Field(name="confirmed_on", label=lambda: _("Last confirmed by its city on")),
    Field(name="retired_on", label=lambda: _("Retired on: it keeps its page and stands in no list")),
    Field(name="retired_why", label=lambda: _("Why it was retired")),
)

PRACTICES = PracticeSheet(
    kind="practices",
    subject="practice",
    given=GivenPractice,
    rows=lambda: Practice.objects.select_related("member", "collection", "region", "budget_class"),
    plural=lambda: _("Practices"),
    one=lambda: _("Practice"),
    fields=(*OF_THE_CITY[:2], *OF_THE_DESK[:7], *OF_THE_CITY[2:], *OF_THE_DESK[7:]),
    title=lambda row: row.title or row.slug,
    put=put_one(put_practices, name="practices"),
    named=in_words("title"),
    href=lambda slug: reverse("exchange:practice", args=[slug]),
    identity=lambda given: str(given.title),
    tidy=tidy,
    ready=ready,
    personal=frozenset({"contacts"}),
    hidden=frozenset({"contacts"}),
    is_told=True,
)
COLLECTIONS = Sheet(
    kind="collections",
    subject="collection",
    given=GivenCollection,
    rows=lambda: Collection.objects.all(),
    plural=lambda: _("Collections of practices"),
    one=lambda: _("Collection of practices"),
    fields=(
        TITLE,
        SUMMARY,
        Field(name="asks", label=lambda: _("What is asked of whoever submits"), is_long=True),
        Field(
            name="criteria",
            label=lambda: _("What must be said before publication"),
            hint=lambda: _("Names with semicolons between: %(names)s.") % {"names": ", ".join(CRITERIA)},
        ),
        Field(
            name="confirm_months",
            label=lambda: _("To be confirmed again after so many months"),
            hint=lambda: _("Empty: never."),
        ),
        Field(name="is_open", label=lambda: _("Cities can submit now")),
        Field(
            name="call",
            label=lambda: _("Call by whose form anybody submits"),
            hint=lambda: _("Its slug; empty: members submit on their own pages."),
        ),
    ),
    title=lambda row: row.title or row.slug,
    put=put_one(put_collections, name="collections"),
    named=in_words("title"),
    href=lambda slug: reverse("home:collection", args=[slug]),
    identity=lambda given: str(given.title),
    tidy=lambda given: tidy_collection(given),
)
EXPERTS = ExpertSheet(
    kind="experts",
    subject="expert",
    given=GivenExpert,
    rows=lambda: Expert.objects.select_related("member", "partner"),
    plural=lambda: _("Experts"),
    one=lambda: _("Expert"),
    fields=(
        Field(name="name", label=lambda: _("Name"), is_required=True),
        Field(name="office", label=lambda: _("Office")),
        Field(name="member", label=lambda: _("Member"), spellings=known_members),
        Field(name="partner", label=lambda: _("Partner"), spellings=known_partners),
        Field(name="knows", label=lambda: _("What they can be asked about"), is_long=True),
        CHALLENGES,
        LANGUAGES,
        Field(name="email", label=lambda: _("E-mail address"), hint=lambda: _("It is shown to nobody.")),
        Field(
            name="consented_on",
            label=lambda: _("Consented on"),
            hint=lambda: _("Without a day they are shown to nobody outside."),
        ),
        Field(name="withdrawn_on", label=lambda: _("Consent withdrawn on")),
    ),
    title=lambda row: row.name,
    put=put_one(put_experts, name="experts"),
    named=in_words("name"),
    # By office: the name of a person stands in no address and in no line of the audit.
    identity=lambda given: " ".join(filter(None, (str(given.office), given.member or given.partner))),
    tidy=lambda given: tidy_expert(given),
    personal=frozenset({"name", "email"}),
    hidden=frozenset({"email"}),
    is_told=True,
)


#: What experts write of their own profile; whether they consent is no proposal.
OF_THE_EXPERT = tuple(
    one for one in EXPERTS.fields if one.name in ("name", "office", "knows", "challenges", "languages", "email")
)


def tidy_collection(given: GivenCollection) -> GivenCollection:
    """Raises Refusal for criteria that there are not."""
    for name in given.criteria:
        if name not in CRITERIA:
            reason = _("“%(name)s” is nothing that a practice can be asked for.") % {"name": name}
            raise Refusal(reason, field="criteria", remedy=_("Known are: %(names)s.") % {"names": ", ".join(CRITERIA)})
    return given


def tidy_expert(given: GivenExpert) -> GivenExpert:
    """Raises Refusal for an expert of two houses."""
    if given.member and given.partner:
        raise Refusal(_("An expert is of a member or of a partner."), field="partner")
    return given
