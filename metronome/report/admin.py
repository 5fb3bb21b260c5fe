from django.contrib import admin

from metronome.ground.repair import Repair

from .models import Document, EditionText, PrintedList, StatedFigure

admin.site.register([Document, EditionText, PrintedList, StatedFigure], Repair)
