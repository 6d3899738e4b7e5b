"""On what ground a reply may be laid ready instead of sent (hard-cases: 3, 4, 5, 10, 16)."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..command import Command
from ..deadlines.counting import TICK
from ..deadlines.policy import Policy
from .case import Case
from .intake import channels_used
from .people import addressee, channels_of
from .replies import Ground

PUBLIC = frozenset({"review", "social"})
"""Channels on which a reply can be posted where the criticism stands."""

WITH_SENDER = frozenset({"email", "sms"})
"""Channels whose messages carry the address they can be answered at."""


@dataclass(frozen=True, slots=True)
class DepositReply(Command):
    """It is laid ready where it cannot be sent."""

    reply: str
    ground: Ground


def exhausted(case: Case, person: str, command: DepositReply, policy: Policy) -> bool:
    """Enough attempts, by enough of the channels known, over enough days (hard-cases: 3).

    Only those since anything last reached them: what arrived shows a way.
    """
    replies = [r for r in case.replies.values() if r.issued.to == person]
    arrived = [r.reached_at for r in replies if r.reached_at and r.reached_by(command.occurred_at)]
    failed = sorted((at, channel) for r in replies for channel, at in r.failures)
    failures = [each for each in failed if each[0] > max(arrived, default=each[0] - TICK)]
    if len(failures) < policy.diligence_attempts:
        return False
    used = {channel for _, channel in failures}
    enough = min(policy.diligence_channels, len(channels_of(case.people, person) | used))
    first, _ = failures[0]
    return len(used) >= enough and command.occurred_at >= policy.due(first, policy.diligence_over)


def in_public(case: Case, person: str) -> bool:
    """Did they, or whom they receive replies for, complain in public?"""
    received = case.intake.received
    said = [message.received for message in case.intake.messages.values()]
    heard = {(each.sender, each.channel) for each in said}
    heard |= {(received.complainant, received.channel)} if received else set()
    return any(by in PUBLIC and addressee(case.people, who) == person for who, by in heard)


def reachable(case: Case, person: str) -> bool:
    """Is a way to reach them known?"""
    by_sender = channels_used(case.intake, person) & WITH_SENDER
    return bool(channels_of(case.people, person) | by_sender)


def no_contact(case: Case, person: str, command: DepositReply, _: Policy) -> bool:
    """No way to reach them is known, and a claim code or a second person stands for it."""
    return not reachable(case, person) and (case.intake.claim_code or seconded(command))


def review_deleted(case: Case, person: str, command: DepositReply, _: Policy) -> bool:
    """What they said in public is gone, no other way is known, and a second person approves."""
    return in_public(case, person) and not reachable(case, person) and seconded(command)


def seconded(command: DepositReply) -> bool:
    """Did a second person approve?"""
    return command.confirmed_by not in {None, command.actor.id}


GROUNDS: dict[Ground, Callable[[Case, str, DepositReply, Policy], bool]] = {
    Ground.EXHAUSTED: exhausted,
    Ground.NO_CONTACT: no_contact,
    Ground.REVIEW_DELETED: review_deleted,
    Ground.NO_CONTACT_REQUESTED: lambda case, person, _command, _policy: (
        person in case.people.no_contact
    ),
    Ground.ESTATE: lambda case, person, command, _policy: (
        person in case.people.deceased and seconded(command)
    ),
}
