from django.apps import AppConfig


class GroundConfig(AppConfig):
    name = "metronome.ground"
    label = "ground"
