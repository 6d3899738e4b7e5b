"""A file's bytes as lines of text: packed or plain, in the encoding its own bytes show.

UTF-16 is known by its mark. All else is read as UTF-8; a byte that is no UTF-8 is taken for the
Windows-1252 character it would be, so that one odd byte changes its own row and no other.
"""

from __future__ import annotations

import codecs
import gzip
import io
import re
import zlib
from collections.abc import Generator, Iterator
from contextlib import contextmanager
from pathlib import Path

_GZIP = b"\x1f\x8b"
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
_ODD = re.compile("[\udc80-\udcff]")
LINE_LIMIT = 1 << 20
"""Characters after which a line is handed on in pieces, so that memory stays flat."""


class _Unpacked(io.RawIOBase):
    """Bytes of a packed or plain file; `cut` once a packed one turned out to lack its end."""

    def __init__(self, file: io.BufferedReader) -> None:
        packed = file.read(2) == _GZIP
        file.seek(0)
        self._inner: gzip.GzipFile | io.BufferedReader = (
            gzip.GzipFile(fileobj=file) if packed else file
        )
        self.cut = False

    def readable(self) -> bool:
        """Always; nothing else is possible."""
        return True

    def readinto(self, buffer: memoryview) -> int:  # type: ignore[override]
        """Fill `buffer` as far as one reading gets; 0 at the end, also at one that came early."""
        try:
            found = self._inner.read1(len(buffer))
        except (EOFError, gzip.BadGzipFile, zlib.error):
            self.cut = True
            return 0
        buffer[: len(found)] = found
        return len(found)


class Source:
    """An opened file: its lines, how far it is read, and what was odd about it."""

    def __init__(self, file: io.BufferedReader, size: int) -> None:
        self._file, self._size = file, size
        self._raw = _Unpacked(file)
        self._odd_bytes = False
        self._open_end = False
        self._text = _text(io.BufferedReader(self._raw, 1 << 16))

    @property
    def cut(self) -> bool:
        """Whether the packed file ended before its end; known once it is read."""
        return self._raw.cut

    def share_read(self) -> float:
        """How much of the file is read, from 0 to 1."""
        return min(self._file.tell() / self._size, 1.0) if self._size else 1.0

    def notes(self) -> list[str]:
        """What a reader of the import should know of the file; complete once it is read."""
        said = {
            "some bytes are no UTF-8 and were read as Windows-1252": self._odd_bytes,
            "the packed file is cut off; what followed is missing": self.cut,
            "the last line has no end: if the file was cut, its last cell may be too": (
                self._open_end
            ),
        }
        return [note for note, holds in said.items() if holds]

    def lines(self) -> Iterator[str]:
        """Each line with its end; a line longer than `LINE_LIMIT` in pieces."""
        line = ""
        while piece := self._text.readline(LINE_LIMIT):
            line = self._clear(piece)
            yield line
        self._open_end = bool(line) and not line.endswith(("\n", "\r", "]", "}"))

    def _clear(self, line: str) -> str:
        if _ODD.search(line) is None:
            return line
        self._odd_bytes = True
        return _ODD.sub(_windows, line)


def _text(buffered: io.BufferedReader) -> io.TextIOWrapper:
    if buffered.peek(2)[:2] in _UTF_16:
        return io.TextIOWrapper(buffered, "utf-16", errors="backslashreplace", newline="")
    return io.TextIOWrapper(buffered, "utf-8-sig", errors="surrogateescape", newline="")


def _windows(odd: re.Match[str]) -> str:
    byte = bytes([ord(odd[0]) - 0xDC00])
    try:
        return byte.decode("cp1252")
    except UnicodeDecodeError:
        return byte.decode("latin-1")


@contextmanager
def open_source(path: Path) -> Generator[Source]:
    """The file at `path`, closed again on leaving."""
    with path.open("rb") as file:
        yield Source(file, path.stat().st_size)
