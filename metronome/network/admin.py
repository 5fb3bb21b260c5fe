from django.contrib import admin

from metronome.ground.repair import Repair

from .models import Alias, Contact, Member, Network, Partner, PartnerKind, Region, Standing

admin.site.register([Alias, Contact, Member, Network, Partner, PartnerKind, Region, Standing], Repair)
