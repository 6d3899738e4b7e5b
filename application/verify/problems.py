"""The same invariant one level up (I1): a problem ends when word of its fix left for every case.

Also: what is counted as an answer elsewhere is a reply that did leave in the case it names.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from ...domain.event import Event
from ...domain.problem.notices import (
    CaseLinkedToProblem,
    CaseUnlinkedFromProblem,
    FixDelivered,
    FixNoticeFailed,
    FixNoticeLeft,
    FixNoticeWaived,
    RecurrenceSeen,
)
from ...domain.problem.problem import ProblemEnded, ProblemReopened
from .fact import Fact, Log, Sentences
from .record import ProblemRecord


def _linked(problem: ProblemRecord, event: CaseLinkedToProblem) -> None:
    problem.linked |= {event.case}


def _unlinked(problem: ProblemRecord, event: CaseUnlinkedFromProblem) -> None:
    problem.linked -= {event.case}


def _fixed(problem: ProblemRecord, event: FixDelivered) -> None:
    problem.fix = event.fix


def _again(problem: ProblemRecord, _: RecurrenceSeen) -> None:
    problem.fix = None


def _told(problem: ProblemRecord, event: FixNoticeLeft) -> None:
    problem.told |= {(event.case, event.fix, event.reply)}


def _untold(problem: ProblemRecord, event: FixNoticeFailed) -> None:
    problem.told -= {(event.case, event.fix, event.reply)}


def _waived(problem: ProblemRecord, event: FixNoticeWaived) -> None:
    problem.waived |= {(event.case, event.fix)}


def _ended(problem: ProblemRecord, _: ProblemEnded) -> None:
    problem.ended = True


def _reopened(problem: ProblemRecord, _: ProblemReopened) -> None:
    problem.ended = False


READERS: dict[type[Event], Callable[[ProblemRecord, Any], None]] = {
    CaseLinkedToProblem: _linked,
    CaseUnlinkedFromProblem: _unlinked,
    FixDelivered: _fixed,
    RecurrenceSeen: _again,
    FixNoticeLeft: _told,
    FixNoticeFailed: _untold,
    FixNoticeWaived: _waived,
    ProblemEnded: _ended,
    ProblemReopened: _reopened,
}


def read(log: Log, stream: str, event: Event) -> None:
    """Read one more event of a problem."""
    if reader := READERS.get(type(event)):
        log.problems = {**log.problems, stream: log.problem(stream).branch()}
        reader(log.problems[stream], event)


def untold(problem: ProblemRecord) -> Iterator[str]:
    """The linked cases to which word of the fix in place neither left nor was waived."""
    told = {(case, fix) for case, fix, _ in problem.told} | problem.waived
    return (case for case in sorted(problem.linked) if (case, problem.fix) not in told)


def ended_when_all_were_told(fact: Fact) -> Sentences:
    """I1: a problem ends over the fix in place, and nobody is left without word of it."""
    problem = fact.log.problem(fact.stored.stream)
    if problem.fix is None or fact.event.fix != problem.fix:
        yield "a problem was ended over a fix that is not in place"
    if any(untold(problem)):
        yield "a problem was ended while a case had no word of the fix"


def stays_ended_only_so(log: Log, stream: str) -> Sentences:
    """I1: what takes the ground from under an ended problem reopens it in the same decision."""
    problem = log.problem(stream)
    if problem.ended and (problem.fix is None or any(untold(problem))):
        yield "an ended problem owes word of its fix, and was not reopened at once"


def notice_did_leave(fact: Fact) -> Sentences:
    """I1: word of a fix counts where a reply of that case told of it and left."""
    about = f"{fact.stored.stream}/{fact.event.fix}"
    if about not in tells_of(fact):
        yield "word of a fix was counted that no reply which left gives"


def critic_was_answered(fact: Fact) -> Sentences:
    """I1: a case answers its critic by a reply from a named person that left."""
    case = fact.log.cases.get(fact.event.case)
    reply = case.replies.get(fact.event.reply) if case else None
    if case and (reply is None or reply.way == "issued" or reply.issued.author is None):
        yield "a critic was counted as answered by a reply that had not left, or by nobody"


def tells_of(fact: Fact) -> tuple[str, ...]:
    """What the reply that a notice names tells of; from any case that holds it, if it ever left."""
    held = (case.replies.get(fact.event.reply) for case in fact.log.cases.values())
    found = (reply.issued.tells for reply in held if reply and reply.way != "issued")
    return next(found, ())
