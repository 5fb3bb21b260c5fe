"""A whole edition with made-up applications, from opening to winners and feedback."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.core import mail

from metronome.calls.actions.rehearsing import Figures, rehearse
from metronome.calls.dossier.verifying import verify_dossier
from metronome.calls.dossier.writing import write_dossier
from metronome.calls.models import Application, Call, Conflict, Feedback, Review
from metronome.ground import audit

pytestmark = [pytest.mark.django_db]
pytest.importorskip("scipy", reason="scipy (the extra `calls`) is not installed")


def tried(tmp_path: Path, applications: int, cities: int, jurors: int) -> tuple[Call, Figures]:
    figures = rehearse(slug="rehearsal", by="operator", applications=applications, cities=cities, jurors=jurors)
    call = Call.objects.get(slug="rehearsal")
    for found in call.rounds.all():
        folder = write_dossier(found, tmp_path / found.panel)
        assert verify_dossier(folder) == []
    return call, figures


def test_a_small_edition_comes_to_winners_and_every_step_is_recomputed(tmp_path, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        call, figures = tried(tmp_path, applications=30, cities=20, jurors=6)
    told = (
        "applications",
        "cities",
        "too late",
        "eligible",
        "not eligible",
        "duplicates",
        "appeals",
        "asked for more",
    )
    assert [figures.counts[name] for name in told] == [30, 20, 2, 27, 2, 1, 2, 1]
    assert figures.counts["reviews"] == 81
    assert (figures.counts["shortlisted"], figures.counts["winner"]) == (15, 5)
    assert Application.objects.filter(call=call, outcome="winner").count() == 5
    assert Application.objects.filter(call=call, outcome="shortlisted").count() == 10
    assert Feedback.objects.filter(application__call=call).count() == 29
    assert not Application.objects.filter(call=call, is_test=False).exists()
    assert mail.outbox == []
    barred = set(Conflict.objects.filter(ended_at=None).values_list("application", "juror"))
    assert barred
    assert not barred & set(Review.objects.filter(state="sent").values_list("application", "juror"))
    assert audit.verify() == []


@pytest.mark.slow
def test_a_whole_edition_of_273_applications_and_11_jurors(tmp_path):
    call, figures = tried(tmp_path, applications=273, cities=175, jurors=11)
    print(figures)
    assert figures.counts["cities"] == 175
    assert (figures.counts["applications"], figures.counts["too late"]) == (273, 2)
    assert (figures.counts["eligible"], figures.counts["not eligible"]) == (248, 24)
    assert figures.counts["reviews"] == 744
    assert figures.counts["feedback"] == 272
    assert figures.seconds["assignment"] < 60
    assert figures.counts["truly best among the shortlisted"] >= 8
    assert Application.objects.filter(call=call, outcome="winner").count() == 5
