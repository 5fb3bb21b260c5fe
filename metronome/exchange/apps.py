from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "metronome.exchange"
    label = "exchange"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.sheets import register

        from .sheets import COLLECTIONS, EXPERTS, PRACTICES

        register(PRACTICES, COLLECTIONS, EXPERTS)
