"""What every command that follows from a fact brings along."""

from __future__ import annotations

from typing import Any, TypeAlias

from ..event import Actor, RecordedEvent

PROCESS = Actor(id="process", role="process")
"""Who acts where one fact follows from another."""

Facts: TypeAlias = dict[str, Any]


def facts(recorded: RecordedEvent, number: int = 0) -> Facts:
    """Id, times and cause for the `number`th command that follows from `recorded`.

    The id is made from the fact's place in the log, so that asking twice changes nothing (I22).
    """
    cause = f"{recorded.stream}/{recorded.version}"
    return {
        "id": f"{cause}/{number}",
        "actor": PROCESS,
        "now": recorded.recorded_at,
        "occurred_at": recorded.occurred_at,
        "confirmed_by": recorded.confirmed_by,
        "causation": cause,
        "correlation": recorded.correlation,
    }
