from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "metronome.desk"
    label = "desk"
