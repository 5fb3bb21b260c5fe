"""The steps of an edition: findings let pass, frozen, published, followed by the next."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from metronome.accounts.gate import gate
from metronome.ground.refusal import Refusal
from metronome.record.rules import can_note_activities
from metronome.report.actions import compose_edition, refuse_publication, waive
from metronome.report.editions.publishing import ask_to_publish, freeze_as_it_is, publication_of
from metronome.report.enums import EditionState
from metronome.report.models import Edition
from metronome.report.rules import can_compose_editions, can_settle_editions, can_waive_findings
from metronome.report.shown import edition_shown, reading_of

from ..shown import checks_of, consequences_of_freezing, consequences_of_publishing
from .doors import crumbs, done, edition_at, said, whoever


@gate(can_waive_findings)
@require_POST
def let_pass(request: HttpRequest, slug: str) -> HttpResponse:
    """Let a finding of an edition that is being composed pass, with a reason."""
    edition = edition_at(slug)
    if edition.state != EditionState.COMPOSING:
        return redirect("report:composing", slug)
    digest = request.POST.get("finding", "")
    meant = next((one for one in reading_of(edition).findings if one.digest == digest), None)

    def step() -> None:
        if meant is None:
            raise Refusal(gettext("This finding is not there any more: something was changed meanwhile."))
        waive(finding=meant, reason=request.POST.get("reason", ""), by=request.user)

    done(request, step, gettext("Let pass, with your reason and your name."))
    return redirect("report:composing", slug)


@gate(can_settle_editions)
def freeze(request: HttpRequest, slug: str) -> HttpResponse:
    """Keep the rows, texts and figures of an edition for good; what follows is said before."""
    edition = edition_at(slug)
    if request.method == "POST":
        words = gettext("Frozen. Another hand publishes it now.")
        done(
            request,
            lambda: freeze_as_it_is(edition=edition, by=whoever(request)),
            words,
        )
        return redirect("report:composing", slug)
    if edition.state != EditionState.COMPOSING:
        return redirect("report:composing", slug)
    reading = reading_of(edition)
    checks = checks_of(edition, reading.findings, reading, keeps=can_note_activities(request.user))
    context = {"consequences": consequences_of_freezing(edition, checks), "checks": checks, "step": "freeze"}
    return step_page(request, edition, context)


@gate(can_settle_editions)
def publish(request: HttpRequest, slug: str) -> HttpResponse:
    """Have a frozen edition made public with its files, by a worker; what follows is said before."""
    edition = edition_at(slug)
    if request.method == "POST":
        try:
            return redirect("tasks:task", ask_to_publish(edition=edition, by=whoever(request)))
        except Refusal as refusal:
            messages.error(request, said(refusal))
            return redirect("report:composing", slug)
    if edition.state != EditionState.FROZEN or publication_of(edition):
        return redirect("report:composing", slug)
    reading = reading_of(edition)
    checks = checks_of(edition, reading.findings, reading, keeps=can_note_activities(request.user))
    context = {"consequences": consequences_of_publishing(edition), "checks": checks, "step": "publish"}
    return step_page(request, edition, {**context, "refusal": refusal_of(edition, request)})


def refusal_of(edition: Edition, request: HttpRequest) -> str:
    """Why this hand cannot publish the edition; empty where it can."""
    try:
        refuse_publication(edition=edition, by=whoever(request))
    except Refusal as refusal:
        return said(refusal)
    return ""


def step_page(request: HttpRequest, edition: Edition, context: dict[str, object]) -> HttpResponse:
    head = {"edition": edition_shown(edition), "row": edition, "crumbs": crumbs(edition)}
    return render(request, "report/composing/step.html", {**head, **context})


@gate(can_compose_editions)
@require_POST
def follow(request: HttpRequest, slug: str) -> HttpResponse:
    """Begin the edition after one that is frozen or published, with its title, texts and parts."""
    before = edition_at(slug)
    made: list[Edition] = []

    def step() -> None:
        made.append(
            compose_edition(
                period=before.period,
                kind=before.kind,
                about=before.about,
                by=request.user,
                languages=before.languages,
                title=before.title,
            )
        )

    done(request, step, gettext("The next edition is begun, with the texts of the one before."))
    return redirect("report:composing", made[0].slug if made else slug)
