"""A TCP proxy that breaks what passes through it: for stores that stand behind a network.

It listens on 127.0.0.1 and hands each connection on to the real server (a host and port, or a Unix
socket). What it does to the bytes stands in `faults` and may be changed at any time. It knows no
protocol: switch encryption off, and name the bytes to cut at.
"""

from __future__ import annotations

import select
import socket
from contextlib import suppress
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from threading import Lock, Thread
from time import sleep

CHUNK_BYTES = 65536
LOOK_SECONDS = 0.05

Place = tuple[str, int] | Path


class Cut(Enum):
    """Where a connection is broken off."""

    BEFORE = "the server never sees the bytes"
    AFTER = "the server answers them, and the client never learns it"


@dataclass(frozen=True, slots=True)
class Faults:
    """What happens to the bytes.

    `cut` breaks one connection off where the client's bytes hold `at`, once `skip` such places have
    passed. After such a cut nothing is broken off until `faults` is set anew. With `Cut.AFTER` the
    server is heard out until its answer holds `answer`, and none of it is handed on.
    """

    cut: Cut | None = None
    at: bytes = b"COMMIT"
    skip: int = 0
    answer: bytes = b""
    delay_seconds: float = 0.0
    bytes_at_once: int = CHUNK_BYTES


@dataclass
class _Link:
    """Both ends of one connection."""

    client: socket.socket
    server: socket.socket
    said: bytes = b""
    """The end of what the client said: the place to cut at may come in pieces."""
    unheard: bytes | None = None
    """What the server answered and the client is not to learn; None before the cut."""

    def end(self) -> None:
        for each in (self.client, self.server):
            with suppress(OSError):
                each.shutdown(socket.SHUT_RDWR)
            each.close()


class FaultProxy:
    """Stands between clients and `server` until it is closed; `cuts` counts what it broke off."""

    def __init__(self, server: Place, faults: Faults | None = None) -> None:
        self.cuts = 0
        self._server = server
        self._lock = Lock()
        self.faults = faults or Faults()
        self._links: list[_Link] = []
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.address: tuple[str, int] = self._listener.getsockname()[:2]
        Thread(target=self._accept, daemon=True).start()

    @property
    def faults(self) -> Faults:
        """What happens to the bytes now."""
        return self._faults

    @faults.setter
    def faults(self, faults: Faults) -> None:
        with self._lock:
            self._faults = faults
            self._armed = faults.cut is not None
            self._passed = 0

    def close(self) -> None:
        """Break off every connection and listen no more."""
        with suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        self.cut_all()

    def cut_all(self) -> None:
        """Break off every connection that stands now; new ones are taken."""
        with self._lock:
            links, self._links = self._links, []
        for link in links:
            link.end()

    def _accept(self) -> None:
        with suppress(OSError):  # closed
            while True:
                client, _ = self._listener.accept()
                try:
                    link = _Link(client, _connected(self._server))
                except OSError:
                    client.close()
                    continue
                with self._lock:
                    self._links.append(link)
                Thread(target=self._pass_on, args=(link,), daemon=True).start()

    def _pass_on(self, link: _Link) -> None:
        """Carry bytes both ways in one thread, so that their order is that of the wire."""
        ways = {link.client: link.server, link.server: link.client}
        with suppress(OSError, ValueError):  # cut, or closed by one of the ends
            while True:
                ready, _, _ = select.select(list(ways), [], [], LOOK_SECONDS)
                for source in ready:
                    seen = source.recv(max(1, self.faults.bytes_at_once))
                    if not seen or not self._carry(link, source, ways[source], seen):
                        link.end()
                        return

    def _carry(self, link: _Link, source: socket.socket, to: socket.socket, seen: bytes) -> bool:
        """Hand the bytes on; false when the connection is to be broken off instead."""
        faults = self.faults
        sleep(faults.delay_seconds)
        if link.unheard is not None:
            if source is link.server:
                link.unheard += seen
                return faults.answer not in link.unheard
        elif source is link.client and self._cuts(link, seen):
            if faults.cut is Cut.BEFORE:
                return False
            link.unheard = b""
        to.sendall(seen)
        return True

    def _cuts(self, link: _Link, seen: bytes) -> bool:
        """Do these bytes complete the place to cut at?"""
        at = self.faults.at
        known = link.said + seen
        link.said = known[max(0, len(known) - len(at) + 1) :]
        with self._lock:
            if not self._armed or at not in known:
                return False
            self._passed += known.count(at)
            if self._passed <= self.faults.skip:
                return False
            self._armed = False
            self.cuts += 1
            return True


def _connected(server: Place) -> socket.socket:
    if isinstance(server, Path):
        found = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        found.connect(str(server))
        return found
    return socket.create_connection(server)
