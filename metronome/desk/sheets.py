"""How each sort of thing on record is written at the desk. The rooms hand in their sheets when the site starts."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cache
from typing import Any, Protocol, get_args, get_type_hints

from django.conf import settings
from django.db.models import Model, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.accounts.enums import Role
from metronome.ground.audit import publication
from metronome.ground.fold import fold_words
from metronome.ground.hand import Hand, Keys
from metronome.ground.kept import kept
from metronome.ground.period import month_of
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text
from metronome.ground.told import held, plain_nothing

Label = Callable[[], str]
#: How many names a box offers, and how many things that a spelling may mean.
OFFERED, CANDIDATES = 300, 8


@dataclass(frozen=True, slots=True)
class Meant:
    """What a spelling means: one thing by its identity, or candidates by identity and name, or nothing."""

    identity: str
    candidates: Sequence[tuple[str, str]] = ()


class Spellings(Protocol):
    """The names by which something can be chosen in a field."""

    def name_of(self, identity: str) -> str | None:
        """What something is called in the reader's language; None for an identity that nothing has."""

    def offered(self) -> Iterable[str]:
        """The names that a box offers while one types."""

    def meant(self, spelling: str) -> Meant:
        """What a spelling means."""


@dataclass(frozen=True, kw_only=True)
class Field:
    """One field of a sheet, named as in what is given. What it is written with follows from its type.

    `choices` are value and label of a short list of the network or the platform; `spellings` are the names of a long
    one; `fields` are those of a row, where it has rows; `words` say what is written as a code.
    """

    name: str
    label: Label
    hint: Label | None = None
    choices: Callable[[], Sequence[tuple[str, str]]] | None = None
    spellings: Callable[[], Spellings] | None = None
    fields: tuple[Field, ...] = ()
    words: Callable[[str], str] | None = None
    is_required: bool = False
    is_long: bool = False


def as_it_is(given: Any) -> Any:
    return given


def nobody_speaks(_person: Any, _identity: str) -> str:
    """Things for which nobody speaks have no such page."""
    return ""


