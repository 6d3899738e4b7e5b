"""What a view shows of a log that cannot all be read: made from the log, not from what is kept."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple, TypeVar

from ..projections.view import View, at_moment, late_by, place
from .answers import PAGE, Page, rows_of
from .ports import EventStore
from .view_store import AnyView

R = TypeVar("R")


class Made(NamedTuple):
    """A row with its place in the order of the view, and the stream it is of."""

    place: str
    stream: str
    row: Any
    late: bool


@dataclass(frozen=True)
class LogAnswers:
    """As `Answers`, from the log. What is kept of a view stops before what cannot be read."""

    log: EventStore
    moment: datetime
    _made: dict[tuple[str, int], list[Made]] = field(
        default_factory=dict[tuple[str, int], list[Made]], init=False
    )

    def rows(self, view: View[Any, R], stream: str | None = None) -> list[R]:
        """Every row, in the order of the view; of one stream, or of all."""
        if stream is not None:
            return rows_of(view, self.log.read(stream), self.moment)
        return [each.row for each in self._all(view)]

    def page(self, view: View[Any, R], limit: int, after: str | None = None) -> Page[R]:
        """The first `limit` rows, or those that follow the page that gave `after`."""
        found = [each for each in self._all(view) if each.place > (after or "")]
        more = found[limit - 1].place if len(found) > limit else None
        return Page([each.row for each in found[:limit]], more)

    def count(self, view: AnyView) -> tuple[int, int]:
        """How many rows there are, and how many of them are late."""
        made = self._all(view)
        return len(made), sum(each.late for each in made)

    def late(self, view: AnyView) -> list[str]:
        """The streams of which a row is late."""
        return sorted({each.stream for each in self._all(view) if each.late})

    def _all(self, view: AnyView) -> list[Made]:
        if view.key not in self._made:
            self._made[view.key] = sorted(
                self._at(view, stream, name, row)
                for stream, state in self._states(view).items()
                for name, row in view.rows(stream, state, self.moment).items()
            )
        return self._made[view.key]

    def _states(self, view: AnyView) -> dict[str, Any]:
        states: dict[str, Any] = {}
        after = 0
        while page := self.log.read_all(after, PAGE):
            for each in page:
                states[each.stream] = view.evolve(states.get(each.stream, view.initial), each)
            after = page[-1].position
        return states

    def _at(self, view: AnyView, stream: str, name: str, row: object) -> Made:
        late = late_by(getattr(row, view.due), self.moment) if view.due else None
        here = place(view, stream, name, row)
        return Made(here, stream, at_moment(view, row, self.moment), late is not None)
