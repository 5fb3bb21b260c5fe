from django.apps import AppConfig


class ListeningConfig(AppConfig):
    name = "metronome.listening"
    label = "listening"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.sheets import register

        from .sheets import BILATERALS

        register(BILATERALS)
