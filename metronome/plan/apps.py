from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "metronome.plan"
    label = "plan"
