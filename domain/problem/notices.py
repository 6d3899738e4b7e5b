"""A delivered fix owes word of it to every linked case; waived only with a reason.

The same invariant as for a case, one level up: a problem ends by notices that left (model,
problems).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TypeAlias, assert_never

from ..command import Command, Rule, require
from ..event import Event, Personal
from ..words import stated
from .cause import PROBLEM_OPENED


class CaseLinkedToProblem(Event):
    """This case comes from the problem."""

    case: str


class CaseUnlinkedFromProblem(Event):
    """It turned out not to; a person says why."""

    case: str
    reason: Personal[str]


class FixDelivered(Event):
    """What it came from was put right. Every linked case is owed word of it."""

    fix: str
    what: str


class FixNoticeLeft(Event):
    """Word of this fix left for the complainant of `case`, in `reply`."""

    case: str
    fix: str
    reply: str


class FixNoticeFailed(Event):
    """That reply is known not to have arrived: word of the fix is owed again."""

    case: str
    fix: str
    reply: str


class FixNoticeWaived(Event):
    """Nobody in this case needs word of this fix, and why."""

    case: str
    fix: str
    reason: Personal[str]


class RecurrenceSeen(Event):
    """It happened again, as this evidence (a case, a signal) shows: the fix did not hold."""

    evidence: str


NoticeEvent: TypeAlias = (
    CaseLinkedToProblem
    | CaseUnlinkedFromProblem
    | FixDelivered
    | FixNoticeLeft
    | FixNoticeFailed
    | FixNoticeWaived
    | RecurrenceSeen
)


@dataclass(frozen=True, slots=True)
class LinkCase(Command):
    """Link a case; after a fix it is owed word of it like the others."""

    case: str


@dataclass(frozen=True, slots=True)
class UnlinkCase(Command):
    """Take a link back, with a reason."""

    case: str
    reason: Personal[str]


@dataclass(frozen=True, slots=True)
class DeliverFix(Command):
    """Record that a fix (`fix-…`) is in place."""

    fix: str
    what: str


@dataclass(frozen=True, slots=True)
class RecordFixNotice(Command):
    """A reply that tells of the fix left for the complainant of `case`."""

    case: str
    fix: str
    reply: str


@dataclass(frozen=True, slots=True)
class RecordFixNoticeFailure(Command):
    """A reply that told of the fix is known to have failed."""

    case: str
    fix: str
    reply: str


@dataclass(frozen=True, slots=True)
class WaiveFixNotice(Command):
    """Waive the word owed to `case` of this fix, with a reason."""

    case: str
    fix: str
    reason: Personal[str]


@dataclass(frozen=True, slots=True)
class SeeRecurrence(Command):
    """Record that it happened again."""

    evidence: str


NoticeCommand: TypeAlias = (
    LinkCase
    | UnlinkCase
    | DeliverFix
    | RecordFixNotice
    | RecordFixNoticeFailure
    | WaiveFixNotice
    | SeeRecurrence
)

CAUSE_FIRST = Rule(
    "fix-after-cause",
    "S2-8",
    "What is put right without knowing the cause is a workaround.",
    "Identify the cause, or publish it as a workaround.",
)
FIX_KNOWN = Rule(
    "fix-known",
    "model, problems",
    "There was no such fix of this problem.",
    "Name one that was delivered.",
)
LINKED = Rule(
    "notice-to-linked-case",
    "model, problems",
    "This case is not linked to the problem.",
    "Link it first.",
)
FOLLOWS = Rule(
    "fix-notice-follows",
    "model, problems",
    "That word of a fix left, or failed, follows from the case's own replies; nobody records it.",
    "Tell of the fix in the case; the rest follows by itself.",
)
REASON = Rule(
    "notice-waived-with-reason",
    "model, problems",
    "Word of a fix is waived, and a case unlinked, only with a reason.",
    "Give the reason.",
)


@dataclass(frozen=True, slots=True)
class Notice:
    """Word of one fix for one case: the replies that stand, and whether it was waived."""

    replies: frozenset[str] = frozenset()
    waived: bool = False

    @property
    def owed(self) -> bool:
        """Is word of it still owed?"""
        return not (self.replies or self.waived)


@dataclass(frozen=True, slots=True)
class Notices:
    """The linked cases, every fix, and the one in place; notices by case and fix."""

    linked: tuple[str, ...] = ()
    fixes: frozenset[str] = frozenset()
    fix: str | None = None
    notices: Mapping[tuple[str, str], Notice] = field(default_factory=dict[tuple[str, str], Notice])
    recurrences: frozenset[str] = frozenset()

    def notice(self, case: str, fix: str) -> Notice:
        """How word of that fix for that case stands."""
        return self.notices.get((case, fix), Notice())


def owed(notices: Notices) -> tuple[str, ...]:
    """The linked cases that are owed word of the fix in place; none while there is none."""
    fix = notices.fix
    return tuple(case for case in notices.linked if fix and notices.notice(case, fix).owed)


def decide(
    command: NoticeCommand, notices: Notices, *, opened: bool, cause_known: bool
) -> list[NoticeEvent]:
    """The events that answer `command`; none when what it asks is already so."""
    require(opened or waits(command), PROBLEM_OPENED)
    at = command.occurred_at
    match command:
        case LinkCase(case=case):
            linked = CaseLinkedToProblem(occurred_at=at, case=case)
            return [] if case in notices.linked else [linked]
        case UnlinkCase(case=case, reason=reason):
            require(stated(reason), REASON)
            unlinked = CaseUnlinkedFromProblem(occurred_at=at, case=case, reason=reason)
            return [unlinked] if case in notices.linked else []
        case DeliverFix(fix=fix, what=what):
            require(cause_known, CAUSE_FIRST)
            delivered = FixDelivered(occurred_at=at, fix=fix, what=what)
            return [] if fix in notices.fixes else [delivered]
        case SeeRecurrence(evidence=evidence):
            seen = RecurrenceSeen(occurred_at=at, evidence=evidence)
            return [] if evidence in notices.recurrences else [seen]
        case RecordFixNotice() | RecordFixNoticeFailure() | WaiveFixNotice():
            return about_notice(command, notices)
        case _:
            assert_never(command)


def waits(command: NoticeCommand) -> bool:
    """Did a case name its problem, opened or not? It is owed word of the fix when there is one."""
    return isinstance(command, LinkCase) and command.actor.role == "process"


def about_notice(
    command: RecordFixNotice | RecordFixNoticeFailure | WaiveFixNotice, notices: Notices
) -> list[NoticeEvent]:
    """Word of a fix left, failed or waived."""
    at, case, fix = command.occurred_at, command.case, command.fix
    by_hand = isinstance(command, WaiveFixNotice)
    require(by_hand or command.actor.role == "process", FOLLOWS)
    require(fix in notices.fixes, FIX_KNOWN)
    notice = notices.notice(case, fix)
    match command:
        case RecordFixNotice(reply=reply):
            left = FixNoticeLeft(occurred_at=at, case=case, fix=fix, reply=reply)
            return [] if reply in notice.replies else [left]
        case RecordFixNoticeFailure(reply=reply):
            failed = FixNoticeFailed(occurred_at=at, case=case, fix=fix, reply=reply)
            return [failed] if reply in notice.replies else []
        case WaiveFixNotice(reason=reason):
            require(case in notices.linked, LINKED)
            require(stated(reason), REASON)
            waived = FixNoticeWaived(occurred_at=at, case=case, fix=fix, reason=reason)
            return [] if notice.waived else [waived]
        case _:
            assert_never(command)


def evolve(notices: Notices, event: NoticeEvent) -> Notices:
    """Fold one more fact in."""
    match event:
        case CaseLinkedToProblem(case=case):
            return replace(notices, linked=(*notices.linked, case))
        case CaseUnlinkedFromProblem(case=case):
            return replace(notices, linked=tuple(c for c in notices.linked if c != case))
        case FixDelivered(fix=fix):
            return replace(notices, fix=fix, fixes=notices.fixes | {fix})
        case RecurrenceSeen(evidence=evidence):
            return replace(notices, fix=None, recurrences=notices.recurrences | {evidence})
        case FixNoticeLeft() | FixNoticeFailed() | FixNoticeWaived():
            stands = step(notices.notice(event.case, event.fix), event)
            known = {**notices.notices, (event.case, event.fix): stands}
            return replace(notices, notices=known)
        case _:
            assert_never(event)


def step(notice: Notice, event: FixNoticeLeft | FixNoticeFailed | FixNoticeWaived) -> Notice:
    """The notice after one more fact."""
    match event:
        case FixNoticeLeft(reply=reply):
            return replace(notice, replies=notice.replies | {reply})
        case FixNoticeFailed(reply=reply):
            return replace(notice, replies=notice.replies - {reply})
        case FixNoticeWaived():
            return replace(notice, waived=True)
        case _:
            assert_never(event)