def nothing_asked(_address: Mapping[str, str]) -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """How one sort of thing is kept.

    `kind` is part of the address, `subject` what lines of the audit call it. `title` names one, from its row or from
    what is given, where the fields `in_title` hold names instead of what things are known by. `put` writes what is
    given by its identity, in the transaction of the caller. `named` finds rows by words. `identity` makes the
    beginning of a new one's identity, or is None where nothing new comes in this way. `tidy` completes what was
    written, or raises Refusal with the field; `ready` raises Refusal for what a draft may lack and nothing that is
    sent for review. `personal` are fields that stand in no line of the audit, `hidden`
    those that no public page shows. `href` is the public page that shows one, if any does.
    `is_in_plan`: codes belong to a plan, and one is known by plan/code. `preview` is a page that shows
    what the record would become by an open proposal, `rests_on` one with all that what is given rests on, `speakers`
    one on which a person says who speaks for a thing, if they may. `begun` is what a new one begins with where the
    address of its page asks for it. `is_short`: a list that the network makes for itself once, such as its regions.
    `is_composed`: `identity` makes the whole identity of a new one, of what it names. `again` says how a new one is
    called that begins as another stands; its page asks for that by `like`.
    `is_told`: others tell it in their own words, and it waits for no translation unless the network names its noun.

    `writers` are offices that write it besides those who keep the record. `decided_by` are the offices whose hand
    decides on it instead of whoever reviews: the first of which somebody holds one, else the last.
    """

    kind: str
    subject: str
    given: type
    rows: Callable[[], QuerySet[Any]]
    plural: Label
    one: Label
    fields: tuple[Field, ...]
    title: Callable[[Any], Text | str]
    put: Callable[..., None]
    named: Callable[[QuerySet[Any], str], QuerySet[Any]]
    href: Callable[[str], str] | None = None
    identity: Callable[[Any], str] | None = None
    key: str = "slug"
    is_in_plan: bool = False
    preview: Callable[[int], str] | None = None
    tidy: Callable[[Any], Any] = as_it_is
    ready: Callable[[Any], object] = as_it_is
    fresh: Mapping[str, Any] = field(default_factory=dict)
    personal: frozenset[str] = frozenset()
    hidden: frozenset[str] = frozenset()
    in_title: frozenset[str] = frozenset()
    is_short: bool = False
    rests_on: Callable[[Any], str] | None = None
    speakers: Callable[[Any, str], str] = nobody_speaks
    begun: Callable[[Mapping[str, str]], Mapping[str, Any]] = nothing_asked
    writers: frozenset[Role] = frozenset()
    decided_by: Sequence[frozenset[Role]] = ()
    is_composed: bool = False
    again: Label | None = None
    is_told: bool = False

    @property
    def hints(self) -> Mapping[str, Any]:
        """The type of each field of what is given."""
        return _hints(self.given)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that somebody at the desk decides."""
        return tuple(one.name for one in self.fields)

    @property
    def takes_new(self) -> bool:
        """Whether new ones come in this way. A template would call `identity` itself, and find nothing."""
        return self.identity is not None

    def field(self, name: str) -> Field | None:
        return next((one for one in self.fields if one.name == name), None)

    def subject_of(self, identity: str) -> str:
        """What lines of the audit call one of them."""
        return f"{self.subject}:{identity}"

    def find(self, identity: str, *, lock: bool = False) -> Model:
        """The row of one.

        Raises ObjectDoesNotExist where there is none.
        """
        plan, _, known = identity.rpartition("/")
        rows = self.rows().select_for_update(of=("self",)) if lock else self.rows()
        found: Model = rows.get(**{self.key: known}, **({"plan__slug": plan} if self.is_in_plan else {}))
        return found

    def identity_of(self, row: Any) -> str:
        """What a row is known by: plan/code for what belongs to a plan."""
        known: str = getattr(row, self.key)
        return f"{row.plan.slug}/{known}" if self.is_in_plan else known

    def held(self, identity: str, *, lock: bool = False) -> Any:
        """One of them as it would be given.

        Raises ObjectDoesNotExist where there is none.
        """
        return self.given_of(self.find(identity, lock=lock))

    def given_of(self, row: Any) -> Any:
        """A row as it would be given. A room overrides it for what is known by other names than its columns."""
        return held(self.given, row)

    def empty(self) -> Any:
        """One that says nothing yet."""
        values = {name: _empty(hint) for name, hint in self.hints.items()}
        return replace(self.given(**values), **self.fresh)


@cache
def _hints(given: type) -> Mapping[str, Any]:
    return get_type_hints(given)


def _empty(hint: Any) -> Any:
    if hint is Text:
        return Text()
    if hint is int:
        return 0
    if hint is date:
        return date.min
    nothing = plain_nothing(hint)
    return tuple(nothing) if isinstance(nothing, list) else nothing


def is_rows(hint: Any) -> bool:
    """Whether a type says many of something."""
    return bool(get_args(hint)) and get_args(hint)[-1] is Ellipsis


class BeforePublication(Protocol):
    """What a network says of its languages."""

    def __call__(self, noun: str, *, is_told: bool) -> Sequence[str]:
        """Those in which texts of a noun are read before they are published; of what others tell only where the noun
        is named."""


class Choosing:
    """What can be chosen in the fields of a sheet, in the reader's language: made once until something public changes,
    because every form asks for it."""

    def __init__(self, sheet: Sheet) -> None:
        fields = [part for one in sheet.fields for part in (one, *one.fields)]
        now, language = publication(), get_language() or ""
        self.choices: Mapping[Field, Sequence[tuple[str, str]]] = {
            one: _made(one.choices, now, language) for one in fields if one.choices is not None
        }
        self.spellings: Mapping[Field, Spellings] = {
            one: _made(one.spellings, now, language) for one in fields if one.spellings is not None
        }


@kept(256)
def _made(make: Callable[[], Any], _publication: int, _language: str) -> Any:
    return make()


_sheets: dict[str, Sheet] = {}
_languages: list[Callable[[], Sequence[str]]] = []
_before_publication: list[BeforePublication] = []


def register(*sheets: Sheet) -> None:
    """Hand in the sheets of a room, when the site starts."""
    _sheets.update({sheet.kind: sheet for sheet in sheets})


def speak(languages: Callable[[], Sequence[str]], *, before: BeforePublication) -> None:
    """Say in which languages texts are written here, and in which those of a noun are read before they are published,
    when the site starts."""
    _languages[:], _before_publication[:] = [languages], [before]


def languages() -> Sequence[str]:
    """The languages in which texts are written, the preferred first."""
    return _languages[0]() if _languages else (settings.LANGUAGE_CODE,)


def languages_before(noun: str) -> Sequence[str]:
    """The languages in which texts of a noun, as the audit calls it, are in step before they are published."""
    is_told = any(sheet.is_told for sheet in _sheets.values() if sheet.subject == noun)
    return _before_publication[0](noun, is_told=is_told) if _before_publication else ()


def sheets(*, short: bool | None = None) -> Sequence[Sheet]:
    """All sheets, or the short lists alone, or all others, in the reader's alphabet."""
    found = [one for one in _sheets.values() if short is None or one.is_short is short]
    return sorted(found, key=lambda one: fold_words(one.plural()))


