"""Child processes that start in no time, made by forking, and die when they are told."""

from __future__ import annotations

import os
import signal
import traceback
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Child:
    """A running child."""

    pid: int

    def kill(self) -> None:
        """End it as a power button would, and wait until it is gone."""
        os.kill(self.pid, signal.SIGKILL)
        os.waitpid(self.pid, 0)

    def ended(self) -> int | None:
        """Its exit code once it has ended by itself, to be asked no more then."""
        pid, status = os.waitpid(self.pid, os.WNOHANG)
        return os.waitstatus_to_exitcode(status) if pid else None


def start(work: Callable[[], None]) -> Child:
    """Have a child do the work. This process must have neither threads nor stores open."""
    pid = os.fork()
    if pid:
        return Child(pid)
    try:
        work()
        os._exit(0)
    except BaseException:  # noqa: BLE001  # nothing of the parent may go on in the child
        traceback.print_exc()
    finally:
        os._exit(1)
