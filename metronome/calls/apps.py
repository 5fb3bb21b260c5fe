from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "metronome.calls"
    label = "calls"
