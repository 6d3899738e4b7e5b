"""A small client for WebSocket (RFC 6455): text to a server on this machine, and back."""

from __future__ import annotations

import json
import os
import socket
import struct
from base64 import b64encode
from typing import Any
from urllib.parse import urlsplit

TEXT, CLOSE, PING, PONG = 1, 8, 9, 10


class Wire:
    """An open connection; one JSON message at a time."""

    def __init__(self, url: str) -> None:
        at = urlsplit(url)
        self.socket = socket.create_connection((at.hostname, at.port), timeout=60)
        key = b64encode(os.urandom(16)).decode()
        asked = (
            f"GET {at.path} HTTP/1.1\r\nHost: {at.netloc}\r\nUpgrade: websocket\r\n"
            f"Connection: Upgrade\r\nSec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n"
        )
        self.socket.sendall(asked.encode())
        self.stream = self.socket.makefile("rb")
        status = self.stream.readline()
        if b" 101 " not in status:
            raise ConnectionError(f"no WebSocket there: {status!r}")
        while self.stream.readline().strip():
            pass

    def send(self, message: object) -> None:
        """Send one message, masked as a client must."""
        self._frame(TEXT, json.dumps(message).encode())

    def _frame(self, kind: int, body: bytes) -> None:
        size, mask = len(body), os.urandom(4)
        short = bytes([0x80 | kind, 0x80 | (size if size < 126 else 126 if size < 65536 else 127)])
        long = b"" if size < 126 else struct.pack(">H" if size < 65536 else ">Q", size)
        key = int.from_bytes((mask * (size // 4 + 1))[:size], "big")
        masked = (int.from_bytes(body, "big") ^ key).to_bytes(size, "big")
        self.socket.sendall(short + long + mask + masked)

    def receive(self) -> dict[str, Any]:
        """The next message.

        Raises:
            ConnectionError: the other side has closed.
        """
        whole = b""
        while True:
            first, second = self._exactly(2)
            size = second & 0x7F
            if size >= 126:
                size = int.from_bytes(self._exactly(2 if size == 126 else 8), "big")
            body = self._exactly(size)
            kind = first & 0x0F
            if kind == CLOSE:
                raise ConnectionError("the browser closed the connection")
            if kind == PING:
                self._frame(PONG, body)
                continue
            whole += body if kind != PONG else b""
            if first & 0x80 and kind != PONG:
                told: dict[str, Any] = json.loads(whole)
                return told

    def _exactly(self, size: int) -> bytes:
        found = self.stream.read(size)
        if len(found) != size:
            raise ConnectionError("the browser is gone")
        return found

    def close(self) -> None:
        """Hang up."""
        self.stream.close()
        self.socket.close()
