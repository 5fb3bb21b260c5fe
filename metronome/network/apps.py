from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "metronome.network"
    label = "network"
