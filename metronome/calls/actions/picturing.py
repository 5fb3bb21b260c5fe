"""A picture of what a city applies with: the city gives one and takes it back; another hand accepts it."""

from __future__ import annotations

from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.deposits import deposit_picture, size_of_picture
from metronome.ground.refusal import Refusal
from metronome.ground.text import Text

from ..judging.commended import is_told
from ..models import Application, ApplicationPicture
from ..models.applications import HANDED_IN

#: Megabytes of a picture as it is handed in, points of its longer side as it is kept, characters of what it shows.
LARGEST, POINTS, LONGEST = 15, 1600, 500


@transaction.atomic
def give_picture(
    *, application: Application, content: bytes, credit: str, alternative: str, agrees: bool, by: object
) -> ApplicationPicture:
    """Give a picture for the case that results name the application, instead of the one before.

    Raises Refusal where nothing counts that was handed in; without consent, credit or words for those who cannot see
    it; and for what is no picture or too large.
    """
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    if locked.state not in HANDED_IN or locked.call.is_moderated:
        raise Refusal(_("A picture belongs to an application that was handed in."))
    credit, alternative = credit.replace("\x00", "").strip(), alternative.replace("\x00", "").strip()
    if not credit:
        raise Refusal(_("Say whose picture it is."), field="credit")
    if not alternative:
        raise Refusal(_("Say in words what can be seen, for those who cannot see it."), field="alternative")
    if not agrees:
        raise Refusal(
            _("Only a picture to whose publication your city agrees can be shown."),
            field="agrees", remedy=_("Say that your city agrees to that."),
        )  # fmt: skip
    if len(content) > LARGEST * 1_000_000:
        reason = _("This file is larger than %(most)s MB.") % {"most": LARGEST}
        raise Refusal(reason, field="upload", remedy=_("Make it smaller."))
    name = deposit_picture(content, within=POINTS)
    width, height = size_of_picture(name)
    before = _end(locked)
    made = ApplicationPicture.objects.create(
        application=locked, file=name, width=width, height=height, credit=credit[:200],
        alternative=Text.of({locked.language: alternative[:LONGEST]}, source=locked.language),
        given_at=timezone.now(), given_by=str(by),
    )  # fmt: skip
    change = {"picture": [before, name], "credit": made.credit}
    audit.note(by=by, verb="picture", subject=f"application:{locked.code}", change=change, public=is_told(locked))
    return made


@transaction.atomic
def take_picture_back(*, application: Application, by: object) -> None:
    """The city no longer agrees that its picture is shown: nobody sees it from now on. Raises Refusal where there is
    none."""
    locked = Application.objects.select_for_update(of=("self",)).select_related("call").get(pk=application.pk)
    before = _end(locked)
    if before is None:
        raise Refusal(_("There is no picture."))
    change, subject = {"picture": [before, None]}, f"application:{locked.code}"
    audit.note(by=by, verb="picture", subject=subject, change=change, public=is_told(locked))


@transaction.atomic
def accept_picture(*, application: Application, file: str, alternative: Mapping[str, str], by: object) -> None:
    """Accept the picture that was looked at, so that it can be shown, with what it shows in further languages.

    Raises Refusal where the city has taken it back or given another since.
    """
    found = _seen(application, file)
    source = found.alternative.source or application.language
    said = {code: words.replace("\x00", "").strip()[:LONGEST] for code, words in alternative.items()}
    # What the city itself says is not taken away by an empty box.
    found.alternative = Text.of({**said, source: said.get(source) or found.alternative.texts[source]}, source=source)
    found.accepted_at, found.accepted_by = timezone.now(), str(by)
    found.save(update_fields=["alternative", "accepted_at", "accepted_by"])
    change, subject = {"file": file, "is_accepted": [False, True]}, f"application:{application.code}"
    audit.note(by=by, verb="accept picture", subject=subject, change=change, public=is_told(application))


@transaction.atomic
def stop_showing(*, application: Application, file: str, by: object) -> None:
    """Show an accepted picture no longer; the city's consent stands. Raises Refusal as accepting does."""
    found = _seen(application, file)
    found.accepted_at, found.accepted_by = None, ""
    found.save(update_fields=["accepted_at", "accepted_by"])
    change, subject = {"file": file, "is_accepted": [True, False]}, f"application:{application.code}"
    audit.note(by=by, verb="accept picture", subject=subject, change=change, public=is_told(application))


def _seen(application: Application, file: str) -> ApplicationPicture:
    found = application.pictures.select_for_update().filter(ended_at=None, file=file).first()
    if found is None:
        raise Refusal(_("The city has taken this picture back, or given another."), remedy=_("Look at it again."))
    picture: ApplicationPicture = found
    return picture


def _end(application: Application) -> str | None:
    """End the picture that stands, within the transaction of the caller; its name, None where there was none."""
    found = application.pictures.filter(ended_at=None).first()
    if found is None:
        return None
    found.ended_at = timezone.now()
    found.save(update_fields=["ended_at"])
    return str(found.file)
