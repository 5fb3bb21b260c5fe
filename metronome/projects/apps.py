from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "metronome.projects"
    label = "projects"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk."""
        from metronome.desk.sheets import register

        from .sheets import PROJECTS, TERMS

        register(PROJECTS, TERMS)
