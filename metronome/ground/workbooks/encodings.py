"""In which encoding a text is written. What says so itself is believed (a byte order mark, sound UTF-8). Else it is
one of those that Windows used for the network's languages, if exactly one of them gives sound words; more than one,
or none, is refused."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from .said import encoding_name, unreadable

MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: So much of an undeclared text is looked at to tell encodings apart; where they part, they do so in every name.
SAMPLE = 4 << 20
#: Characters that differ between Windows-1252 and the newer of the Western European standards.
NINTH = frozenset(b"\xa4\xa6\xa8\xb4\xb8\xbc\xbd\xbe")

#: What no word of any language holds: a sign or mark between letters, an accented capital inside a word of small ones,
#: and letters of two scripts side by side.
UNSOUND = (
    re.compile(r"(?<=[^\W\d_])[¤¦§¨©«¬®¯°±´¶¸»¹²³¼½¾¿¡×÷†‡ˆ˜‰¢£¥€…•‹›„“”‚ƒ–—™](?=[^\W\d_])"),
    re.compile(r"(?<=[a-zà-öø-ÿ])[À-ÖØ-ÞŠŽŒŸ]|(?<=[^\W\d_])[À-ÖØ-ÞŠŽŒŸ](?=[a-zà-ÿ])"),
    re.compile(r"[A-Za-zÀ-ÿ](?=[\u0370-\u06ff\u0e00-\u0e7f])|[\u0370-\u06ff\u0e00-\u0e7f](?=[A-Za-zÀ-ÿ])"),
    # Nor four letters in a row that carry accents: that is another script, misread.
    re.compile(r"[À-ÖØ-öø-ÿ]{4}"),
    re.compile(r"[\x80-\x9f\ufffd]"),
)


def encoding_of(path: Path, candidates: tuple[str, ...]) -> str:
    """The codec of a text. Raises Refusal, with the field `encoding` where a person can settle it."""
    with path.open("rb") as file:
        begin = file.read(4096)
    for mark, codec in MARKS:
        if begin.startswith(mark):
            return _sound(path, codec)
    if b"\0" in begin:
        return _sound(path, _sixteen(begin))
    if _decodes(path, "utf-8"):
        return "utf-8"
    return _eight(path, candidates)


def chosen(path: Path, codec: str) -> str:
    """The codec that a person named, where the file can be read by it. Raises Refusal."""
    try:
        name = codecs.lookup(codec).name
        "".encode(name)
    except (LookupError, ValueError) as error:
        raise _refused(_("There is no encoding “%(encoding)s”.") % {"encoding": codec}) from error
    return _sound(path, name)


def _sound(path: Path, codec: str) -> str:
    if _decodes(path, codec):
        return codec
    raise _refused(_("The file is not written in %(encoding)s throughout.") % {"encoding": encoding_name(codec)})


def _refused(reason: str) -> Refusal:
    return Refusal(
        reason, field="encoding", remedy=_("Save it as “CSV UTF-8”, or say in which encoding it is written.")
    )


def _decodes(path: Path, codec: str) -> bool:
    """Whether all of the file is sound in an encoding, and text: no zeros between the letters."""
    try:
        decoder = codecs.getincrementaldecoder(codec)()
        for block in _blocks(path):
            if "\0" in decoder.decode(block):
                return False
        return "\0" not in decoder.decode(b"", True)
    except UnicodeError:
        return False


def _blocks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while block := file.read(1 << 20):
            yield block


def _sixteen(begin: bytes) -> str:
    """UTF-16 without a mark: nearly every other byte of its line ends and signs is zero."""
    even, odd = begin[0::2].count(0), begin[1::2].count(0)
    if odd > 4 * even:
        return "utf-16-le"
    if even > 4 * odd:
        return "utf-16-be"
    raise unreadable("no_table")


def _eight(path: Path, candidates: tuple[str, ...]) -> str:
    with path.open("rb") as file:
        sample = file.read(SAMPLE)
    sample = sample[: sample.rfind(b"\n") + 1] or sample
    if (
        _is_western(candidates)
        and not NINTH.isdisjoint(sample)
        and not any(0x80 <= byte < 0xA0 for byte in set(sample))
    ):
        candidates = (*candidates, "iso8859-15")
    readings: dict[str, str] = {}
    for codec in candidates:
        if _decodes(path, codec) and (text := sample.decode(codec)) not in readings and _is_sound(text):
            readings[text] = codec
    if len(readings) == 1:
        return next(iter(readings.values()))
    if readings:
        raise _undecided(readings)
    raise _refused(_("The encoding of the file cannot be recognised."))


def _is_western(candidates: tuple[str, ...]) -> bool:
    return "cp1252" in candidates


def _is_sound(text: str) -> bool:
    return not any(pattern.search(text) for pattern in UNSOUND)


def _undecided(readings: dict[str, str]) -> Refusal:
    """The first line that reads differently is shown in each way."""
    for lines in zip(*(text.splitlines() for text in readings), strict=False):
        if len(set(lines)) > 1:
            break
    shown = " · ".join(
        f"“{line.strip()[:60]}” ({encoding_name(codec)})" for line, codec in zip(lines, readings.values(), strict=True)
    )
    return _refused(_("The file can be read in several encodings: %(readings)s.") % {"readings": shown})
