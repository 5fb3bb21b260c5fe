from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "metronome.record"
    label = "record"
