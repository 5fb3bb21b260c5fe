"""The rows that a snapshot holds. Only public fields stand here: a manifest carries them to readers."""

from .documents import DocumentRow, PartText, PrintedItem, PrintedListRow, StatedRow
from .indicators import IndicatorAverageRow, IndicatorRow, IndicatorValueRow
from .network import (
    BodyRow,
    CorrectionRow,
    MandateRow,
    MemberRow,
    NetworkRow,
    OfficeRow,
    PartnerRow,
    RegionRow,
    StandingRow,
)
from .plan import AssessmentRow, ChallengeRow, LevelRow, NodeRow, PlanRow, ThemeRow
from .projects import InstalmentRow, OutputRow, ProjectFault, ProjectRow, SourceRow
from .record import ActivityRow, BilateralRow, CountRow, DaysRow, KindRow, MentionRow, PartRow, PersonRow

__all__ = [
    "ActivityRow",
    "AssessmentRow",
    "BilateralRow",
    "BodyRow",
    "ChallengeRow",
    "CorrectionRow",
    "CountRow",
    "DaysRow",
    "DocumentRow",
    "IndicatorAverageRow",
    "IndicatorRow",
    "IndicatorValueRow",
    "InstalmentRow",
    "KindRow",
    "LevelRow",
    "MandateRow",
    "MemberRow",
    "MentionRow",
    "NetworkRow",
    "NodeRow",
    "OfficeRow",
    "OutputRow",
    "PartRow",
    "PartText",
    "PartnerRow",
    "PersonRow",
    "PlanRow",
    "PrintedItem",
    "PrintedListRow",
    "ProjectFault",
    "ProjectRow",
    "RegionRow",
    "SourceRow",
    "StandingRow",
    "StatedRow",
    "ThemeRow",
]
