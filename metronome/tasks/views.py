"""The doors to tasks: those of whoever is signed in, one of them, and taking it back."""

from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.design.parts import Crumb
from metronome.ground.refusal import Refusal

from .actions import cancel as cancel_task
from .models import Task
from .queries import is_anybody_working, tasks_of
from .rules import can_follow, can_see_all_tasks
from .shown import tabs, task_shown, tasks_shown

PAGE = 50


def task_of(number: int) -> Task:
    return Task.objects.get(pk=number)


@signed_in
@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What whoever is signed in has asked for; what everybody has, for those who may see it."""
    may_see_all = can_see_all_tasks(request.user)
    every = may_see_all and request.GET.get("of") == "all"
    page = Paginator(Task.objects.all() if every else tasks_of(request.user), PAGE).get_page(request.GET.get("page"))
    shown = tasks_shown(page.object_list)
    context = {"page": page, "tasks": shown, "tabs": tabs(every=every) if may_see_all else (), "every": every}
    is_alone = any(one.task.is_open for one in shown) and not is_anybody_working()
    return render(request, "tasks/tasks.html", {**context, "is_alone": is_alone})


@gate(can_follow, of=task_of)
@require_safe
def task(request: HttpRequest, number: int) -> HttpResponse:
    """One task: how far it is, or how it ended. While it is open the page looks again by itself."""
    found: Task = request.found  # type: ignore[attr-defined]
    context = {"one": task_shown(found), "is_alone": found.is_open and not is_anybody_working()}
    if "HX-Request" in request.headers:
        return render(request, "tasks/stand.html", context)
    crumbs = [Crumb(label=gettext("Tasks"), href=reverse("tasks:tasks"))]
    return render(request, "tasks/task.html", {**context, "crumbs": crumbs})


@gate(can_follow, of=task_of)
@require_POST
def cancel(request: HttpRequest, number: int) -> HttpResponse:
    """Take a task back."""
    try:
        found = cancel_task(task=request.found, by=request.user)  # type: ignore[attr-defined]
    except Refusal as refusal:
        messages.error(request, refusal.reason)
    else:
        said = gettext("It will stop as soon as it can.") if found.is_open else gettext("The task is cancelled.")
        messages.success(request, said)
    return redirect("tasks:task", number)
