"""How the desk writes which challenges and which goals something is about."""

from __future__ import annotations

from django.utils.translation import gettext as _

from metronome.desk.sheets import Field

from .known import known_challenges

CHALLENGES = Field(
    name="challenges",
    label=lambda: _("Challenges"),
    hint=lambda: _("Codes or words, with semicolons between."),
    spellings=known_challenges,
)
GOALS = Field(name="goals", label=lambda: _("Sustainable Development Goals"), hint=lambda: _("As 5; 11.2"))
