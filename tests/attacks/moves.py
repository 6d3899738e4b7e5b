"""What an attacker wishes had been on record: other rows in place of those that were sealed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from random import Random
from typing import TypeAlias

from tests.ledger.town import form

from answerable.application.ports import StoredRow
from answerable.testing.visits import command, left

Rows: TypeAlias = Sequence[StoredRow]
Move: TypeAlias = Callable[[list[StoredRow], int, Random], None]
"""Changes rows in place, somewhere under the position that is given."""


def words(random: Random) -> bytes:
    """An event that never was, as it would be stored."""
    said = "".join(random.choices("abcdefgh ", k=8))
    return form().encode(command(f"cmd-{random.random()}"), left(said))


def one_of(sealed: int, random: Random) -> int:
    """The place of a sealed event among the rows."""
    return random.randrange(sealed)


def update(rows: list[StoredRow], sealed: int, random: Random) -> None:
    at = one_of(sealed, random)
    position, stream, version, type_, stored = rows[at]
    rows[at] = random.choice(
        [
            (position, stream, version, "Left", words(random)),
            (position, stream, version, "Left" if type_ == "Waited" else "Waited", stored),
            (position, f"{stream}0", version, type_, stored),
            (position, stream, version + random.randint(1, 9), type_, stored),
            (position, stream, version, type_, one_bit(stored, random)),
        ]
    )


def one_bit(stored: bytes, random: Random) -> bytes:
    changed = bytearray(stored)
    changed[random.randrange(len(changed))] ^= 1 << random.randrange(8)
    return bytes(changed)


def delete(rows: list[StoredRow], sealed: int, random: Random) -> None:
    for _ in range(min(random.randint(1, 3), sealed)):
        del rows[one_of(sealed, random)]
        sealed -= 1


def insert(rows: list[StoredRow], sealed: int, random: Random) -> None:
    at = one_of(sealed, random)
    stream = random.choice([rows[at][1], "case-new"])
    rows.insert(at, (0, stream, random.randint(1000, 9999), "Left", words(random)))


def swap(rows: list[StoredRow], sealed: int, random: Random) -> None:
    one, other = one_of(sealed, random), one_of(sealed, random)
    (p1, s1, v1, t1, b1), (p2, s2, v2, t2, b2) = rows[one], rows[other]
    if random.random() < 0.5:
        rows[one], rows[other] = (p1, s1, v1, t2, b2), (p2, s2, v2, t1, b1)
    else:
        rows[one], rows[other] = (p1, s2, v2, t2, b2), (p2, s1, v1, t1, b1)


def rewritten_tail(rows: list[StoredRow], sealed: int, random: Random) -> None:
    at = one_of(sealed, random)
    for n in range(at, len(rows)):
        position, stream, version, _, _ = rows[n]
        rows[n] = (position, stream, version, "Left", words(random))


def hidden_case(rows: list[StoredRow], sealed: int, random: Random) -> None:
    stream = rows[one_of(sealed, random)][1]
    rows[:] = [row for row in rows if row[1] != stream]


def hidden_last_events(rows: list[StoredRow], sealed: int, random: Random) -> None:
    """The last events of a case are gone, from a sealed one on."""
    _, stream, version, _, _ = rows[one_of(sealed, random)]
    rows[:] = [row for row in rows if row[1] != stream or row[2] < version]


MOVES: dict[str, Move] = {
    "update": update,
    "delete": delete,
    "insert": insert,
    "swap": swap,
    "rewritten tail": rewritten_tail,
    "hidden case": hidden_case,
    "hidden last events": hidden_last_events,
}
