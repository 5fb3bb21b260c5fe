"""Instalments: that one was paid is noted once, and only when its conditions are met."""

from __future__ import annotations

from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.refusal import Refusal

from ..entered import locked, refuse_day_to_come
from ..enums import DeliveryKind
from ..ledger import missing_of
from ..models import Payment
from ..phrases import missing_in_words
from ..queries import accepted_codes, labels_of


@transaction.atomic
def pay_instalment(*, project: str, code: str, on: date, reference: str = "", by: object) -> Payment:
    """Note that an instalment was paid, whole, on a day. The bank pays; this is the record of it.

    Raises Refusal for an instalment that the project has not, for one that was paid, for one whose conditions are not
    met on that day, and for a day to come.
    """
    found = locked(project)
    instalment = found.instalments.filter(code=code).first()
    if instalment is None:
        raise Refusal(_("“%(code)s” is not in this project.") % {"code": code}, field="code")
    if found.payments.filter(instalment=code).exists():
        raise Refusal(_("This instalment was paid already."))
    refuse_day_to_come(on, "on")
    reports, outputs = (accepted_codes(found, kind, on) for kind in (DeliveryKind.REPORT, DeliveryKind.OUTPUT))
    missing = missing_of(instalment, reports=reports, outputs=outputs, today=on)
    if missing:
        raise Refusal(
            _("This instalment is not due on that day: %(missing)s.")
            % {"missing": missing_in_words(missing, labels_of(found))},
            field="on",
        )
    payment = Payment.objects.create(
        project=found,
        instalment=code,
        amount=instalment.amount,
        currency=instalment.currency,
        paid_on=on,
        reference=reference.strip(),
        paid_by=str(by),
    )
    told = {"amount": str(instalment.amount), "currency": instalment.currency, "paid_on": on.isoformat()}
    change = {name: [None, value] for name, value in told.items()}
    audit.note(by=by, verb="pay", subject=f"payment:{found.slug}/{code}", change=change)
    return payment
