from django.apps import AppConfig


class NetworkConfig(AppConfig):
    name = "metronome.network"
    label = "network"

    def ready(self) -> None:
        """Hand the sheets of the network to the desk, and say its languages and its name."""
        from metronome.accounts.letters import register_name
        from metronome.desk.sheets import register, speak
        from metronome.ground.phrases import tell_time_by

        from .queries import languages_to_publish, network_languages, network_name, network_zone
        from .sheets import CONTACTS, MEMBERS, PARTNER_KINDS, PARTNERS, REGIONS

        speak(network_languages, before=languages_to_publish)
        register_name(network_name)
        tell_time_by(network_zone)
        register(MEMBERS, PARTNERS, CONTACTS, REGIONS, PARTNER_KINDS)
