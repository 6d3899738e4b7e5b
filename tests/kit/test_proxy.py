"""The fault proxy, between a real client and a real server."""

import socket
from collections.abc import Generator
from contextlib import closing, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread

import pytest

from answerable.testing.proxy import Cut, FaultProxy, Faults


class Echo:
    """A server that answers in capitals, and keeps what it heard."""

    def __init__(self, listener: socket.socket) -> None:
        self.listener = listener
        self.heard = b""
        Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        with suppress(OSError):
            while True:
                client, _ = self.listener.accept()
                Thread(target=self.answer, args=(client,), daemon=True).start()

    def answer(self, client: socket.socket) -> None:
        with suppress(OSError), closing(client):
            while said := client.recv(1024):
                self.heard += said
                client.sendall(said.upper())


@pytest.fixture
def echo() -> Generator[Echo]:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        yield Echo(listener)


@pytest.fixture
def proxy(echo: Echo) -> Generator[FaultProxy]:
    with closing(FaultProxy(echo.listener.getsockname()[:2])) as standing:
        yield standing


@pytest.fixture
def client(proxy: FaultProxy) -> Generator[socket.socket]:
    with socket.create_connection(proxy.address, timeout=30) as connected:
        yield connected


def asked(client: socket.socket, said: bytes) -> bytes:
    """What comes back before the connection ends, as much as was said at most."""
    client.sendall(said)
    found = b""
    with suppress(ConnectionError):
        while len(found) < len(said) and (more := client.recv(1024)):
            found += more
    return found


def test_what_passes_is_not_changed(client: socket.socket) -> None:
    assert asked(client, b"begin; commit") == b"BEGIN; COMMIT"


@pytest.mark.parametrize("bytes_at_once", [1, 3, 1024])
def test_a_cut_before_keeps_the_bytes_from_the_server(
    client: socket.socket, proxy: FaultProxy, echo: Echo, bytes_at_once: int
) -> None:
    proxy.faults = Faults(Cut.BEFORE, b"commit", bytes_at_once=bytes_at_once)

    asked(client, b"begin; commit")

    assert b"commit" not in echo.heard
    assert proxy.cuts == 1


@pytest.mark.parametrize("bytes_at_once", [1, 3, 1024])
def test_a_cut_after_lets_the_server_answer_and_the_client_never_learns_it(
    client: socket.socket, proxy: FaultProxy, echo: Echo, bytes_at_once: int
) -> None:
    proxy.faults = Faults(Cut.AFTER, b"commit", answer=b"T", bytes_at_once=bytes_at_once)

    assert b"COMMIT" not in asked(client, b"begin; commit")
    assert echo.heard == b"begin; commit"


def test_so_many_places_pass_first_and_then_one_connection_is_cut(
    client: socket.socket, proxy: FaultProxy
) -> None:
    proxy.faults = Faults(Cut.BEFORE, b"commit", skip=1)

    assert asked(client, b"commit") == b"COMMIT"
    assert asked(client, b"commit") == b""
    with socket.create_connection(proxy.address, timeout=30) as again:
        assert asked(again, b"commit") == b"COMMIT"
    assert proxy.cuts == 1


def test_slow_and_scattered_bytes_arrive(client: socket.socket, proxy: FaultProxy) -> None:
    proxy.faults = Faults(delay_seconds=0.001, bytes_at_once=1)

    assert asked(client, b"begin; commit") == b"BEGIN; COMMIT"


def test_every_connection_can_be_broken_off_at_once(
    client: socket.socket, proxy: FaultProxy
) -> None:
    assert asked(client, b"begin") == b"BEGIN"

    proxy.cut_all()

    with suppress(ConnectionError):
        assert client.recv(1) == b""


@pytest.mark.skipif(not hasattr(socket, "AF_UNIX"), reason="there are no Unix sockets")
def test_the_server_may_stand_behind_a_unix_socket() -> None:
    with TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX) as listener:
        listener.bind(str(Path(folder) / "s"))
        listener.listen()
        Echo(listener)
        with (
            closing(FaultProxy(Path(folder) / "s")) as proxy,
            socket.create_connection(proxy.address, timeout=30) as client,
        ):
            assert asked(client, b"commit") == b"COMMIT"
