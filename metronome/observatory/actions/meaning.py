"""Another wording of a definition is an edit; another meaning is a version of its own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.utils.translation import gettext as _

from metronome.ground.refusal import Refusal

from ..engine import refuse_without_engine
from ..given import GivenVersion
from ..models import IndicatorVersion, RoundQuestion
from ..queries import last_number

#: What the numbers of observations are read by, which keep no unit and no point of their own.
READ_BY = ("unit", "decimals")


def refuse_another_meaning(given: Sequence[GivenVersion]) -> None:
    """Raises Refusal where a definition with observations or questions would read them by another unit or with
    another number of places."""
    standing = IndicatorVersion.objects.in_bulk([one.slug for one in given], field_name="slug")
    changed = {
        one.slug: name
        for one in given
        if one.slug in standing
        for name in reversed(READ_BY)
        if getattr(one, name) != getattr(standing[one.slug], name)
    }
    if not changed:
        return
    asked = RoundQuestion.objects.filter(definition__slug__in=changed).values_list("definition__slug", flat=True)
    for slug in sorted({*asked, *_observed(changed)}):
        raise Refusal(
            _("There are values of “%(slug)s”, which would mean something else.") % {"slug": slug},
            field=changed[slug],
            remedy=_("Define a new version of the indicator."),
        )


def _observed(slugs: Collection[str]) -> set[str]:
    """Those of some definitions of which something was ever stated."""
    if not (cutoff := last_number()):
        return set()
    refuse_without_engine()
    from ..facts.reading import stated_of

    return stated_of(cutoff, slugs)
