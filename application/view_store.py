"""What the use cases need to keep views beside the log, in their own words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeAlias, TypeVar

from ..projections.keeping import KeptStream
from ..projections.view import View

R = TypeVar("R")
AnyView: TypeAlias = View[Any, Any]


@dataclass(frozen=True, slots=True)
class Parked:
    """An event a view stopped before: where it stands, its stored type, why (no personal text)."""

    position: int
    type: str
    reason: str


@dataclass(frozen=True, slots=True)
class Stand:
    """How far a view is kept: everything up to `position` is folded in.

    `parked`: it stopped before an event; whoever folds it on takes the mark away. `building` is how
    far the view is that is built anew beside it; None: nobody does.
    """

    position: int = 0
    parked: Parked | None = None
    building: int | None = None


NOT_KEPT = Stand()


@dataclass(frozen=True, slots=True)
class Advance:
    """A view is folded on from position `expected` up to `position`; these streams changed.

    `fresh` are those of which nothing can be kept yet, as their first event is among the folded.
    `beside`: it is the view that is built anew beside the live one. `passed` are streams that are
    kept at these positions, or further, as they were when somebody looked.
    """

    view: AnyView
    expected: int
    position: int
    streams: Mapping[str, KeptStream[Any]]
    fresh: frozenset[str] = frozenset()
    beside: bool = False
    passed: Mapping[str, int] = field(default_factory=dict[str, int])


@dataclass(frozen=True, slots=True)
class Question(Generic[R]):
    """The rows of `view` at `moment`, in its order: at most `limit`, past the place `after`.

    `stream`: of that one alone.
    """

    view: View[Any, R]
    moment: datetime
    stream: str | None = None
    limit: int | None = None
    after: str = ""


@dataclass(frozen=True, slots=True)
class Found(Generic[R]):
    """What is kept in answer to a question, of one instant.

    `ahead` are streams left out: their newest event was recorded after the moment asked about (by
    a clock that runs ahead), so their rows are to be made from the log. `current`: the store of
    views stands beside the log, and saw that nothing on record at that instant is missing.
    """

    position: int
    rows: Sequence[R]
    places: Sequence[str]
    ahead: Sequence[str] = ()
    current: bool = False


@dataclass(frozen=True, slots=True)
class Counted:
    """How many rows a view has at a moment, how many of them are late, and in which streams."""

    position: int
    total: int
    late: int
    ahead: Sequence[str] = ()


class ViewStore(Protocol):
    """What is derived from the log and kept beside it, safe for several threads and processes.

    Every method may raise `UnavailableError`; those that give rows `UnreadableViewError`.
    """

    def stand(self, view: AnyView) -> Stand:
        """How far the view is kept; `NOT_KEPT` where nothing is."""
        ...

    def ask(self, question: Question[R]) -> Found[R]:
        """The rows kept in answer to a question."""
        ...

    def count(self, view: AnyView, moment: datetime) -> Counted:
        """How many rows there are at `moment`."""
        ...

    def late(self, view: AnyView, moment: datetime) -> Found[str]:
        """The streams of which a row is late at `moment`, in place of rows."""
        ...

    def everything(self, view: AnyView) -> tuple[int, Mapping[str, KeptStream[Any]]]:
        """Where the view stands, and all that is kept of it, by stream."""
        ...

    def reached(self, view: AnyView, streams: Sequence[str]) -> Mapping[str, int]:
        """Of the view built anew: the position of each of these streams that is kept in it."""
        ...

    def advance(self, steps: Sequence[Advance]) -> None:
        """Keep rows and positions, all in one transaction; a view's mark that it parked goes.

        A step whose view is no longer at `expected`, or keeps less than it passed, is left out:
        somebody else was quicker. A step from 0 drops what older versions of the view kept.
        """
        ...

    def park(self, view: AnyView, expected: int, parked: Parked) -> None:
        """Mark that the view stopped at `expected`, unless somebody folded it on."""
        ...

    def begin(self, view: AnyView) -> None:
        """Begin to build the view anew beside the live one, from 0; an earlier attempt is gone."""
        ...

    def swap(self, view: AnyView, head: int) -> bool:
        """Let the view that was built anew take the live one's place, if it is at least as far.

        A live one past `head`, the newest position of the log, is of another log: it is no measure.
        """
        ...

    def wait(self, view: AnyView, position: int, timeout_seconds: float) -> bool:
        """Wait until the view is at least at `position`; false when time is up or it is closed."""
        ...

    def lease(self, name: str, holder: str, now: datetime, until: datetime) -> bool:
        """Let `holder` have `name` until then, if it is free, theirs, or past its time at `now`.

        So too if it would run out later: it is of a clock that was wrong. A lease saves work done
        twice; nothing is wrong if two hold one.
        """
        ...

    def release(self, name: str, holder: str) -> None:
        """Give back what `holder` leased."""
        ...

    def position(self, name: str) -> int:
        """Up to where the reader `name` has read the log; 0 if it never said."""
        ...

    def save_position(self, name: str, position: int) -> None:
        """Keep how far the reader `name` has read; an earlier position changes nothing."""
        ...
