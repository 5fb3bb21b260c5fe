from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "metronome.home"
    label = "home"
