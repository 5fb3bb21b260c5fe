"""A project on a day of its journey, and what is handed in for it."""

from datetime import date

from metronome.projects import actions
from metronome.projects.models import Delivery

TODAY, PAGE = date(2022, 7, 1), "/en/desk/projects/green/running/"


def handed_in(kind: str, code: str, *, accepted: bool = True, on: date = TODAY) -> Delivery:
    one = actions.hand_in(project="green", kind=kind, code=code, text="Fait", on=on, by="focal point")
    return actions.accept_delivery(project="green", number=one.pk, by="officer") if accepted else one
