from django.contrib import admin

from metronome.ground.repair import Repair

from .models import (
    Announcement,
    Answer,
    Appeal,
    Application,
    ApplicationKeeper,
    ApplicationPicture,
    ApplicationVersion,
    Call,
    CallVersion,
    Check,
    CoApplicant,
    Commendation,
    Conflict,
    Consent,
    Criterion,
    EligibilityRule,
    EntryRelation,
    Feedback,
    InformationRequest,
    Juror,
    JurorRelation,
    Option,
    Outcome,
    Panel,
    Question,
    Recusal,
    Reminder,
    Review,
    ReviewRound,
    ReviewVersion,
    RoundAssignment,
    Sitting,
    SittingItem,
    Stage,
    Verdict,
)

CALL = [Call, Stage, Question, Option, EligibilityRule, Criterion, Panel, Outcome, CallVersion]
APPLICATION = [Application, ApplicationKeeper, CoApplicant, Answer, ApplicationVersion, Consent, Reminder]
ELIGIBILITY = [InformationRequest, Check, Appeal]
PANELS = [ReviewRound, Juror, JurorRelation, EntryRelation, Conflict, RoundAssignment]
REVIEWS = [Review, ReviewVersion, Verdict, Announcement, Feedback, Sitting, SittingItem, Recusal]
WORDS = [Commendation, ApplicationPicture]
admin.site.register([*CALL, *APPLICATION, *ELIGIBILITY, *PANELS, *REVIEWS, *WORDS], Repair)
