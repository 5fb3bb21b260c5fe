"""The gate: every view says by which rule it opens, or that it is public. A view that says neither does not start.

A visitor before a closed door is asked to sign in, whether or not there is anything behind it. Somebody signed in
whom the rule refuses is answered 404: what one may not see is not there. The permission matrix and the house's tests
read `rule` (its name), `rule_words`, `roles` (who may come in) and `is_of_something` (whether it is asked of an
object) off a view.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from functools import lru_cache, wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.cache import add_never_cache_headers
from django.utils.http import http_date

from .enums import Role

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]
Anybody = TypeVar("Anybody", bound=Callable[..., bool])

#: Longer addresses are nobody's page; a redirect that repeats one would be refused.
LONGEST = 2000
EVERYBODY = frozenset(Role)
SIGNED_IN = EVERYBODY - {Role.VISITOR}


class Rule(Protocol):
    """Who may: asked of the person at the door, and of the object where there is one."""

    __name__: str
    __doc__: str | None

    def __call__(self, person: Any, *of: Any) -> bool: ...


def of_roles(*roles: Role) -> Callable[[Anybody], Anybody]:
    """Declares which roles a rule lets in; where it is asked of an object, for that object."""

    def declare(rule: Anybody) -> Anybody:
        rule.roles = frozenset(roles)  # type: ignore[attr-defined]
        return rule

    return declare


def declared(view: Any, *, rule: str, words: str, roles: Iterable[Role]) -> None:
    """Write on a view who may come in."""
    view.rule, view.rule_words, view.roles = rule, words, frozenset(roles)


def public(view: View[P]) -> View[P]:
    """Open to everybody. What the view shows must itself be public."""
    declared(view, rule="public", words="Everybody.", roles=EVERYBODY)
    return view


def public_with_more(rule: Rule) -> Callable[[View[P]], View[P]]:
    """Open to everybody for what is public. Whom the rule lets in is shown more (`request.sees_more`), on a page that
    is kept nowhere."""

    def open_to_all(view: View[P]) -> View[P]:
        @wraps(view)
        def shown(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            request.sees_more = rule(request.user)  # type: ignore[attr-defined]
            response = view(request, *args, **kwargs)
            if request.sees_more:  # type: ignore[attr-defined]
                add_never_cache_headers(response)
            return response

        more = (rule.__doc__ or "").strip().split("\n")[0]
        declared(shown, rule="public", words=f"Everybody. More is shown to: {more}", roles=EVERYBODY)
        return shown

    return open_to_all


def never_kept(response: HttpResponseBase) -> None:
    """Say that an answer is kept nowhere: what Django would say, without reading and writing it part by part."""
    if "Cache-Control" in response.headers or "Expires" in response.headers:
        add_never_cache_headers(response)
        return
    response.headers["Expires"] = _day_of(int(time.time()))
    response.headers["Cache-Control"] = "max-age=0, no-cache, no-store, must-revalidate, private"


@lru_cache(maxsize=1)
def _day_of(second: int) -> str:
    return http_date(second)


def personal(view: View[P]) -> View[P]:
    """Open to everybody, but made for one reader, such as a form: never kept, neither here nor on the way."""

    @wraps(view)
    def unkept(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return public(unkept)


def signed_in(view: View[P]) -> View[P]:
    """Open to whoever has signed in, for what is their own."""
    return _guarded(view, rule="signed_in", words="Whoever has signed in, for what is their own.", roles=SIGNED_IN)


def gate(rule: Rule, *, of: Callable[..., Any] | None = None) -> Callable[[View[P]], View[P]]:
    """Open by a rule. `of` finds the object from the parts of the address, and the rule is asked about it.

    The object found is on the request as `found`. An object that is not there, or that the rule refuses, answers 404.
    """

    def guard(view: View[P]) -> View[P]:
        words = (rule.__doc__ or "").strip().split("\n")[0]
        return _guarded(
            view, rule=rule.__name__, words=words, roles=getattr(rule, "roles", frozenset()), ask=rule, of=of
        )

    return guard


def _guarded(
    view: View[P],
    *,
    rule: str,
    words: str,
    roles: Iterable[Role],
    ask: Rule | None = None,
    of: Callable[..., Any] | None = None,
) -> View[P]:
    @wraps(view)
    def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.user.is_authenticated:
            # A part of a page that stands open: the page of the sign-in would come into its middle.
            if "HX-Request" in request.headers:
                return HttpResponse(status=401)
            return redirect_to_login(_way_back(request))
        found = () if of is None else (_found(of, kwargs),)
        if ask is not None and not ask(request.user, *found):
            raise Http404
        if found:
            request.found = found[0]  # type: ignore[attr-defined]
        response = view(request, *args, **kwargs)
        never_kept(response)
        return response

    declared(guarded, rule=rule, words=words, roles=roles)
    guarded.is_of_something = of is not None  # type: ignore[attr-defined]
    return guarded


def _way_back(request: HttpRequest) -> str:
    """Where to go after signing in. What was sent is not sent again; only a page is come back to."""
    page = request.get_full_path()
    can_return = request.method in ("GET", "HEAD") and len(page) <= LONGEST
    return page if can_return else reverse("accounts:me")


def _found(of: Callable[..., Any], parts: Any) -> Any:
    try:
        return of(**parts)
    except ObjectDoesNotExist as error:
        raise Http404 from error
