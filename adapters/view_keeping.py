"""A `ViewStore` over any SQL database: what the dialects share."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from threading import Condition, RLock
from time import monotonic
from typing import Any, TypeAlias, TypeVar

from ..application.ports import UnavailableError
from ..application.view_store import (
    NOT_KEPT,
    Advance,
    AnyView,
    Counted,
    Found,
    Parked,
    Question,
    Stand,
)
from ..projections.keeping import KeptRow, KeptStream
from .view_stands import Cursor, Place, Stands
from .view_statements import Statements
from .view_steps import Step, reached
from .view_tables import PLACES, Dialect, Stored, tables, unspoilt

R = TypeVar("R")

POLL_SECONDS = 0.05
"""How soon a step of another process is seen by `wait`."""

Transaction: TypeAlias = Callable[[], AbstractContextManager[Cursor]]


@dataclass(frozen=True, slots=True)
class Database:
    """A database of one dialect. `reading` shows one unchanging instant, `writing` commits.

    `fetch` gives the rows of one statement that reads, and sees one instant by itself.
    """

    dialect: Dialect
    reading: Transaction
    writing: Transaction
    fetch: Callable[[str, Stored], Sequence[Stored]]


class SqlViews:
    """A `ViewStore` in the tables of a database."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._dialect = database.dialect
        self._lock = RLock()
        self._moved = Condition(self._lock)
        self._letters: dict[tuple[str, int], str] = {}

    def stand(self, view: AnyView) -> Stand:
        """How far the view is kept."""
        with self._database.reading() as cursor:
            stands = Stands(cursor, self._dialect)
            place, beside = stands.find(view), stands.find(view, beside=True)
        building = beside.position if beside else None
        if place is None:
            return Stand(building=building) if beside else NOT_KEPT
        return Stand(place.position, place.parked, building)

    def ask(self, question: Question[R]) -> Found[R]:
        """The rows kept in answer to a question: by one statement, where nothing is unusual."""
        letter = self._letters.get(question.view.key)
        found = self._at_once(question, letter) if letter else None
        return found or self._step_by_step(question)

    def _at_once(self, question: Question[R], letter: str) -> Found[R] | None:
        """The answer, if the view is under that letter and up to date, and no stream is ahead."""
        own = tables(question.view, self._dialect)
        try:
            rows = self._database.fetch(*Statements(own, letter).at_once(question))
        except UnavailableError:  # its tables may be gone; the other way tells
            return None
        if not rows or rows[0][0] is None:
            return None
        (position, *_), *columns, places = zip(*rows, strict=True)
        return Found(position, own.rows(columns, question.moment), places, current=True)

    def _step_by_step(self, question: Question[R]) -> Found[R]:
        view, moment = question.view, question.moment
        with self._database.reading() as cursor:
            place = Stands(cursor, self._dialect).find(view)
            if place is None:
                return Found(0, (), ())
            self._letters[view.key] = place.letter
            statements = Statements(tables(view, self._dialect), place.letter)
            ahead = _ahead(cursor, statements, place, moment)
            cursor.execute(*statements.ask(question, ahead=bool(ahead)))
            rows: Sequence[Stored] = cursor.fetchall()
        *columns, places = zip(*rows, strict=True) if rows else ((),)
        made = tables(view, self._dialect).rows(columns, moment)
        return Found(place.position, made, places, ahead)

    def count(self, view: AnyView, moment: datetime) -> Counted:
        """How many rows there are at `moment`."""
        with self._database.reading() as cursor:
            place = Stands(cursor, self._dialect).find(view)
            if place is None:
                return Counted(0, 0, 0)
            statements = Statements(tables(view, self._dialect), place.letter)
            ahead = _ahead(cursor, statements, place, moment)
            total = _number(cursor, statements.count(moment, ahead=bool(ahead)))
            late = view.due and _number(cursor, statements.count_late(moment, ahead=bool(ahead)))
        return Counted(place.position, total, late or 0, ahead)

    def late(self, view: AnyView, moment: datetime) -> Found[str]:
        """The streams of which a row is late at `moment`."""
        with self._database.reading() as cursor:
            place = Stands(cursor, self._dialect).find(view)
            if place is None:
                return Found(0, (), ())
            statements = Statements(tables(view, self._dialect), place.letter)
            ahead = _ahead(cursor, statements, place, moment)
            cursor.execute(*statements.late(moment, ahead=bool(ahead)))
            return Found(place.position, [row[0] for row in cursor.fetchall()], (), ahead)

    def everything(self, view: AnyView) -> tuple[int, Mapping[str, KeptStream[Any]]]:
        """Where the view stands, and all that is kept of it, by stream."""
        with self._database.reading() as cursor:
            place = Stands(cursor, self._dialect).find(view)
            if place is None:
                return 0, {}
            statements = Statements(tables(view, self._dialect), place.letter)
            cursor.execute(statements.streams)
            streams: Sequence[Stored] = cursor.fetchall()
            cursor.execute(statements.rows)
            rows: Sequence[Stored] = [tuple(row) for row in cursor.fetchall()]
        return place.position, unspoilt(view, lambda: self._streams(view, streams, rows))

    def reached(self, view: AnyView, streams: Sequence[str]) -> Mapping[str, int]:
        """Of the view built anew: the position of each of these streams that is kept in it."""
        with self._database.reading() as cursor:
            place = Stands(cursor, self._dialect).find(view, beside=True)
            if place is None:
                return {}
            statements = Statements(tables(view, self._dialect), place.letter)
            return reached(cursor, statements, streams)

    def advance(self, steps: Sequence[Advance]) -> None:
        """Keep rows and positions."""
        with self._database.writing() as cursor:
            for step in steps:
                Step(step, Stands(cursor, self._dialect)).take()
        self._notify()

    def park(self, view: AnyView, expected: int, parked: Parked) -> None:
        """Mark that the view stopped."""
        with self._database.writing() as cursor:
            stands = Stands(cursor, self._dialect)
            if stands.find(view) is None:
                stands.begin(view)
            stands.park(view, expected, parked)

    def begin(self, view: AnyView) -> None:
        """Begin to build the view anew beside the live one."""
        with self._database.writing() as cursor:
            stands = Stands(cursor, self._dialect)
            if beside := stands.find(view, beside=True):
                stands.end(view, beside.letter)
            stands.begin(view, beside=True)

    def swap(self, view: AnyView, head: int) -> bool:
        """Let the view that was built anew take the live one's place, if it is as far."""
        with self._database.writing() as cursor:
            stands = Stands(cursor, self._dialect)
            live, beside = stands.find(view), stands.find(view, beside=True)
            if beside is None or (live and min(live.position, head) > beside.position):
                return False
            if live:
                stands.end(view, live.letter)
            stands.end_older(view)
            stands.liven(view, beside.letter)
        self._notify()
        return True

    def wait(self, view: AnyView, position: int, timeout_seconds: float) -> bool:
        """Wait until the view is at least at `position`."""
        end = monotonic() + timeout_seconds
        with self._lock:
            while self.stand(view).position < position:
                left = end - monotonic()
                if left <= 0:
                    return False
                self._moved.wait(min(left, POLL_SECONDS))
        return True

    def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Let `holder` have `name` until then, if they may."""
        with self._database.writing() as cursor:
            return Stands(cursor, self._dialect).lease(name, holder, now, until)

    def release(self, name: str, holder: str) -> None:
        """Give back what `holder` leased."""
        with self._database.writing() as cursor:
            Stands(cursor, self._dialect).release(name, holder)

    def position(self, name: str) -> int:
        """Up to where the reader `name` has read the log."""
        with self._database.reading() as cursor:
            return Stands(cursor, self._dialect).reader(name)

    def save_position(self, name: str, position: int) -> None:
        """Keep how far the reader `name` has read."""
        with self._database.writing() as cursor:
            Stands(cursor, self._dialect).save_reader(name, position)

    def _notify(self) -> None:
        with self._lock:
            self._moved.notify_all()

    def _streams(
        self, view: AnyView, streams: Sequence[Stored], rows: Sequence[Stored]
    ) -> dict[str, KeptStream[Any]]:
        give = self._dialect.give.get(datetime, _as_it_is)
        columns = [*zip(*rows, strict=True)][len(PLACES) :]
        made = tables(view, self._dialect).rows(columns)
        kept = [
            (stream, KeptRow(name, give(since), give(until), place, row))
            for (place, since, stream, name, until, *_), row in zip(rows, made, strict=True)
        ]
        own = {
            stream: tuple(row for _, row in group)
            for stream, group in groupby(kept, key=lambda pair: pair[0])
        }
        return {
            stream: KeptStream(position, give(made_at), own.get(stream, ()))
            for stream, position, made_at in streams
        }


def _as_it_is(value: datetime) -> datetime:
    return value


def _number(cursor: Cursor, statement: tuple[str, Stored]) -> int:
    cursor.execute(*statement)
    return int(cursor.fetchone()[0])


def _ahead(cursor: Cursor, statements: Statements, place: Place, moment: datetime) -> Sequence[str]:
    """The streams recorded after `moment`: none as long as clocks agree."""
    if place.newest is None or place.newest <= moment:
        return ()
    cursor.execute(*statements.ahead(moment))
    return [row[0] for row in cursor.fetchall()]
