"""A Word file of the staff's own, looked at before it is used: what it is, how large it becomes, whether it holds a
program, and whether a report can be made of it."""

from __future__ import annotations

import io
import zipfile

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal
from metronome.network.queries import the_network
from metronome.network.shown import calendar_of
from metronome.record.shown import period_of_the_record
from metronome.report.editions.build import Reading, read_record
from metronome.report.rendering.word import render_docx

#: How many parts a Word file may have, and how many bytes they may become.
PARTS, BYTES = 400, 40_000_000
#: Parts of a Word file that run, or hold other files.
PROGRAMS = ("vbaproject", "vbadata", "activex", "embeddings/", "attachedtoolbars")


def refuse_template(*, content: bytes) -> None:
    """Raises Refusal, with the place and what helps, for a file of which no report can be made."""
    if len(content) > settings.UPLOAD_LIMIT * 1_000_000:
        raise Refusal(_("This file is larger than %(most)s MB.") % {"most": settings.UPLOAD_LIMIT}, field="template")
    _refuse_package(content)
    reading = _sample()
    # Each language once: names of things differ, and so does the direction.
    for language in reading.head.languages:
        render_docx(reading.content(language), content, checks=True)


def _refuse_package(content: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            entries = package.infolist()
    except (zipfile.BadZipFile, ValueError, OSError) as error:
        raise _no_word_file() from error
    names = {entry.filename for entry in entries}
    if not {"word/document.xml", "[Content_Types].xml"} <= names:
        raise _no_word_file()
    if len(entries) > PARTS or sum(entry.file_size for entry in entries) > BYTES:
        raise Refusal(_("This Word file becomes too large when it is opened."), field="template")
    programs = sorted(name for name in names if any(one in name.lower() for one in PROGRAMS))
    if programs:
        raise Refusal(
            _("This Word file holds a program or another file: %(name)s") % {"name": programs[0][:100]},
            field="template",
            remedy=_("Save it in Word as a document without macros (.docx), and take embedded objects out."),
        )


def _no_word_file() -> Refusal:
    return Refusal(
        _("This is no Word file (DOCX)."),
        field="template",
        remedy=_("Begin with the template that is in use: take it along, change it in Word, hand it in again."),
    )


def _sample() -> Reading:
    """What a template is tried with: the period in which the record stands."""
    return read_record(period_of_the_record(calendar_of(the_network()), today=timezone.localdate()))
