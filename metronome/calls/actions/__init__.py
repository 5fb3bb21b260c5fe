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
from .keeping import begin_call, put_call, put_calls
from .moderating import hand_in_to_be_told, moderate_application, refuse_own, refuse_without_consent
from .piloting import agree_to_project, make_project
from .relating import add_entry_relation, name_relations, take_entry_relation_away
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
from .sharing import share_application, stop_sharing

__all__ = [
    "Kept",
    "add_entry_relation",
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
    "hand_in_to_be_told",
    "invite_keeper",
    "keep_answers",
    "make_project",
    "mark_duplicate",
    "moderate_application",
    "name_member",
    "name_partners",
    "name_relations",
    "note_consent",
    "put_call",
    "put_calls",
    "refuse_own",
    "refuse_without_consent",
    "remind_of_deadlines",
    "remove_keeper",
    "share_application",
    "stop_sharing",
    "submit_application",
    "take_entry_relation_away",
    "take_file_away",
    "withdraw_application",
]
