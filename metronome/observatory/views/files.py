"""What the pages show, to take along, to cite, and to put into other pages."""

from __future__ import annotations

from csp.decorators import csp_replace
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_exempt

from metronome.accounts.gate import public
from metronome.design.answers import as_csv, as_file, refused
from metronome.ground.addresses import address
from metronome.ground.refusal import Refusal

from ..asked import read_wish
from ..comparing import compared
from ..engine import refuse_without_engine
from ..exhibits.catalogue import citation_of, exhibit_of, offer, verified
from ..exhibits.exhibit import Exhibit, Unclear
from ..exhibits.formats import TYPES, as_format
from ..models import IndicatorVersion
from ..shown import crumbs, definition_in
from ..tables import RANKING, ranking_rows

#: Rows of a citation that its page shows.
FEW = 12


@public
def ranking_csv(request: HttpRequest, slug: str) -> HttpResponse:
    """The ranking of an indicator as the address asks for it, as a file for spreadsheets."""
    wish = read_wish(request.GET)
    if wish.faults:
        return refused(*wish.faults)
    try:
        found = compared(definition_in(slug, wish.release), wish)
    except IndicatorVersion.DoesNotExist:
        raise Http404 from None
    if found is None:
        raise Http404
    return as_csv(RANKING, ranking_rows(found), f"{slug}-{found.year}.csv")


@public
def take(request: HttpRequest, view: str, format: str) -> HttpResponse:
    """An exhibit as a file."""
    if format not in TYPES:
        raise Http404
    try:
        if format == "parquet":
            refuse_without_engine()
        one = _shown(request, view)
        content = as_format(one, format, citation_of(one))
    except Unclear as error:
        return refused(*error.faults)
    except Refusal as error:
        return refused(error.reason, error.remedy)
    return as_file(content, f"{one.file_name}.{format}", TYPES[format])


@xframe_options_exempt
@csp_replace({"frame-ancestors": ["*"]})  # type: ignore[arg-type]  # its types know no address with parts
@public
def embed(request: HttpRequest, view: str) -> HttpResponse:
    """The picture of an exhibit for a page of somebody else: the only pages that may stand in a frame."""
    try:
        one = _shown(request, view)
    except Unclear as error:
        return refused(*error.faults)
    look = "map" if view == "map" else "text"
    narrow = None if view == "map" else one.draw(360, "class")
    context = {"one": one, "wide": one.draw(720, "class"), "narrow": narrow, "look": look}
    return render(request, "observatory/embed.html", context)


@never_cache
@public
def cite(request: HttpRequest, view: str) -> HttpResponse:
    """A citation: what it says, by which release, and whether it is still so. Looked at anew each time."""
    try:
        one = _shown(request, view)
        found = verified(one, request.GET)
    except Unclear as error:
        return refused(*error.faults)
    asked = request.GET.copy()
    for name in ("release", "on", "mark"):
        asked.pop(name, None)
    context = {
        "one": one,
        "found": found,
        "first": one.rows[:FEW],
        "citation": citation_of(one),
        "offer": offer(one),
        "embed_href": f"{address('observatory:embed', one.view)}?{one.pinned}",
        "now_href": f"{one.page}?{asked.urlencode()}",
        "crumbs": crumbs(),
    }
    return render(request, "observatory/cite.html", context)


def _shown(request: HttpRequest, view: str) -> Exhibit:
    """Raises Unclear, and Http404 where there is nothing to show."""
    if one := exhibit_of(view, request.GET):
        return one
    raise Http404
