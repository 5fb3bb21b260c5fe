"""What the pages of the founding show: the steps with how far each is answered, and the colours."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metronome.design.colours import COLOUR, TOKENS, platform_colours
from metronome.intake.loading import RefusedRow

from .asked import is_answered, refusals_of
from .questions import STEP_OF, STEPS, Typed, label_of, step_label, step_words


@dataclass(frozen=True, slots=True)
class StepShown:
    name: str
    label: str
    words: str
    is_answered: bool
    refused: Sequence[RefusedRow]


@dataclass(frozen=True, slots=True)
class Overview:
    steps: Sequence[StepShown]
    #: What belongs to no step.
    further: Sequence[RefusedRow]

    @property
    def is_ready(self) -> bool:
        return not self.further and not any(step.refused for step in self.steps)

    @property
    def next_step(self) -> StepShown | None:
        """What is to be mended first, or else answered first."""
        faulty = (step for step in self.steps if step.refused)
        return next(faulty, None) or next((step for step in self.steps if not step.is_answered), None)


def overview_of(typed: Typed) -> Overview:
    refused = refusals_of(typed)
    steps = [
        StepShown(
            name=step,
            label=step_label(step),
            words=step_words(step),
            is_answered=is_answered(step, typed),
            refused=[row for row in refused if STEP_OF.get(row.file) == step] if is_answered(step, typed) else [],
        )
        for step in STEPS
    ]
    named = {step for step in STEPS if is_answered(step, typed)}
    further = [row for row in refused if STEP_OF.get(row.file, "") not in named]
    return Overview(steps, further)


def swatches(typed: Typed) -> list[tuple[str, str]]:
    """Each colour by its label: the one that was chosen, else the platform's."""
    chosen = {token: typed.get(f"brand.{token}", "") for token in TOKENS}
    return [
        (
            label_of(f"brand.{token}"),
            chosen[token] if COLOUR.fullmatch(chosen[token]) else platform_colours()["light"][token],
        )
        for token in TOKENS
    ]
