"""What a merge and its undoing bring to a case, and take away again.

A clock that came with another case is known here by that case's id, a slash and its own name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any, TypeVar

from ...domain.case.merging import (
    CaseFile,
    CaseMerged,
    CaseRestored,
    CaseSplitOff,
    CaseTakenOver,
    MergeDeclined,
    MergeRequested,
)
from ...domain.case.replies import Reply
from ...domain.event import Event
from .record import (
    Brought,
    CaseRecord,
    ClockOnRecord,
    IssueOnRecord,
    MessageOnRecord,
    NewDateOnRecord,
    PauseOnRecord,
    PromiseOnRecord,
    ReplyOnRecord,
)

V = TypeVar("V")


def _requested(case: CaseRecord, event: MergeRequested) -> None:
    case.asked = event


def _declined(case: CaseRecord, _: MergeDeclined) -> None:
    case.asked = None


def _merged(case: CaseRecord, event: CaseMerged) -> None:
    case.stage, case.primary = "merged", event.primary


def taken_over(case: CaseRecord, event: CaseTakenOver) -> None:
    """The people, issues, promises, clocks and talk of the other case stand here now."""
    file, clocks = event.file, clocks_in(event.file, event.case, case.span)
    brought = Brought(
        file,
        frozenset(clocks),
        frozenset(case.joined),
        frozenset(case.messages),
        frozenset(case.replies),
    )
    case.taken = {**case.taken, event.case: brought}
    case.joined = {**dict.fromkeys(file.people.complainants, file.received_at), **case.joined}
    case.speaks_for = {**case.speaks_for, **file.people.speaks_for}
    case.deceased |= file.people.deceased
    case.no_contact |= file.people.no_contact
    case.issues = {**case.issues, **issues_in(file)}
    case.promises = {**case.promises, **promises_in(file)}
    case.clocks = {**case.clocks, **clocks}
    bring_talk(case, file)


def split_off(case: CaseRecord, event: CaseSplitOff) -> None:
    """What came leaves; what was said in between stays."""
    brought = case.taken.get(event.case)
    if brought is None:
        return
    file = brought.file
    case.taken = without(case.taken, {event.case})
    case.split = {**case.split, event.case: event}
    gone = set(file.people.complainants) - brought.joined
    case.joined = without(case.joined, gone)
    case.issues = without(case.issues, file.issues)
    case.promises = without(case.promises, file.promises)
    case.clocks = without(case.clocks, brought.clocks)
    case.messages = without(case.messages, set(file.messages) - brought.messages_before)
    case.replies = without(case.replies, set(file.replies) - brought.replies_before)


def restored(case: CaseRecord, event: CaseRestored) -> None:
    """The case is open again, with its own things as they now stand and the talk in between."""
    file, before = event.file, case.asked.file if case.asked else event.file
    case.stage, case.asked, case.primary = "open", None, None
    case.speaks_for = {**case.speaks_for, **file.people.speaks_for}
    case.deceased |= file.people.deceased
    case.no_contact |= file.people.no_contact
    case.issues = {**case.issues, **issues_in(file)}
    case.promises = {**case.promises, **promises_in(file)}
    case.clocks = {**case.clocks, **clocks_in(file, None, None)}
    went_on_there(case, file, before)
    bring_talk(case, file)


def went_on_there(case: CaseRecord, file: CaseFile, before: CaseFile) -> None:
    """What became known of the case's own talk in the primary, while it went on there."""
    news = {
        name: went_on(case.replies[name], reply_in(there, case.version))
        for name, there in file.replies.items()
        if name in case.replies and steps_of(there) != steps_of(before.replies.get(name))
    }
    judged = {
        name: replace(case.messages[name], aside=there.aside)
        for name, there in file.messages.items()
        if name in case.messages and there.aside
    }
    case.replies = {**case.replies, **news}
    case.messages = {**case.messages, **judged}


def went_on(own: ReplyOnRecord, there: ReplyOnRecord) -> ReplyOnRecord:
    """The case's own reply, as far as it got elsewhere."""
    return replace(there, version=own.version, answers=own.answers, brought=own.brought)


def steps_of(reply: Reply | None) -> tuple[object, ...]:
    """How far a reply of a file got."""
    return (reply.delivery, reply.left_at, reply.failures) if reply else ()


def bring_talk(case: CaseRecord, file: CaseFile) -> None:
    """Messages and replies from elsewhere; one that is here already stays as it is."""
    replies = {name: reply_in(reply, case.version) for name, reply in file.replies.items()}
    messages = {
        name: MessageOnRecord(m.received.sender, case.version, m.aside, brought=True)
        for name, m in file.messages.items()
    }
    outside = {(m.received.channel, m.received.external_id) for m in file.messages.values()}
    ids = {(channel, id_.value) for channel, id_ in outside if id_}
    case.outside_ids |= {(channel, id_) for channel, id_ in ids if isinstance(id_, str)}
    case.replies = {**replies, **case.replies}
    case.messages = {**messages, **case.messages}


def reply_in(reply: Reply, version: int) -> ReplyOnRecord:
    """A reply of a file, as it stood when the file was given."""
    return ReplyOnRecord(
        issued=reply.issued,
        version=version,
        way=reply.delivery.value,
        left_at=reply.left_at,
        reached_at=reply.reached_at,
        failed=tuple(at for _, at in reply.failures),
        ground=reply.ground,
        brought=True,
    )


def issues_in(file: CaseFile) -> dict[str, IssueOnRecord]:
    """The heads of complaint in a file."""
    return {n: IssueOnRecord(issue.raised.about, issue.decided) for n, issue in file.issues.items()}


def promises_in(file: CaseFile) -> dict[str, PromiseOnRecord]:
    """The promises in a file."""
    return {
        name: PromiseOnRecord(
            made=promise.made,
            new_dates=tuple(
                NewDateOnRecord(new.due, new.told_in, new.refused) for new in promise.new_dates
            ),
            fulfilled=(promise.fulfilled_at,) if promise.fulfilled_at else (),
            released=(promise.released_at,) if promise.released_at else (),
            voided=promise.voided,
        )
        for name, promise in file.promises.items()
    }


def clocks_in(file: CaseFile, other: str | None, span: int | None) -> dict[str, ClockOnRecord]:
    """The clocks in a file; brought from `other` they ask in `span` of this case."""
    return {
        f"{other}/{name}" if other else name: ClockOnRecord(
            started=clock.started,
            span=span or clock.started.span,
            extensions=clock.extensions,
            pauses=tuple(PauseOnRecord.told(p, p.resumed_at) for p in clock.pauses),
            waived=clock.waived,
            rebutted=clock.rebutted_at,
            paid=clock.paid,
        )
        for name, clock in file.obligations.items()
    }


def without(mine: Mapping[str, V], gone: Iterable[str]) -> dict[str, V]:
    """What is in `mine` and not `gone`."""
    names = frozenset(gone)
    return {name: value for name, value in mine.items() if name not in names}


READERS: dict[type[Event], Callable[[CaseRecord, Any], None]] = {
    MergeRequested: _requested,
    MergeDeclined: _declined,
    CaseMerged: _merged,
    CaseTakenOver: taken_over,
    CaseSplitOff: split_off,
    CaseRestored: restored,
}
