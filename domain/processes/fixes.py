"""A fix owes word to every linked case; what the case then tells counts for the problem.

In the case, and in the replies that tell of it, a fix is named `problem-…/fix-…`.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..case.case import Case
from ..case.intake import CaseLinked
from ..case.replies import ReplyFailed
from ..case.time_passing import OweNotice, WaiveNotice
from ..command import Command
from ..event import RecordedEvent
from ..problem.notices import (
    CaseLinkedToProblem,
    FixDelivered,
    FixNoticeWaived,
    LinkCase,
    RecordFixNotice,
    RecordFixNoticeFailure,
)
from ..problem.problem import Problem
from .critics import DELIVERIES
from .following import facts


def link(recorded: RecordedEvent, _: object) -> Iterator[Command]:
    """A case that names a problem is linked there too."""
    event = recorded.event
    if isinstance(event, CaseLinked) and event.other.startswith("problem-"):
        yield LinkCase(recorded.stream, stream=event.other, **facts(recorded))


def owe(recorded: RecordedEvent, problem: Problem) -> Iterator[Command]:
    """A fix opens one owed reply in every linked case; a case linked later is owed it as well."""
    linked, fix, event = problem.notices.linked, problem.notices.fix, recorded.event
    if isinstance(event, FixDelivered):
        for number, case in enumerate(linked):
            yield owed(recorded, case, event.fix, number)
    elif isinstance(event, CaseLinkedToProblem) and fix:
        yield owed(recorded, event.case, fix, 0)
    elif isinstance(event, FixNoticeWaived):
        about = f"{recorded.stream}/{event.fix}"
        yield WaiveNotice(about, event.reason, stream=event.case, **facts(recorded))


def owed(recorded: RecordedEvent, case: str, fix: str, number: int) -> OweNotice:
    """The case owes its complainant word of this fix."""
    return OweNotice(f"{recorded.stream}/{fix}", stream=case, **facts(recorded, number))


def told(recorded: RecordedEvent, case: Case) -> Iterator[Command]:
    """A reply that tells of a fix left, or failed: for this case and for those it carries on."""
    event = recorded.event
    reply = case.replies.get(event.reply) if isinstance(event, DELIVERIES) else None
    if reply is None:
        return
    command = RecordFixNoticeFailure if isinstance(event, ReplyFailed) else RecordFixNotice
    fixes = [name for name in reply.issued.tells if name.startswith("problem-")]
    pairs = [(fix, on) for fix in fixes for on in (recorded.stream, *case.merging.taken_over)]
    for number, (name, on) in enumerate(pairs):
        problem, _, fix = name.partition("/")
        about = facts(recorded, 100 + number)
        yield command(on, fix, reply.issued.reply, stream=problem, **about)
