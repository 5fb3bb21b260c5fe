"""What may be done in the exchange. Each is one transaction and leaves its line."""

from .adopting import confirm_step, decline_step, put_adoptions, say_step
from .experts import appoint_expert, choose_consent, end_expert_account, invite_expert
from .flagging import answer_flag, raise_flag
from .loading import ExchangeKeys, put_budget_classes, put_collections, put_experts, put_practices
from .trusting import confirm_practice, verify_practice
from .writing import answer_letter, send_letter

__all__ = [
    "ExchangeKeys",
    "answer_flag",
    "answer_letter",
    "appoint_expert",
    "choose_consent",
    "confirm_practice",
    "confirm_step",
    "decline_step",
    "end_expert_account",
    "invite_expert",
    "put_adoptions",
    "put_budget_classes",
    "put_collections",
    "put_experts",
    "put_practices",
    "raise_flag",
    "say_step",
    "send_letter",
    "verify_practice",
]
