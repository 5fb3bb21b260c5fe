from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, Self, TypeVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from metronome.ground.once import NUMBER, Once

from .enums import APPOINTED, Rhythm, Role

Granted = TypeVar("Granted", bound="Grant", covariant=True)


class PersonManager(BaseUserManager["Person"]):
    def get(self, *args: Any, **conditions: Any) -> Person:
        """As ever; by number alone, as each request asks for whoever is signed in, by SQL that is made once."""
        if args or set(conditions) != {"pk"} or not isinstance(conditions["pk"], int):
            return super().get(*args, **conditions)
        for person in _ASKED.rows(number=conditions["pk"]):
            return person
        raise self.model.DoesNotExist

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """A person who can sign in; without a password only by other means.

        Raises ValueError without an e-mail address.
        """
        if not email:
            raise ValueError("a person signs in by an e-mail address")
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> Person:
        """An operator: may open the repair desk."""
        return self.create_user(email, password, **{**fields, "is_staff": True, "is_superuser": True})


class Person(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in. What they may do follows from grants that live in the rooms of their objects."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=200, blank=True)
    language = models.CharField(max_length=12, blank=True)
    digest = models.CharField(max_length=6, choices=Rhythm, blank=True, help_text="Empty: as the roles suggest.")
    zone = models.CharField(max_length=64, blank=True, help_text="By whose clock deadlines are told them as well.")
    is_active = models.BooleanField(default=True)
    is_staff = models.BooleanField(default=False)

    objects = PersonManager()

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name_plural = "people"

    def __str__(self) -> str:
        return f"person:{self.pk}"


def _of(number: int) -> models.QuerySet[Person]:
    return Person.objects.filter(pk=number)


_ASKED = Once(_of, number=NUMBER)


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    def standing(self, at: datetime | None = None) -> AppointmentQuerySet:
        """Those that hold at a moment, without one now."""
        at = at or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=at), since__lte=at)


class Appointment(models.Model):
    """A role for the whole network, given to a person for a time. `by` is the hand, as an audit line names it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="appointments")
    role = models.CharField(max_length=30, choices=[(role.value, role.label) for role in APPOINTED])
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=200)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        ordering = ("since", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["person", "role"], condition=Q(until=None), name="accounts_appointment_once"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="accounts_appointment_ends_after"
            ),
            models.CheckConstraint(
                condition=Q(role__in=[role.value for role in APPOINTED]), name="accounts_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person}:{Role(self.role).value}"


class GrantQuerySet(models.QuerySet[Granted]):
    def standing(self, now: datetime | None = None) -> Self:
        """Those that hold at a moment, else now."""
        now = now or timezone.now()
        return self.filter(Q(until=None) | Q(until__gt=now), since__lte=now)


class Grant(models.Model):
    """That a person may do something for one thing, for a time. The room of the thing keeps the grant; `by` is the
    hand, as an audit line names it."""

    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+")
    since = models.DateTimeField(default=timezone.now)
    until = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=200)

    class Meta:
        abstract = True
        ordering = ("since", "pk")


class SignInLink(models.Model):
    """A link that lets one person in once: an invitation, or the way into a demo. Only its digest is kept."""

    person = models.ForeignKey(Person, on_delete=models.CASCADE, related_name="links")
    digest = models.CharField(max_length=64, unique=True)
    made_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("made_at", "pk")

    def __str__(self) -> str:
        return f"link:{self.pk}"
