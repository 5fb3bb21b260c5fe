"""The doors to lists that come in: handing in, columns, preview, names, committing."""

from __future__ import annotations

from dataclasses import asdict, replace

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext, ngettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.design.answers import as_csv
from metronome.desk.rules import can_keep, can_review
from metronome.ground.refusal import Refusal
from metronome.tasks.rules import can_follow

from ..lists import actions
from ..lists.busy import task_at
from ..lists.catalogue import LISTINGS
from ..lists.enums import Fate, State
from ..lists.exporting import FORMATS, guarded
from ..lists.forms import ENCODINGS, choices_in, kind_in, picks_in
from ..lists.handed_in import choices_of, import_at
from ..lists.incoming import Choices
from ..lists.shown import (
    columns_page,
    crumbs,
    imports_of,
    imports_shown,
    mappings_of,
    preview_shown,
    refused_table,
    tabs_of,
)
from ..models import Import, SavedMapping
from ..rules import can_commit_import, can_see_import

PAGE = 50
#: What says where the columns of a file are.
CUTS = ("sheet", "encoding", "delimiter", "header_row")


def said(request: HttpRequest, refusal: Refusal) -> None:
    messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))


@gate(can_keep)
def imports(request: HttpRequest) -> HttpResponse:
    """What was handed in and is not on record yet, every list as a file, and the way to hand one in."""
    page = Paginator(imports_of(request.user), PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "rows": imports_shown(list(page)),
        "listings": LISTINGS.values(),
        "chosen": kind_in(request.GET),
        "formats": list(FORMATS),
        "mappings": mappings_of(""),
        "most": settings.UPLOAD_LIMIT,
    }
    return render(request, "intake/imports.html", context)


@gate(can_keep)
@require_POST
def hand_in(request: HttpRequest) -> HttpResponse:
    """Keep a file, and go on to what its columns are."""
    file = request.FILES.get("upload")
    if file is None:
        messages.error(request, gettext("Choose a file first."))
        return redirect("intake:imports")
    kind, choices = kind_in(request.POST), Choices()
    if saved := SavedMapping.objects.filter(pk=number_in(request.POST.get("mapping", ""))).first():
        kind, choices = saved.kind, choices_of(saved)
    try:
        content = file.read(settings.UPLOAD_LIMIT * 1_000_000 + 1)
        found = actions.hand_in(content=content, name=file.name or "", kind=kind, choices=choices, by=request.user)
    except Refusal as refusal:
        said(request, refusal)
        return redirect("intake:imports")
    return redirect("intake:columns", found.pk)


