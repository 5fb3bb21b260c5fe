"""What may be done to calls and to the applications to them."""

from .amending import amend_calls, consent_to, freeze_call, note_consent
from .applying import (
    Kept,
    begin_application,
    invite_keeper,
    keep_answers,
    name_partners,
    remove_keeper,
    submit_application,
    withdraw_application,
)
from .files import attach_file, take_file_away
from .keeping import begin_call, put_calls
from .piloting import agree_to_project, make_project
from .reminding import remind_of_deadlines
from .screening import (
    appeal_finding,
    ask_for_information,
    confirm_check,
    decide_appeal,
    end_request,
    find_eligible,
    mark_duplicate,
    name_member,
)

__all__ = [
    "Kept",
    "agree_to_project",
    "amend_calls",
    "appeal_finding",
    "ask_for_information",
    "attach_file",
    "begin_application",
    "begin_call",
    "confirm_check",
    "consent_to",
    "decide_appeal",
    "end_request",
    "find_eligible",
    "freeze_call",
    "invite_keeper",
    "keep_answers",
    "make_project",
    "mark_duplicate",
    "name_member",
    "name_partners",
    "note_consent",
    "put_calls",
    "remind_of_deadlines",
    "remove_keeper",
    "submit_application",
    "take_file_away",
    "withdraw_application",
]
