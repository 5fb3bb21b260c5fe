"""The `metronome` command: thin calls of actions and queries.

It ends with 0 when all is well, 1 for a refusal or for findings that stop publication, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import atexit
import errno
import os
import sys
import tempfile
from collections.abc import Sequence

import django
from django.core.exceptions import ImproperlyConfigured
from django.utils import translation


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the value is the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    home, rest = _home().parse_known_args(arguments)
    if home.home:
        os.environ["METRONOME_HOME"] = home.home
    if rest[:1] == ["init"]:
        # The instance is still to be made: what the settings need meanwhile lies aside, and goes with the process.
        aside = tempfile.TemporaryDirectory(prefix="metronome-init-")
        atexit.register(aside.cleanup)
        os.environ["METRONOME_HOME"] = aside.name
    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(f"metronome: {error}", file=sys.stderr)
        return 2
    parser = _parser()
    return _run(parser, parser.parse_args(arguments))


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    from django.db import InterfaceError, OperationalError
    from django.utils.translation import gettext as _

    from metronome.cli.terminal import refuse
    from metronome.ground.refusal import Refusal

    try:
        with translation.override(_language(options)):
            return int(options.run(options) or 0)
    except Refusal as refusal:
        refuse(refusal)
        return 1
    except ValueError as error:
        parser.exit(2, f"metronome: {error}\n")
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except KeyboardInterrupt:
        return 130
    except (OperationalError, InterfaceError, OSError) as error:
        if not _has_no_room(error):
            raise
        with translation.override(_language(options)):
            reason = _("There is no room left on the disk. Nothing of this was kept.")
            refuse(Refusal(reason, remedy=_("Make room, then run it again.")))
        return 1


def _has_no_room(error: BaseException) -> bool:
    """Whether nothing more can be written, as the system or a database says it."""
    full = isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT)
    return full or "disk is full" in str(error) or "No space left" in str(error)


def _language(options: argparse.Namespace) -> str:
    """The language asked for, else that of the terminal, else English."""
    if getattr(options, "language", None):
        return str(options.language)
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return spoken.split(".")[0].split("_")[0].replace("C", "en").replace("POSIX", "en") or "en"


def _home() -> argparse.ArgumentParser:
    """Read first, because the settings depend on it."""
    parser = argparse.ArgumentParser(add_help=False, allow_abbrev=False)
    parser.add_argument("--home", metavar="DIR", help="folder of the instance (else METRONOME_HOME, else var/demo)")
    return parser


def _parser() -> argparse.ArgumentParser:
    from metronome.cli import calls, data, init, lists, observatory, operating, past, reporting

    parser = argparse.ArgumentParser(
        prog="metronome", description="Run an instance of Metronome.", parents=[_home()], allow_abbrev=False
    )
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for part in (init, data, lists, past, reporting, calls, observatory, operating):
        part.add_to(commands)
    return parser
