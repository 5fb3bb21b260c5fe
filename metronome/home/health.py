"""Whether this instance is well: what an operator would look at first."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from django.conf import settings
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils.translation import gettext as _

from metronome.ground import audit
from metronome.network.queries import the_network
from metronome.observatory.aggregates.keeping import fault_of as averages_fault
from metronome.observatory.dense.layout import is_made
from metronome.observatory.facts.files import fault_of
from metronome.observatory.models import FactFile, Release
from metronome.tasks.models import Task
from metronome.tasks.queries import is_anybody_working

ENOUGH_BYTES = 500_000_000


@dataclass(frozen=True, slots=True)
class Examined:
    """One thing that was looked at: its name, whether it is well, and what was seen."""

    what: str
    is_well: bool
    words: str


def examine() -> list[Examined]:
    """Look at the interpreter, the folder, the database, the network, the chain and the messages."""
    return list(_examine())


def _examine() -> Iterator[Examined]:
    yield Examined("python", sys.version_info >= (3, 11), sys.version.split()[0])
    free = _free()
    yield Examined("home", free > ENOUGH_BYTES, f"{settings.HOME}, {free // 1_000_000} MB free")
    yield from _database()
    languages = [folder.name for folder in (settings.ROOT / "locale").glob("*") if _is_compiled(folder.name)]
    yield Examined("messages", {"fr", "es"} <= set(languages), ", ".join(sorted(languages)) or _("none is compiled"))
    key = settings.HOME / "keys" / "signing.pem"
    safe = not key.exists() or key.stat().st_mode & 0o077 == 0
    yield Examined("signing key", safe, str(key) if key.exists() else _("will be made with the first report"))


def readiness() -> tuple[dict[str, bool], dict[str, bool]]:
    """What must be so for anybody to be served, and what somebody should look at if it is not; quick, and no more than
    yes or no, since everybody may ask."""
    last = audit.Line.objects.order_by("-number").values_list("number", "hash").first() or (0, audit.FIRST)
    needed = {"database": True, "tables": _tables_are_ours(), "room": _free() > ENOUGH_BYTES}
    return needed, {"worker": is_anybody_working(), "chain": audit.anchor() == f"{last[0]}:{last[1]}"}


def _free() -> int:
    return shutil.disk_usage(settings.HOME).free if settings.HOME.exists() else 0


@cache
def _no_upgrade_waits() -> bool:
    if upgrades_waiting():
        raise LookupError  # asked again next time; once it is so, it stays so for this process
    return True


def _tables_are_ours() -> bool:
    try:
        return _no_upgrade_waits()
    except LookupError:
        return False


def upgrades_waiting() -> int:
    """How many changes of the tables this version brings that the database has not had."""
    executor = MigrationExecutor(connection)
    return len(executor.migration_plan(executor.loader.graph.leaf_nodes()))


def _database() -> Iterator[Examined]:
    waiting = upgrades_waiting()
    yield Examined(
        "database", not waiting, f"{connection.vendor}, " + _("upgrades that wait: %(number)d") % {"number": waiting}
    )
    if waiting:
        return
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA journal_mode")
            mode = cursor.fetchone()[0]
            cursor.execute("PRAGMA quick_check")
            state = cursor.fetchone()[0]
        yield Examined("sqlite", mode == "wal" and state == "ok", f"{mode}, {state}")
    waiting = Task.objects.open().count()
    yield Examined(
        "worker",
        not waiting or is_anybody_working(),
        _("tasks that wait or are being done: %(number)d") % {"number": waiting},
    )
    network = the_network()
    yield Examined("network", network is not None, network.slug if network else _("none is loaded"))
    broken = len(audit.verify())
    words = _("faults: %(number)d; metronome audit verify names the lines") % {"number": broken}
    yield Examined("audit chain", not broken, words if broken else audit.anchor())
    yield _facts()
    yield _arrays()
    yield _averages()


def _facts() -> Examined:
    """Whether every file of observations is there as it was written; those that are not, by name."""
    files = list(FactFile.objects.all())
    harmed = [f"{file.sha256} ({fault})" for file in files if (fault := fault_of(file))]
    whole = _("files of observations that are whole: %(number)d") % {"number": len(files) - len(harmed)}
    return Examined("observations", not harmed, ", ".join([whole, *harmed]))


def _arrays() -> Examined:
    """Whether what pages read of each release is there; those of which it is not, by name."""
    releases = list(Release.objects.all())
    lacking = [one.slug for one in releases if not (is_made(one.digest) and one.averages)]
    number = len(releases) - len(lacking)
    words = _("releases that pages can read: %(number)d") % {"number": number}
    remedy = [_("run: metronome observatory arrays")] if lacking else []
    return Examined("releases", not lacking, ", ".join([words, *lacking, *remedy]))


def _averages() -> Examined:
    """Whether the averages that releases list are there as they were kept; those that are not, by release."""
    listed = list(Release.objects.exclude(averages=""))
    harmed = [f"{release.slug} ({fault})" for release in listed if (fault := averages_fault(release))]
    words = _("releases whose averages are whole: %(number)d") % {"number": len(listed) - len(harmed)}
    return Examined("averages", not harmed, ", ".join([words, *harmed]))


def _is_compiled(language: str) -> bool:
    return bool((settings.ROOT / "locale" / language / "LC_MESSAGES" / "django.mo").exists())
