from django.apps import AppConfig


class FoundingConfig(AppConfig):
    name = "metronome.founding"
    label = "founding"
