from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "metronome.observatory"
    label = "observatory"
