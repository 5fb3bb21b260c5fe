from django.contrib import admin

from metronome.ground.repair import Repair

from .models import Call, Criterion, EligibilityRule, Option, Outcome, Panel, Question, Stage

admin.site.register([Call, Stage, Question, Option, EligibilityRule, Criterion, Panel, Outcome], Repair)
