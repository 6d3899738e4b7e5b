"""The same members in a zip that is not the canonical one."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from random import Random

from tests.verifier.tiny_log import Members, zipped


def extra_bytes(members: Members, random: Random) -> bytes:
    data = zipped(members)
    place = random.choice([0, len(data), random.randrange(len(data))])
    return data[:place] + random.randbytes(random.randrange(1, 5)) + data[place:]


def cut_off(members: Members, random: Random) -> bytes:
    data = zipped(members)
    return data[: random.randrange(len(data))]


def changed_byte(members: Members, random: Random) -> bytes:
    data = bytearray(zipped(members))
    data[random.randrange(len(data))] ^= 1 << random.randrange(8)
    return bytes(data)


def comment(members: Members, random: Random) -> bytes:
    return archive(members, random, lambda made, _: setattr(made, "comment", b"checked"))


def member_comment(members: Members, random: Random) -> bytes:
    def with_comment(made: zipfile.ZipFile, random: Random) -> None:
        random.choice(made.infolist()).comment = b"x"

    return archive(members, random, with_comment)


def attributes(members: Members, random: Random) -> bytes:
    def with_attributes(made: zipfile.ZipFile, random: Random) -> None:
        random.choice(made.infolist()).external_attr = 0o600 << 16

    return archive(members, random, with_attributes)


def made_elsewhere(members: Members, random: Random) -> bytes:
    def from_unix(made: zipfile.ZipFile, random: Random) -> None:
        random.choice(made.infolist()).create_system = 3

    return archive(members, random, from_unix)


def compressed(members: Members, random: Random) -> bytes:
    kind = random.choice([zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
    return archive(members, random, None, kind)


def other_date(members: Members, random: Random) -> bytes:
    return archive(members, random, None, date=(1981, 1, 1, 0, 0, random.choice([0, 2])))


def extra_field(members: Members, random: Random) -> bytes:
    return archive(members, random, None, extra=b"\xca\xfe\x02\x00ok")


def other_order(members: Members, random: Random) -> bytes:
    names = list(members)
    random.shuffle(names)
    return archive({name: members[name] for name in names}, random, None, ordered=False)


def twice(members: Members, random: Random) -> bytes:
    """A name twice, the second time with other content: readers differ in which they take."""
    name = random.choice(sorted(members))
    single = archive({name: b"other"}, random, None)
    data = zipped(members)
    ends = single.index(b"PK\1\2")
    return random.choice([single[:ends] + data, data + single[:ends]])


def archive(
    members: Members,
    random: Random,
    change: Callable[[zipfile.ZipFile, Random], None] | None,
    kind: int = zipfile.ZIP_STORED,
    *,
    date: tuple[int, int, int, int, int, int] = (1980, 1, 1, 0, 0, 0),
    extra: bytes = b"",
    ordered: bool = True,
) -> bytes:
    """The members in a zip of the standard library, with something odd about it."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        for name in sorted(members) if ordered else members:
            about = zipfile.ZipInfo(name, date)
            about.create_system, about.create_version, about.extra = 0, 20, extra
            made.writestr(about, members[name], kind)
            about.external_attr = 0
        if change:
            change(made, random)
    return out.getvalue()


ZIP_TRICKS = (
    extra_bytes,
    cut_off,
    changed_byte,
    comment,
    member_comment,
    attributes,
    made_elsewhere,
    compressed,
    other_date,
    extra_field,
    other_order,
    twice,
)
