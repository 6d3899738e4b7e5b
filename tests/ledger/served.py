"""A witness that listens while a test runs."""

from __future__ import annotations

from threading import Thread

from answerable.adapters.witness.over_http import WitnessServer
from answerable.application.ledger.witnessing import Witness


class Served:
    """A witness that listens on a port of this machine."""

    def __init__(self, witness: Witness) -> None:
        self._server = WitnessServer(witness, "127.0.0.1", 0)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        self._thread = Thread(target=self._server.serve_forever)
        self._thread.start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()
