"""Tables for people: 80 columns are enough, and no id is ever cut."""

from __future__ import annotations

from collections.abc import Iterable

from rich.box import SIMPLE_HEAD
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from .words import tame


def table(*heads: str, numbers: Iterable[str] = ()) -> Table:
    """An empty table with these heads; the columns `numbers` are set to the right."""
    made = Table(box=SIMPLE_HEAD, show_edge=False, pad_edge=False, header_style="bold")
    right = frozenset(numbers)
    for head in heads:
        made.add_column(head, justify="right" if head in right else "left", overflow="fold")
    return made


def line(text: str, style: str = "") -> Text:
    """Words of anybody's, as words."""
    return Text(tame(text), style=style, overflow="fold")


def unbroken(text: str, style: str = "") -> Text:
    """A line that is written as one, however narrow the terminal, so that it can be copied whole.

    `Terminal.give` lets it run on.
    """
    return Text(tame(text), style=style, no_wrap=True)


def indented(text: str, by: int, style: str = "") -> Padding:
    """A line with every piece of it set in."""
    return Padding(line(text, style), (0, 0, 0, by), expand=False)


def stacked(*lines: Text) -> Text:
    """Several lines in one cell."""
    return Text("\n").join(lines)
