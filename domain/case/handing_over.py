"""Hand-over: the complainant learns who comes, and that every date stands, before it happens.

In sudden absence somebody takes over at once; it is flagged and told within a business day (I7).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TypeAlias

from ..command import Command, Rule, require
from ..deadlines.policy import Policy
from ..event import Personal
from ..words import stated
from .answering import open_promises
from .case import Case, CaseEvent
from .ownership import OWNER_NAMED, OwnerChanged
from .people import addressees
from .promises import PromiseTaken
from .replies import Delivery, Reply
from .starting import start_clock


@dataclass(frozen=True, slots=True)
class HandOver(Command):
    """Change the owner, the complainant having been told."""

    owner: str
    name: Personal[str]


@dataclass(frozen=True, slots=True)
class ReplaceAbsentOwner(Command):
    """Change the owner at once because the owner is suddenly absent."""

    owner: str
    name: Personal[str]


HandingOver: TypeAlias = HandOver | ReplaceAbsentOwner

NAMED_BEFORE = Rule(
    "handover-from-owner",
    "I7",
    "Only a case that has an owner is handed over.",
    "Name an owner.",
)
ANNOUNCED = Rule(
    "handover-announced",
    "I7",
    "A change of owner reaches each complainant before it takes effect.",
    "Send a reply that tells who comes, wait until it has reached them, or deposit it if there is "
    "no contact.",
)


def change_owner(command: HandingOver, case: Case, policy: Policy) -> list[CaseEvent]:
    """The new owner, with every open promise; none when they own it already."""
    before = case.ownership.owner
    if before == command.owner:
        return []
    require(before is not None, NAMED_BEFORE)
    require(command.owner and stated(command.name), OWNER_NAMED)
    told = announcement(command, case)
    absent = isinstance(command, ReplaceAbsentOwner)
    require(absent or told, ANNOUNCED)
    at = command.occurred_at
    changed = OwnerChanged(
        occurred_at=at,
        owner=command.owner,
        name=command.name,
        before=before or "",
        announced_in=told.issued.reply if told else None,
    )
    taken = [
        PromiseTaken(occurred_at=at, promise=name, owner=command.owner)
        for name in open_promises(case, at)
    ]
    return [changed, *taken, *owed_announcement(command, case, told, policy)]


def announcement(command: HandingOver, case: Case) -> Reply | None:
    """The last reply that told of this change and arrived, once every complainant had one."""
    since = case.ownership.since or command.occurred_at
    told = [
        reply
        for reply in case.replies.values()
        if command.owner in reply.issued.tells
        and reply.issued.occurred_at >= since
        and arrived(reply, command.occurred_at)
    ]
    untold = {*addressees(case.people)} - {reply.issued.to for reply in told}
    return None if untold else told[-1]


def arrived(reply: Reply, moment: datetime) -> bool:
    """Had it reached by `moment`, or been deposited for want of a contact?"""
    deposited = reply.delivery is Delivery.DEPOSITED and reply.left_by(moment)
    return deposited or reply.reached_by(moment)


def owed_announcement(
    command: HandingOver, case: Case, told: Reply | None, policy: Policy
) -> list[CaseEvent]:
    """Nobody was told yet: that is due within a business day, each time anew."""
    if told:
        return []
    span, at = case.ending.span, command.occurred_at
    clock = start_clock("announce_owner", policy.follow_up, at, span, policy, command.owner)
    before = sum(name.startswith(clock.obligation) for name in case.clocks.obligations)
    again = {"obligation": f"{clock.obligation}.{before + 1}"} if before else {}
    return [clock.model_copy(update=again)]
