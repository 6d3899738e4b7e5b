"""What holds for the time of every command, whatever stream it is put to (I18)."""

from __future__ import annotations

from .command import Command, Rule, require
from .deadlines.policy import Policy
from .event import Event

NOT_AHEAD = Rule(
    "not-ahead-of-now",
    "I18",
    "Nothing is recorded before it occurs.",
    "Record it when it has happened.",
)
BACKDATED_BY_TWO = Rule(
    "backdated-by-two",
    "I18",
    "What occurred longer ago than the house limit is recorded by two people.",
    "Have a second person confirm.",
)

FACT_DATED = Rule(
    "fact-dated-as-command",
    "I18",
    "A fact occurred when the command that records it says.",
    "Give both the same time.",
)


def require_timely(command: Command, policy: Policy) -> None:
    """Not in the future; long past only with a second person; a fact it carries not otherwise.

    An import brings its own history; a process follows a fact that was recorded by these rules.

    Raises:
        RefusedError: by `NOT_AHEAD`, `BACKDATED_BY_TWO` or `FACT_DATED`.
    """
    fact: object = getattr(command, "fact", None)
    require(not isinstance(fact, Event) or fact.occurred_at == command.occurred_at, FACT_DATED)
    require(command.occurred_at <= command.now, NOT_AHEAD)
    seconded = command.confirmed_by not in {None, command.actor.id}
    if command.actor.role not in {"import", "process"} and not seconded:
        latest = policy.due(command.occurred_at, policy.backdating)
        require(command.now <= latest, BACKDATED_BY_TWO)
