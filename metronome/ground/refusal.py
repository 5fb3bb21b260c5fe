"""The one way an action says no."""

from __future__ import annotations


class Refusal(Exception):
    """Something that a person asked for is not possible now.

    `reason` is a whole sentence for that person, translated when raised; `field` names the input it concerns;
    `remedy` says what would help.
    """

    def __init__(self, reason: str, *, field: str | None = None, remedy: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.field = field
        self.remedy = remedy
