"""What the pages show, to take along."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse

from metronome.accounts.gate import public
from metronome.design.answers import as_csv, refused

from ..asked import read_wish
from ..comparing import compared
from ..models import IndicatorVersion
from ..shown import latest_definition
from ..tables import RANKING, ranking_rows


@public
def ranking_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The ranking of an indicator as the address asks for it, as a file for spreadsheets."""
    wish = read_wish(request.GET)
    if wish.faults:
        return refused(*wish.faults)
    try:
        found = compared(latest_definition(slug), wish)
    except IndicatorVersion.DoesNotExist:
        raise Http404 from None
    if found is None:
        raise Http404
    return as_csv(RANKING, ranking_rows(found), f"{slug}-{found.year}.csv")
