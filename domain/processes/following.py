"""What every command that follows from a fact brings along."""

from __future__ import annotations

from typing import Any, TypeAlias

from ..command import Command, Rule, require
from ..event import Actor, RecordedEvent

PROCESS = Actor(id="process", role="process")
"""Who acts where one fact follows from another."""

DECLINED = "/declined"
"""What the id of a refused step ends in, where another command follows from the refusal."""

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


BY_ITSELF = Rule(
    "follows-by-itself",
    "I2, ADR-0011",
    "What follows from another fact follows by itself; nobody puts it by hand.",
    "Put what it follows from, as the person who decides it.",
)
ID_OF_ITS_OWN = Rule(
    "id-of-its-own",
    "I22, ADR-0011",
    "This id is that of a command which follows from a fact; taken, that would never follow.",
    "Make a random id.",
)


def require_by_hand(command: Command) -> None:
    """Refuse whoever says to be the process: its steps rest on facts that only reactions have seen.

    An id that `facts` makes is refused as well: who put it first would answer in its place.

    Raises:
        RefusedError: by `BY_ITSELF` or `ID_OF_ITS_OWN`.
    """
    require(command.actor.role != PROCESS.role, BY_ITSELF)
    place = command.id.removesuffix(DECLINED).rsplit("/", 2)
    follows = len(place) > 2 and all(each.isdecimal() for each in place[1:])  # noqa: PLR2004  # stream/version/number
    require(not follows, ID_OF_ITS_OWN)
