"""`case find`: which case a register's row became."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ...domain.case.register import RegisterEntryRecorded
from ..imports.entrance import Entrance, Progress
from .answer import Answer
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


def answer(desk: Desk, key: str, progress: Progress) -> Answer:
    """The cases of the row with this key, which may have the register's name before it.

    Several only where the register gives no ids of its own.

    Raises:
        WrongUseError: no register stated such a row.
    """
    found = list(dict.fromkeys(_cases(desk, key, progress)))
    if not found:
        raise WrongUseError(f"No register on record states a row {key}: check the key.")
    return Answer({"key": key, "cases": found}, lambda: _draw(found))


def _cases(desk: Desk, key: str, progress: Progress) -> Iterator[str]:
    head = desk.store.head()
    for recorded in Entrance.of(desk).log():
        progress("searching", min(recorded.position / head, 1.0))
        entry = recorded.event
        if isinstance(entry, RegisterEntryRecorded) and key in _names(entry):
            yield recorded.stream


def _names(entry: RegisterEntryRecorded) -> tuple[str, str]:
    return entry.key, f"{entry.register_name}:{entry.key}"


def _draw(found: list[str]) -> Iterator[RenderableType]:
    from .tables import line  # noqa: PLC0415  # --json draws nothing

    return map(line, found)
