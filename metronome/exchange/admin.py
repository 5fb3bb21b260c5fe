from django.contrib import admin

from metronome.ground.repair import Repair

from .models import (
    Adoption,
    AdoptionStep,
    BudgetClass,
    Claim,
    Collection,
    Condition,
    Expert,
    Flag,
    Practice,
    Verification,
)

admin.site.register(
    [
        Practice,
        Claim,
        Condition,
        Verification,
        Collection,
        BudgetClass,
        Adoption,
        AdoptionStep,
        Expert,
        Flag,
    ],
    Repair,
)
