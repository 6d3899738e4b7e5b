"""Where a log of the adapter under test stands, and what is open on it: stores and processes."""

from __future__ import annotations

import os
import secrets
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from ..adapters.stored_form import StoredForm
from ..application.ports import EventStore
from ..application.view_store import ViewStore
from .adapter import Adapter
from .threads import WORK_SECONDS, Begun
from .visits import FORM


class Child:
    """Another process that works on a log, and says each thing it is done with in a line."""

    def __init__(self, adapter: Adapter, folder: Path, program: str, *words: str) -> None:
        module = f"answerable.testing.{program}"
        arguments = [sys.executable, "-m", module, adapter.name, str(folder), *words]
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, adapter.path))}
        self._errors = folder / f"errors-{secrets.token_hex(4)}"
        with self._errors.open("wb") as errors:
            self._process = subprocess.Popen(
                arguments,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
                text=True,
            )

    def lines(self) -> Iterator[str]:
        """What it says, line by line, up to its last whole line."""
        assert self._process.stdout is not None
        for line in self._process.stdout:
            if line.endswith("\n"):
                yield line.rstrip("\n")

    def ready(self) -> None:
        """Wait until it has opened the log."""
        opening = Begun(lambda: next(self.lines(), ""))
        first = opening.result("a process that opens the log", WORK_SECONDS)
        assert first == "open", f"it did not open the log: {self.complaint()}"

    def go(self) -> None:
        """Let it begin; it waits for that once it has opened the log."""
        assert self._process.stdin is not None
        self._process.stdin.write("go\n")
        self._process.stdin.flush()

    def kill(self) -> list[str]:
        """End it with no warning; the rest of what it said."""
        self._process.send_signal(getattr(signal, "SIGKILL", signal.SIGTERM))
        return self.rest()

    def rest(self) -> list[str]:
        """Wait for its end; the rest of what it said."""
        said = Begun(lambda: list(self.lines())).result("a process", WORK_SECONDS)
        self._process.wait()
        return said

    def complaint(self) -> str:
        """The last line of its error output; nothing is quoted from an event."""
        lines = self._errors.read_text("utf-8", "replace").splitlines()
        return lines[-1] if lines else "nothing was said"

    def finished(self) -> list[str]:
        """The rest of what it said, once it has ended well."""
        said = self.rest()
        assert self._process.returncode == 0, f"a process failed: {self.complaint()}"
        return said

    def end(self) -> None:
        """Make sure that it does not run any more."""
        if self._process.poll() is None:
            self._process.kill()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                stream.close()
        self._process.wait()


class Place:
    """One log of the adapter under test. `close` ends whatever works on it."""

    def __init__(self, adapter: Adapter, folder: Path) -> None:
        self.adapter = adapter
        self.folder = folder
        self._stores: list[EventStore] = []
        self._children: list[Child] = []

    def open(self, form: StoredForm = FORM) -> EventStore:
        """Open the log, once more if it is open already."""
        store = self.adapter.open(self.folder, form)
        self._stores.append(store)
        return store

    def views(self, store: EventStore) -> ViewStore:
        """What is kept of views beside a store that was opened here."""
        assert self.adapter.views is not None, "it keeps no views"
        return self.adapter.views(store)

    def reopen(self) -> EventStore:
        """Close whatever is open, and open the log again."""
        self.close()
        return self.open()

    def start(self, work: str, *words: str) -> Child:
        """Begin work in another process, which has opened the log and waits for `go`."""
        return self.run("child", work, *words)

    def run(self, program: str, *words: str) -> Child:
        """Begin a program of the kit in another process, which waits for `go`."""
        child = Child(self.adapter, self.folder, program, *words)
        self._children.append(child)
        child.ready()
        return child

    def close(self) -> None:
        """Close every store and end every process."""
        stores, self._stores = self._stores, []
        children, self._children = self._children, []
        for child in children:
            child.end()
        for store in stores:
            Begun(store.close).result("close")


class Places:
    """Makes places for one test."""

    def __init__(self, adapter: Adapter, root: Path) -> None:
        self.adapter = adapter
        self._root = root
        self._made: list[Place] = []

    def new(self) -> Place:
        """A place where nothing stands yet; nobody has used its name."""
        folder = self._root / f"log-{secrets.token_hex(8)}"
        folder.mkdir()
        place = Place(self.adapter, folder)
        self._made.append(place)
        return place

    def close(self) -> None:
        """Close all of them."""
        made, self._made = self._made, []
        close: list[Callable[[], None]] = [place.close for place in made]
        for each in close:
            each()
