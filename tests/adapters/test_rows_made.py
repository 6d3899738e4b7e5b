"""Rows read from a table are what their class makes of its fields, however it is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from answerable.adapters.view_tables import made


@dataclass(frozen=True, slots=True)
class Bare:
    name: str
    number: int


@dataclass(frozen=True)
class Open:
    name: str
    number: int


@dataclass(frozen=True, slots=True)
class Longer(Bare):
    more: int = 0


@dataclass(slots=True)
class Doubled:
    name: str
    number: int
    twice: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self.twice = 2 * self.number


@pytest.mark.parametrize("row_type", [Bare, Open, Longer, Doubled])
def test_rows_are_made_as_their_class_makes_them(row_type: Any) -> None:  # noqa: ANN401  # a class
    rows = made(row_type, [("a", "b"), (1, 2)])

    assert rows == [row_type("a", 1), row_type("b", 2)]
    assert [type(row) for row in rows] == [row_type, row_type]
