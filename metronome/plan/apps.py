from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "metronome.plan"
    label = "plan"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.sheets import register

        from .list_sheets import MARKERS, RATINGS, WORK_PLANS
        from .sheets import CHALLENGES, NODES, THEMES
        from .work_sheets import AMENDMENTS, ASSESSMENTS, EXPECTATIONS, PLANNED

        register(NODES, CHALLENGES, THEMES, PLANNED, AMENDMENTS, EXPECTATIONS, ASSESSMENTS)
        register(MARKERS, RATINGS, WORK_PLANS)
