"""The doors of statements: the sets and their archive, the statement of one member with its figures and its file."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate
from metronome.design.answers import as_file
from metronome.design.parts import Crumb
from metronome.network.queries import the_network
from metronome.network.shown import calendar_of
from metronome.record.shown import latest_day, period_of_the_record
from metronome.report.composing.forms import Arrangement
from metronome.report.composing.shown import periods_offered
from metronome.report.models import Statement, StatementSet
from metronome.report.rendering.pictures import days_of_statement
from metronome.report.rules import can_compose_editions, can_read_statement, can_see_editions_in_preparation
from metronome.report.shown import TYPES, figure_shown
from metronome.tasks.actions import enqueue

from .queries import archive_of, file_name_of, file_of, next_number, reading_of_statement
from .shown import content_of_statement, kinds_offered, members_shown, others_of, set_shown, sets_shown


def statement_at(set: str, member: str, **_parts: object) -> Statement:
    """The statement that an address names. Raises Statement.DoesNotExist."""
    return Statement.objects.select_related("set", "member").get(set__slug=set, member__slug=member)


def found(request: HttpRequest) -> Statement:
    """The statement that whoever has come in may read."""
    statement: Statement = request.found  # type: ignore[attr-defined]
    return statement


# All of them


@gate(can_see_editions_in_preparation)
@require_safe
def sets(request: HttpRequest) -> HttpResponse:
    """The statements of every period, and the way to make those of one."""
    calendar, today = calendar_of(the_network()), timezone.localdate()
    context = {
        "sets": sets_shown(),
        "kinds": kinds_offered(),
        "periods": periods_offered(calendar, latest=latest_day() or today, today=today),
        "chosen": str(period_of_the_record(calendar, today=today)),
        "composes": can_compose_editions(request.user),
    }
    return render(request, "report/statements/sets.html", context)


@gate(can_compose_editions)
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Ask for the statements of a period, as a task."""
    network = the_network()
    wish = Arrangement(request.POST, network.languages if network else [])
    period = wish.period(calendar_of(network))
    if network is None or period is None or wish.kind.about != "member":
        messages.error(request, " ".join(wish.faults) or gettext("Reports of this kind are not about a member."))
        return redirect("report:statements")
    first, last = period.ends
    given = {"first": first.isoformat(), "last": last.isoformat(), "kind": wish.kind.slug}
    with transaction.atomic():
        number = next_number(period, wish.kind.slug)
        once = f"report.statements:{wish.kind.slug}:{period}:{number}"[:120]
        task = enqueue(task="report.statements", by=request.user, once=once, number=number, **given)
    return redirect("tasks:task", task)


@gate(can_see_editions_in_preparation)
@require_safe
def statement_set(request: HttpRequest, set: str) -> HttpResponse:
    """The statements of a period, member by member, each alone or all in one archive."""
    row = get_object_or_404(StatementSet, slug=set)
    context = {"set": set_shown(row), "row": row, "statements": members_shown(row), "crumbs": crumbs()}
    return render(request, "report/statements/set.html", context)


@gate(can_see_editions_in_preparation)
@require_safe
def archive(request: HttpRequest, set: str) -> HttpResponse:
    """The statements of a period in one ZIP file."""
    row = get_object_or_404(StatementSet, slug=set)
    return as_file(archive_of(row), f"{row.slug}.zip", "application/zip")


# One of them


@gate(can_read_statement, of=statement_at)
@require_safe
def statement(request: HttpRequest, set: str, member: str) -> HttpResponse:
    """The statement of a member as a page, in the reader's language."""
    row = found(request)
    content = content_of_statement(row)
    context = {
        "row": row,
        "content": content,
        "days": days_of_statement(content, "class"),
        "others": others_of(row),
    }
    return render(request, "report/statements/statement.html", context)


@gate(can_read_statement, of=statement_at)
@require_safe
def statement_file(request: HttpRequest, set: str, member: str) -> HttpResponse:
    """The statement of a member as it was made: a PDF in the member's language."""
    row = found(request)
    return as_file(file_of(row), f"{row.set.slug}-{file_name_of(row)}", TYPES["pdf"])


@gate(can_read_statement, of=statement_at)
@require_safe
def figure(request: HttpRequest, set: str, member: str, id: str) -> HttpResponse:
    """A figure of a statement: what it means, its value, its rows."""
    row = found(request)
    reading = reading_of_statement(row)
    if id not in reading.figures:
        raise Http404
    context: dict[str, Any] = {"shown": figure_shown(reading, id), "crumbs": crumbs(row), "history": []}
    return render(request, "report/figure.html", context)


def crumbs(row: Statement | None = None) -> list[Crumb]:
    """The pages above one: of a statement itself, what its reader may open."""
    if row is None:
        return [Crumb(label=gettext("Statements for the members"), href=reverse("report:statements"))]
    return [
        Crumb(
            label=content_of_statement(row).title,
            href=reverse("report:statement", args=[row.set.slug, row.member.slug]),
        )
    ]
