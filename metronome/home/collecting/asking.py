"""What waits to be moderated, and how an entry would stand in its collection."""

from __future__ import annotations

from dataclasses import dataclass, replace

from django.core.exceptions import ObjectDoesNotExist, ValidationError
from django.core.validators import URLValidator
from django.db.models import QuerySet

from metronome.calls.enums import ApplicationState, QuestionKind
from metronome.calls.models import Application, ApplicationVersion, Call
from metronome.exchange.given import GivenPractice
from metronome.exchange.models import Collection
from metronome.ground.kept import kept
from metronome.ground.text import Text
from metronome.home.entries.asking import likely, made_of
from metronome.home.entries.results import RESULTS, tables_of_results
from metronome.home.entries.telling import answers_in_words, practice_of

#: What the questions are called whose answers are the kind of an initiative, and where more of it can be read.
KINDS, LINKS = ("kind", "sort"), ("website", "link")


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """A collection with the call by whose form anybody hands in to it."""

    collection: Collection
    call: Call


def gathering_of(collection: Collection) -> Gathering | None:
    """None where members alone submit, and where the call is gone."""
    call = Call.objects.filter(slug=collection.call, is_template=False).first() if collection.call else None
    return Gathering(collection=collection, call=call) if call else None


def gathering_for(call: Call) -> Gathering:
    """The collection to which a call hands in. Raises Collection.DoesNotExist where there is none."""
    found = Collection.objects.filter(call=call.slug).order_by("order", "slug").first()
    if found is None:
        raise Collection.DoesNotExist
    return Gathering(collection=found, call=call)


def moderated_entry(code: str) -> Application:
    """An application to a call of a collection. Raises ObjectDoesNotExist."""
    found = Application.objects.select_related("call", "member").get(code=code)
    gathering_for(found.call)
    if not found.call.is_moderated or found.version is None:
        raise ObjectDoesNotExist
    return found


def entries_in(gathering: Gathering, state: str) -> QuerySet[Application]:
    """What was handed in and stands so; what waits longest first."""
    rows = gathering.call.applications.filter(state=state, is_test=False).select_related("member")
    return rows.order_by("submitted_at", "pk")


#: In this order the queue shows how entries stand.
STATES = (
    ApplicationState.SUBMITTED,
    ApplicationState.INFO_REQUESTED,
    ApplicationState.ELIGIBLE,
    ApplicationState.INELIGIBLE,
)


def as_it_will_stand(application: Application, collection: str) -> tuple[GivenPractice, ApplicationVersion]:
    """The practice that becomes of an entry, question by question of the same code, and the version it is made of."""
    call, version = application.call, application.versions.get(number=application.version or 0)
    words = [(one.code, "") for one in call.questions.filter(kind=QuestionKind.TEXT)]
    chosen = likely(words) | {RESULTS: next(iter(tables_of_results(call)), "")}
    given = practice_of(application, version, chosen=chosen, collection=collection, award=None)
    return replace(given, kind=_kind(call, version), website=_website(version)), version


def _kind(call: Call, version: ApplicationVersion) -> Text:
    """The label of the option that was chosen, in every language that it has."""
    for answer in version.answers:
        if answer["question"] in KINDS and answer["kind"] == QuestionKind.CHOICE:
            option = call.options.filter(question=answer["question"], code=answer["value"]).first()
            return option.label if option else Text()
    return Text()


def _website(version: ApplicationVersion) -> str:
    """The address that was given; nothing where the answer is none."""
    said = answers_in_words(version)
    words = next((said[code].get(version.language, "") for code in LINKS if code in said), "").strip()
    try:
        URLValidator(schemes=("http", "https"))(words)
    except ValidationError:
        return ""
    return words if len(words) <= 500 else ""


def made_from(application: Application) -> str:
    """The slug of the public practice that was made of an entry; empty where none was."""
    return made_of([application.code])[1].get(application.code, "")


@kept(2)
def open_collections(_publication: int) -> list[tuple[str, Text, str]]:
    """Slug, title and call of the collections that are handed in to by the form of a call."""
    return list(Collection.objects.exclude(call="").values_list("slug", "title", "call"))


def waiting_to_be_moderated(call: str) -> QuerySet[Application]:
    """What was handed in to a collection and nobody has looked at."""
    return Application.objects.filter(call__slug=call, state=ApplicationState.SUBMITTED, is_test=False)
