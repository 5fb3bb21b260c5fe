from django.contrib import admin

from metronome.ground.repair import Repair

from .models import (
    Answer,
    Appeal,
    Application,
    ApplicationKeeper,
    ApplicationVersion,
    Call,
    CallVersion,
    Check,
    CoApplicant,
    Consent,
    Criterion,
    EligibilityRule,
    InformationRequest,
    Option,
    Outcome,
    Panel,
    Question,
    Reminder,
    Stage,
)

CALL = [Call, Stage, Question, Option, EligibilityRule, Criterion, Panel, Outcome, CallVersion]
APPLICATION = [Application, ApplicationKeeper, CoApplicant, Answer, ApplicationVersion, Consent, Reminder]
ELIGIBILITY = [InformationRequest, Check, Appeal]
admin.site.register([*CALL, *APPLICATION, *ELIGIBILITY], Repair)
