"""Merging is not closing, and can be undone: I2."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from ...domain.case.intake import MessageReceived
from ...domain.case.merging import CaseFile, CaseMerged, CaseRestored
from ...domain.case.replies import ReplyFailed
from ...domain.event import Event
from .deliveries import addressees, left
from .fact import Decision, Fact, Log, Sentences
from .record import Brought, CaseRecord


def lists(file: CaseFile) -> dict[str, set[str]]:
    """The ids a file holds, by what they are of."""
    return {
        "complainants": set(file.people.complainants),
        "issues": set(file.issues),
        "promises": set(file.promises),
        "messages": set(file.messages),
        "replies": set(file.replies),
    }


def asked_with_notice(fact: Fact) -> Sentences:
    """The duplicate is open, its complainant was told, and the file holds all that is its own."""
    case, event = fact.case, fact.event
    if case.stage != "open" or case.asked or event.primary == case.stream:
        yield "a merge was asked for by a case that is not open, or into itself"
    notice = case.replies.get(event.notice)
    if notice is None or not left(notice) or event.primary not in notice.issued.tells:
        yield "a merge was asked for without a notice that left and names the primary"
    own = {
        "complainants": set(case.joined),
        "issues": set(case.issues),
        "promises": set(case.promises),
        "messages": set(case.messages),
        "replies": set(case.replies),
    }
    yield from (
        f"a merge leaves {what} behind" for what, n in own.items() if lists(event.file)[what] != n
    )
    yield from clocks_go_along(case, event.file)


def clocks_go_along(case: CaseRecord, file: CaseFile) -> Sentences:
    """The receipt and every clock of the open span go along with their due times."""
    running = {name: c.started.due for name, c in case.clocks.items() if c.span == case.span}
    carried = {name: clock.started.due for name, clock in file.obligations.items()}
    if any(carried.get(name) != due for name, due in running.items()):
        yield "a merge leaves a running clock behind, or changes when it is due"
    if case.received and file.received_at > case.received.occurred_at:
        yield "a merge makes the receipt later than it was"


def taken_over_rightly(fact: Fact) -> Sentences:
    """The primary exists, is open, is going nowhere itself; what it takes is what was asked."""
    case, event = fact.case, fact.event
    if case.received is None or case.stage != "open" or case.asked:
        yield "a case was taken over by one that does not exist, is not open or is being merged"
    if event.case in case.taken or event.case == case.stream:
        yield "a case was taken over twice, or by itself"
    other = fact.log.cases.get(event.case)
    if other and (other.asked is None or other.asked.primary != case.stream):
        yield "a case was taken over that had not asked for it"
    elif other and other.asked and other.asked.file != event.file:
        yield "a case was taken over with another file than it gave"
    if any(called_alike(case, event.file)):
        yield "a case was taken over that calls by one id what is another thing here"


def called_alike(case: CaseRecord, file: CaseFile) -> Iterator[bool]:
    """For each id in both: another thing there? Talk may be in both since an earlier merge."""
    ours = {*case.issues, *case.promises}
    yield not ours.isdisjoint({*file.issues, *file.promises})
    for name, message in file.messages.items():
        known = case.messages.get(name)
        yield known is not None and known.sender != message.received.sender
    for name, reply in file.replies.items():
        there = case.replies.get(name)
        yield there is not None and there.issued != reply.issued


def merged_rightly(fact: Fact) -> Sentences:
    """Into the primary it asked for, which has taken it over; nothing said since is lost.

    Where the primary has split it off again by then, it is on its way back.
    """
    case, event = fact.case, fact.event
    if case.stage != "open" or case.asked is None or case.asked.primary != event.primary:
        yield "a case was merged that had not asked for it"
    primary = fact.log.cases.get(event.primary)
    if primary and case.stream not in {*primary.taken, *primary.split}:
        yield "a case was merged into one that has not taken it over"
    if goes_round(fact.log, case.stream, event.primary):
        yield "merges form a circle"
    before = set(case.asked.file.messages) if case.asked else set[str]()
    late = {message.message for message in event.since}
    if late != set(case.messages) - before:
        yield "a message that came while the merge was under way does not go along"


def goes_round(log: Log, start: str, primary: str) -> bool:
    """Does the way from primary to primary come back to where it began?"""
    seen: set[str] = set()
    while primary not in seen:
        seen.add(primary)
        primary = log.case(primary).primary or primary
    return start in seen


def notice_stands(decision: Decision) -> Sentences:
    """Whoever is in a merged case was told; where the notice failed, a new one is due."""
    case = decision.after
    touched = decision.events(CaseMerged, ReplyFailed)
    if case.stage != "merged" or case.asked is None or not touched:
        return
    notices = [c.started for c in case.clocks.values() if c.started.name == "merge_notice"]
    owed = {clock.about for clock in notices}
    failed = {event.reply for event in decision.events(ReplyFailed)}
    undone = case.asked.notice in failed or decision.events(CaseMerged)
    if undone and not left(case.replies.get(case.asked.notice)) and case.primary not in owed:
        yield "the notice of a merge failed and no new one is due"


def reaches_all(fact: Fact) -> Sentences:
    """The primary's closing reply reaches everybody who came with a merged case."""
    case = fact.case
    if case.asked or case.primary:
        yield "a case was closed while it was being merged, or after"
    given = {case.replies[name].issued.to for name in fact.event.replies if name in case.replies}
    to = addressees(case)
    for brought in case.taken.values():
        people = [p for p in brought.file.people.complainants if p in to]
        if not {to[person] for person in people} <= given:
            yield "a case was closed without a reply to everybody merged into it"


