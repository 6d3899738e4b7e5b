"""One panel of a drawing: its axes, and where a value stands on them."""

from __future__ import annotations

from dataclasses import dataclass

from .svg import BOTTOM, LEFT, PANEL, RIGHT, TOP, WIDTH, Drawing

STEPS = (1, 2, 5)
LINES = 4
SHOWN_MONTHS = 12


@dataclass(frozen=True, slots=True)
class Panel:
    """A panel by its number; `most` is the highest value on its upright axis."""

    drawing: Drawing
    number: int
    most: float

    @property
    def bottom(self) -> float:
        """Where zero stands."""
        return TOP + self.number * (PANEL + BOTTOM) + PANEL

    def height(self, value: float) -> float:
        """How high a value is drawn."""
        return value / self.most * (PANEL - 60) if self.most else 0

    def x(self, share: float) -> float:
        """Where a share from 0 to 1 of the level axis stands."""
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def axes(self, head: str) -> None:
        """The axes with their values."""
        self.drawing.words(head, LEFT, self.bottom - PANEL + 15)
        step = rounded(self.most / LINES)
        value = 0.0
        while value <= self.most:
            y = self.bottom - self.height(value)
            look = "grid" if value else "axis"
            self.drawing.shape("line", look, x1=self.x(0), x2=self.x(1), y1=y, y2=y)
            self.drawing.words(f"{value:g}", LEFT - 8, y + 5, anchor="end")
            value += step

    def label(self, share: float, text: str, *, anchor: str = "middle") -> None:
        """Words under the level axis."""
        self.drawing.words(text, self.x(share), self.bottom + 20, anchor=anchor)


def rounded(step: float) -> float:
    """The next round number: 1, 2 or 5 times a power of ten; whole."""
    size = 1
    while True:
        for each in STEPS:
            if each * size >= step:
                return each * size
        size *= 10


def every_label(count: int) -> int:
    """Each how many months one is named, so that names do not overlap."""
    return -(-count // SHOWN_MONTHS)
