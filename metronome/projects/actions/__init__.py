"""What may be done to projects."""

from ..given import GivenShare
from .agreeing import agree_to_terms, put_terms
from .beginning import Grant, begin_project
from .changing import CHANGEABLE, ask_change
from .deciding import accept_delivery, accept_expense, return_delivery, return_expense
from .entering import enter_expense, enter_expenses, hand_in
from .paying import pay_instalment
from .putting import ProjectKeys, put_projects

__all__ = [
    "CHANGEABLE",
    "GivenShare",
    "Grant",
    "ProjectKeys",
    "accept_delivery",
    "accept_expense",
    "agree_to_terms",
    "ask_change",
    "begin_project",
    "enter_expense",
    "enter_expenses",
    "hand_in",
    "pay_instalment",
    "put_projects",
    "put_terms",
    "return_delivery",
    "return_expense",
]
