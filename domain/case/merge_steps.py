"""The steps of a merge and of its undoing, each decided in the stream it belongs to (I2)."""

from __future__ import annotations

from dataclasses import replace

from ..command import RefusedError, require
from .case import Case, CaseEvent, without
from .ending import Stage
from .merging import (
    NOT_ITSELF,
    NOT_TAKEN_OVER,
    NOTICE_LEFT,
    PRIMARY_OPEN,
    CaseFile,
    CaseMerged,
    CaseRestored,
    CaseSplitOff,
    CaseTakenOver,
    CompleteMerge,
    DeclineMerge,
    MergeCase,
    MergeDeclined,
    MergeRequested,
    MergingCommand,
    ReturnFromMerge,
    TakenOver,
    TakeOver,
    UnmergeCase,
)
from .obligations import Obligation


def step(command: MergingCommand, case: Case) -> list[CaseEvent]:
    """The events that answer one step; none when it was taken before."""
    match command:
        case MergeCase():
            return ask(command, case)
        case TakeOver():
            return take_over(command, case)
        case CompleteMerge():
            return complete(command, case)
        case DeclineMerge(primary, rule):
            declined = MergeDeclined(occurred_at=command.occurred_at, primary=primary, rule=rule)
            return [declined] if case.merging.asked and not case.merging.primary else []
        case UnmergeCase():
            return split(command, case)
        case ReturnFromMerge(primary, file):
            restored = CaseRestored(occurred_at=command.occurred_at, primary=primary, file=file)
            return [restored] if case.merging.primary == primary else []


def ask(command: MergeCase, case: Case) -> list[CaseEvent]:
    """The duplicate is open, its complainant was told where it goes on."""
    asked = case.merging.asked
    if asked and asked.primary == command.primary:
        return []
    require(command.primary != command.stream, NOT_ITSELF)
    require(case.stage is Stage.OPEN and not asked, PRIMARY_OPEN)
    notice = case.replies.get(command.notice)
    told = notice and notice.left and command.primary in notice.issued.tells
    require(told, NOTICE_LEFT)
    requested = MergeRequested(
        occurred_at=command.occurred_at,
        primary=command.primary,
        notice=command.notice,
        file=case_file(case),
    )
    return [requested]


def case_file(case: Case) -> CaseFile:
    """Everything of the case that goes on elsewhere."""
    received = case.intake.received
    if received is None:
        raise RefusedError(PRIMARY_OPEN)
    return CaseFile(
        received_at=received.occurred_at,
        people=case.people,
        issues=dict(case.issues),
        promises=dict(case.promises),
        obligations=dict(case.clocks.obligations),
        messages=dict(case.intake.messages),
        replies=dict(case.replies),
    )


def take_over(command: TakeOver, case: Case) -> list[CaseEvent]:
    """The primary is open and is not itself going anywhere."""
    if command.case in case.merging.taken_over:
        return []
    open_here = case.intake.received and case.stage is Stage.OPEN and not case.merging.asked
    require(open_here, PRIMARY_OPEN)
    at = command.occurred_at
    return [CaseTakenOver(occurred_at=at, case=command.case, file=command.file)]


def complete(command: CompleteMerge, case: Case) -> list[CaseEvent]:
    """Merged, with what came in while the merge was under way for the primary to hear of."""
    asked = case.merging.asked
    if asked is None or asked.primary != command.primary or case.merging.primary:
        return []
    late = without(case.intake.messages, asked.file.messages)
    since = tuple(message.received for message in late.values())
    at = command.occurred_at
    return [CaseMerged(occurred_at=at, primary=command.primary, notice=asked.notice, since=since)]


def split(command: UnmergeCase, case: Case) -> list[CaseEvent]:
    """Each case gets back what was its own; what was said in between goes to both."""
    taken = case.merging.taken_over.get(command.case)
    if taken is None:
        raise RefusedError(NOT_TAKEN_OVER)
    require(case.stage is Stage.OPEN, PRIMARY_OPEN)
    file = own_again(taken, case)
    return [CaseSplitOff(occurred_at=command.occurred_at, case=command.case, file=file)]


def own_again(taken: TakenOver, case: Case) -> CaseFile:
    """What came with the case as it now stands here, and the talk since it came."""
    file, now = taken.file, case.intake.messages
    clocks = {
        name: back_in_span(clock, file.obligations[name].started.span)
        for name, clock in case.clocks.obligations.items()
        if name in file.obligations
    }
    return CaseFile(
        received_at=file.received_at,
        people=file.people,
        issues={n: issue for n, issue in case.issues.items() if n in file.issues},
        promises={n: promise for n, promise in case.promises.items() if n in file.promises},
        obligations=clocks,
        messages={n: m for n, m in now.items() if n not in taken.messages_before},
        replies={n: r for n, r in case.replies.items() if n not in taken.replies_before},
    )


def back_in_span(clock: Obligation, span: int) -> Obligation:
    """The clock counted in its own case's spans again."""
    return replace(clock, started=clock.started.model_copy(update={"span": span}))