def kinds() -> Collection[str]:
    """The kinds of all sheets."""
    return _sheets.keys()


def sheet_of(kind: str) -> Sheet:
    """The sheet of a kind.

    Raises LookupError where there is none.
    """
    return _sheets[kind]


def in_words(column: str) -> Callable[[QuerySet[Any], str], QuerySet[Any]]:
    """Finds rows of which what stands in a column, in any language, has every word: of short lists."""

    def named(rows: QuerySet[Any], words: str) -> QuerySet[Any]:
        wanted = fold_words(words).split()
        if not wanted:
            return rows
        said = rows.model._default_manager.values_list("pk", "slug", column)
        known = {
            pk: fold_words(" ".join((slug, *(found.texts.values() if isinstance(found, Text) else [found]))))
            for pk, slug, found in said
        }
        return rows.filter(pk__in=[pk for pk, text in known.items() if all(word in text for word in wanted)])

    return named


def put_one(put: Callable[..., Any], *, name: str, **keys: Callable[[], Any]) -> Callable[..., None]:
    """An action that puts many, as one that puts one thing; `keys` are made when they are needed."""

    def put_it(*, identity: str, given: Any, by: Hand) -> None:
        del identity  # What is given holds it.
        put(**{name: [given]}, **{key: made() for key, made in keys.items()}, by=by)

    return put_it


def keys_of(model: type[Model]) -> Callable[[], Keys]:
    """What the rows of a model are known by, when they are needed."""
    return lambda: Keys.of(model)


def one_of(choices: Iterable[tuple[str, Any]]) -> Callable[[], Sequence[tuple[str, str]]]:
    """The choices of an enumeration, in the reader's language when they are asked for."""
    return lambda: [(value, str(label)) for value, label in choices]


@dataclass(frozen=True)
class Named:
    """Things by their only name: by the whole of it, else by words in it."""

    names: Mapping[str, str]

    def name_of(self, identity: str) -> str | None:
        return self.names.get(identity)

    def offered(self) -> Iterable[str]:
        return list(self.names.values())[:OFFERED]

    def meant(self, spelling: str) -> Meant:
        if spelling in self.names:
            return Meant(spelling)
        words = fold_words(spelling)
        exact = [identity for identity, name in self.names.items() if fold_words(name) == words]
        if len(exact) == 1:
            return Meant(exact[0])
        like = exact or [identity for identity, name in self.names.items() if words and words in fold_words(name)]
        return Meant("", [(identity, self.names[identity]) for identity in like[:CANDIDATES]])


def with_whole_days(given: Any) -> Any:
    """What has a first and a last day and how exactly they are known: without a last day it is the first, and what is
    known to the month lasts the whole of it.

    Raises Refusal where the last day comes before the first.
    """
    first, last = given.first_day, given.last_day
    if last == date.min:
        last = first
    if given.precision == "month":
        first, last = first.replace(day=1), month_of(last.year, last.month).last
    if last < first:
        raise Refusal(_("The last day comes before the first."), field="last_day")
    return replace(given, first_day=first, last_day=last)