def number_in(text: str) -> int:
    """The number of a row; 0, which none has, for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


@gate(can_see_import, of=import_at)
def columns(request: HttpRequest, number: int) -> HttpResponse:
    """How a file is read, and what each of its columns is; whoever has said so goes on to the preview."""
    found: Import = request.found  # type: ignore[attr-defined]
    choices = choices_of(found)
    if request.method == "POST":
        return columns_chosen(request, found)
    if task_at(found):
        return redirect("intake:import", number)
    context = {"found": found, "shown": columns_page(found, choices), "choices": choices, **options()}
    return render(request, "intake/columns.html", {**context, "crumbs": crumbs(found)})


def options() -> dict[str, object]:
    """What can be chosen of how a file is read."""
    delimiters = {
        ",": gettext("commas"),
        ";": gettext("semicolons"),
        "\t": gettext("tabs"),
        "|": gettext("vertical bars"),
    }
    return {
        "listings": LISTINGS.values(),
        "encodings": [one for one in ENCODINGS if one],
        "delimiters": list(delimiters.items()),
        "decimals": [(".", gettext("1.5 with a point")), (",", gettext("1,5 with a comma"))],
        "orders": [("dmy", gettext("the day first")), ("mdy", gettext("the month first"))],
    }


def columns_chosen(request: HttpRequest, found: Import) -> HttpResponse:
    """Keep what was said; with `do=look` look at every row."""
    kind, names = kind_in(request.POST), request.POST.getlist("column")
    wanted = choices_in(request.POST, names)
    if kind != found.kind or any(getattr(wanted, name) != value for name, value in how(found).items()):
        wanted = replace(wanted, columns={})  # cut in another way it may have other columns
    try:
        actions.choose(found=found, kind=kind, choices=wanted, by=request.user)
        if name := request.POST.get("save_as", "").strip():
            actions.save_mapping(kind=kind, name=name, choices=wanted, by=request.user)
        if request.POST.get("do") != "look" or not wanted.columns:
            return redirect("intake:columns", found.pk)
        return onward(found, actions.look_or_ask(found=found, by=request.user))
    except Refusal as refusal:
        said(request, refusal)
        return redirect("intake:columns", found.pk)


def onward(found: Import, task: int | None) -> HttpResponse:
    """To the task that was asked for, else to what came of the file."""
    return redirect("tasks:task", task) if task else redirect("intake:import", found.pk)


def how(found: Import) -> dict[str, object]:
    """How a file is cut into columns. What numbers and days mean in them changes none."""
    return {name: value for name, value in asdict(choices_of(found)).items() if name in CUTS}


@gate(can_see_import, of=import_at)
def preview(request: HttpRequest, number: int) -> HttpResponse:
    """What would become of each row, by its fate; the names that nobody knows; the way on record."""
    found: Import = request.found  # type: ignore[attr-defined]
    task = task_at(found)
    if found.state == State.HANDED_IN and not task:
        return redirect("intake:columns", found.pk)
    fate = request.GET.get("fate", "")
    rows = found.rows.filter(fate=fate) if fate in Fate.values else found.rows.all()
    page = Paginator(rows, PAGE).get_page(request.GET.get("page"))
    person = {
        "follows": task and can_follow(request.user, task),
        "commits": can_commit_import(request.user, found),
        "reviews": can_review(request.user),
    }
    context = {"found": found, "page": page, "tabs": tabs_of(found, fate), "task": task, "crumbs": crumbs(), **person}
    context |= preview_shown(found, page, is_busy=task is not None)
    return render(request, "intake/preview.html", context)


@gate(can_see_import, of=import_at)
@require_POST
def names(request: HttpRequest, number: int) -> HttpResponse:
    """Say whom spellings mean, and look again."""
    found: Import = request.found  # type: ignore[attr-defined]
    try:
        actions.decide(found=found, picks=picks_in(request.POST, found), by=request.user)
        return onward(found, actions.look_or_ask(found=found, by=request.user))
    except Refusal as refusal:
        said(request, refusal)
        return redirect("intake:import", found.pk)


@gate(can_commit_import, of=import_at)
@require_POST
def commit(request: HttpRequest, number: int) -> HttpResponse:
    """Put the rows on record: all or none, or those that are accepted; at once, or by a worker."""
    found: Import = request.found  # type: ignore[attr-defined]
    try:
        task = actions.commit_or_ask(found=found, whole=request.POST.get("rows") == "all", by=request.user)
    except Refusal as refusal:
        said(request, refusal)
        return redirect("intake:import", found.pk)
    if not task:
        words = ngettext("%(count)s row is on record.", "%(count)s rows are on record.", found.promised)
        messages.success(request, words % {"count": found.promised})
    return onward(found, task)


@gate(can_see_import, of=import_at)
@require_POST
def throw_away(request: HttpRequest, number: int) -> HttpResponse:
    """Forget a file; what it put on record stays."""
    try:
        actions.throw_away(found=request.found, by=request.user)  # type: ignore[attr-defined]
    except Refusal as refusal:
        said(request, refusal)
        return redirect("intake:import", number)
    messages.success(request, gettext("The file is kept no more."))
    return redirect("intake:imports")


@gate(can_see_import, of=import_at)
def refused_rows(request: HttpRequest, number: int) -> HttpResponse:
    """The refused rows as a file to mend, each with what is wrong."""
    header, rows = refused_table(request.found)  # type: ignore[attr-defined]
    return as_csv(header, ([guarded(cell) for cell in row] for row in rows), f"refused-{number}.csv")
