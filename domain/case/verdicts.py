"""Met or missed: what a clock asks for, when that was done, and what the law makes of silence.

Derived for any moment from what is on record; nothing here is stored.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from enum import StrEnum

from ..deadlines.pack import Effect, Form, SatisfiedBy
from . import promises
from .answering import own_closings
from .case import Case
from .limits import due_in_force
from .merging import TakenOver
from .obligations import ClockStarted, Obligation
from .people import People, addressee, addressees
from .promises import PromiseKind
from .replies import Delivery, Reply


class Verdict(StrEnum):
    """What became of a limit by some moment; NOT_DETERMINABLE: by a register's word alone."""

    RUNNING = "running"
    MET = "met"
    MISSED = "missed"
    NOT_DETERMINABLE = "not determinable"


def purpose(started: ClockStarted) -> str:
    """What kind of thing the clock asks for; a row of a pack by what it says, ours by its name."""
    row = started.row
    if row is None or row.name == "send_again":
        return started.name
    if row.satisfied_by is SatisfiedBy.ACCEPTED:
        return "accepted"
    return "acknowledge" if row.name.startswith("acknowledge") else "final_answer"


def given_at(reply: Reply, started: ClockStarted) -> datetime | None:
    """When the reply counted for that clock; None if it does not, or not yet."""
    row = started.row
    if row is None:
        return reply.left_at
    unsaid = set(row.must_tell) - set(reply.issued.states)
    in_words_only = row.form is not Form.ANY and reply.delivery is Delivery.SPOKEN
    if unsaid or in_words_only:
        return None
    return reply.reached_at if row.satisfied_by is SatisfiedBy.DELIVERED else reply.left_at


def met_at(case: Case, clock: Obligation) -> datetime | None:
    """When what the clock asks for happened; None while it has not."""
    started = clock.started
    match purpose(started):
        case "final_answer":
            return answered_at(case, clock)
        case "acknowledge":
            return earliest(given_at(reply, started) for reply in acknowledging(case, started))
        case "accepted":
            return case.solution.accepted_at
        case "send_again":
            return earliest(r.left_at for r in own_closings(case) if left_since(r, started))
        case "remedy":
            return remedied_at(case, clock)
        case "repair":
            return earliest(reply.left_at for reply in mending(case, started))
        case "announce_owner":
            since = started.occurred_at
            told = [r for r in telling(case, started.about) if r.issued.occurred_at >= since]
            return for_everybody(case, left_for(told))
        case _:
            return for_everybody(case, left_for(telling(case, started.about)))


def acknowledging(case: Case, started: ClockStarted) -> Iterator[Reply]:
    """The replies that acknowledge to those for whom the clock began: each case's own (I2).

    Where the clock or the reply moved by a merge, time holds them together: each case counts its
    spans by itself.
    """
    other, _, _ = started.obligation.partition("/")
    taken = case.merging.taken_over.get(other)
    for reply in written_there(taken, case) if taken else written_here(case):
        moved = taken or reply.origin
        since = reply.issued.occurred_at >= started.occurred_at
        if since if moved else reply.issued.span >= started.span:
            yield reply


def written_there(taken: TakenOver, case: Case) -> Iterator[Reply]:
    """The replies of the case that was taken over: written there, or since then to its people."""
    theirs = sides(case.people, taken.file.people.complainants)
    here_before = taken.replies_before.difference(taken.file.replies)
    for name, reply in case.replies.items():
        if name not in here_before and reply.issued.to in theirs:
            yield reply


def written_here(case: Case) -> Iterator[Reply]:
    """The replies of this case itself, but for those only to people whom a merge brought."""
    taken = case.merging.taken_over.values()
    came = {p for each in taken for p in each.file.people.complainants}
    came -= {p for each in taken for p in each.people_before.complainants}
    own = sides(case.people, [p for p in case.people.complainants if p not in came])
    strangers = sides(case.people, came) - own
    brought = {n for each in taken for n in each.file.replies if n not in each.replies_before}
    for name, reply in case.replies.items():
        to, apart = reply.issued.to, reply.origin or case.merging.parted
        if name not in brought and (to in own if apart else to not in strangers):
            yield reply


def sides(people: People, complainants: Iterable[str]) -> set[str]:
    """These people, and who receives for them."""
    return {each for person in complainants for each in (person, addressee(people, person))}


def earliest(times: Iterable[datetime | None]) -> datetime | None:
    """The first of these times that there was."""
    return min((at for at in times if at), default=None)


def left_since(reply: Reply, started: ClockStarted) -> bool:
    """Did it leave, again perhaps, after the clock began?"""
    return reply.left_at is not None and reply.left_at >= started.occurred_at


def telling(case: Case, about: str | None) -> list[Reply]:
    """The replies that tell of `about`."""
    return [reply for reply in case.replies.values() if about in reply.issued.tells]


