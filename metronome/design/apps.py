from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "metronome.design"
    label = "design"
