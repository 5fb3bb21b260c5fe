"""What may be done with an edition that is being composed: its parts arranged, their texts written, remarks made."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.accounts.models import Person
from metronome.ground import audit
from metronome.ground.conflict import Conflict, Difference
from metronome.ground.deposits import deposit
from metronome.ground.refusal import Refusal
from metronome.ground.text import State, Text
from metronome.report.enums import EditionState
from metronome.report.models import Edition, EditionComment, EditionText, WordTemplate
from metronome.report.parts import CHAPTERS, PARTS, chapters_of

from .queries import Since, since, subject_of, text_of

#: How many characters the text of a part may have in one language, a comment, and how many comments an edition.
LONGEST, COMMENT, COMMENTS = 40_000, 2_000, 500


@transaction.atomic
def arrange_edition(
    *, edition: Edition, title: Mapping[str, str], languages: Sequence[str], parts: Sequence[str], by: object
) -> Edition:
    """Say how an edition is called, in which languages it comes out and which chapters it has, in which order.

    Raises Refusal unless it is being composed, has a title, a language and a chapter.
    """
    edition = _composing(edition)
    if not languages:
        raise Refusal(_("A report comes out in one language at least."), field="languages")
    if not set(parts) & set(CHAPTERS):
        raise Refusal(_("A report has one chapter at least."), field="parts")
    wished = edition.title
    for language, words in title.items():
        wished = wished.reworded(language, words.strip())
    if not wished:
        raise Refusal(_("A report has a title."), field="title")
    ordered = list(chapters_of(parts))
    given = {"title": wished, "languages": list(languages), "parts": ordered}
    change = {
        name: [_told(getattr(edition, name)), _told(value)]
        for name, value in given.items()
        if getattr(edition, name) != value
    }
    if change:
        for name, value in given.items():
            setattr(edition, name, value)
        edition.save()
        # Its pages are kept until something public changes; those who prepare it read them, too.
        audit.note(by=by, verb="arrange", subject=f"edition:{edition.slug}", change=change, public=True)
    return edition


def _told(value: object) -> object:
    return value.to_json() if isinstance(value, Text) else value


def _composing(edition: Edition) -> Edition:
    """The edition as it stands now, for this transaction alone; refused unless it is being composed."""
    locked = Edition.objects.select_for_update().get(pk=edition.pk)
    if locked.state != EditionState.COMPOSING:
        raise Refusal(
            _("This edition is %(state)s: its texts stay as they are.")
            % {"state": locked.get_state_display().lower()},
            field="state",
            remedy=_("What is to change comes into the next edition."),
        )
    return locked


@transaction.atomic
def write_part(
    *,
    edition: Edition,
    part: str,
    texts: Mapping[str, str],
    version: int,
    by: Person,
    in_step: Iterable[str] = (),
) -> Text:
    """Write the text of a part by language; `version` is the number of the last line about it when its author began.
    The languages `in_step` say what their source says, though their wording stays.

    What only others changed since stays. Raises Conflict where somebody else changed the same language, and Refusal
    unless the edition is being composed.
    """
    if part not in PARTS:
        raise Refusal(_("A report has no such part."), field="part")
    edition = _composing(edition)
    given = {language: _cleaned(words) for language, words in texts.items()}
    if any(len(words) > LONGEST for words in given.values()):
        raise Refusal(_("A text has at most %(most)d characters.") % {"most": LONGEST}, field="text")
    current, before = text_of(edition, part), since(edition, part, version)
    wished, differences = _met(current, given, before)
    if differences:
        raise Conflict(differences=differences, given=wished, version=before.version)
    text = _reworded(current, wished, first=edition.languages)
    for language in in_step:
        if text.state(language) not in (State.SOURCE, State.MISSING):
            text = text.with_text(language, text.texts[language])
    _keep(edition, part, current, text, by=by)
    return text


def _cleaned(words: str) -> str:
    lines = words.replace("\x00", "").replace("\r\n", "\n").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip()


def _met(current: Text, given: Mapping[str, str], before: Since) -> tuple[dict[str, str], list[Difference]]:
    """What is to be written if what others changed stays, and the languages that both changed."""
    wished, differences = {}, []
    for language, mine in given.items():
        theirs = current.texts.get(language, "")
        was, line = before.texts.get(language, (theirs, None))
        wished[language] = theirs if mine == was else mine
        if mine not in (was, theirs) and was != theirs and line is not None:
            differences.append(Difference(language, was, theirs, mine, line.actor, line.at))
    return wished, differences


def _reworded(text: Text, wished: Mapping[str, str], *, first: Sequence[str]) -> Text:
    """The text with these wordings, its source before its translations, so that what comes along is in step."""
    order = sorted(wished, key=lambda language: (language != text.source, [*first, language].index(language)))
    for language in order:
        text = text.reworded(language, wished[language])
    return text


def _keep(edition: Edition, part: str, before: Text, text: Text, *, by: object) -> None:
    if text == before:
        return
    EditionText.objects.filter(edition=edition, part=part).delete()
    if text:
        EditionText.objects.create(edition=edition, part=part, text=text)
    change = {
        language: [before.texts.get(language, ""), text.texts.get(language, "")]
        for language in sorted(before.texts.keys() | text.texts.keys())
        if before.texts.get(language) != text.texts.get(language)
    }
    # See arrange_edition for why the pages are made anew.
    audit.note(by=by, verb="write", subject=subject_of(edition, part), change=change, public=True)


@transaction.atomic
def take_template(*, kind: str, content: bytes, label: str, by: object) -> WordTemplate:
    """Use a Word file of the staff's own for the reports of a kind. Whether it can be filled was asked before
    (`refuse_template`).

    Raises Refusal for what is no Word file.
    """
    name = deposit(content)
    if not name.endswith(".docx"):
        raise Refusal(_("This is no Word file (DOCX)."), field="template")
    taken = WordTemplate.objects.create(
        kind=kind, label=label[:200], file=name, by=str(by)[:200], at=datetime.now(UTC)
    )
    # Word files of what is in preparation are kept until something public changes.
    audit.note(by=by, verb="take", subject=f"template:{kind}", change={"file": [None, name]}, public=True)
    return taken


@transaction.atomic
def leave_template(*, kind: str, by: object) -> WordTemplate:
    """Use the Word template that comes along again.

    Raises Refusal where it is in use.
    """
    before = WordTemplate.objects.filter(kind=kind).first()
    if before is None or not before.file:
        raise Refusal(_("No Word file of your own is in use."), field="template")
    left = WordTemplate.objects.create(kind=kind, by=str(by)[:200], at=datetime.now(UTC))
    audit.note(by=by, verb="leave", subject=f"template:{kind}", change={"file": [before.file, None]}, public=True)
    return left


@transaction.atomic
def comment_on_part(*, edition: Edition, part: str, text: str, by: object) -> EditionComment:
    """Leave a remark on a part, for those who prepare the report.

    Raises Refusal for one that says nothing, is too long, or is on an edition that is published.
    """
    if part not in PARTS:
        raise Refusal(_("A report has no such part."), field="part")
    words = _cleaned(text)
    if not words:
        raise Refusal(_("Say what you remark."), field="comment")
    if len(words) > COMMENT:
        raise Refusal(_("A remark has at most %(most)d characters.") % {"most": COMMENT}, field="comment")
    edition = Edition.objects.select_for_update().get(pk=edition.pk)
    if edition.is_public:
        raise Refusal(_("This edition is published. What is to change comes into the next one."), field="state")
    if edition.comments.count() >= COMMENTS:
        raise Refusal(_("There are as many remarks as there is room for."), field="comment")
    comment = EditionComment.objects.create(
        edition=edition, part=part, text=words, by=str(by)[:200], at=datetime.now(UTC)
    )
    audit.note(by=by, verb="comment", subject=subject_of(edition, part), change={"comment": [None, comment.pk]})
    return comment


@transaction.atomic
def resolve_comment(*, edition: Edition, number: int, by: object) -> EditionComment:
    """Say that what a remark asked for is done.

    Raises Refusal where the edition has no such remark, or somebody has said so before.
    """
    comment = EditionComment.objects.select_for_update().filter(edition=edition, pk=number).first()
    if comment is None or comment.resolved_by:
        raise Refusal(_("This remark is not open any more."), field="comment")
    comment.resolved_by, comment.resolved_at = str(by)[:200], datetime.now(UTC)
    comment.save()
    change = {"comment": [comment.pk, None]}
    audit.note(by=by, verb="resolve", subject=subject_of(edition, comment.part), change=change)
    return comment
