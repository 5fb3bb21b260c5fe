from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "metronome.network"
    label = "network"

    def ready(self) -> None:
        """Hand the sheets of the network to the desk, and say its languages and its name."""
        from metronome.accounts.letters import register_name
        from metronome.desk.sheets import register, speak

        from .queries import network_languages, network_name
        from .sheets import CONTACTS, MEMBERS, PARTNER_KINDS, PARTNERS, REGIONS

        speak(network_languages)
        register_name(network_name)
        register(MEMBERS, PARTNERS, CONTACTS, REGIONS, PARTNER_KINDS)
