"""The `metronome` command: thin calls of actions and queries.

It ends with 0 when all is well, 1 for a refusal or for findings that stop publication, 2 for a wrong call.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the value is the exit code."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "metronome.config.settings")
    parser = _parser()
    options = parser.parse_args(arguments)
    if options.home:
        os.environ["METRONOME_HOME"] = options.home
    return _run(parser, options)


def _run(parser: argparse.ArgumentParser, options: argparse.Namespace) -> int:
    import django

    try:
        django.setup()
    except ImproperlyConfigured as error:
        print(f"metronome: {error}", file=sys.stderr)
        return 2
    from django.utils import translation

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


def _language(options: argparse.Namespace) -> str:
    """The language asked for, else that of the terminal, else English."""
    if getattr(options, "language", None):
        return str(options.language)
    spoken = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or "en"
    return spoken.split(".")[0].split("_")[0].replace("C", "en").replace("POSIX", "en") or "en"


def _parser() -> argparse.ArgumentParser:
    from metronome.cli import data, operating, reporting

    parser = argparse.ArgumentParser(prog="metronome", description="Run an instance of Metronome.")
    parser.add_argument("--home", metavar="DIR", help="folder of the instance (else METRONOME_HOME, else var/demo)")
    commands = parser.add_subparsers(title="commands", required=True, metavar="COMMAND")
    for part in (data, reporting, operating):
        part.add_to(commands)
    return parser
