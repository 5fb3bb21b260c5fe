"""What nouns and their texts are called where they are translated."""

from __future__ import annotations

from django.utils.translation import gettext

from metronome.record.phrases import field_label as of_activities


def noun_label(noun: str) -> str:
    """A sort of things, by the name that `translations` gives it."""
    return {
        "activity": gettext("Activities"),
        "occurrence": gettext("Days of activities"),
        "person": gettext("People in activities"),
        "evidence": gettext("Evidence"),
        "follow-up": gettext("Follow-ups"),
        "mention": gettext("Media mentions"),
        "kind": gettext("Kinds of activity"),
        "plan": gettext("Plans"),
        "level": gettext("Levels of the plan"),
        "node": gettext("Lines, axes and results"),
        "key-idea": gettext("Key ideas"),
        "challenge": gettext("Challenges"),
        "theme": gettext("Themes"),
        "marker": gettext("Markers"),
        "amendment": gettext("Amendments"),
        "change": gettext("What amendments change"),
        "work-plan": gettext("Work plans"),
        "planned": gettext("Planned activities"),
        "expectation": gettext("Expectations"),
        "value": gettext("Values of indicators"),
        "rating": gettext("Ratings"),
        "assessment": gettext("Assessments"),
        "network": gettext("The network"),
        "region": gettext("Regions"),
        "member": gettext("Members"),
        "standing": gettext("Standings"),
        "partner-kind": gettext("Kinds of partner"),
        "partner": gettext("Partners"),
        "contact": gettext("People"),
        "call": gettext("Calls"),
        "stage": gettext("Stages of calls"),
        "question": gettext("Questions of calls"),
        "option": gettext("Options of questions"),
        "eligibility-rule": gettext("Rules of eligibility"),
        "criterion": gettext("Criteria"),
        "panel": gettext("Committees and juries"),
        "outcome": gettext("Outcomes of calls"),
        "project": gettext("Projects"),
        "money-source": gettext("Sources of money"),
        "budget-line": gettext("Budget lines"),
        "instalment": gettext("Instalments"),
        "report-due": gettext("Reports due"),
        "project-output": gettext("Outputs of projects"),
        "risk": gettext("Risks"),
        "project-follow-up": gettext("What is to come of projects"),
        "body": gettext("Bodies"),
        "office": gettext("Offices"),
        "bilateral": gettext("Bilateral meetings"),
    }.get(noun, noun)


def text_label(field: str) -> str:
    """A text of a thing, by the name of its field."""
    return {
        "name": gettext("Name"),
        "plural": gettext("Plural"),
        "full_name": gettext("Full name"),
        "lede": gettext("Lede"),
        "label": gettext("Label"),
        "short_label": gettext("Short label"),
        "description": gettext("Description"),
        "text": gettext("Text"),
        "adopted": gettext("Adopted"),
        "vision": gettext("Vision"),
        "mission": gettext("Mission"),
        "why": gettext("Why"),
        "acronym": gettext("Acronym"),
        "office": gettext("Office"),
        "subject": gettext("Subject"),
        "what": gettext("What is to be done"),
        "decided_by": gettext("Decided by"),
        "indicator": gettext("Indicator"),
        "unit": gettext("Unit"),
        "task": gettext("Task"),
        "hint": gettext("Hint"),
        "anchors": gettext("What scores mean"),
        "prize": gettext("Prize or grant"),
        "state_note": gettext("What the source says of its state"),
        "response": gettext("What is done about it"),
        "needs": gettext("Needs"),
        "follow_up": gettext("Follow-up"),
    }.get(field) or of_activities(field)
