from django.apps import AppConfig


class ProjectsConfig(AppConfig):
    name = "metronome.projects"
    label = "projects"

    def ready(self) -> None:
        """Hand the sheets of the room to the desk, and say on which pages else something is typed."""
        from metronome.desk.drafts import register_pages
        from metronome.desk.sheets import register

        from .drafted import PAGES
        from .sheets import PROJECTS, TERMS

        register(PROJECTS, TERMS)
        register_pages(PAGES)
