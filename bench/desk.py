"""The signed-in pages of the desk against the cheapest page that Django can give, both through the server.

Two servers of one worker each: the instance with the reference network, and a site of one view that has the bytes of
the same page in memory, without middleware and database. What counts is the CPU time of the worker, read from the
system, for the same number of requests over one open connection, in turns.
"""

from __future__ import annotations

import gzip
import http.client
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .pages import begin, environ_of

ROUNDS, CALLS, WARM = 7, 100, 10
#: 8 ms where bare Django takes 0.5.
TARGET = 16.0
#: Many lists on one page: told beside the others, and held to its questions alone.
WHOLE = frozenset({"my desk"})
#: At most so many questions to the database for a page.
QUESTIONS = 12
#: How many activities wait for the editor who looks at the list.
WAITING = 25
CODE = "issue-paper-12"
PAGES = {
    "my desk": "/fr/desk/",
    "list of what waits": "/fr/desk/activities/",
    "form, empty": "/fr/desk/activities/new/",
    "form, an activity": f"/fr/desk/activities/{CODE}/change/",
    "an activity and its history": f"/fr/desk/activities/{CODE}/",
}
BARE = """
import gzip, os, sys
from django.conf import settings
from django.http import HttpResponse
from django.urls import path
settings.configure(SECRET_KEY="bench", ALLOWED_HOSTS=["*"], ROOT_URLCONF=__name__, MIDDLEWARE=[])
CONTENT = gzip.decompress(open(os.environ["BENCH_PAGE"], "rb").read())
urlpatterns = [path("ready/", lambda request: HttpResponse(CONTENT))]
from django.core.wsgi import get_wsgi_application
application = get_wsgi_application()
"""


def editor_of_the_bench() -> str:
    """The key of an editor's session, for whom activities wait."""
    from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
    from django.contrib.sessions.backends.db import SessionStore

    from metronome.accounts.actions import appoint
    from metronome.accounts.enums import Role
    from metronome.accounts.models import Person
    from metronome.record.enums import State
    from metronome.record.models import Activity

    person = Person.objects.create_user("editor@example.org", name="editor")
    appoint(person=person, role=Role.EDITOR, by="bench")
    chosen = Activity.objects.exclude(code=CODE).order_by("code").values_list("pk", flat=True)[:WAITING]
    Activity.objects.filter(pk__in=list(chosen)).update(state=State.IN_REVIEW, approver="")
    session = SessionStore()
    session[SESSION_KEY] = str(person.pk)
    session[BACKEND_SESSION_KEY] = "allauth.account.auth_backends.AuthenticationBackend"
    session[HASH_SESSION_KEY] = person.get_session_auth_hash()
    session.create()
    return str(session.session_key)


