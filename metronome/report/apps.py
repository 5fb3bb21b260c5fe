from django.apps import AppConfig


class ReportConfig(AppConfig):
    name = "metronome.report"
    label = "report"

    def ready(self) -> None:
        """Tell the desk on which page the text of a part is written."""
        from metronome.desk.drafts import register_pages

        from .composing.drafted import DRAFTED, TEXTS

        register_pages({DRAFTED: TEXTS})
