from django.contrib import admin

from metronome.ground.repair import Repair

from .models import Bilateral

admin.site.register([Bilateral], Repair)
