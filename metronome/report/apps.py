from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "metronome.report"
    label = "report"
