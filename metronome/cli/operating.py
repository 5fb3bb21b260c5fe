"""Commands about the instance itself: serve, upgrade, operator, audit, digest, doctor."""

from __future__ import annotations

import argparse
import getpass
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.translation import gettext as _

from metronome.cli.instance import make_ready
from metronome.cli.terminal import Progress, command, say, say_json, table
from metronome.ground.refusal import Refusal

Options = argparse.Namespace


def add_to(commands: Any) -> None:
    serve = commands.add_parser("serve", help="serve the pages")
    serve.add_argument("--address", default="127.0.0.1", help="to listen on")
    serve.add_argument("--port", type=int, default=8000)
    serve.add_argument("--workers", type=int, default=2)
    serve.add_argument("--say-address", action="store_true", help="print where its links will lead, and serve nothing")
    serve.add_argument("--without-worker", action="store_true", help="for an instance whose tasks others work at")
    serve.set_defaults(run=_serve)

    worker = commands.add_parser("worker", help="do what was asked for as a task, one after the other")
    worker.add_argument("--until-done", action="store_true", help="end when nothing waits any more")
    worker.add_argument(
        "--beside", type=int, default=0, metavar="PROCESS", help="end when this process, which began it, does"
    )
    worker.set_defaults(run=_worker)

    upgrade = commands.add_parser("upgrade", help="bring the tables to this version; copy the instance first")
    upgrade.set_defaults(run=_upgrade)

    operator = commands.add_parser("operator", help="let somebody open the repair desk")
    operator.add_argument("email")
    operator.set_defaults(run=_operator)

    words = "an office account for each role of a demo, with a link to sign in"
    demo = command(commands, "demo-people", words, _demo_people)
    demo.add_argument("--mark", action="store_true", help="make an instance without people a demo")

    audit = commands.add_parser("audit", help="the chain of what was done")
    verbs = audit.add_subparsers(title="verbs", required=True, metavar="VERB")
    verify = command(verbs, "verify", "name every line that was changed, removed or reordered", _audit_verify)
    verify.add_argument("--anchor", default="", help="a head printed earlier, number:hash; finds a cut-off end")

    digest = command(commands, "digest", "write everybody who is due what waits for them and what is new", _digest)
    digest.add_argument("--date", default="", help="the day on which it is done, such as 2021-04-30 (else today)")

    backup = command(commands, "backup", "write everything that must not be lost into one file, while in use", _backup)
    backup.add_argument("file", type=Path, help="to be written, such as 2026-11-21.metronome")

    restore = command(commands, "restore", "bring an instance back from a backup, into an empty one", _restore)
    restore.add_argument("file", type=Path)

    command(commands, "doctor", "whether this instance is well", _doctor)


#: Where this machine itself is listened to: there it has a name, which a passkey needs.
_HERE = ("127.0.0.1", "0.0.0.0")  # noqa: S104 - recognised, not listened to


#: This very command, whatever it was called by.
_COMMAND = (sys.executable, "-c", "import sys; from metronome.cli import main; sys.exit(main())")


def _serve(options: Options) -> None:
    host = "localhost" if options.address in _HERE else options.address
    here = f"http://{host}:{options.port}"
    address = os.environ.setdefault("METRONOME_ADDRESS", here)  # else links would lead to another port
    if options.say_address:
        say(address)
        return
    make_ready()
    bind = f"{options.address}:{options.port}"
    if not options.without_worker:
        beside = ("worker", "--beside", str(os.getpid()))
        subprocess.Popen((*_COMMAND, *beside))  # noqa: S603 - a fixed command; the server becomes its parent
    print(_("Serving %(address)s — stop with Ctrl+C") % {"address": here}, flush=True)
    os.execv(  # noqa: S606 - the same interpreter, with a fixed command
        sys.executable,
        [
            sys.executable, "-m", "gunicorn", "metronome.config.wsgi:application", "--bind", bind,
            "--workers", str(options.workers), "--worker-class", "gthread", "--threads", "4", "--timeout", "60",
            "--log-level", "warning", "--max-requests", "20000", "--max-requests-jitter", "2000",
        ],
    )  # fmt: skip


def _worker(options: Options) -> int:
    from metronome.tasks.keeper import Keeper
    from metronome.tasks.worker import Working

    make_ready()
    if options.until_done:
        Working().run(until_done=True)
        return 0
    return Keeper(beside=options.beside).run()


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


def _digest(options: Options) -> int:
    from django.utils import timezone

    from metronome.home.digests.actions import send_digests
    from metronome.network.phrases import not_a_day

    make_ready()
    try:
        day = date.fromisoformat(options.date) if options.date else timezone.localdate()
    except ValueError as error:
        raise Refusal(not_a_day(options.date), field="date") from error
    done = send_digests(day=day, by="operator")
    if options.format == "json":
        say_json({"day": day, "sent": done.sent, "failed": done.failed, "silent": done.silent})
    else:
        say(_("Digests sent: %(sent)d; nothing to say: %(silent)d.") % {"sent": done.sent, "silent": done.silent})
    if done.failed:
        words = _("The mail server did not take %(failed)d; they are tried again at the next run.")
        print(words % {"failed": done.failed}, file=sys.stderr)
    return int(bool(done.failed))


def _backup(options: Options) -> int:
    from metronome.operation.backups import back_up

    make_ready()
    contents = back_up(path=options.file, progress=Progress(_("Backing up")))
    found = {
        "file": str(options.file),
        "tables": len(contents.tables),
        "rows": sum(kept["rows"] for kept in contents.tables.values()),
        "files": len(contents.files),
        "pages": len(contents.pages),
        "anchor": contents.anchor,
    }
    if options.format == "json":
        say_json(found)
    else:
        words = _("%(file)s: %(rows)d rows of %(tables)d tables, %(files)d files, %(pages)d pages. Head: %(anchor)s")
        say(words % found)
    return 0


def _restore(options: Options) -> int:
    from metronome.operation.backups import restore

    make_ready()
    found = restore(path=options.file, progress=Progress(_("Restoring")))
    if options.format == "json":
        say_json({name: getattr(found, name) for name in found.__slots__})
        return 0
    words = _("Restored and compared: %(rows)d rows of %(tables)d tables, %(files)d files, %(pages)d pages.")
    say(words % {name: getattr(found, name) for name in found.__slots__})
    for page in found.changed:
        say(_("This page looks otherwise than when the backup was made: %(page)s") % {"page": page})
    return 0


def _doctor(options: Options) -> int:
    from metronome.home.health import examine

    findings = examine()
    if options.format == "json":
        say_json([{"what": row.what, "is_well": row.is_well, "words": row.words} for row in findings])
    else:
        table([["ok" if row.is_well else "!!", row.what, row.words] for row in findings])
    return int(not all(row.is_well for row in findings))
