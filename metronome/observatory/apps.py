from django.apps import AppConfig


class ObservatoryConfig(AppConfig):
    name = "metronome.observatory"
    label = "observatory"

    def ready(self) -> None:
        """Tell the desk on which page the answers of a round are written, and hand it the sheets of the room."""
        from django.utils.translation import gettext

        from metronome.desk.drafts import Page, register_pages
        from metronome.desk.sheets import register

        from .area_sheets import AREAS, DRAWINGS, GEOGRAPHIES, OVERLAPS
        from .definition_sheets import DEFINITIONS, DOMAINS, INDICATORS, SIZE_CLASSES
        from .sheets import PUBLICATIONS, SOURCES

        def one() -> str:
            return gettext("Answers to a collection round")

        page = Page(
            one=one,
            title="",
            add="observatory:my_rounds",
            change="observatory:my_round",
            waits="observatory:my_rounds",
        )
        register_pages({"round-answers": page})
        register(
            PUBLICATIONS,
            SOURCES,
            DOMAINS,
            SIZE_CLASSES,
            INDICATORS,
            DEFINITIONS,
            GEOGRAPHIES,
            AREAS,
            DRAWINGS,
            OVERLAPS,
        )
