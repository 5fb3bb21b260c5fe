from django.apps import AppConfig


class GovernanceConfig(AppConfig):
    name = "metronome.governance"
    label = "governance"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.sheets import register

        from .sheets import BODIES, MANDATES, OFFICES

        register(MANDATES, BODIES, OFFICES)