@contextmanager
def served(application: str, folder: Path, **environment: str) -> Iterator[tuple[int, int]]:
    """Port and number of the worker of a server."""
    import socket

    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        port = int(door.getsockname()[1])
    command = [sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{port}", "--threads", "2"]
    server = subprocess.Popen(
        [*command, "--log-level", "error", "--keep-alive", "60", "--pythonpath", str(folder)],
        env={**os.environ, **environment},
        cwd=Path(__file__).resolve().parents[1],
    )
    try:
        yield port, worker_of(server.pid)
    finally:
        server.terminate()
        server.wait(timeout=10)


def worker_of(server: int) -> int:
    """The process that answers, once there is one."""
    children = Path(f"/proc/{server}/task/{server}/children")
    for _ in range(300):
        if children.exists() and (found := children.read_text().split()):
            return int(found[0])
        time.sleep(0.1)
    raise TimeoutError("no worker has begun")


def connected(port: int) -> http.client.HTTPConnection:
    for _ in range(300):
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
        try:
            connection.connect()
        except OSError:
            time.sleep(0.1)
        else:
            return connection
    raise TimeoutError(f"nobody answers at port {port}")


#: As a browser has it from its first page on.
FORGERY = "csrftoken=" + "t" * 32


def got(connection: http.client.HTTPConnection, address: str, session: str = "") -> bytes:
    connection.request("GET", address, headers={"Cookie": f"sessionid={session}; {FORGERY}"} if session else {})
    answer = connection.getresponse()
    content = answer.read()
    if answer.status != 200:
        raise SystemExit(f"{address} answers {answer.status}")
    return content


def used(process: int) -> float:
    """CPU milliseconds that a process has used."""
    # In nanoseconds and by thread; the ticks of `stat` are longer than several answers of bare Django.
    threads = Path(f"/proc/{process}/task").iterdir()
    return sum(int((thread / "schedstat").read_text().split()[0]) for thread in threads) / 1e6


def cost(connection: http.client.HTTPConnection, worker: int, address: str, session: str = "", *, times: int) -> float:
    """CPU milliseconds of the worker for one answer."""
    begun = used(worker)
    for _ in range(times):
        got(connection, address, session)
    return (used(worker) - begun) / times


def measured(folder: Path, session: str) -> list[tuple[str, int, float, float]]:
    """For each page: its bytes, and the CPU milliseconds of the worker for it and for the bare page."""
    rows = []
    (folder / "bench_bare.py").write_text(BARE)
    with served("metronome.config.wsgi", folder) as (port, worker):
        connection = connected(port)
        for name, address in PAGES.items():
            content = got(connection, address, session)
            page = folder / "page.gz"
            page.write_bytes(gzip.compress(content))
            with served("bench_bare", folder, BENCH_PAGE=str(page)) as (bare_port, bare_worker):
                bare = connected(bare_port)
                cost(connection, worker, address, session, times=WARM)
                cost(bare, bare_worker, "/ready/", times=CALLS)
                pairs = [
                    (
                        cost(connection, worker, address, session, times=CALLS),
                        # More of them: the system counts in hundredths of a second.
                        cost(bare, bare_worker, "/ready/", times=5 * CALLS),
                    )
                    for _ in range(ROUNDS)
                ]
            page_costs, bare_costs = zip(*pairs, strict=True)
            rows.append((name, len(content), statistics.median(page_costs), statistics.median(bare_costs)))
    return rows


def calls(address: str, session: str) -> int:
    """How many functions written in Python are called for one answer, which does not depend on what else runs."""
    from metronome.config.wsgi import application

    counted = 0

    def count(_frame: object, event: str, _what: object) -> None:
        nonlocal counted
        counted += event == "call"

    environ = {**environ_of(address), "HTTP_COOKIE": f"sessionid={session}; {FORGERY}"}
    for profile in (None, None, None, None, count):
        sys.setprofile(profile)
        try:
            application(dict(environ), lambda *_: lambda _: None).close()
        finally:
            sys.setprofile(None)
    return counted


def questions(address: str, session: str) -> int:
    """How many questions the database is asked for one answer, once what a process keeps is there."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from metronome.config.wsgi import application

    environ = {**environ_of(address), "HTTP_COOKIE": f"sessionid={session}; {FORGERY}"}
    asked = 0
    for _ in range(2):
        with CaptureQueriesContext(connection) as captured:
            application(dict(environ), lambda *_: lambda _: None).close()
        asked = len(captured)
    return asked


def main() -> int:
    with tempfile.TemporaryDirectory() as home:
        begin(home)
        session = editor_of_the_bench()
        print("| page | bytes | page | bare Django | page/bare | calls | questions |")
        print("| --- | ---: | ---: | ---: | ---: | ---: | ---: |")
        worst, most = 0.0, 0
        for name, size, page, bare in measured(Path(home), session):
            worst = max(worst, page / bare if name not in WHOLE else 0.0)
            counted, asked = calls(PAGES[name], session), questions(PAGES[name], session)
            most = max(most, asked)
            print(f"| {name} | {size:,} | {page:.2f} | {bare:.2f} | {page / bare:.1f} | {counted:,} | {asked} |")
    return int(worst > TARGET or most > QUESTIONS)


if __name__ == "__main__":
    raise SystemExit(main())