def split_rightly(fact: Fact) -> Sentences:
    """The case gets back what was its own and hears what was said in between."""
    case, event = fact.case, fact.event
    brought = case.taken.get(event.case)
    if case.stage != "open" or brought is None:
        yield "a case was split off that had not been taken over, or from one that is not open"
        return
    given, own = lists(event.file), lists(brought.file)
    for what in ("complainants", "issues", "promises"):
        if given[what] != own[what]:
            yield f"a case that was split off did not get its own {what} back"
    if not since(case, brought) <= given["messages"] | given["replies"]:
        yield "a case that was split off does not hear what was said in between"
    clocks = {name: clock.started.due for name, clock in brought.file.obligations.items()}
    if {name: clock.started.due for name, clock in event.file.obligations.items()} != clocks:
        yield "a case that was split off did not get its own clocks back"
    yield from people_as_they_stand(fact, event.file)


def since(case: CaseRecord, brought: Brought) -> set[str]:
    """The messages and replies on record here that were not before the case came, or came with."""
    messages = set(case.messages) - brought.messages_before - set(brought.file.messages)
    return messages | set(case.replies) - brought.replies_before - set(brought.file.replies)


def people_as_they_stand(fact: Fact, file: CaseFile) -> Sentences:
    """A death, a wish or an authority learnt of in between goes back with its people."""
    case, people = fact.case, set(file.people.complainants)
    speaks = {p: who for p, who in case.speaks_for.items() if p in people}
    told = {p: who for p, who in file.people.speaks_for.items() if p in people}
    if case.deceased & people != file.people.deceased & people or speaks != told:
        yield "a case that was split off does not learn what befell its people"
    if case.no_contact & people != file.people.no_contact & people:
        yield "a case that was split off does not learn of a wish not to be contacted"


def restored_rightly(fact: Fact) -> Sentences:
    """A case comes back from its primary, merged with it by then or not, with what that split."""
    case, event = fact.case, fact.event
    if case.asked is None or case.asked.primary != event.primary:
        yield "a case came back that was not merged there"
    primary = fact.log.cases.get(event.primary)
    given = primary.split.get(case.stream) if primary else None
    if primary and (given is None or given.file != event.file):
        yield "a case came back with another file than its primary split off"


WHILE_MERGED: frozenset[type[Event]] = frozenset({MessageReceived, CaseRestored})
"""What may still come to a merged case beside the delivery of its replies and word of its merge."""

MOVED_BY: dict[str, Callable[[Fact], Sentences]] = {
    "MergeRequested": asked_with_notice,
    "CaseTakenOver": taken_over_rightly,
    "CaseMerged": merged_rightly,
    "CaseSplitOff": split_rightly,
    "CaseRestored": restored_rightly,
    "CaseClosed": reaches_all,
}
"""By the name of the event, what I2 asks of it."""
