from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "metronome.intake"
    label = "intake"
