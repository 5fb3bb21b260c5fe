from django.contrib import admin

from metronome.ground.repair import Repair

from . import models

admin.site.register([getattr(models, name) for name in models.__all__ if not name.endswith("QuerySet")], Repair)
