"""A witness over HTTP: `POST /add-checkpoint`, as C2SP `tlog-witness` has it, and its client."""

from __future__ import annotations

from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import cast
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import Request as Call
from urllib.request import urlopen

from ...application.ledger.cosigning import Ask, NotCosignedError
from ...application.ledger.witnessing import Reply, Witness

PATH = "/add-checkpoint"
LARGEST, WAIT_SECONDS = 65_536, 10
SIZE, TEXT, CONFLICT = "text/x.tlog.size", "text/plain; charset=utf-8", 409


class WitnessServer(ThreadingHTTPServer):
    """Answers for a witness; it listens once it is made."""

    def __init__(self, witness: Witness, host: str, port: int) -> None:
        self.witness = witness
        super().__init__((host, port), _Handler)


class _Handler(BaseHTTPRequestHandler):
    """One request."""

    timeout = WAIT_SECONDS
    server_version, sys_version = "witness", ""

    def do_POST(self) -> None:  # the name is the library's
        """Answer it."""
        length = self.headers.get("Content-Length", "")
        if self.path != PATH or not length.isdigit() or int(length) > LARGEST:
            self._say(Reply(404 if self.path != PATH else 400))
            return
        witness = cast("WitnessServer", self.server).witness
        self._say(witness.add(self.rfile.read(int(length))))

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002  # their name
        """Say nothing: whoever asks is not to be kept a list of."""

    def _say(self, reply: Reply) -> None:
        self.send_response(reply.status)
        self.send_header("Content-Type", SIZE if reply.status == CONFLICT else TEXT)
        self.send_header("Content-Length", str(len(reply.body)))
        self.end_headers()
        self.wfile.write(reply.body)


def asking(url: str) -> Ask:
    """Puts requests to the witness at a url.

    Raises:
        ValueError: it is no url of HTTP.
    """
    if urlsplit(url).scheme not in {"http", "https"}:
        raise ValueError(f"{url} is no url that begins with http: or https:")

    def ask(body: bytes) -> Reply:
        call = Call(url.rstrip("/") + PATH, data=body, method="POST")  # noqa: S310  # see above
        try:
            with urlopen(call, timeout=WAIT_SECONDS) as found:  # noqa: S310  # see above
                return Reply(found.status, found.read(LARGEST))
        except HTTPError as refused:
            with refused:
                return Reply(refused.code, refused.read(LARGEST))
        except (URLError, TimeoutError, OSError):
            raise NotCosignedError(url, "it cannot be reached") from None

    return ask
