"""What may be done with texts of every room: their translation."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.frozen import to_plain
from metronome.ground.hand import Hand
from metronome.ground.phrases import language_in_words
from metronome.ground.putting import Part
from metronome.ground.refusal import Refusal
from metronome.ground.text import Making, Text
from metronome.ground.told import version_of
from metronome.network.queries import network_languages
from metronome.record.actions import change_activity
from metronome.record.held import held
from metronome.record.models import Activity

from .translations import stamp
from .worded import WORDED, Worded

#: How many characters a translation may have.
LONGEST = 20_000


@dataclass(frozen=True, slots=True)
class Wording:
    """What somebody wrote, and the stamp of what they saw when they began."""

    text: str
    seen: str


class Moved(Refusal):
    """The source or the translation of these fields was changed since the translator began. Nothing was changed."""

    def __init__(self, fields: Sequence[str]) -> None:
        super().__init__(
            _("Somebody else changed these texts meanwhile. Nothing of yours is lost."),
            remedy=_("Read what stands now beside your words, then save again."),
        )
        self.fields = tuple(fields)


@transaction.atomic
def translate_texts(
    *, noun: str, pk: int, language: str, wordings: Mapping[str, Wording], how: Making, by: object
) -> bool:
    """Write the translations of one thing's texts, by their fields, and say whether anything changed.

    A translation that is left as it was is in step again: somebody has read it. An empty one is taken away. Raises
    Moved where somebody changed one meanwhile, Refusal for a language that is not the network's and a text that is
    too long, and the thing's `DoesNotExist`.
    """
    if language not in network_languages():
        reason = _("“%(language)s” is no language of the network.")
        raise Refusal(reason % {"language": language_in_words(language)}, field="language")
    worded = WORDED[noun]
    row = worded.rows().select_for_update(of=("self",)).get(pk=pk)
    wanted = _wanted(row, language, wordings, how)
    if not wanted:
        return False
    if worded.subject == "activity":
        _change_activity(worded, row, wanted, by)
    else:
        _change_row(worded, row, wanted, by)
    return True


def _wanted(row: Any, language: str, wordings: Mapping[str, Wording], how: Making) -> dict[str, Text]:
    """The texts that become others."""
    found, moved = {}, []
    for field, wording in wordings.items():
        text: Text = getattr(row, field)
        words = wording.text.replace("\x00", "").replace("\r\n", "\n").strip()
        if len(words) > LONGEST:
            reason = _("This is too long: a text has at most %(most)s characters.")
            raise Refusal(reason % {"most": LONGEST}, field=field)
        if not text or language == text.source or not (words or language in text.texts):
            continue
        if wording.seen != stamp(text, language):
            moved.append(field)
        elif (now := text.with_text(language, words, how=how)) != text:
            found[field] = now
    if moved:
        raise Moved(moved)
    return found


def _change_activity(worded: Worded, row: Any, wanted: Mapping[str, Text], by: object) -> None:
    """An activity is changed as at its own page: by the hands that may, and as far as its state lets them."""
    activity = row if isinstance(row, Activity) else row.activity
    given: Any = held(activity)
    if worded.part:
        rows = list(getattr(given, worded.part))
        place = list(worded.model._default_manager.filter(activity=activity).order_by("pk")).index(row)
        rows[place] = replace(rows[place], **wanted)
        given = replace(given, **{worded.part: tuple(rows)})
    else:
        given = replace(given, **wanted)
    change_activity(code=activity.code, given=given, version=version_of(f"activity:{activity.code}"), by=by)


def _change_row(worded: Worded, row: Any, wanted: Mapping[str, Text], by: object) -> None:
    """The line of a part is that of its owner, with all rows of the part before and after."""
    part = Part(worded.model, worded.owner, worded.columns)
    owner = getattr(row, f"{worded.owner}_id") if worded.owner else None
    before = part.standing([owner])[owner] if owner else []
    change = {field: [to_plain(getattr(row, field)), to_plain(text)] for field, text in wanted.items()}
    for field, text in wanted.items():
        setattr(row, field, text)
    row.save()
    if owner:
        hand, after = Hand(by), part.standing([owner])[owner]
        change = {worded.part: [part.said(before, hand), part.said(after, hand)]}
    audit.note(by=by, verb="update", subject=worded.subject_of(row), change=change, public=worded.is_public)
