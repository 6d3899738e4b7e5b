"""The container: a zip in the one form that leaves no byte without a meaning, or a folder.

Whatever is read is written again in that form, and the two must be equal: so nothing can hide in a
comment, a gap, a flag, a second copy of a name, or after the end.
"""

from __future__ import annotations

import zlib
from pathlib import Path
from struct import Struct
from typing import TypeAlias

from .wrong import WrongError

Members: TypeAlias = dict[str, bytes]

ZIP_HEADER = Struct("<4s5H3I2H")
ZIP_DIRECTORY = Struct("<4s6H3I5H2I")
ZIP_END = Struct("<4s4H2IH")
ZIP_VERSION, ZIP_FLAGS, STORED, ZIP_TIME, ZIP_DATE = 20, 0, 0, 0, 0x21
MOST_MEMBERS = 0xFFFE


def members_of(data: bytes) -> Members:
    """The members of a canonical zip.

    Raises:
        WrongError: it is no zip, or has a byte that does not belong there.
    """
    found: Members = {}
    at, before = 0, ""
    while data[at : at + 4] == b"PK\x03\x04":
        name, content, at = _member(data, at)
        if name <= before:
            raise WrongError("zip-order", member=name)
        found[name] = content
        before = name
    if not 0 < len(found) <= MOST_MEMBERS:
        raise WrongError("no-zip")
    again = zipped(found)
    if again != data:
        raise WrongError("zip-byte", byte=_first_difference(again, data))
    return found


def members_in(folder: Path) -> Members:
    """The members of a case file kept as a folder; nothing else may lie there."""
    found: Members = {}
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink() or not (path.is_file() or (path.is_dir() and any(path.iterdir()))):
            raise WrongError("folder-odd", member=_spelt(name))
        if path.is_file():
            found[_ascii(name.encode("utf-8", "surrogateescape"))] = path.read_bytes()
    if not found:
        raise WrongError("no-zip")
    return found


def zipped(members: Members) -> bytes:
    """These members as the one zip they make."""
    local: list[bytes] = []
    directory: list[bytes] = []
    at = 0
    for name, content in sorted(members.items()):
        path, crc, size = name.encode(), zlib.crc32(content), len(content)
        facts = (ZIP_VERSION, ZIP_FLAGS, STORED, ZIP_TIME, ZIP_DATE, crc, size, size, len(path), 0)
        local += [ZIP_HEADER.pack(b"PK\x03\x04", *facts), path, content]
        directory += [ZIP_DIRECTORY.pack(b"PK\x01\x02", ZIP_VERSION, *facts, 0, 0, 0, 0, at), path]
        at += ZIP_HEADER.size + len(path) + size
    listed = b"".join(directory)
    end = ZIP_END.pack(b"PK\x05\x06", 0, 0, len(members), len(members), len(listed), at, 0)
    return b"".join([*local, listed, end])


def _member(data: bytes, at: int) -> tuple[str, bytes, int]:
    """The name and the content of the member that begins there, and where the next one does."""
    begins = at + ZIP_HEADER.size
    if len(data) < begins:
        raise WrongError("zip-byte", byte=len(data))
    size, length = ZIP_HEADER.unpack_from(data, at)[8:10]
    ends = begins + length + size
    if ends > len(data):
        raise WrongError("zip-byte", byte=at)
    return _ascii(data[begins : begins + length]), data[begins + length : ends], ends


def _ascii(name: bytes) -> str:
    if not name.isascii() or not name.decode("ascii").isprintable():
        raise WrongError("name-odd", member=_spelt(repr(name)))
    return name.decode("ascii")


def _spelt(name: str) -> str:
    return name.encode("ascii", "backslashreplace").decode()[:80]


def _first_difference(one: bytes, other: bytes) -> int:
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))
