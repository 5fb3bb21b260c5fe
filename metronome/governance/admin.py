from django.contrib import admin

from metronome.ground.repair import Repair

from .models import Body, Mandate, Office

admin.site.register([Body, Mandate, Office], Repair)
