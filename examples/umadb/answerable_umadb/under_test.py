"""How the kit opens this adapter: on a server of its own, from the same wheel.

cd examples/umadb && answerable test-adapter answerable_umadb.under_test:open_store
"""

from __future__ import annotations

import atexit
import shutil
import socket
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path
from time import monotonic, sleep

from answerable.adapters.stored_form import StoredForm
from answerable.application.ports import UnavailableError

from .store import UmaStore

START_SECONDS = 30


def open_store(folder: Path, form: StoredForm) -> UmaStore:
    """The log named like the folder; other processes learn from a file where its server is."""
    note = folder / "address"
    if not note.exists():
        note.write_text(server())
    return UmaStore(note.read_text(), folder.name, form)


@cache
def server() -> str:
    """Start a server, which ends with this process; its host and port."""
    data = tempfile.mkdtemp(prefix="umadb-")
    with socket.create_server(("127.0.0.1", 0)) as free:
        address = f"127.0.0.1:{free.getsockname()[1]}"
    program = Path(sys.executable).with_name("umadb")
    process = subprocess.Popen(
        [program, "--listen", address, "--db-path", data],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    atexit.register(shutil.rmtree, data, ignore_errors=True)
    atexit.register(process.kill)
    await_start(address)
    return address


def await_start(address: str) -> None:
    """Wait until the server takes connections."""
    host, _, port = address.partition(":")
    end = monotonic() + START_SECONDS
    while True:
        try:
            socket.create_connection((host, int(port))).close()
        except OSError as error:
            if monotonic() > end:
                raise UnavailableError(address, "the server does not start") from error
            sleep(0.01)
        else:
            return
