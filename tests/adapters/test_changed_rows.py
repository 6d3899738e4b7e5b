"""A view whose rows changed while its version did not shows nothing that was never kept."""

from __future__ import annotations

from collections.abc import Generator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from answerable.application.desk import Desk
from answerable.application.ports import UnavailableError
from answerable.bootstrap import open_desk
from answerable.projections.view import View


@dataclass(frozen=True)
class Row:
    """A case."""

    case: str


@dataclass(frozen=True)
class Wider:
    """A case with a word more."""

    case: str
    order: str


def view(row: Any) -> View[int, Any]:  # noqa: ANN401  # a class of rows
    """One row a stream."""
    return View(
        name="changed",
        version=1,
        row_type=row,
        initial=0,
        evolve=lambda count, _: count + 1,
        rows=lambda stream, _, __: {"only": row(*[stream] * len(row.__annotations__))},
        changes=lambda _: (),
        order=("case",),
    )


@pytest.fixture(params=["sqlite", "postgres"])
def desk(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[Desk]:
    file = request.param == "sqlite"
    url = str(tmp_path / "log.db") if file else request.getfixturevalue("postgres_url")
    with open_desk(url) as opened:
        opened.receive("the box is crushed")
        yield opened


def test_a_field_that_no_table_has_is_no_text_of_its_name(desk: Desk) -> None:
    assert len(desk.view(view(Row))) == 1

    with pytest.raises(UnavailableError, match="order"):
        desk.view(view(Wider))


def test_a_field_may_be_any_word(desk: Desk) -> None:
    (row,) = desk.view(view(Wider))

    assert row == Wider(row.case, row.case)
