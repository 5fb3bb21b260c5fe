"""Files are kept when they are handed in. By itself a file is no part of the record, and leaves no line."""

from __future__ import annotations

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from metronome.accounts.models import Person
from metronome.ground.deposits import deposit


def keep_file(*, file: UploadedFile, by: Person) -> dict[str, str]:
    """Keep a file that is handed in; the row of the form that tells of it. It is evidence once an activity says so.

    Raises Refusal for what is too large or of no kind that is taken.
    """
    del by  # a file by itself is no part of the record, and leaves no line
    # Whoever sends more than is taken is not read to the end.
    content = file.read(settings.UPLOAD_LIMIT * 1_000_000 + 1)
    return {"file": deposit(content), "file_label": str(file.name or "")[:300], "file_public": ""}
