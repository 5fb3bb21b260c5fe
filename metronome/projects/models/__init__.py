from .changes import ChangeRequest
from .entries import Delivery, Expense, ExpenseShare, Payment
from .money import BudgetLine, Instalment, MoneySource, ProjectRate
from .parts import Carrier, ProjectActivity, ProjectFollowUp, ProjectMarker, ProjectOutput, ProjectResult, Risk, Trip
from .project import Project, ProjectQuerySet
from .schedule import ReportDue
from .terms import Agreement, ProjectTerms, TermInstalment, TermReport

__all__ = [
    "Agreement",
    "BudgetLine",
    "Carrier",
    "ChangeRequest",
    "Delivery",
    "Expense",
    "ExpenseShare",
    "Instalment",
    "MoneySource",
    "Payment",
    "Project",
    "ProjectActivity",
    "ProjectFollowUp",
    "ProjectMarker",
    "ProjectOutput",
    "ProjectQuerySet",
    "ProjectRate",
    "ProjectResult",
    "ProjectTerms",
    "ReportDue",
    "Risk",
    "TermInstalment",
    "TermReport",
    "Trip",
]