def mending(case: Case, started: ClockStarted) -> list[Reply]:
    """Replies that say sorry for the broken promise, and date it anew unless it is done by now."""
    promise = case.promises.get(started.about or "")
    done = promise is not None and promises.fulfilled_at(promise, case.replies) is not None
    dated = {other.made.told_in for other in case.promises.values()}
    return [
        reply
        for reply in telling(case, started.about)
        if reply.issued.apology
        and reply.issued.occurred_at >= started.occurred_at
        and (done or reply.issued.reply in dated)
    ]


def left_for(replies: list[Reply]) -> list[tuple[str, datetime | None]]:
    """For whom each of these left, and when."""
    return [(reply.issued.to, reply.left_at) for reply in replies]


def for_everybody(case: Case, times: list[tuple[str, datetime | None]]) -> datetime | None:
    """When the last of those who are owed a reply had one; None while somebody has none."""
    had: list[datetime] = []
    for person in addressees(case.people):
        theirs = [at for to, at in times if at and to == person]
        if not theirs:
            return None
        had.append(min(theirs))
    return max(had, default=None)


def answered_at(case: Case, clock: Obligation) -> datetime | None:
    """When the last of those who are owed an answer had theirs, as the pack counts it.

    What ended the span was its answer, whoever joined or spoke for somebody afterwards.
    """
    started = clock.started
    names = case.ending.ended.get(started.span, ())
    had = [given_at(case.replies[name], started) for name in names if name in case.replies]
    had += [s.left_at for name, s in case.register.attested.items() if name in names]
    if had and all(had):
        return max(at for at in had if at)
    closings = [r for r in own_closings(case) if r.issued.span >= started.span]
    return for_everybody(case, [(r.issued.to, given_at(r, started)) for r in closings])


def remedied_at(case: Case, clock: Obligation) -> datetime | None:
    """When what silence had accepted was promised or given to everybody, or silence rebutted."""
    started = clock.started
    accepted = accepting(case, clock)
    if accepted and accepted.rebutted_at:
        return accepted.rebutted_at
    remedies = {n: p for n, p in case.promises.items() if p.made.kind is PromiseKind.REMEDY}
    told_in = {promise.made.told_in for promise in remedies.values()}
    found = [
        reply
        for name, reply in case.replies.items()
        if reply.issued.occurred_at >= started.occurred_at
        and (name in told_in or remedies.keys() & {*reply.issued.tells, *reply.issued.keeps})
    ]
    return for_everybody(case, left_for(found))


def accepting(case: Case, clock: Obligation) -> Obligation | None:
    """The clock whose passing began this one; what came by a merge came with its own."""
    before, slash, _ = clock.started.obligation.rpartition("/remedy.")
    whole = f"{before}/{clock.started.about}" if slash else clock.started.about
    return case.clocks.obligations.get(whole or "")


def undeterminable(case: Case, clock: Obligation) -> bool:
    """Does its answer rest on the word of a register that does not say when it left?"""
    names = case.ending.ended.get(clock.started.span, ())
    stated = [case.register.attested[name] for name in names if name in case.register.attested]
    ours = met_at(case, clock) is not None
    return not ours and any(each.left_at is None for each in stated)


def missed(case: Case, clock: Obligation, moment: datetime) -> bool:
    """Had the limit passed at `moment` with nothing in time? Permanent (I11)."""
    if undeterminable(case, clock):
        return False
    done = met_at(case, clock)
    due = due_in_force(clock, case.replies, min(moment, done) if done else moment)
    return due < (done if done and done <= moment else moment)


def verdict(case: Case, clock: Obligation, moment: datetime) -> Verdict:
    """What became of the limit by `moment`."""
    if undeterminable(case, clock):
        return Verdict.NOT_DETERMINABLE
    if missed(case, clock, moment):
        return Verdict.MISSED
    done = met_at(case, clock)
    return Verdict.MET if done and done <= moment else Verdict.RUNNING


def effect(clock: Obligation) -> Effect:
    """What the rule makes of silence."""
    row = clock.started.row
    return row.silence.effect if row else Effect.NONE


def accepted(case: Case, clock: Obligation, moment: datetime) -> bool:
    """Has silence under this clock accepted the complaint, and nobody rebutted it?"""
    rebutted = clock.rebutted_at is not None and clock.rebutted_at <= moment
    deemed = effect(clock) is Effect.DEEMED_ACCEPTED and purpose(clock.started) == "final_answer"
    return deemed and not rebutted and missed(case, clock, moment)


def accepted_by_silence(case: Case, moment: datetime) -> bool:
    """Has a limit passed whose silence the law takes for acceptance? (hard-cases: 15)"""
    return any(accepted(case, clock, moment) for clock in case.clocks.obligations.values())
