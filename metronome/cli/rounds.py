"""The command of collection rounds: which there are, how far one is, and its next step."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from metronome.cli.instance import actor, make_ready, network
from metronome.cli.terminal import FEW, command, heading, say, say_json, table
from metronome.ground.refusal import Refusal

if TYPE_CHECKING:
    from metronome.observatory.models import Round
    from metronome.observatory.rounds.progress import Progress

Options = argparse.Namespace


def add_to(verbs: Any) -> None:
    words = "the collection rounds, how far one is, and its next step"
    round_ = command(verbs, "round", words, _round)
    round_.add_argument("name", nargs="?", default="", help="name of a round (else all of them)")
    step = round_.add_mutually_exclusive_group()
    step.add_argument("--prepare", type=Path, metavar="FILE", help="make it as a YAML file says (docs/importing.md)")
    step.add_argument("--begin", action="store_true", help="open it and write to the focal points")
    step.add_argument("--remind", action="store_true", help="write to those who still owe answers")
    step.add_argument("--close", action="store_true", help="take no answers any more")
    step.add_argument("--reopen", type=date.fromisoformat, metavar="DAY", help="take answers again until a day")
    step.add_argument("--publish", metavar="RELEASE", help="publish what is approved as a release of this name")
    round_.add_argument("--by", help="whose hand it is (else the name of the account)")


def _round(options: Options) -> int:
    make_ready()
    if not options.name:
        return _list(options)
    step = next((name for name in STEPS if getattr(options, name)), "")
    if step:
        STEPS[step](options)
    found = _named(options.name)
    told = _told(found)
    if options.format == "json":
        say_json(told)
    else:
        _say(found, told)
    return 0


def _named(name: str) -> Round:
    from metronome.observatory.models import Round

    found = Round.objects.select_related("geography", "source", "release").filter(slug=name).first()
    if found is None:
        reason = _("There is no round “%(round)s”.") % {"round": name}
        raise Refusal(reason, field="name", remedy=_("The command without a name lists them."))
    return found


def _list(options: Options) -> int:
    from metronome.observatory.models import Round
    from metronome.observatory.rounds.progress import progress_of

    rounds = list(Round.objects.select_related("release"))
    told = progress_of(rounds)
    rows = [_head(one, told[one.pk]) for one in rounds]
    if options.format == "json":
        say_json(rows)
    elif rows:
        table([one.slug, str(one.get_state_display()), one.due_on.isoformat(), _far(told[one.pk])] for one in rounds)
    else:
        say(_("There is no round yet."))
    return 0


def _far(progress: Progress) -> str:
    return _("%(said)d of %(of)d answered, %(approved)d approved") % {
        "said": progress.said, "of": progress.of, "approved": progress.approved,
    }  # fmt: skip


def _head(found: Round, progress: Progress) -> dict[str, Any]:
    return {
        "round": found.slug,
        "state": found.state,
        "due_on": found.due_on.isoformat(),
        "cells": progress.of,
        "owed": progress.owed,
        "waiting": progress.waiting,
        "approved": progress.approved,
        "disputed": progress.disputed,
        "missing": progress.missing,
        "release": found.release.slug if found.release else None,
    }


def _told(found: Round) -> dict[str, Any]:
    """Everything of a round: counts, members, and each cell of the matrix."""
    from metronome.observatory.rounds.progress import matrix, members_asked, progress_of

    members = [
        {"member": one.member.slug, **{name: getattr(one, name) for name in ("of", "owed", "waiting", "approved")}}
        for one in members_asked(found)
    ]
    questions, lines = matrix(found)
    cells = [
        {
            "member": line.member.slug,
            "area": line.drawn.slug,
            "indicator": question.definition.slug,
            "period": question.period.short,
            "sex": question.sex,
            "state": cell.state,
            "answer": cell.kind,
            "value": None if cell.value is None else f"{cell.value:f}",
            "status": cell.status,
        }
        for line in lines
        for question, cell in zip(questions, line.cells, strict=True)
    ]
    head = _head(found, progress_of([found])[found.pk])
    asked = {"geography": found.geography.slug, "source": found.source.slug}
    return {**head, **asked, "members": members, "matrix": cells}


def _say(found: Round, told: Mapping[str, Any]) -> None:
    heading(f"{found.slug}: {found.get_state_display()}")
    table([
        [_("Answers until"), told["due_on"]],
        [_("Values asked for"), str(told["cells"])],
        [_("not answered yet"), str(told["owed"])],
        [_("to be checked"), str(told["waiting"])],
        [_("approved"), str(told["approved"])],
    ])  # fmt: skip
    if told["release"]:
        say(_("Published as release %(release)s.") % {"release": told["release"]})
    heading(_("Members"))
    members = told["members"]
    table([one["member"], f"{one['of'] - one['owed']}/{one['of']}"] for one in members[:FEW])
    if len(members) > FEW:
        say(_("%(number)d more: --format json names all.") % {"number": len(members) - FEW})


def _prepare(options: Options) -> None:
    from metronome.observatory.actions import prepare_round
    from metronome.observatory.rounds.planned import read_planned

    if not options.prepare.is_file():
        reason = _("There is no file %(path)s.") % {"path": options.prepare}
        raise Refusal(reason, field="prepare", remedy=_("Give the path of a file that describes the round."))
    said = read_planned(options.prepare.read_text(encoding="utf-8"), network().languages)
    prepare_round(slug=options.name, **said, by=actor(options.by))


def _begin(options: Options) -> None:
    from metronome.observatory.actions import begin_round
    from metronome.observatory.enums import Letter

    found = begin_round(slug=_named(options.name).slug, by=actor(options.by))
    _write(found, Letter.BEGIN, options)


def _remind(options: Options) -> None:
    from metronome.observatory.enums import Letter

    _write(_named(options.name), Letter.REMIND, options)


def _write(found: Round, kind: Any, options: Options) -> None:
    """Write to the focal points; how many letters left goes beside what a program reads."""
    from metronome.observatory.actions import write_focal_points

    written = write_focal_points(found=found, kind=kind, by=actor(options.by))
    if options.format != "json":
        say(_("Letters sent: %(number)d.") % {"number": written.sent})
        if written.nobody:
            say(_("Members without a focal point: %(number)d.") % {"number": written.nobody})


def _close(options: Options) -> None:
    from metronome.observatory.actions import close_round

    close_round(slug=_named(options.name).slug, by=actor(options.by))


def _reopen(options: Options) -> None:
    from metronome.observatory.actions import reopen_round

    reopen_round(slug=_named(options.name).slug, due_on=options.reopen, by=actor(options.by))


def _publish(options: Options) -> None:
    from metronome.observatory.rounds.publishing import publish

    found = _named(options.name)
    publish(slug=found.slug, release=options.publish, title=found.title, by=actor(options.by))


STEPS: Mapping[str, Callable[[Options], None]] = {
    "prepare": _prepare,
    "begin": _begin,
    "remind": _remind,
    "close": _close,
    "reopen": _reopen,
    "publish": _publish,
}
