"""What a member is asked in a collection round: its cells, to answer here or in a workbook."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from metronome.accounts.gate import gate, signed_in
from metronome.design.answers import as_file
from metronome.design.parts import Crumb
from metronome.desk.actions import drop_drafts_of
from metronome.desk.keeping import keep_typed, keeping, sealing, typed_before
from metronome.ground.refusal import Refusal
from metronome.network.queries import members_spoken_for

from ..actions import RefusedAnswers, answer_cells
from ..enums import CellState, RoundState
from ..forms import AnswersForm, WorkbookForm
from ..models import RoundMember
from ..rounds.progress import OWED, cells_of
from ..rounds.workbook import LARGEST, FaultyWorkbook, read_back, written
from ..rules import can_answer

#: The kind of a draft of a member's answers; it is of one member in one round.
DRAFTED = "round-answers"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def asked_of(pk: int) -> RoundMember:
    """What a member is asked in a round that has begun. Raises RoundMember.DoesNotExist."""
    rows = RoundMember.objects.select_related("round", "member").exclude(round__state=RoundState.PREPARED)
    return rows.get(pk=pk)


def found(request: HttpRequest) -> RoundMember:
    return request.found  # type: ignore[attr-defined,no-any-return]


@signed_in
@require_safe
def my_rounds(request: HttpRequest) -> HttpResponse:
    """The rounds in which the members for which somebody speaks are asked."""
    rows = RoundMember.objects.filter(member__in=members_spoken_for(request.user)).select_related("round", "member")
    asked = list(rows.exclude(round__state=RoundState.PREPARED).order_by("-round__begun_at", "member__slug"))
    return render(request, "observatory/my_rounds.html", {"asked": asked})


@sealing
@gate(can_answer, of=asked_of)
@require_http_methods(["GET", "HEAD", "POST"])
def my_round(request: HttpRequest, pk: int) -> HttpResponse:
    """The cells of a member, with what is known of each; takes the answers, and loses nothing that is typed."""
    asked = found(request)
    cells = cells_of(asked)
    if request.method != "POST" or request.POST.get("more"):
        before = request.POST if request.method == "POST" else typed_before(request, DRAFTED)
        form = AnswersForm(cells, before)
        return _page(request, asked, form, before)
    form = AnswersForm(cells, request.POST)
    given = form.answers()
    if given is not None:
        try:
            number = answer_cells(asked=asked, given=given, by=request.user)  # type: ignore[arg-type]
        except RefusedAnswers as refused:
            form.say(refused.refused)
        except Refusal as refusal:
            messages.error(request, " ".join(filter(None, (refusal.reason, refusal.remedy))))
        else:
            return _sent(request, asked, number)
    return _page(request, asked, form, request.POST, status=400)


def _sent(request: HttpRequest, asked: RoundMember, number: int) -> HttpResponse:
    """The answers are kept; then no draft of them is kept any more."""
    drop_drafts_of(kind=DRAFTED, identity=str(asked.pk), by=request.user)  # type: ignore[arg-type]
    messages.success(request, gettext("Answers sent: %(number)d. The secretariat checks them.") % {"number": number})
    return redirect("observatory:my_round", asked.pk)


def _page(
    request: HttpRequest, asked: RoundMember, form: AnswersForm, typed: QueryDict | None = None, *, status: int = 200
) -> HttpResponse:
    states = [one.cell.state for one in form.forms]
    door = reverse("observatory:my_round_draft", args=[asked.pk])
    draft = typed.get("draft", "") if typed else ""
    context = {
        "asked": asked,
        "form": form,
        "owed": sum(state in OWED for state in states),
        "approved": states.count(CellState.APPROVED),
        "is_open": asked.round.state == RoundState.OPEN,
        "workbook": WorkbookForm(),
        "crumbs": _crumbs(),
        "keeping": keeping(request, DRAFTED, identity=str(asked.pk), draft=draft, address=door),
    }
    return render(request, "observatory/my_round.html", context, status=status)


def _crumbs() -> list[Crumb]:
    return [Crumb(label=gettext("Collection rounds"), href=reverse("observatory:my_rounds"))]


@gate(can_answer, of=asked_of)
@require_POST
def my_round_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what is typed, as a draft of one's own."""
    return keep_typed(request, kind=DRAFTED, identity=str(pk))


@gate(can_answer, of=asked_of)
@require_safe
def my_round_workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The cells as a workbook to fill in elsewhere."""
    asked = found(request)
    name = f"{asked.round.slug}-{asked.member.slug}.xlsx"
    return as_file(written(asked, cells_of(asked)), name, XLSX)


@gate(can_answer, of=asked_of)
@require_POST
def my_round_upload(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the answers of a workbook: all of them, or none with what is wrong row by row."""
    asked, form = found(request), WorkbookForm(request.POST, request.FILES)
    faults: Any = ()
    reason = ""
    if not form.is_valid():
        reason = gettext("Choose the workbook.")
    elif form.cleaned_data["upload"].size > LARGEST:
        reason = gettext("The file is larger than five megabytes.")
    else:
        try:
            return _taken(request, asked, form.cleaned_data["upload"])
        except FaultyWorkbook as faulty:
            faults, reason = faulty.faults, faulty.reason
        except Refusal as refusal:
            reason = " ".join(filter(None, (refusal.reason, refusal.remedy)))
    context = {"asked": asked, "faults": faults, "reason": reason, "crumbs": _crumbs(), "title": asked.round.title}
    return render(request, "observatory/my_round_faults.html", context, status=400)


def _taken(request: HttpRequest, asked: RoundMember, upload: Any) -> HttpResponse:
    given, rows = read_back(cells_of(asked), upload.read(), upload.name)
    try:
        number = answer_cells(asked=asked, given=given, by=request.user)  # type: ignore[arg-type]
    except RefusedAnswers as refused:
        raise FaultyWorkbook.of(refused.refused, rows) from refused
    return _sent(request, asked, number)
