"""Keeps the search documents in step with the record: whatever the audit says has changed is made anew.

Documents are no record and leave no line: they follow from it, and can be made from nothing at any time.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import islice

from django.db import transaction

from metronome.ground.audit import Line, last_line
from metronome.ground.canonical import digest
from metronome.ground.stems import words
from metronome.ground.text import Text
from metronome.home.enums import Sort
from metronome.home.models import Document, Indexed, Word
from metronome.network.queries import network_languages

from .draft import Draft
from .drafts import drafts
from .followed import ALL, followed
from .marks import in_titles, marks_of_name, marks_of_text, spelled_words, whole

#: Raised when documents are made in another way, so that those of the last version are made anew.
VERSION = 6
BATCH = 500
#: From so many changed subjects on, everything is made anew.
MANY = 2000
#: How much of a text is shown with a document.
SHOWN = 280
HASH_BITS, PLACE_BITS = 33, 25


def catch_up() -> Indexed:
    """Bring the documents in step with the record, and say how they stand. Two questions when they are."""
    languages = network_languages()
    form, line = form_of(languages), last_line()
    stands = Indexed.objects.filter(pk=1).first()
    if stands and (stands.line, stands.form) == (line, form):
        return stands
    with transaction.atomic():
        Indexed.objects.get_or_create(pk=1)
        stands = Indexed.objects.select_for_update().get(pk=1)
        line = last_line()
        if (stands.line, stands.form) == (line, form):
            return stands  # another process did it meanwhile
        changed = _changed(stands.line, line) if stands.form == form else None
        if changed is None:
            _make_all(languages)
        else:
            _renew(changed, languages)
        stands.line, stands.form, stands.token = line, form, secrets.token_hex(8)
        stands.save()
    return stands


@lru_cache(maxsize=8)
def form_of(languages: Sequence[str]) -> str:
    """What documents are made of besides the record: languages, words of the figures, our own manner."""
    figures = [[draft.identity, draft.title.to_json()] for draft in drafts(Sort.FIGURE, None, languages)]
    return digest([VERSION, list(languages), figures])


def _changed(since: int, until: int) -> dict[Sort, set[str]] | None:
    """The identities of what changed after one line of the audit and up to another; None where it is too much, or
    something from which texts of many documents are taken."""
    lines = Line.objects.filter(number__gt=since, number__lte=until).order_by()
    changed = followed(lines.values_list("verb", "subject").distinct())
    return changed if changed is not None and sum(map(len, changed.values())) <= MANY else None


def _make_all(languages: Sequence[str]) -> None:
    Document.objects.all().delete()
    Word.objects.all().delete()
    for sort in Sort:
        write(drafts(sort, None, languages), languages)


def _renew(changed: dict[Sort, set[str]], languages: Sequence[str]) -> None:
    for sort, identities in changed.items():
        if ALL in identities:
            Document.objects.filter(
                pk__gte=sort << Document.SORT_BITS, pk__lt=(sort + 1) << Document.SORT_BITS
            ).delete()
            write(drafts(sort, None, languages), languages)
            continue
        names = iter(sorted(identities))
        while batch := list(islice(names, BATCH)):
            Document.objects.filter(subject__in=[f"{sort.word}:{name}" for name in batch]).delete()
            write(drafts(sort, batch, languages), languages)


def write(given: Iterable[Draft], languages: Sequence[str]) -> None:
    """Add documents that are not there."""
    items = iter(given)
    known: set[str] = set()
    while batch := list(islice(items, BATCH)):
        places = _places(batch)
        Document.objects.bulk_create(
            _document(draft, place, languages) for draft, place in zip(batch, places, strict=True)
        )
        # Words of what not everybody may read stay with it. The last of a kind stays: where a word is written in
        # several ways, without capitals.
        public = [draft for draft in batch if draft.sort.is_public]
        spellings = sorted(pair for draft in public for pair in _vocabulary(draft) if pair[0] not in known)
        fresh = dict(spellings)
        known |= fresh.keys()
        Word.objects.bulk_create(
            (Word(folded=folded, spelled=fresh[folded]) for folded in sorted(fresh)), ignore_conflicts=True
        )


def _places(batch: Sequence[Draft]) -> list[int]:
    """A number for each document. Among those of one place a hash orders, the same in every database."""
    wished = [_place(draft) for draft in batch]
    taken = set(Document.objects.filter(pk__in=wished).values_list("pk", flat=True))
    places = []
    for place in wished:
        while place in taken:
            place += 1
        taken.add(place)
        places.append(place)
    return places


def _place(draft: Draft) -> int:
    if draft.place is not None:
        order = min(draft.place, (1 << PLACE_BITS) - 1)
    elif draft.first_day is not None:
        order = date.max.toordinal() - draft.first_day.toordinal()
    else:
        order = _alphabetical(draft.name or str(draft.title))
    noise = int.from_bytes(hashlib.sha256(draft.subject.encode()).digest()[:8]) >> (64 - HASH_BITS)
    return draft.sort << Document.SORT_BITS | order << HASH_BITS | noise


def _alphabetical(name: str) -> int:
    """The first five letters as a number; what is no letter of ours comes last."""
    letters = "".join(words(name))[:5].ljust(5)
    order = 0
    for letter in letters:
        order = order << 5 | (0 if letter == " " else ord(letter) - 96 if "a" <= letter <= "z" else 31)
    return order


def _document(draft: Draft, place: int, languages: Sequence[str]) -> Document:
    return Document(
        pk=place,
        subject=draft.subject,
        code=draft.code,
        name=draft.name,
        title=draft.title,
        detail=_short(draft.detail),
        about=draft.about,
        first_day=draft.first_day,
        last_day=draft.last_day,
        precision=draft.precision,
        marks=" ".join(sorted(marks_of(draft, tuple(languages)))),
        state=draft.state,
        spelled="" if draft.sort.is_public else " ".join(sorted(dict(sorted(_vocabulary(draft))).values())),
    )


def marks_of(draft: Draft, languages: tuple[str, ...]) -> set[str]:
    """Everything by which a document is found."""
    called = [name for name in (draft.code, draft.name, *draft.names) if name]
    titles = {mark for name in called for mark in marks_of_name(name, languages)}
    for language, wording in draft.title.texts.items():
        titles |= marks_of_text(wording, language)
    found = titles | in_titles(titles)
    found |= {mark for name in (*called, *draft.title.texts.values()) if (mark := whole(name))}
    for text in draft.texts:
        for language, wording in text.texts.items():
            found |= marks_of_text(wording, language)
    for word in draft.words:
        found |= marks_of_name(word, languages)
    return found


def _vocabulary(draft: Draft) -> Iterator[tuple[str, str]]:
    texts = [wording for text in (draft.title, *draft.texts) for wording in text.texts.values()]
    for text in (draft.name, *draft.names, *draft.words, *texts):
        yield from spelled_words(text)


def _short(text: Text) -> Text:
    """As much of a text as a list shows."""
    return Text(text.source, {language: _cut(wording) for language, wording in text.texts.items()}, {})


def _cut(wording: str) -> str:
    plain = " ".join(wording.split())
    return plain if len(plain) <= SHOWN else f"{plain[:SHOWN].rsplit(' ', 1)[0]} …"
