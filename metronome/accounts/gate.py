"""The gate: every view says by which rule it opens, or that it is public. A view that says neither does not start.

The permission matrix and the house's tests read the `rule` that a view carries.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

from django.http import Http404, HttpRequest, HttpResponseBase

P = ParamSpec("P")
View = Callable[Concatenate[HttpRequest, P], HttpResponseBase]


class Rule(Protocol):
    """Who may: asked of the person at the door, and of the object where there is one."""

    __name__: str

    def __call__(self, person: Any, *of: Any) -> bool: ...


def public(view: View[P]) -> View[P]:
    """Open to everybody. What the view shows must itself be public."""
    view.rule = "public"  # type: ignore[attr-defined]
    return view


def gate(rule: Rule) -> Callable[[View[P]], View[P]]:
    """Open by a rule that needs no object. Answers 404 when the rule says no: what one may not see is not there."""

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: HttpRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not rule(request.user):
                raise Http404
            return view(request, *args, **kwargs)

        guarded.rule = rule.__name__  # type: ignore[attr-defined]
        return guarded

    return guard
