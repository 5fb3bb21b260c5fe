from django.contrib import admin

from metronome.ground.repair import Repair

from .models import Challenge, KeyIdea, Level, Marker, Node, Plan, Theme

admin.site.register([Challenge, KeyIdea, Level, Marker, Node, Plan, Theme], Repair)
