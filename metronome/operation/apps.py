from django.apps import AppConfig


class OperationConfig(AppConfig):
    name = "metronome.operation"
    label = "operation"
