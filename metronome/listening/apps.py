from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "metronome.listening"
    label = "listening"
