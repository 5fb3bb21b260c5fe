from django.apps import AppConfig


class IntakeConfig(AppConfig):
    name = "metronome.intake"
    label = "intake"

    def ready(self) -> None:
        """Tell the desk which lists wait to be put on record."""
        from metronome.desk.waiting import register_waiting

        from .lists.waiting import IMPORTS

        register_waiting(IMPORTS)
