from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from ..enums import ApplicationState
from .call import Call

#: States in which a version counts that was handed in.
HANDED_IN = (
    ApplicationState.SUBMITTED,
    ApplicationState.INFO_REQUESTED,
    ApplicationState.ELIGIBLE,
    ApplicationState.INELIGIBLE,
    ApplicationState.INVITED,
)


class ApplicationQuerySet(models.QuerySet["Application"]):
    def handed_in(self) -> ApplicationQuerySet:
        """Those of which a version counts."""
        return self.filter(state__in=HANDED_IN)

    def at_step(self, step: str) -> ApplicationQuerySet:
        """Those that are eligible in a step, and those that were and went on from it."""
        handed_in = ApplicationVersion.objects.filter(stage=step)
        is_here = Q(stage=step, state=ApplicationState.ELIGIBLE)
        return self.filter(is_here | (~Q(stage=step) & Q(pk__in=handed_in.values("application"))))

    def of_keeper(self, person: int | None) -> ApplicationQuerySet:
        """Those that a person may write."""
        kept = ApplicationKeeper.objects.filter(person=person, until=None)
        return self.filter(pk__in=kept.values("application"))


class Application(models.Model):
    """What a city sends in to a call. `title` and `city` are as typed, in `language`.

    `version` is the number of the version that counts, `submitted_at` the moment of it; neither while nothing was
    handed in. `stage` is the code of the stage to which it was invited, empty in the first step; `outcome` is what it
    came to in its step, as the code of an outcome of the call, empty as long as none was decided.
    `shared_at` is when its city agreed that it is told as a practice; empty while it has not, or no longer does.
    """

    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    code = models.SlugField(max_length=80, unique=True, help_text="By it everybody names the application, for ever.")
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    languages = models.JSONField(default=list, blank=True, help_text="Further languages of its answers.")
    city = models.CharField(max_length=200)
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    state = models.CharField(max_length=14, choices=ApplicationState, default=ApplicationState.DRAFT)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")
    stage = models.SlugField(blank=True)
    outcome = models.SlugField(blank=True)
    is_test = models.BooleanField(default=False, help_text="Made to rehearse; counted nowhere.")
    began_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    version = models.PositiveSmallIntegerField(null=True, blank=True)
    saved = models.PositiveIntegerField(default=0, help_text="How often something was kept in its draft.")
    shared_at = models.DateTimeField(null=True, blank=True)
    shared_by = models.CharField(max_length=200, blank=True)

    objects = ApplicationQuerySet.as_manager()

    class Meta:
        ordering = ("began_at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(submitted_at=None, version=None) | Q(submitted_at__isnull=False, version__isnull=False),
                name="application_handed_in_has_version_and_moment",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=[state.value for state in HANDED_IN]) | Q(version__isnull=False),
                name="application_in_the_running_was_handed_in",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.DRAFT) | Q(version=None), name="application_draft_has_no_version"
            ),
            models.CheckConstraint(
                condition=Q(state=ApplicationState.MERGED, merged_into__isnull=False)
                | (~Q(state=ApplicationState.MERGED) & Q(merged_into=None)),
                name="application_merged_into_another",
            ),
            models.CheckConstraint(
                condition=~Q(state=ApplicationState.INVITED) | (~Q(stage="") & Q(outcome="")),
                name="application_invited_to_a_stage",
            ),
            models.CheckConstraint(
                condition=Q(shared_at=None, shared_by="") | (Q(shared_at__isnull=False) & ~Q(shared_by="")),
                name="application_shared_by_somebody_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return self.code


class ApplicationKeeper(models.Model):
    """That a person may write an application, from a moment until another."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="keepers")
    person = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("since", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application", "person"), condition=Q(until=None), name="application_keeper_once"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.person_id}"


class CoApplicant(models.Model):
    """A city or an organisation that applies with the city, by its name as typed."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="co_applicants")
    name = models.CharField(max_length=200)
    member = models.ForeignKey("network.Member", models.PROTECT, null=True, blank=True, related_name="+")
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2")
    order = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ("order", "pk")
        constraints = (models.UniqueConstraint(fields=("application", "name"), name="co_applicant_once"),)

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """What stands in the draft for a question, kept as it is typed.

    Answers in words have a row for each language; others have one, without a language. `saved` is the number of the
    saving of the application by which the row came: whoever read before that has not seen it.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="answers")
    question = models.SlugField()
    language = models.CharField(max_length=12, blank=True)
    value = models.JSONField(help_text="As the kind of the question has it; files by the name of their content.")
    saved = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("question", "language")
        constraints = (
            models.UniqueConstraint(fields=("application", "question", "language"), name="answer_once_a_language"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.question} {self.language}"


class ApplicationVersion(models.Model):
    """What was handed in, as it was at that moment, for ever. `call_version` is the number of the version of the call
    to which it answers; `sha256` is the digest of the canonical JSON of the whole, as the receipt says it."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    stage = models.SlugField(blank=True, help_text="The step in which it was handed in; empty: the first.")
    call_version = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=200)
    language = models.CharField(max_length=12)
    languages = models.JSONField(default=list, blank=True)
    city = models.CharField(max_length=200)
    country = models.CharField(max_length=2, blank=True)
    co_applicants = models.JSONField(default=list, blank=True)
    answers = models.JSONField(default=list, blank=True)
    sha256 = models.CharField(max_length=64)
    submitted_at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=("application", "number"), name="application_version_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="application_version_from_one"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.number}"


