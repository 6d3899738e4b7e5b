"""`recheck`: every limit on record counted again, as known then and as known now."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from ...application.law_desk import Reading
from ...application.project import Progress
from .answer import Answer
from .exits import WrongUseError

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk

THEN, NOW = "then", "now"


def answer(desk: Desk, as_known: str, progress: Progress) -> Answer:
    """The limits that no longer come out as recorded; `now`, those whose verdict flips.

    Raises:
        WrongUseError: neither `then` nor `now`.
    """
    if as_known not in {THEN, NOW}:
        raise WrongUseError("--calendar-as-known is `then` or `now`.")
    readings = desk.recheck(progress)
    wrong = [each for each in readings if not each.again.then.agrees]
    shown = [each for each in readings if each.flips] if as_known == NOW else wrong
    document = {
        "as_known": as_known,
        "counted": len(readings),
        "disagree": len(wrong),
        "moved_now": sum(not each.again.now.agrees for each in readings),
        "limits": [described(each) for each in shown],
    }
    return Answer(document, lambda: draw(document), wrong=bool(wrong))


def described(reading: Reading) -> dict[str, Any]:
    """A limit as a program reads it."""
    return {
        "case": reading.case,
        "limit": reading.obligation,
        "verdict": reading.verdict.value,
        "flips": reading.flips,
        "due": reading.told.due,
        "due_then": reading.again.then.due,
        "due_now": reading.again.now.due,
        "calendar": reading.told.calendar,
    }


def draw(said: dict[str, Any]) -> Iterator[RenderableType]:
    """What differs, and how much was counted."""
    from .tables import line, stacked, table  # noqa: PLC0415  # --json draws nothing
    from .words import shown_time  # noqa: PLC0415  # the same

    if said["limits"]:
        drawn = table("Recorded (UTC)", "As known " + said["as_known"], "Limit")
        for each in said["limits"]:
            again = each[f"due_{said['as_known']}"]
            name = stacked(line(each["limit"]), line(each["case"], "dim"), line(each["verdict"]))
            drawn.add_row(shown_time(each["due"]), shown_time(again), name)
        yield drawn
    yield line(
        f"{said['counted']} limits counted again: {said['disagree']} do not come out as recorded, "
        f"{said['moved_now']} come out otherwise by what is known now."
    )
