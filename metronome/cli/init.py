"""metronome init: a new network with an instance of its own, from answers or from a folder."""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from metronome.cli.data import say_refused_rows
from metronome.cli.instance import actor
from metronome.cli.terminal import command, heading, say, say_json, table
from metronome.founding.answers import INSTANCE, read_answers
from metronome.founding.asked import folder_of, refused_in
from metronome.founding.instances import (
    NETWORK,
    checked_address,
    checked_database,
    checked_email,
    copy_folder,
    furnish,
    made_aside,
)
from metronome.founding.questions import STEPS, Question, languages_of, names_of, step_label, step_words
from metronome.founding.writing import Written, written
from metronome.ground.refusal import Refusal
from metronome.intake.loading import RefusedRow, check_folder
from metronome.intake.refused import LoadRefused

Options = argparse.Namespace
CHECKS = {"operator": checked_email, "address": checked_address, "database": checked_database}


def add_to(commands: Any) -> None:
    init = command(commands, "init", "a new network with an instance of its own", _init)
    init.add_argument("folder", type=Path, metavar="DIR", help="to be made, such as mynetwork")
    source = init.add_mutually_exclusive_group()
    source.add_argument("--answers", type=Path, metavar="FILE", help="answers in YAML (else they are asked)")
    source.add_argument("--from", type=Path, metavar="FOLDER", dest="source", help="a reference folder to begin with")
    source.add_argument("--browser", action="store_true", help="let the operator answer in the browser")
    init.add_argument("--operator", metavar="EMAIL", help="the person who will run the instance")
    init.add_argument("--address", help="where the public will reach it, such as https://metronome.example.org")
    init.add_argument("--database", help="postgresql://user:password@host:port/name (else SQLite)")
    init.add_argument("--by", help="who makes it (else the name of the account)")


def _init(options: Options) -> int:
    try:
        with made_aside(options.folder.absolute()) as aside:
            network, instance = _answers(options)
            if options.source:
                copy_folder(options.source, aside / NETWORK)
                if refused := check_folder(aside / NETWORK):
                    raise LoadRefused(refused)
            elif network is not None:
                network.into(aside / NETWORK)
            furnish(aside, address=instance["address"], database=instance["database"])
            done = _made(aside, instance["operator"], actor(options.by))
    except LoadRefused as refused:
        return say_refused_rows(refused, options.format, _("Nothing was made. Answers that cannot stand: %(number)d"))
    if options.format == "json":
        say_json({"home": str(options.folder.absolute()), **done})
    else:
        _say_next(options.folder, done["href"], is_empty=options.browser)
    return 0


def _answers(options: Options) -> tuple[Written | None, dict[str, str]]:
    """The folder to be, if it is made of answers, and what is the machine's own.

    Raises LoadRefused for answers that cannot stand, and Refusal where somebody should answer and nobody can.
    """
    given = {name: getattr(options, name) or "" for name in INSTANCE}
    network = None
    if options.answers:
        answers = read_answers(options.answers)
        network = written(answers)
        if refused := network.refused():
            raise LoadRefused(refused)
        given = {name: given[name] or answers.instance.get(name, "") for name in INSTANCE}
    elif not options.source and not options.browser:
        _need_a_terminal(_("Give the answers with --answers, or a folder with --from."))
        try:
            network = _asked()
        except EOFError as error:
            raise Refusal(_("The answers ended before the last question."), remedy=_("Begin once more.")) from error
    return network, _instance(given)


def _instance(given: dict[str, str]) -> dict[str, str]:
    """What is the machine's own: the options, else the answers, else the environment, else what somebody types."""
    settled = {
        "operator": given["operator"],
        "address": given["address"] or os.environ.get("METRONOME_ADDRESS", ""),
        "database": given["database"] or os.environ.get("METRONOME_DATABASE", ""),
    }
    if not settled["operator"]:
        _need_a_terminal(_("Give the address of the first operator with --operator."))
        settled["operator"] = _ask(_("E-mail of the person who will run the instance"))
    return {name: check(settled[name]) for name, check in CHECKS.items()}


def _need_a_terminal(remedy: str) -> None:
    if not sys.stdin.isatty():
        raise Refusal(_("Nobody can be asked here: this is no terminal."), remedy=remedy)


def _asked() -> Written:
    """Ask step by step; what cannot stand is asked once more."""
    typed: dict[str, str] = {}
    say(_("An empty answer leaves out what is not required. Ctrl+C ends it, and nothing is made."))
    for step, questions in STEPS.items():
        heading(step_label(step))
        say(step_words(step))
        asked: list[Question] = list(questions)
        while asked:
            for question in asked:
                _ask_one(question, typed)
            refused = refused_in(step, typed)
            for row in refused:
                table([["!", row.reason], [" ", row.remedy]])
            names = {row.file for row in refused}
            asked = [question for question in questions if question.name in names]
    return folder_of(typed)


def _ask_one(question: Question, typed: dict[str, str]) -> None:
    say()
    if question.hint:
        say("  " + question.hint)
    for name in names_of(question, languages_of(typed)):
        language = name.rpartition(".")[2] if question.kind == "words" else ""
        label = f"{question.label} ({language})" if language else question.label
        if question.kind == "lines":
            say(_("%(label)s, an empty line ends them:") % {"label": label})
            typed[name] = "\n".join(iter(lambda: input("  "), ""))
        else:
            typed[name] = _ask(label, typed.get(name, ""))


def _ask(label: str, before: str = "") -> str:
    return input(f"{label} [{before}]: " if before else f"{label}: ").strip() or before


def _made(home: Path, operator: str, by: str) -> dict[str, Any]:
    """Make the tables, the network and the first operator, in a process whose settings are those of the instance.

    Raises LoadRefused and Refusal as that process says.
    """
    kept = {name: value for name, value in os.environ.items() if not name.startswith("METRONOME_")}
    asked = {"operator": operator, "by": by, "language": get_language() or "en"}
    done = subprocess.run(
        [sys.executable, "-m", "metronome.cli.founding"],
        input=json.dumps(asked),
        env={**kept, "METRONOME_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    answer: dict[str, Any] = {}
    with suppress(ValueError):
        answer = json.loads(done.stdout)
    if done.returncode == 0:
        return answer
    if "refused" in answer:
        raise LoadRefused([RefusedRow(**row) for row in answer["refused"]])
    last = done.stderr.strip().splitlines()[-1:] or [_("It ended without a word.")]
    reason = answer.get("reason") or _("The instance could not be made: %(error)s") % {"error": last[0]}
    raise Refusal(reason, remedy=answer.get("remedy", ""))


def _say_next(folder: Path, href: str, *, is_empty: bool) -> None:
    say(_("The instance stands in %(folder)s.") % {"folder": folder})
    heading(_("Next"))
    network = folder / NETWORK
    steps = [
        (_("Serve it"), f"metronome --home {folder} serve"),
        (_("Sign in, once, within twelve hours"), href),
        (_("Look at the network's folder, and load it after an edit"), f"metronome --home {folder} load {network}"),
        (_("See whether it is sound"), f"metronome --home {folder} doctor"),
    ]
    if is_empty:
        steps[2] = (_("Answer the questions there"), _("The first page leads to them."))
    for number, (what, how) in enumerate(steps, 1):
        say(f"{number}. {what}")
        say(f"   {how}")