class CallVersion(models.Model):
    """A call as applicants read it: texts, stages, form, rules, criteria and outcomes. The first is frozen when
    somebody begins to apply; what is changed after that makes the next one, to which applicants are asked to consent.
    """

    call = models.ForeignKey(Call, models.CASCADE, related_name="versions")
    number = models.PositiveSmallIntegerField()
    content = models.JSONField(help_text="The call as it is given, frozen.")
    sha256 = models.CharField(max_length=64)
    changes = models.JSONField(default=list, blank=True, help_text="What differs from the version before.")
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("number",)
        constraints = (models.UniqueConstraint(fields=("call", "number"), name="call_version_once"),)

    def __str__(self) -> str:
        return f"{self.call_id} {self.number}"


class Consent(models.Model):
    """That an applicant agreed to go on under a version of the call."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="consents")
    call_version = models.PositiveSmallIntegerField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)

    class Meta:
        ordering = ("call_version",)
        constraints = (models.UniqueConstraint(fields=("application", "call_version"), name="consent_once_a_version"),)

    def __str__(self) -> str:
        return f"{self.application_id} {self.call_version}"


class InformationRequest(models.Model):
    """What the secretariat asks an applicant after the deadline; answered by a version, until a moment."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="requests")
    text = models.TextField()
    until = models.DateTimeField(help_text="The last second in which an answer is taken.")
    asked_at = models.DateTimeField()
    by = models.CharField(max_length=200)
    version = models.PositiveSmallIntegerField(null=True, blank=True, help_text="The version that answered it.")
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("asked_at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application",), condition=Q(closed_at=None), name="one_open_request"),
            models.CheckConstraint(
                condition=Q(version=None) | Q(closed_at__isnull=False), name="answered_request_is_closed"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.asked_at:%Y-%m-%d}"


class Check(models.Model):
    """Whether a version is held to be eligible: found by one person, confirmed or refused by another. Where nothing is
    scored one moderator decides, who did not write it.

    `reasons` are the codes of the rules of the call that it does not meet: at least one where it is not eligible, none
    where it is.
    """

    application = models.ForeignKey(Application, models.CASCADE, related_name="checks")
    version = models.PositiveSmallIntegerField()
    stage = models.SlugField(blank=True)
    is_eligible = models.BooleanField()
    reasons = models.JSONField(default=list, blank=True)
    note = models.TextField(blank=True, help_text="For the secretariat alone.")
    found_at = models.DateTimeField()
    found_by = models.ForeignKey("accounts.Person", models.PROTECT, related_name="+")
    is_moderation = models.BooleanField(default=False, help_text="Decided by one moderator, in a call without scores.")
    is_confirmed = models.BooleanField(null=True, blank=True, help_text="Empty while nobody else has looked.")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    confirmed_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("found_at", "pk")
        constraints = (
            models.UniqueConstraint(
                fields=("application",), condition=Q(is_confirmed=None), name="one_check_waits_for_the_other_hand"
            ),
            models.CheckConstraint(
                condition=Q(is_confirmed=None, confirmed_at=None, confirmed_by=None)
                | Q(is_confirmed__isnull=False, confirmed_at__isnull=False, confirmed_by__isnull=False)
                | Q(is_confirmed=True, confirmed_at__isnull=False, confirmed_by=None, is_moderation=True),
                name="check_confirmed_by_somebody_at_a_moment",
            ),
            models.CheckConstraint(
                condition=Q(confirmed_by=None) | ~Q(confirmed_by=F("found_by")), name="check_by_two_hands"
            ),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.version}"


class Appeal(models.Model):
    """An applicant asks that what two hands found is looked at again; a third hand decides."""

    finding = models.OneToOneField(Check, models.CASCADE, related_name="appeal")
    text = models.TextField()
    at = models.DateTimeField()
    by = models.CharField(max_length=200)
    is_upheld = models.BooleanField(null=True, blank=True, help_text="Empty while it is not decided.")
    answer = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey("accounts.Person", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.CheckConstraint(
                condition=Q(is_upheld=None, decided_at=None, decided_by=None)
                | Q(is_upheld__isnull=False, decided_at__isnull=False, decided_by__isnull=False),
                name="appeal_decided_by_somebody_at_a_moment",
            ),
        )

    def __str__(self) -> str:
        return f"{self.finding_id}"


class Reminder(models.Model):
    """That somebody was reminded of a deadline of an application, so many days before; once."""

    application = models.ForeignKey(Application, models.CASCADE, related_name="reminders")
    person = models.ForeignKey("accounts.Person", models.CASCADE, related_name="+")
    days = models.PositiveSmallIntegerField()
    deadline = models.DateTimeField()
    at = models.DateTimeField()

    class Meta:
        ordering = ("at", "pk")
        constraints = (
            models.UniqueConstraint(fields=("application", "person", "days", "deadline"), name="reminder_once"),
        )

    def __str__(self) -> str:
        return f"{self.application_id} {self.days}"
