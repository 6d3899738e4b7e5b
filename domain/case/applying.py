"""Applying a pack to a case that is there already: counted from the case's own start event."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from ..command import Command, Rule, require
from ..deadlines.pack import StartEvent
from ..deadlines.policy import Policy
from .case import Case
from .ending import Stage
from .obligations import ClockStarted
from .starting import pack_clocks


@dataclass(frozen=True, slots=True)
class ApplyPack(Command):
    """Let the case come under `pack` as well; `kinds` are the kinds of case it is to the pack.

    `event` None: from the case's own start. Else only the rows that start by that event, which
    occurred when the command says.
    """

    pack: str
    kinds: tuple[str, ...] = ()
    event: StartEvent | None = None


PACK_TO_OPEN_CASE = Rule(
    "pack-to-open-case",
    "ADR-0021",
    "A pack is applied to an open case.",
    "Reopen the case first.",
)


def apply(command: ApplyPack, case: Case, policy: Policy) -> list[ClockStarted]:
    """The clocks it does not have yet."""
    require(case.stage is Stage.OPEN, PACK_TO_OPEN_CASE)
    start = begins(case, command.occurred_at) if command.event is None else command.occurred_at
    clocks = pack_clocks(
        (command.pack,),
        start,
        case.ending.span,
        policy,
        frozenset(command.kinds),
        command.event,
    )
    return [clock for clock in clocks if clock.obligation not in case.clocks.obligations]


def begins(case: Case, otherwise: datetime) -> datetime:
    """What the clocks of the open span run from: the receipt, or a message that complains anew."""
    received = case.intake.received
    anew = case.intake.messages.get(case.ending.on or "")
    if anew:
        return anew.received.occurred_at
    return received.occurred_at if received else otherwise
