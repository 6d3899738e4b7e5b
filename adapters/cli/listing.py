"""What the lists have in common: a document of rows, a table of three columns, a last line."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
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
        rows = desk.view(self.view, point.as_of)
        shown = [_document(row) for row in rows[:most]]
        document = {"as_of": point.document, "total": len(rows), self.name: shown}
        return Answer(document, lambda: self._draw(rows, most, point))

    def _draw(self, rows: Sequence[R], most: int | None, point: Point) -> Iterator[RenderableType]:
        from .tables import line, table  # noqa: PLC0415  # --json draws nothing

        if rows:
            drawn = table("Late by", *self.heads)
            drawn.leading = 1
            for row in rows[:most]:
                late = line(shown_span(row.late_by), "bold red") if row.late_by else line("")
                drawn.add_row(late, *self.cells(row))
            yield drawn
        yield line(f"{point.nothing_known or self._count(rows)}. As of {point}.")
        if most and most < len(rows):
            shown = "Only the first is" if most == 1 else f"The first {most} are"
            yield line(f"{shown} shown; --limit N shows more.")

    def _count(self, rows: Sequence[R]) -> str:
        late = sum(1 for row in rows if row.late_by)
        if not rows:
            return f"No {self.one}"
        return f"{len(rows)} {self.one if len(rows) == 1 else self.many}, {late} overdue"


def _document(row: Any) -> dict[str, Any]:  # noqa: ANN401  # every view has rows of its own class
    return asdict(row)
