"""Terms of calls, and that whoever applied agrees to them."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.ground.hand import Hand, Keys
from metronome.ground.putting import Noun, Part, put
from metronome.ground.refusal import Refusal

from ..given import GivenTermInstalment, GivenTermReport, GivenTerms
from ..models import Agreement, ProjectTerms, TermInstalment, TermReport


def put_terms(*, terms: Iterable[GivenTerms], by: Hand) -> Keys:
    """Put the terms of calls with their parts."""
    parts = {
        "instalments": Part(TermInstalment, "terms", tuple(GivenTermInstalment.__slots__)),
        "reports": Part(TermReport, "terms", tuple(GivenTermReport.__slots__)),
    }
    columns = tuple(name for name in GivenTerms.__slots__ if name != "slug" and name not in parts)
    return put(Noun(ProjectTerms, "terms", columns, parts=parts), terms, by=by)


@transaction.atomic
def agree_to_terms(*, terms: str, application: str, by: object) -> Agreement:
    """Agree that an application becomes a project under terms. Raises Refusal where that was done already."""
    found = ProjectTerms.objects.select_for_update().get(slug=terms)
    if found.agreements.filter(application=application).exists():
        raise Refusal(_("This was agreed to already."))
    agreed = Agreement.objects.create(
        terms=found, application=application, agreed_by=str(by), agreed_on=timezone.localdate()
    )
    audit.note(by=by, verb="agree", subject=f"terms:{terms}", change={"application": [None, application]})
    return agreed
