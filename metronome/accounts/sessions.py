"""Sessions as they are kept in the database, read by SQL that is made once: every page of the desk asks for one."""

from __future__ import annotations

from datetime import datetime

from django.contrib.sessions.backends.db import SessionStore as Kept
from django.contrib.sessions.models import Session
from django.db.models import QuerySet
from django.utils import timezone

from metronome.ground.once import MOMENT, WORD, Once


def _open(key: str, now: datetime) -> QuerySet[Session]:
    return Session.objects.filter(session_key=key, expire_date__gt=now)


_ASKED = Once(_open, key=WORD, now=MOMENT)


class SessionStore(Kept):
    """The session of a request."""

    def _get_session_from_db(self) -> Session | None:
        found = _ASKED.rows(key=self.session_key or "", now=timezone.now())
        if not found:
            self._session_key = None
        return found[0] if found else None
