"""Keeps views up to date as the log grows: in batches, supervised, beside others that do the same.

One of several processes holds the lease of a view at a time and folds it; the others look on and
take over when the lease is past its time. What holds without leases is the position: a step that
does not lead on from where the view stands is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import zip_longest
from threading import Event as Signal
from typing import TypeAlias

from .folding import UnfoldableEventError
from .handle import Backoff
from .ports import StoreError, UnreadableEventError
from .project import BATCH, Keeper
from .view_store import AnyView, Parked

LEASE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(seconds=30)
SHORTEST_PAUSE_SECONDS = 0.1


@dataclass(frozen=True, slots=True)
class Pace:
    """How a runner works: at most `batch` events a transaction.

    Once something is new it waits `linger_seconds` for more, so that they share one; each
    `look_seconds` it looks for what nobody told it of.
    """

    batch: int = BATCH
    linger_seconds: float = 0.002
    look_seconds: float = 1.0


@dataclass(frozen=True, slots=True)
class Stopped:
    """A view goes on no further, and why (no personal text).

    `parked`: before this event, until somebody mends it; None: it is tried again before long.
    """

    view: str
    reason: str
    parked: Parked | None = None


Tell: TypeAlias = Callable[[Stopped], None]


@dataclass(slots=True)
class Course:
    """How it stands with a view in this process: its lease runs `until`, it rests `rest_until`."""

    until: datetime | None = None
    rest_until: datetime | None = None
    failures: int = 0
    parked: bool = False


class Runner:
    """Folds `views`, as `holder` of their leases. `tell` hears of every view that stops.

    Time, sleeping and chance come in from outside: `now` gives the time in UTC.
    """

    def __init__(
        self,
        keeper: Keeper,
        views: Iterable[AnyView],
        holder: str,
        now: Callable[[], datetime],
        backoff: Backoff,
        tell: Tell,
        pace: Pace = Pace(),
    ) -> None:
        self._keeper = keeper
        self._holder = holder
        self._now = now
        self._backoff = backoff
        self._tell = tell
        self._pace = pace
        self._courses = {view: Course() for view in views}
        self._ended = Signal()

    def add(self, view: AnyView) -> None:
        """Fold one more view, from the first event on, while the others go on."""
        self._courses = {**self._courses, view: Course()}

    def stop(self) -> None:
        """Let `run` end after the batch it is at."""
        self._ended.set()

    def run(self) -> None:
        """Fold whatever comes until `stop`; then give the leases back."""
        try:
            while not self._ended.is_set():
                self.turn()
        finally:
            self.end()

    def end(self) -> None:
        """Give the leases back."""
        with suppress(StoreError):  # they run out by themselves
            for view, course in self._courses.items():
                if course.until:
                    self._keeper.views.release(_lease(view), self._holder)
                course.until = None

    def turn(self) -> None:
        """Fold until nothing is new, then wait for something, but not for ever."""
        try:
            head = self._keeper.store.head()
            while self.fold_some() and not self._ended.is_set():
                pass
            if self._keeper.store.wait(head, self._pace.look_seconds):
                self._backoff.sleep(self._pace.linger_seconds)
        except Exception as error:  # noqa: BLE001  # the log itself cannot be asked
            self._rest(list(self._courses), error)
            self._backoff.sleep(self._pause(1))

    def fold_some(self) -> bool:
        """One batch for every view that is this process's to fold; was anything new?"""
        mine = [view for view in self._courses if self._may(view)]
        stands = {view: self._keeper.views.stand(view).position for view in mine}
        places = sorted({*stands.values()})
        moved = False
        for after, until in zip_longest(places, places[1:]):
            group = [view for view in mine if stands[view] == after]
            moved |= self._fold(group, after, until)
        return moved

    def _fold(self, group: Sequence[AnyView], after: int, until: int | None) -> bool:
        """One batch for views that stand at one place; was anything new?"""
        try:
            reached = self._keeper.fold(group, after, self._pace.batch, until=until)
        except (UnreadableEventError, UnfoldableEventError) as error:
            if len(group) > 1:  # each by itself: what stops one need not stop another
                return sum(self._fold([view], after, until) for view in group) > 0
            self._park(group[0], after, error)
            return False
        except Exception as error:  # noqa: BLE001  # whatever it is, it is tried again
            self._rest(group, error)
            return False
        for view in group:
            self._courses[view].failures = 0
        return reached > after

    def _park(
        self, view: AnyView, after: int, error: UnreadableEventError | UnfoldableEventError
    ) -> None:
        parked = Parked(error.position, error.type, error.reason)
        self._courses[view].parked = True
        self._keeper.views.park(view, after, parked)
        self._tell(Stopped(view.name, error.reason, parked))

    def _rest(self, views: Sequence[AnyView], error: Exception) -> None:
        """Let them rest for a while that grows with each failure in a row."""
        for view in views:
            course = self._courses[view]
            course.failures += 1
            pause = timedelta(seconds=self._pause(course.failures))
            course.rest_until = self._now() + pause
            self._tell(Stopped(view.name, type(error).__name__))

    def _pause(self, failures: int) -> float:
        longest = min(SHORTEST_PAUSE_SECONDS * 2.0**failures, LONGEST_PAUSE.total_seconds())
        return longest * (0.5 + self._backoff.random() / 2)

    def _may(self, view: AnyView) -> bool:
        """Is the view this process's to fold now: not parked, not at rest, leased?"""
        course, now = self._courses[view], self._now()
        if _to_come(course.rest_until, now, LONGEST_PAUSE):
            return False
        if course.parked and self._keeper.views.stand(view).parked:
            return False
        course.rest_until, course.parked = None, False
        if course.until and _to_come(course.until - LEASE / 2, now, LEASE / 2):
            return True
        until = now + LEASE
        if self._keeper.views.lease(_lease(view), self._holder, now, until):
            course.until = until
            return True
        course.until, course.rest_until = None, now + LEASE / 2
        return False


def _to_come(moment: datetime | None, now: datetime, longest: timedelta) -> bool:
    """Is it still to come? One further off than the longest there is was told by a wrong clock."""
    return moment is not None and now < moment <= now + longest


def _lease(view: AnyView) -> str:
    return f"{view.name} {view.version}"
