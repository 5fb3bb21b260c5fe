from django.apps import AppConfig


class RecordConfig(AppConfig):
    name = "metronome.record"
    label = "record"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.drafts import register_pages
        from metronome.desk.sheets import register

        from .sheets import ACTIVITIES, DRAFTED, KINDS, MENTIONS

        register(MENTIONS, KINDS)
        register_pages({DRAFTED: ACTIVITIES})
