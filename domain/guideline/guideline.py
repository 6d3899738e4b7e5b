"""Guidelines: what was learnt, in versions; a superseded one can still be cited (S4-5).

A rule is not tightened on the strength of one case without a warning on record: believe customers,
and do not punish the good ones for one who was not (S3-15).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

from ..command import Command, RefusedError, Rule, require
from ..deadlines.policy import Policy
from ..decider import Decider
from ..event import Event, Personal
from ..timing import require_timely
from ..words import stated


class GuidelineProposed(Event):
    """Somebody proposes this text of ours. `rests_on` are the cases and problems it was learnt in.

    `tightens`: it asks more of customers, or gives them less, than before.
    """

    proposal: str
    text: str
    by: str
    rests_on: tuple[str, ...]
    tightens: bool


class CollectivePunishmentWarning(Event):
    """The proposal tightens a rule for everybody over one case; `by` acknowledges it, and why."""

    proposal: str
    case: str | None
    by: str
    reason: Personal[str]


class GuidelineAdopted(Event):
    """The proposal is in force as this version, counted from 1."""

    proposal: str
    version: int


GuidelineEvent: TypeAlias = GuidelineProposed | CollectivePunishmentWarning | GuidelineAdopted


@dataclass(frozen=True, slots=True)
class ProposeGuideline(Command):
    """Propose a text. `acknowledged` is the reason to tighten a rule over one case all the same."""

    proposal: str
    text: str
    rests_on: tuple[str, ...]
    tightens: bool
    acknowledged: Personal[str] | None = None


@dataclass(frozen=True, slots=True)
class AdoptGuideline(Command):
    """Put a proposal in force as the next version."""

    proposal: str


GuidelineCommand: TypeAlias = ProposeGuideline | AdoptGuideline

COLLECTIVE_PUNISHMENT = Rule(
    "no-collective-punishment",
    "S3-15",
    "A rule is not tightened for everybody on the strength of one case.",
    "Name more cases it rests on, or acknowledge the warning with a reason.",
)
TEXT = Rule(
    "guideline-has-text", "S4-5", "A guideline says something.", "Write down what was learnt."
)
PROPOSED_FIRST = Rule(
    "guideline-proposed-first",
    "S4-5",
    "There is no such proposal.",
    "Propose it first.",
)


@dataclass(frozen=True, slots=True)
class Guideline:
    """The proposals by id, and which of them became versions 1, 2, …"""

    proposals: Mapping[str, GuidelineProposed] = field(default_factory=dict[str, GuidelineProposed])
    versions: tuple[str, ...] = ()


def text(guideline: Guideline, version: int) -> str | None:
    """What that version says, in force or superseded; None if there never was one."""
    if not 1 <= version <= len(guideline.versions):
        return None
    proposal = guideline.proposals.get(guideline.versions[version - 1])
    return proposal.text if proposal else None


def decide(command: GuidelineCommand, guideline: Guideline, policy: Policy) -> list[GuidelineEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    require_timely(command, policy)
    match command:
        case ProposeGuideline():
            return propose(command, guideline)
        case AdoptGuideline():
            return adopt(command, guideline)
        case _:
            assert_never(command)


def propose(command: ProposeGuideline, guideline: Guideline) -> list[GuidelineEvent]:
    """The proposal; with a warning on record where it tightens a rule over one case."""
    if command.proposal in guideline.proposals:
        return []
    require(command.text.strip(), TEXT)
    proposed = GuidelineProposed(
        occurred_at=command.occurred_at,
        proposal=command.proposal,
        text=command.text,
        by=command.actor.id,
        rests_on=command.rests_on,
        tightens=command.tightens,
    )
    return [proposed, *warning(command)]


def warning(command: ProposeGuideline) -> list[GuidelineEvent]:
    """None unless a rule is tightened over fewer than two cases; then only with a reason.

    A problem stands for many cases.
    """
    cases = set(command.rests_on)
    many = len(cases) > 1 or any(name.startswith("problem-") for name in cases)
    if many or not command.tightens:
        return []
    reason = command.acknowledged
    if reason is None or not stated(reason):
        raise RefusedError(COLLECTIVE_PUNISHMENT)
    return [
        CollectivePunishmentWarning(
            occurred_at=command.occurred_at,
            proposal=command.proposal,
            case=next(iter(cases), None),
            by=command.actor.id,
            reason=reason,
        )
    ]


def adopt(command: AdoptGuideline, guideline: Guideline) -> list[GuidelineEvent]:
    """The next version, once for each proposal."""
    require(command.proposal in guideline.proposals, PROPOSED_FIRST)
    if command.proposal in guideline.versions:
        return []
    return [
        GuidelineAdopted(
            occurred_at=command.occurred_at,
            proposal=command.proposal,
            version=len(guideline.versions) + 1,
        )
    ]


def evolve(guideline: Guideline, event: GuidelineEvent) -> Guideline:
    """Fold one more fact in. Total: history is never refused."""
    match event:
        case GuidelineProposed(proposal=name):
            return replace(guideline, proposals={**guideline.proposals, name: event})
        case CollectivePunishmentWarning():
            return guideline
        case GuidelineAdopted(proposal=name):
            return replace(guideline, versions=(*guideline.versions, name))
        case _:
            assert_never(event)


decider: Decider[GuidelineCommand, Guideline, GuidelineEvent] = Decider(Guideline(), decide, evolve)
