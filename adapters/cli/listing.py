"""What the lists have in common: a document of rows, a table of three columns, a last line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar

from .answer import Answer
from .point import Point
from .words import shown_span

if TYPE_CHECKING:
    from rich.console import RenderableType
    from rich.text import Text

    from ...application.desk import Desk
    from ...projections.view import View


class Row(Protocol):
    """A row of a view that may be overdue."""

    @property
    def late_by(self) -> timedelta | None:
        """How long past its time; None up to then."""
        ...


R = TypeVar("R", bound=Row)


@dataclass(frozen=True)
class Found(Generic[R]):
    """The rows to show, how many there are, and how many of them are late."""

    rows: Sequence[R]
    total: int
    late: int


@dataclass(frozen=True)
class Listing(Generic[R]):
    """A view as a command shows it.

    `name` is that of the rows in the document; `one` and `many` count them. `cells` gives what
    stands under `heads`, beside how late it is.
    """

    name: str
    one: str
    many: str
    view: View[Any, R]
    heads: tuple[str, str]
    cells: Callable[[R], tuple[Text, Text]]

    def answer(self, desk: Desk, point: Point, most: int | None) -> Answer:
        """The first `most` rows; all are counted."""
        found = self._found(desk, point, most)
        shown = [_document(row) for row in found.rows]
        document = {"as_of": point.document, "total": found.total, self.name: shown}
        return Answer(document, lambda: self._draw(found, point))

    def _found(self, desk: Desk, point: Point, most: int | None) -> Found[R]:
        if point.as_of is None and most:
            answers = replace(desk.answers, moment=point.moment)
            return Found(answers.page(self.view, most).rows, *answers.count(self.view))
        rows = desk.view(self.view, point.as_of)
        return Found(rows[:most], len(rows), sum(1 for row in rows if row.late_by))

    def _draw(self, found: Found[R], point: Point) -> Iterator[RenderableType]:
        from .tables import line, table  # noqa: PLC0415  # --json draws nothing

        if found.rows:
            drawn = table("Late by", *self.heads)
            drawn.leading = 1
            for row in found.rows:
                late = line(shown_span(row.late_by), "bold red") if row.late_by else line("")
                drawn.add_row(late, *self.cells(row))
            yield drawn
        yield line(f"{point.nothing_known or self._count(found)}. As of {point}.")
        if len(found.rows) < found.total:
            most = len(found.rows)
            shown = "Only the first is" if most == 1 else f"The first {most} are"
            yield line(f"{shown} shown; --limit N shows more.")

    def _count(self, found: Found[R]) -> str:
        if not found.total:
            return f"No {self.one}"
        number = self.one if found.total == 1 else self.many
        return f"{found.total} {number}, {found.late} overdue"


def _document(row: Any) -> dict[str, Any]:  # noqa: ANN401  # every view has rows of its own class
    return asdict(row)
