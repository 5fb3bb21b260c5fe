"""Keep the messages of code and templates in step with their translations.

    tools/messages.py update     write what code and templates say now into metronome/locale/*/LC_MESSAGES/django.po
    tools/messages.py compile    make the .mo files that Django reads, where a .po file is newer
    tools/messages.py report     say what is missing, doubtful or wrong; ends with 1 if anything is

Babel does the work, so that nobody needs the gettext programs. English is the language of the messages themselves
and has no file.
"""

from __future__ import annotations

import argparse
import os
import re
import sys
from collections.abc import Iterator
from io import BytesIO
from operator import itemgetter
from pathlib import Path
from typing import Any

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import extract
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation.template import templatize

PROJECT = Path(__file__).resolve().parent.parent
CODE = PROJECT / "metronome"
LOCALE = CODE / "locale"
LANGUAGES = ("ar", "es", "fr")

#: Which arguments of a call are a message; "c" marks a context.
KEYWORDS: dict[str, tuple[int | tuple[int, str], ...] | None] = {
    **dict.fromkeys(("_", "gettext", "gettext_lazy", "gettext_noop")),
    **dict.fromkeys(("ngettext", "ngettext_lazy"), (1, 2)),
    **dict.fromkeys(("pgettext", "pgettext_lazy"), ((1, "c"), 2)),
    **dict.fromkeys(("npgettext", "npgettext_lazy"), ((1, "c"), 2, 3)),
}
#: Named placeholders of both manners: %(name)s and {name}. A bare %s cannot be moved by a translator.
PLACEHOLDER = re.compile(r"%\(\w+\)[a-z]|\{\w*\}|%[sd]")


def source_of(path: Path) -> bytes:
    """The text of a file as Python that Babel can read."""
    if path.suffix == ".py":
        return path.read_bytes()
    # A template comes out as calls between blanks; their indentation would mean something to Python.
    lines = templatize(path.read_text(encoding="utf-8"), origin=str(path)).splitlines()
    return "\n".join(line.strip() for line in lines).encode()


def messages_now() -> Catalog:
    """Every message that code and templates hold, with the files it stands in.

    Within a file they are in the order of their words and not of their lines: a change of code that leaves the words
    alone leaves the translations alone, and two changes at once meet only where both bring the same words.
    """
    found: list[tuple[str, str, str, Any, list[str]]] = []
    templates = (path for suffix in ("html", "txt", "xml") for path in CODE.glob(f"*/templates/**/*.{suffix}"))
    for path in sorted([*CODE.rglob("*.py"), *templates]):
        if "migrations" in path.parts:
            continue
        place = path.relative_to(PROJECT).as_posix()
        for _line, message, comments, context in extract(
            "python", BytesIO(source_of(path)), keywords=KEYWORDS, comment_tags=("Translators:",)
        ):
            found.append((texts_of(message)[0], context or "", place, message, comments))
    catalog = Catalog(charset="utf-8")
    for rank, (_words, context, place, message, comments) in enumerate(sorted(found, key=itemgetter(0, 1, 2))):
        catalog.add(message, locations=[(place, rank)], auto_comments=comments, context=context or None)
    return catalog


def po_path(language: str) -> Path:
    """Where the translations into a language stand."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def translations(language: str) -> Catalog:
    """The translations into a language; empty where there are none yet."""
    path = po_path(language)
    if not path.exists():
        return Catalog(locale=language, project="Metronome", charset="utf-8")
    with path.open("rb") as file:
        return read_po(file, locale=language)


def update(language: str) -> None:
    """Bring a language's file to the messages of now. Nothing is guessed: a new wording is an empty translation."""
    catalog = translations(language)
    catalog.update(messages_now(), no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    catalog.fuzzy = False
    po_path(language).parent.mkdir(parents=True, exist_ok=True)
    with po_path(language).open("wb") as file:
        write_po(file, catalog, width=119, include_lineno=False, sort_by_file=True, omit_header=False)


def compile_messages(language: str) -> bool:
    """Make the .mo file if the .po file is newer; say whether it was made."""
    source = po_path(language)
    target = source.with_suffix(".mo")
    if not source.exists() or (target.exists() and target.stat().st_mtime_ns >= source.stat().st_mtime_ns):
        return False
    unfinished = target.with_suffix(f".{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        write_mo(file, translations(language), use_fuzzy=False)
    unfinished.replace(target)
    return True


def texts_of(value: str | tuple[str, ...] | list[str]) -> list[str]:
    """The forms of a message or of its translation: one, or one a plural."""
    return [value] if isinstance(value, str) else list(value)


def fault_of(message: Message) -> str | None:
    """What is wrong with one translation, or None."""
    forms = texts_of(message.string or "")
    if not forms or not all(forms):
        return "has no translation"
    if message.fuzzy:
        return "is marked as doubtful"
    wanted = set().union(*(PLACEHOLDER.findall(text) for text in texts_of(message.id)))
    # The form for one may say "one" instead of the number; the form for many may not.
    held = set().union(*(PLACEHOLDER.findall(text) for text in forms))
    foreign = held - wanted
    lost = wanted - set(PLACEHOLDER.findall(forms[-1]))
    if foreign or lost:
        return f"has other placeholders: {', '.join(sorted(foreign | lost))}"
    return None


def faults(language: str) -> Iterator[str]:
    """One line for each message that is not well translated into a language."""
    translated = translations(language)
    for message in messages_now():
        if not message.id:
            continue
        known = translated.get(texts_of(message.id)[0], message.context)
        fault = fault_of(known) if known else "has no translation"
        if fault:
            place = message.locations[0][0]
            yield f"{language}: {texts_of(message.id)[0]!r} ({place}) {fault}"


def main(arguments: list[str] | None = None) -> int:
    """Run one of the three commands; the number is the exit code."""
    parser = argparse.ArgumentParser(description="Messages and their translations.")
    parser.add_argument("command", choices=("update", "compile", "report"))
    parser.add_argument("--quiet", action="store_true", help="say nothing when all is well")
    options = parser.parse_args(arguments)
    found = 0
    for language in LANGUAGES:
        if options.command == "update":
            update(language)
        elif options.command == "compile":
            if compile_messages(language) and not options.quiet:
                print(f"compiled {po_path(language).relative_to(PROJECT)}")
        else:
            for fault in faults(language):
                found += 1
                print(fault)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
