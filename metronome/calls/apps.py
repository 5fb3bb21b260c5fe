from django.apps import AppConfig


class CallsConfig(AppConfig):
    name = "metronome.calls"
    label = "calls"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.sheets import register

        from .sheets import CALLS

        register(CALLS)
