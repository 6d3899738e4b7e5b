"""`--as-of`: a moment in the past, or a position of the log."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from .exits import WrongUseError
from .terminal import note
from .words import shown_time

if TYPE_CHECKING:
    from ...application.desk import Desk
    from ...domain.event import RecordedEvent


@dataclass(frozen=True, slots=True)
class Point:
    """What was on record, as it stood at `moment` (UTC); `as_of` is how it was asked for.

    `log_begins` is when the first event of the log was recorded; None: it holds none.
    """

    moment: datetime
    as_of: datetime | int | None
    log_begins: datetime | None

    def holds(self, recorded: RecordedEvent) -> bool:
        """Was this event on record then?"""
        if isinstance(self.as_of, int):
            return recorded.position <= self.as_of
        return self.as_of is None or recorded.recorded_at <= self.as_of

    @property
    def position(self) -> int | None:
        """The position asked about, if it was one."""
        return self.as_of if isinstance(self.as_of, int) else None

    def history(self, desk: Desk, stream: str) -> list[RecordedEvent]:
        """The events of a stream that were on record then.

        Raises:
            UnknownStreamError: there is no such stream.
            WrongUseError: there was none yet.
        """
        desk.require_stream(stream)
        events = desk.store.read(stream)
        known = [recorded for recorded in events if self.holds(recorded)]
        if not known:
            since = f"; it is since {events[0].recorded_at:%Y-%m-%d %H:%M:%S}" if events else ""
            raise WrongUseError(f"{stream} was not yet on record: {self}{since}.")
        return known

    @property
    def nothing_known(self) -> str | None:
        """That nothing at all was on record then, in words; None if something was."""
        if self.log_begins is None:
            return "Nothing is on record: this log is empty"
        if self.moment < self.log_begins:
            begins = f"{shown_time(self.log_begins)} UTC"
            return f"Nothing was on record then: this log begins {begins}"
        return None

    @property
    def document(self) -> dict[str, Any]:
        """As `--json` writes it."""
        return {
            "time": self.moment,
            "position": self.position,
            "on_record": self.nothing_known is None,
            "log_begins": self.log_begins,
        }

    def __str__(self) -> str:
        """As people read it."""
        at = f"{shown_time(self.moment)} UTC"
        return f"{at}, position {self.position}" if self.position is not None else at


def point(desk: Desk, said: str | None) -> Point:
    """The point that `--as-of` names; without it, now.

    Raises:
        WrongUseError: it is neither a time nor a position of this log.
    """
    first = desk.store.read_all(0, 1)
    begins = first[0].recorded_at if first else None
    if said is None:
        return Point(desk.place.now(), None, begins)
    if said.isascii() and said.isdigit():
        return Point(_recorded(desk, int(said)), int(said), begins)
    moment = _moment(said)
    return Point(moment, moment, begins)


def _recorded(desk: Desk, position: int) -> datetime:
    newest = desk.store.head()
    if not 0 < position <= newest:
        raise WrongUseError(f"There is no position {position}: this log goes from 1 to {newest}.")
    # Positions may have gaps, so the event that stood last then is looked for from both sides.
    before = _last(desk, position)
    return before.recorded_at if before else desk.place.now()


def _last(desk: Desk, position: int) -> RecordedEvent | None:
    """The newest event up to `position`."""
    for reach in (1, 100, position):
        found = desk.store.read_all(max(0, position - reach), reach)
        until = [each for each in found if each.position <= position]
        if until:
            return until[-1]
    return None


def _moment(said: str) -> datetime:
    try:
        moment = datetime.fromisoformat(said)
    except ValueError as error:
        raise WrongUseError(
            f"--as-of takes a time such as 2026-03-01T12:00Z or a position, not {said!r}."
        ) from error
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=UTC)
        note(f"--as-of {said} names no zone: taken as {moment:%Y-%m-%d %H:%M} UTC.")
    return moment.astimezone(UTC)
