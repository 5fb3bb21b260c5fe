from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "metronome.governance"
    label = "governance"
