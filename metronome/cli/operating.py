"""Commands about the instance itself: serve, upgrade, operator, audit, doctor."""

from __future__ import annotations

import argparse
import getpass
import os
import sys
from typing import Any

from django.utils.translation import gettext as _

from metronome.cli.instance import make_ready
from metronome.cli.terminal import let_choose_output, say, say_json, table
from metronome.ground.refusal import Refusal

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    serve = commands.add_parser("serve", help="serve the pages")
    serve.add_argument("--address", default="127.0.0.1", help="to listen on")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    serve.set_defaults(run=_serve)

    upgrade = commands.add_parser("upgrade", help="bring the tables to this version; make a backup first")
    upgrade.set_defaults(run=_upgrade)

    operator = commands.add_parser("operator", help="let somebody open the repair desk")
    operator.add_argument("email")
    operator.set_defaults(run=_operator)

    demo = commands.add_parser("demo-people", help="an office account for each role of a demo, with a link to sign in")
    demo.add_argument("--mark", action="store_true", help="make an instance without people a demo")
    let_choose_output(demo)
    demo.set_defaults(run=_demo_people)

    audit = commands.add_parser("audit", help="the chain of what was done")
    verbs = audit.add_subparsers(title="verbs", required=True, metavar="VERB")
    verify = verbs.add_parser("verify", help="name every line that was changed, removed or reordered")
    verify.add_argument("--anchor", default="", help="a head printed earlier, number:hash; finds a cut-off end")
    let_choose_output(verify)
    verify.set_defaults(run=_audit_verify)

    doctor = commands.add_parser("doctor", help="whether this instance is well")
    let_choose_output(doctor)
    doctor.set_defaults(run=_doctor)


def _serve(options: Options) -> int:
    make_ready()
    bind = f"{options.address}:{options.port}"
    os.environ.setdefault("METRONOME_ADDRESS", f"http://{bind}")  # else links would lead to another port
    print(_("Serving http://%(bind)s — stop with Ctrl+C") % {"bind": bind}, flush=True)
    os.execv(  # noqa: S606 - the same interpreter, with a fixed command
        sys.executable,
        [
            sys.executable, "-m", "gunicorn", "metronome.config.wsgi:application", "--bind", bind,
            "--workers", str(options.workers), "--worker-class", "gthread", "--threads", "4", "--timeout", "60",
            "--log-level", "warning", "--max-requests", "20000", "--max-requests-jitter", "2000",
        ],
    )  # fmt: skip


def _upgrade(options: Options) -> int:
    from django.core.management import call_command

    call_command("migrate", interactive=False)
    return 0


def _operator(options: Options) -> int:
    from metronome.accounts.actions import admit_operator

    make_ready()
    first = getpass.getpass(_("Password: "))
    if first != getpass.getpass(_("Once more: ")):
        raise Refusal(_("The two passwords differ."), field="password")
    admit_operator(email=options.email, password=first, by="operator")
    say(_("%(email)s may open /repair/.") % {"email": options.email})
    return 0


def _demo_people(options: Options) -> int:
    from metronome.accounts.letters import link_address
    from metronome.cli.demo import demo_people

    make_ready()
    rows = [(role, email, link_address(token, language="")) for role, email, token in demo_people(mark=options.mark)]
    if options.format == "json":
        say_json([{"role": role.value, "email": email, "href": href} for role, email, href in rows])
    else:
        say(_("Links to sign in, each good for one use within twelve hours:"))
        table([[str(role.label), href] for role, _email, href in rows])
    return 0


def _audit_verify(options: Options) -> int:
    from metronome.ground.audit import anchor, verify
    from metronome.report.editions.words import fault_in_words

    make_ready()
    broken = verify(anchored=options.anchor)
    if options.format == "json":
        say_json({"anchor": anchor(), "broken": [{"line": b.number, "fault": b.fault.value} for b in broken]})
    elif broken:
        table([[_("line %(number)d") % {"number": b.number}, fault_in_words(b.fault)] for b in broken])
    else:
        say(_("The chain holds. Its head: %(anchor)s") % {"anchor": anchor()})
    return int(bool(broken))


def _doctor(options: Options) -> int:
    from metronome.home.health import examine

    findings = examine()
    if options.format == "json":
        say_json([{"what": row.what, "is_well": row.is_well, "words": row.words} for row in findings])
    else:
        table([["ok" if row.is_well else "!!", row.what, row.words] for row in findings])
    return int(not all(row.is_well for row in findings))
