"""What an import needs of a desk, and what it tells of itself afterwards."""

from __future__ import annotations

from bisect import insort
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from operator import attrgetter
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from ...application.adopting import adopt
from ...application.extras import MissingExtraError
from ...application.handle_all import Answer
from ...domain.command import Command
from ...domain.deadlines.policy import Policy
from ...domain.event import Actor, RecordedEvent
from .recognition import Settled, Staged, written
from .rows import Rejected, RejectFile, require_place

if TYPE_CHECKING:
    from ...application.desk import Desk

Progress = Callable[[str, float], None]
"""Told what is being done, and how far from 0 to 1 it is."""

_PAGE = 1_000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Entrance:
    """The desk as an import sees it: its log, a way to put commands, fresh ids and the clock.

    `put_all` puts many as if one by one, by one commit, and tells what came of each.
    `new_id` takes the readable prefix. `actor` has the role `import`. `adopt` puts packs on record
    and gives the policy in force then; None: nothing here fills their calendars.
    """

    read_all: Callable[[int, int], Sequence[RecordedEvent]]
    put: Callable[[Command], Sequence[RecordedEvent]]
    put_all: Callable[[Sequence[Command]], Sequence[Answer]]
    new_id: Callable[[str], str]
    now: Callable[[], datetime]
    actor: Actor
    adopt: Callable[[tuple[str, ...]], Policy | None] = lambda _: None

    @classmethod
    def of(cls, desk: Desk) -> Entrance:
        """The way into `desk`, as an import on behalf of its actor."""
        actor = Actor(desk.actor.id, "import")
        place = desk.place
        here = desk.acting(actor)
        put, put_all, take = here.execute, here.execute_all, partial(_adopt, here)
        return cls(desk.store.read_all, put, put_all, desk.new_id, place.now, actor, take)

    def log(self) -> Iterator[RecordedEvent]:
        """The whole log, a page at a time."""
        after = 0
        while page := self.read_all(after, _PAGE):
            yield from page
            after = page[-1].position


@dataclass(slots=True)
class Tally:
    """What an import did, as it goes. `standing` counts every case of the file once, by name.

    `limits` counts it by what the law makes of it, and by the register's word on timeliness.

    `unknown` counts words of the file that nobody here knows the meaning of. `first_rejected` are
    the first rejected rows of the file; all of them are in the file of rejected rows.
    """

    read: int = 0
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    repeated: int = 0
    standing: Counter[str] = field(default_factory=Counter[str])
    limits: Counter[tuple[str, str]] = field(default_factory=Counter[tuple[str, str]])
    unknown: Counter[str] = field(default_factory=Counter[str])
    rejected: int = 0
    first_rejected: list[Rejected] = field(default_factory=list[Rejected])
    notes: list[str] = field(default_factory=list[str])


def _adopt(desk: Desk, packs: tuple[str, ...]) -> Policy | None:
    try:
        adopt(desk, packs)
    except MissingExtraError:
        return None
    return desk.policy


class Rejections:
    """Keeps rejected rows in the file the user named, and counts them."""

    def __init__(self, source: Path, kept: Path, tally: Tally) -> None:
        require_place(kept, source)
        self._file = RejectFile(kept)
        self._tally = tally

    def __enter__(self) -> Self:
        self._file.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._file.__exit__(kind, error, trace)

    def add(self, rejected: Rejected) -> None:
        """One more row that was not taken."""
        self._file.write(rejected)
        self._tally.rejected += 1
        insort(self._tally.first_rejected, rejected, key=attrgetter("line"))
        del self._tally.first_rejected[_SHOWN:]

    def add_staged(self, row: Staged, reason: str) -> None:
        """One more row that was read, but is not believed or not allowed."""
        self.add(Rejected(row.line, reason, written(row.content)))

    def add_overruled(self, settled: Settled) -> None:
        """The rows that are not believed because of another with their id."""
        believed = settled.rows[0].line
        for row in settled.overruled:
            reason = f"the row on line {believed} has the same id and is believed instead"
            self.add_staged(row, reason)
