"""The doors of the design system: the choice of display, and the gallery.

Neither knows who asks. Whoever mounts them says that they are public.
"""

from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from .samples import samples

THEMES = ("device", "light", "dark")
YEAR = 365 * 24 * 60 * 60


# Exempt, so that a public page carries no token and can be kept ready for everybody: a forged request could at most
# turn a page dark.
@csrf_exempt
@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Keep the reader's choice of display in a cookie and go back to the page."""
    chosen = request.POST.get("theme")
    if chosen not in THEMES:
        return HttpResponseBadRequest(
            gettext("The display is one of: device, light, dark."), content_type="text/plain"
        )
    back = request.POST.get("next", "/")
    allowed = url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure())
    answer = HttpResponseRedirect(back if allowed else "/")
    answer.status_code = 303
    answer.set_cookie("theme", chosen, max_age=YEAR, samesite="Lax", secure=request.is_secure(), httponly=True)
    return answer


def gallery(request: HttpRequest) -> HttpResponse:
    """Every component and picture with sample data."""
    return render(request, "design/gallery.html", samples())
