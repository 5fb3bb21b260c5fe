"""Commands about an edition of a call: its beginning, its dossier, the check of one, and a rehearsal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.cli.instance import actor, make_ready
from metronome.cli.terminal import command, heading, say, say_json, table
from metronome.ground.refusal import Refusal

Options = argparse.Namespace


def add_to(below: Any) -> None:
    begin = command(below, "begin", "proposes a new call that is as a template, to be written on at the desk", _begin)
    begin.add_argument("template", help="what the template is called in addresses")
    begin.add_argument("--by", help="by whose hand (else the account on this machine)")
    dossier = command(below, "dossier", "all that a panel's work is made of, as a folder or an archive", _dossier)
    dossier.add_argument("call")
    dossier.add_argument("--panel", required=True, help="a panel of the call that has begun")
    dossier.add_argument("--out", type=Path, required=True, metavar="PATH", help="a new folder, or a name.zip")
    verify = command(below, "verify", "recomputes a dossier without the database, and says what differs", _verify)
    verify.add_argument("dossier", type=Path)
    rehearsal = command(below, "rehearse", "a whole edition with made-up applications, all marked as such", _rehearse)
    rehearsal.add_argument("--slug", default="rehearsal", help="what the call is called in addresses")
    for name, number in (("applications", 273), ("cities", 175), ("jurors", 11)):
        rehearsal.add_argument(
            f"--{name}", type=int, choices=range(6, 5001), default=number, metavar="N", help="from 6"
        )
    rehearsal.add_argument("--seed", type=int, default=1, metavar="N", help="with which chance begins")
    rehearsal.add_argument("--by", help="by whose hand (else the account on this machine)")


def _begin(options: Options) -> int:
    from metronome.calls.actions import begin_call
    from metronome.calls.queries import templates

    make_ready()
    pattern = templates().filter(slug=options.template).first()
    if pattern is None:
        known = ", ".join(templates().values_list("slug", flat=True))
        raise Refusal(
            _("There is no template “%(template)s”.") % {"template": options.template},
            remedy=_("Known are: %(names)s.") % {"names": known} if known else "",
        )
    made = begin_call(template=pattern.slug, by=actor(options.by))
    if options.format == "json":
        say_json({"proposal": made.pk, "template": pattern.slug})
    else:
        words = _("Proposed as number %(number)d: write on at the desk; another hand approves and publishes it.")
        say(words % {"number": made.pk})
    return 0


def _dossier(options: Options) -> int:
    from metronome.calls.dossier.writing import write_dossier
    from metronome.calls.models import ReviewRound

    make_ready()
    found = ReviewRound.objects.filter(call__slug=options.call, panel=options.panel).first()
    if found is None:
        raise Refusal(
            _("The call “%(call)s” has no round of “%(panel)s”.") % {"call": options.call, "panel": options.panel},
            remedy=_("Name a call and one of its panels that has begun."),
        )
    target = write_dossier(found, options.out)
    if options.format == "json":
        say_json({"dossier": str(target)})
    else:
        say(_("The dossier is at %(path)s.") % {"path": target})
    return 0


def _verify(options: Options) -> int:
    from metronome.calls.dossier.verifying import verify_dossier

    faults = verify_dossier(options.dossier)
    if options.format == "json":
        say_json({"faults": faults})
    elif faults:
        heading(_("This dossier does not hold."))
        table([["", fault] for fault in faults])
    else:
        heading(_("This dossier holds: all of it was recomputed."))
    return int(bool(faults))


def _rehearse(options: Options) -> int:
    from metronome.calls.actions.rehearsing import rehearse

    make_ready()
    figures = rehearse(
        slug=options.slug, applications=options.applications, cities=options.cities, jurors=options.jurors,
        seed=options.seed, by=actor(options.by), tell=_silent if options.format == "json" else say,
    )  # fmt: skip
    if options.format == "json":
        say_json({"counts": figures.counts, "seconds": figures.seconds})
        return 0
    table([[name, str(number)] for name, number in figures.counts.items()])
    table([[name, f"{seconds:.2f} s"] for name, seconds in figures.seconds.items()])
    return 0


def _silent(_step: str) -> None:
    """Nobody watches."""
