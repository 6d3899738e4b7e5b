"""The steps of a merge and of its undoing, each decided in the stream it belongs to (I2)."""

from __future__ import annotations

from datetime import datetime

from ..command import require
from ..event import Event
from ..replacing import replace
from .case import Case, CaseEvent, inherited, without
from .ending import Stage
from .merging import (
    FOLLOWS,
    IDS_APART,
    NOT_ITSELF,
    NOT_TAKEN_OVER,
    NOTICE_LEFT,
    PRIMARY_OPEN,
    PRIMARY_OWNED,
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
from .people import People, addressees


def step(command: MergingCommand, case: Case) -> list[CaseEvent]:
    """The events that answer one step; none when it was taken before."""
    asked = isinstance(command, MergeCase | UnmergeCase)
    require(asked or command.actor.role == "process", FOLLOWS)
    match command:
        case MergeCase():
            return ask(command, case)
        case TakeOver():
            return take_over(command, case)
        case CompleteMerge():
            return complete(command, case)
        case DeclineMerge(primary, rule):
            declined = MergeDeclined(occurred_at=command.occurred_at, primary=primary, rule=rule)
            return [declined] if asked_of(case) == primary and not case.merging.primary else []
        case UnmergeCase():
            return split(command, case)
        case ReturnFromMerge(primary, file):
            restored = CaseRestored(occurred_at=command.occurred_at, primary=primary, file=file)
            return [restored] if asked_of(case) == primary else []


def asked_of(case: Case) -> str | None:
    """The primary this case asked to take it over, whether it has yet or not."""
    return case.merging.asked.primary if case.merging.asked else None


def ask(command: MergeCase, case: Case) -> list[CaseEvent]:
    """The duplicate is open, its complainant was told where it goes on."""
    asked = case.merging.asked
    if asked and asked.primary == command.primary:
        return []
    require(command.primary != command.stream, NOT_ITSELF)
    require(case.stage is Stage.OPEN and not asked, PRIMARY_OPEN)
    notices = {n: r for n, r in case.replies.items() if r.left_by(command.occurred_at)}
    told = {n: r.issued.to for n, r in notices.items() if command.primary in r.issued.tells}
    untold = [person for person in addressees(case.people) if person not in told.values()]
    require(command.notice in told and not untold, NOTICE_LEFT, *untold)
    requested = MergeRequested(
        occurred_at=command.occurred_at,
        primary=command.primary,
        notice=command.notice,
        file=case_file(case, command.occurred_at),
    )
    return [requested]


def case_file(case: Case, moment: datetime) -> CaseFile:
    """Everything of the case that goes on elsewhere from `moment` on."""
    received = case.intake.received
    return CaseFile(
        received_at=received.occurred_at if received else moment,
        criticisms=criticisms(case),
        people=case.people,
        issues=dict(case.issues),
        promises=dict(case.promises),
        obligations=dict(case.clocks.obligations),
        messages=dict(case.intake.messages),
        replies=dict(case.replies),
    )


def criticisms(case: Case) -> tuple[str, ...]:
    """What this case grew from, and what those grew from that it carries on."""
    own = case.intake.received.criticism if case.intake.received else None
    taken = [name for each in case.merging.taken_over.values() for name in each.file.criticisms]
    return tuple(dict.fromkeys([*([own] if own else []), *taken]))


def take_over(command: TakeOver, case: Case) -> list[CaseEvent]:
    """The primary is open and is not itself going anywhere."""
    if command.case in case.merging.taken_over:
        return []
    open_here = case.intake.received and case.stage is Stage.OPEN and not case.merging.asked
    require(open_here, PRIMARY_OPEN)
    require(case.ownership.owner, PRIMARY_OWNED)
    both = called_alike(case, command.file)
    require(not both, IDS_APART, *both)
    at = command.occurred_at
    return [CaseTakenOver(occurred_at=at, case=command.case, file=command.file)]


def called_alike(case: Case, file: CaseFile) -> list[str]:
    """The ids under which this case and the file hold different things, erased words left out.

    The same message or reply may be in both, if one was part of the other before.
    """
    ours = {
        **{name: issue.raised for name, issue in case.issues.items()},
        **{name: promise.made for name, promise in case.promises.items()},
        **{name: message.received for name, message in case.intake.messages.items()},
        **{name: reply.issued for name, reply in case.replies.items()},
    }
    theirs = [
        *((name, issue.raised) for name, issue in file.issues.items()),
        *((name, promise.made) for name, promise in file.promises.items()),
        *((name, message.received) for name, message in file.messages.items()),
        *((name, reply.issued) for name, reply in file.replies.items()),
    ]
    return sorted({n for n, fact in theirs if n in ours and plain(fact) != plain(ours[n])})


def plain(fact: Event) -> dict[str, object]:
    """What a fact says besides anybody's words."""
    return {name: value for name, value in fact if isinstance(value, str | datetime)}


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
        require(command.case in case.merging.parted, NOT_TAKEN_OVER)
        return []
    require(case.stage is Stage.OPEN, PRIMARY_OPEN)
    file = own_again(command.case, taken, case)
    return [CaseSplitOff(occurred_at=command.occurred_at, case=command.case, file=file)]


def own_again(other: str, taken: TakenOver, case: Case) -> CaseFile:
    """What came with the case as it now stands here, and the talk since it came."""
    file, now = taken.file, case.intake.messages
    clocks = {
        name: replace(case.clocks.obligations[inherited(other, name)], started=clock.started)
        for name, clock in file.obligations.items()
    }
    return CaseFile(
        received_at=file.received_at,
        criticisms=file.criticisms,
        people=own_people(file.people, case.people),
        issues={n: issue for n, issue in case.issues.items() if n in file.issues},
        promises={n: promise for n, promise in case.promises.items() if n in file.promises},
        obligations=clocks,
        messages={n: m for n, m in now.items() if n not in taken.messages_before},
        replies={n: r for n, r in case.replies.items() if n not in taken.replies_before},
    )


def own_people(then: People, now: People) -> People:
    """The people of that case, with what was learnt of them since."""
    theirs = frozenset(then.complainants)
    speaks_for = {person: by for person, by in now.speaks_for.items() if person in theirs}
    reached = theirs.union(speaks_for.values())
    since = {name: contact for name, contact in now.contacts.items() if contact.person in reached}
    return People(
        complainants=then.complainants,
        contacts={**then.contacts, **since},
        speaks_for=speaks_for,
        deceased=now.deceased & theirs,
        no_contact=now.no_contact & theirs,
    )
