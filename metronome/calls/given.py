"""What is given to be put: a call with all its parts, as plain values that know no database."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from metronome.ground.text import Text


@dataclass(frozen=True, slots=True)
class GivenStage:
    """Days with times by the clock of the call's zone; no day: not known, or not decided yet. `invites` is the code of
    the outcome by which an application comes into it; empty: whoever likes begins here."""

    code: str
    label: Text
    opens_on: date | None
    opens_at: str
    closes_on: date | None
    closes_at: str
    takes_applications: bool
    order: int
    invites: str = ""


@dataclass(frozen=True, slots=True)
class GivenQuestion:
    """`most` is the number of characters of a text, of options, or of rows of a table; None: no limit of the call's.

    `asked_if` is the code of a question with options, `asked_when` the option with which this one is asked. `stage` is
    the stage that asks it; empty: each that takes in.
    """

    code: str
    kind: str
    label: Text
    hint: Text
    is_required: bool
    most: int | None
    unit: Text
    asked_if: str
    asked_when: str
    order: int
    stage: str = ""


@dataclass(frozen=True, slots=True)
class GivenOption:
    """An option of a question, or a column of its table."""

    question: str
    code: str
    label: Text
    order: int


@dataclass(frozen=True, slots=True)
class GivenRule:
    """`stage` is the stage in which it is looked at; empty: each that takes in."""

    code: str
    text: Text
    order: int
    stage: str = ""


@dataclass(frozen=True, slots=True)
class GivenCriterion:
    """Scores run from `lowest` to `highest`; `anchors` say what scores mean. `stage` is the stage whose applications
    are scored by it; empty: each that takes in."""

    code: str
    label: Text
    anchors: Text
    weight: Decimal
    lowest: Decimal
    highest: Decimal
    order: int
    stage: str = ""


@dataclass(frozen=True, slots=True)
class GivenPanel:
    """Who judges: a technical committee, a jury. `seats` None: not known. `stage` is the stage whose applications it
    reads; empty: the first."""

    code: str
    label: Text
    task: Text
    seats: int | None
    order: int
    stage: str = ""


@dataclass(frozen=True, slots=True)
class GivenOutcome:
    """What an application can come to; `places` None: not known, or as many as deserve it where it `is_unlimited`."""

    code: str
    label: Text
    prize: Text
    places: int | None
    is_unlimited: bool
    order: int


@dataclass(frozen=True, slots=True)
class GivenCall:
    """A call. A template is a pattern for calls, never public; `begun_from` is the one that a call is begun from."""

    slug: str
    kind: str
    edition: str
    title: Text
    summary: Text
    text: Text
    zone: str
    is_template: bool
    is_published: bool
    is_cancelled: bool
    stages: tuple[GivenStage, ...]
    questions: tuple[GivenQuestion, ...]
    options: tuple[GivenOption, ...]
    rules: tuple[GivenRule, ...]
    criteria: tuple[GivenCriterion, ...]
    panels: tuple[GivenPanel, ...]
    outcomes: tuple[GivenOutcome, ...]
    order: int
    begun_from: str = ""
