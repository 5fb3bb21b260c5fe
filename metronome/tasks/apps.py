from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class TasksConfig(AppConfig):
    name = "metronome.tasks"
    label = "tasks"

    def ready(self) -> None:
        """Each room says in its tasks.py what it does as a task."""
        autodiscover_modules("tasks")
