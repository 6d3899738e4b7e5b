"""Merging: one case goes on inside another; it is not closed, and it can be undone (I2).

The duplicate asks (`MergeRequested`), the primary takes everything over (`CaseTakenOver`), then the
duplicate is merged (`CaseMerged`). What was each case's own goes back when they are split.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import ClassVar, TypeAlias

from pydantic import AwareDatetime, BaseModel, ConfigDict

from ..command import Command, Rule
from ..event import Event
from ..replacing import replace
from .intake import Message, MessageReceived
from .issues import Issue
from .obligations import Obligation
from .people import People
from .promises import Promise
from .replies import Reply


class CaseFile(BaseModel):
    """What moves with a case: its receipt, people, issues, promises, clocks, talk.

    `criticisms` are what it grew from, as `survey-…/criticism-…`; its critics are answered with it.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    received_at: AwareDatetime
    criticisms: tuple[str, ...]
    people: People
    issues: dict[str, Issue]
    promises: dict[str, Promise]
    obligations: dict[str, Obligation]
    messages: dict[str, Message]
    replies: dict[str, Reply]


class MergeRequested(Event):
    """The duplicate asks to go on in `primary`; `notice` told its complainant."""

    schema_version: ClassVar[int] = 2

    primary: str
    notice: str
    file: CaseFile


class MergeDeclined(Event):
    """The primary did not take it over, by this rule; the case goes on by itself."""

    primary: str
    rule: str


class CaseMerged(Event):
    """The case goes on in `primary`. `since` came in while the merge was under way."""

    primary: str
    notice: str
    since: tuple[MessageReceived, ...]


class CaseTakenOver(Event):
    """This case carries on for `case` as well, with all that was its own."""

    schema_version: ClassVar[int] = 2

    case: str
    file: CaseFile


class CaseSplitOff(Event):
    """The merge of `case` was undone; `file` is its own again, with what was said in between."""

    schema_version: ClassVar[int] = 2

    case: str
    file: CaseFile


class CaseRestored(Event):
    """Back from `primary`, with its own things as they now stand and the talk in between."""

    schema_version: ClassVar[int] = 2

    primary: str
    file: CaseFile


MergingEvent: TypeAlias = (
    MergeRequested | MergeDeclined | CaseMerged | CaseTakenOver | CaseSplitOff | CaseRestored
)


@dataclass(frozen=True, slots=True)
class MergeCase(Command):
    """Let this duplicate go on in `primary`; its complainant was told in reply `notice`."""

    primary: str
    notice: str


@dataclass(frozen=True, slots=True)
class TakeOver(Command):
    """Put to the primary: carry on for `case`."""

    case: str
    file: CaseFile


@dataclass(frozen=True, slots=True)
class CompleteMerge(Command):
    """Put to the duplicate once the primary has taken over."""

    primary: str


@dataclass(frozen=True, slots=True)
class DeclineMerge(Command):
    """Put to the duplicate when the primary refused, by `rule`."""

    primary: str
    rule: str


@dataclass(frozen=True, slots=True)
class UnmergeCase(Command):
    """Put to the primary: give `case` back what was its own."""

    case: str


@dataclass(frozen=True, slots=True)
class ReturnFromMerge(Command):
    """Put to the duplicate once the primary has split it off."""

    primary: str
    file: CaseFile


MergingCommand: TypeAlias = (
    MergeCase | TakeOver | CompleteMerge | DeclineMerge | UnmergeCase | ReturnFromMerge
)

FOLLOWS = Rule(
    "merge-step-follows",
    "I2",
    "A step of a merge follows from what the other case decided; nobody takes it by hand.",
    "Ask for the merge, or for its undoing; the rest follows by itself.",
)
NOT_ITSELF = Rule(
    "merge-not-itself", "I2", "A case is not its own duplicate.", "Name the other case as primary."
)
NOTICE_LEFT = Rule(
    "merge-notice-left",
    "I2",
    "A merge leaves a notice: each complainant is told in which case it goes on.",
    "Send each a reply that names the primary, then merge.",
)
PRIMARY_OPEN = Rule(
    "merge-primary-open",
    "I2",
    "The primary exists, is open and is not itself being merged; so merges never form a circle.",
    "Reopen the primary, or name another one.",
)
PRIMARY_OWNED = Rule(
    "merge-primary-owned",
    "I2, I7",
    "Somebody owns the case in which others go on.",
    "Name the owner of the primary first.",
)
IDS_APART = Rule(
    "merge-ids-apart",
    "I2",
    "What two cases call by one id would be one after the merge, and one of them lost.",
    "Make random ids; what is on record under this one goes on in its own case.",
)
NOT_TAKEN_OVER = Rule(
    "unmerge-only-merged",
    "I2",
    "This case has not taken that one over.",
    "Name a case that was merged into this one.",
)


@dataclass(frozen=True, slots=True)
class TakenOver:
    """What came with a case that was taken over, and what was here before it came."""

    file: CaseFile
    people_before: People
    messages_before: frozenset[str]
    replies_before: frozenset[str]


@dataclass(frozen=True)
class Merging:
    """Where this case is going, which cases it carries on for, and which it did."""

    asked: MergeRequested | None = None
    primary: str | None = None
    taken_over: Mapping[str, TakenOver] = field(default_factory=dict[str, TakenOver])
    parted: frozenset[str] = frozenset()


def evolve(merging: Merging, event: MergingEvent) -> Merging:
    """Fold one more fact in; what moves between regions is folded in `case`."""
    match event:
        case MergeRequested():
            return replace(merging, asked=event)
        case MergeDeclined():
            return replace(merging, asked=None)
        case CaseMerged(primary=primary):
            return replace(merging, primary=primary)
        case CaseRestored():
            return replace(merging, asked=None, primary=None)
        case CaseSplitOff(case=other):
            return replace(merging, parted=merging.parted | {other})
        case CaseTakenOver():
            return merging
