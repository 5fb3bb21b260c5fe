from .adoption import Adoption, AdoptionStep
from .collection import BudgetClass, Collection
from .expert import Expert, ExpertAccount, ExpertChallenge
from .flag import Flag
from .letter import Letter
from .practice import (
    Claim,
    Condition,
    Practice,
    PracticeChallenge,
    PracticeContact,
    PracticeGoal,
    PracticeScore,
    Verification,
)

__all__ = [
    "Adoption",
    "AdoptionStep",
    "BudgetClass",
    "Claim",
    "Collection",
    "Condition",
    "Expert",
    "ExpertAccount",
    "ExpertChallenge",
    "Flag",
    "Letter",
    "Practice",
    "PracticeChallenge",
    "PracticeContact",
    "PracticeGoal",
    "PracticeScore",
    "Verification",
]
