"""The canonical zip: sorted, not compressed, and not a byte in it that could be another one.

Written as it comes, member by member, into a file that can be gone back in: nothing is held.
"""

from __future__ import annotations

from collections.abc import Generator, Iterable
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from struct import Struct
from typing import BinaryIO
from zlib import crc32

VERSION, DATE = 20, 33
"""2.0, and 1 January 1980."""
LARGEST, MOST = 2**32 - 2, 2**16 - 2

_LOCAL = Struct("<4s5H3L2H")
_CENTRAL = Struct("<4s6H3L5H2L")
_END = Struct("<4s4H2LH")


class UnfitMemberError(ValueError):
    """A member cannot stand in the container: out of order, of a strange name, or too large."""


@dataclass(frozen=True, slots=True)
class Member:
    """What was written of a member."""

    name: str
    size: int
    sha256: str
    crc: int
    at: int


class Container:
    """Writes members in the order of their names into `file`, which is open and empty."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self.members: list[Member] = []

    def add(self, name: str, parts: Iterable[bytes]) -> Member:
        """Write one more member; what was written of it.

        Raises:
            UnfitMemberError: it cannot stand there.
        """
        self._require_fit(name)
        file, at = self._file, self._file.tell()
        file.write(_local(name, 0, 0))
        crc, size, digest = 0, 0, sha256()
        for part in parts:
            crc, size = crc32(part, crc), size + len(part)
            digest.update(part)
            file.write(part)
        end = file.tell()
        if end > LARGEST:
            raise UnfitMemberError("the file would be larger than such a file can be")
        file.seek(at)
        file.write(_local(name, crc, size))
        file.seek(end)
        self.members.append(Member(name, size, digest.hexdigest(), crc, at))
        return self.members[-1]

    def end(self) -> None:
        """Write the directory, which ends the file."""
        start = self._file.tell()
        for each in self.members:
            self._file.write(_central(each))
        number, size = len(self.members), self._file.tell() - start
        self._file.write(_END.pack(b"PK\5\6", 0, 0, number, number, size, start, 0))

    def _require_fit(self, name: str) -> None:
        if not (name.isascii() and name.isprintable()):
            raise UnfitMemberError("the name of a member is not in plain letters")
        if self.members and name <= self.members[-1].name:
            raise UnfitMemberError("members come in the order of their names, each once")
        if len(self.members) == MOST:
            raise UnfitMemberError("there are more members than such a file can hold")


@contextmanager
def container(file: BinaryIO) -> Generator[Container]:
    """A container that is ended when the block is left well."""
    made = Container(file)
    yield made
    made.end()


def _local(name: str, crc: int, size: int) -> bytes:
    head = _LOCAL.pack(b"PK\3\4", VERSION, 0, 0, 0, DATE, crc, size, size, len(name), 0)
    return head + name.encode()


def _central(member: Member) -> bytes:
    name, crc, size = member.name, member.crc, member.size
    head = (b"PK\1\2", VERSION, VERSION, 0, 0, 0, DATE, crc, size, size, len(name))
    return _CENTRAL.pack(*head, 0, 0, 0, 0, 0, member.at) + name.encode()
