from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "metronome.network"
    label = "network"

    def ready(self) -> None:
        """Hand the sheets of the network to the desk, and say its languages."""
        from metronome.desk.sheets import register, speak

        from .queries import network_languages
        from .sheets import CONTACTS, MEMBERS, PARTNER_KINDS, PARTNERS, REGIONS

        speak(network_languages)
        register(MEMBERS, PARTNERS, CONTACTS, REGIONS, PARTNER_KINDS)
