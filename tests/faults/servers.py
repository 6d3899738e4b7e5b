"""What can happen to a server of PostgreSQL while it is at work."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from functools import partial
from random import Random

import psycopg
from tests.postgres.guard import run
from tests.postgres.server import Server, programs

Harm = Callable[[], None]

VICTIMS = ("backend", "server")
OURSELVES = "faults"
BACKENDS = f"""
SELECT pid FROM pg_stat_activity
WHERE application_name <> '{OURSELVES}' AND datname IS NOT NULL
"""


def harm_of(victim: str, server: Server, dice: Random) -> Harm | None:
    """What is done to the server where it is the victim, or one of its backends."""
    backend, whole = partial(kill_backend, server.url, dice), partial(restart, server)
    return {"backend": backend, "server": whole}.get(victim)


def kill_backend(url: str, dice: Random) -> None:
    """SIGKILL to one of its processes: it ends all others and recovers as after a crash."""
    with psycopg.connect(url, autocommit=True, application_name=OURSELVES) as connection:
        pids = [int(row[0]) for row in connection.execute(BACKENDS.encode())]
    if pids:
        os.kill(dice.choice(pids), signal.SIGKILL)


def restart(server: Server) -> None:
    """Stop it without notice, which leaves the log of a crash, and start it again."""
    installed = next(server.folder.glob("*/pginstall/bin"), None) or programs()
    data = server.folder / "data"
    run(installed / "pg_ctl", "-w", "-D", data, "-m", "immediate", "restart", cwd=server.folder)
