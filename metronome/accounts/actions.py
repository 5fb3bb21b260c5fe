"""What may be done with accounts."""

from __future__ import annotations

from django.db import transaction

from metronome.ground import audit

from .models import Person


@transaction.atomic
def admit_operator(*, email: str, password: str, by: object) -> Person:
    """Let somebody open the repair desk, or give them a new password."""
    person = Person.objects.filter(email=email.lower()).first()
    if person is None:
        person = Person.objects.create_superuser(email, password)
    else:
        person.is_staff = person.is_superuser = person.is_active = True
        person.set_password(password)
        person.save()
    audit.note(by=by, verb="admit", subject=str(person), change={"role": [None, "operator"]})
    return person
