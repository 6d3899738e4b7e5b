"""What a clock is worth at some moment, re-derived: due in force, met, missed, what it costs.

An extension and a pause count from when their notice reached the complainant, and only if that was
by the time then due (I13). What occurs after the due time mends nothing (I11).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

from ...domain.case.obligations import ClockStarted
from .counting import Span, counted_again, told_again
from .deliveries import addressees, own_closings, telling
from .record import Brought, CaseRecord, ClockOnRecord, PauseOnRecord, ReplyOnRecord
from .standing import NEVER, promise_done


def asked_for(started: ClockStarted) -> str:
    """What would meet it: an acknowledgement, an answer, a resolution, or what its name says."""
    row = started.row
    if row is None or started.name == "send_again":
        return started.name
    if row.satisfied_by == "accepted":
        return "accepted"
    return "acknowledge" if started.name.startswith("acknowledge") else "final_answer"


def of_law(clock: ClockOnRecord) -> bool:
    """Does the clock come from a pack beside the house's own?"""
    return clock.started.row is not None and ":" in clock.started.obligation


def clock_due(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> datetime:
    """When the clock was due, as things stood at `moment`: each notice when it reached."""
    longer = clock.started.row.extension if clock.started.row else None
    only_before = longer is not None and longer.notice_before == "original_limit"
    due = unextended = clock.started.due
    stops, told = list[Span](), list[tuple[datetime, int]]()
    for at, notice in sorted(notices(case, clock), key=lambda pair: pair[0]):
        pause = isinstance(notice, PauseOnRecord)
        if at > min(unextended if only_before and not pause else due, moment):
            continue
        if not isinstance(notice, PauseOnRecord):
            told.append((notice, len(stops)))
            due = max(due, notice)
        elif stop := stopped(at, notice, stops):
            stops.append(stop)
            unextended = max(unextended, counted_again(clock.started, notice.off, stops))
            later = (told_again(t, clock.started, notice.off, stops[n:]) for t, n in told)
            due = max(due, unextended, *later)
    return due


def stopped(at: datetime, pause: PauseOnRecord, before: list[Span]) -> Span | None:
    """From when to when a pause that reached at `at` stopped the clock, beyond those before it."""
    begin = max([at, *(end for _, end in before)])
    end = min(pause.until, pause.resumed_at or pause.until)
    return (begin, end) if begin < end else None


def notices(
    case: CaseRecord, clock: ClockOnRecord
) -> Iterator[tuple[datetime, PauseOnRecord | datetime]]:
    """What was told to move the clock, with when that reached the complainant."""
    for extension in clock.extensions:
        reply = case.replies.get(extension.told_in)
        if reply and reply.reached_at:
            yield reply.reached_at, extension.due
    for pause in clock.pauses:
        reply = case.replies.get(pause.told_in)
        if reply and reply.reached_at:
            yield reply.reached_at, pause


def counts_at(reply: ReplyOnRecord, clock: ClockOnRecord) -> datetime | None:
    """When it counted for the clock: as its rule wants it said, written and given."""
    row = clock.started.row
    if row is None:
        return reply.left_at
    if not set(reply.issued.states).issuperset(row.must_tell):
        return None
    if reply.way == "spoken" and row.form != "any":
        return None
    return reply.reached_at if row.satisfied_by == "delivered" else reply.left_at


def answered_at(case: CaseRecord, clock: ClockOnRecord) -> datetime:
    """When the last of those who are owed an answer had it; never, while somebody has none.

    What ended the span was its answer, whoever joined or spoke for somebody later.
    """
    ends = case.ended.get(clock.span, ())
    ended = [reply for name in ends if (reply := case.replies.get(name))]
    had = [counts_at(reply, clock) for reply in ended]
    had += [case.stated_at[name] for name in ends if name in case.stated_at]
    if had and all(had):
        return max(at for at in had if at)
    closings = [r for r in own_closings(case) if r.issued.span >= clock.span]
    return everybody_had(case, [(r.issued.to, counts_at(r, clock)) for r in closings])


def everybody_had(case: CaseRecord, given: Iterable[tuple[str, datetime | None]]) -> datetime:
    """When the last of those who are owed a reply had one of these; never, while one had none."""
    first: dict[str, datetime] = {}
    for to, at in given:
        if at:
            first[to] = min(at, first.get(to, at))
    return max((first.get(to, NEVER) for to in addressees(case).values()), default=NEVER)


def left_to(replies: Iterable[ReplyOnRecord]) -> list[tuple[str, datetime | None]]:
    """To whom each of these went, and when it left."""
    return [(reply.issued.to, reply.left_at) for reply in replies]


def clock_met(case: CaseRecord, clock: ClockOnRecord) -> datetime:
    """When what the clock asks for was done; the end of time while it was not."""
    about, since = clock.started.about, clock.started.occurred_at
    match asked_for(clock.started):
        case "final_answer":
            return answered_at(case, clock)
        case "acknowledge":
            return earliest(counts_at(reply, clock) for reply in acknowledging(case, clock))
        case "accepted":
            return case.agreed or NEVER
        case "send_again":
            times = (reply.left_at for reply in own_closings(case))
            return earliest(at for at in times if at and at >= since)
        case "remedy":
            return remedied(case, clock)
        case "repair":
            return earliest(r.left_at for r in telling(case, about) if mends(case, r, clock))
        case "announce_owner":
            later = (r for r in telling(case, about) if r.issued.occurred_at >= since)
            return everybody_had(case, left_to(later))
        case _:
            return everybody_had(case, left_to(telling(case, about)))


def name_of(case: CaseRecord, clock: ClockOnRecord) -> str:
    """Under which id the clock is known in this case."""
    return next((name for name, each in case.clocks.items() if each is clock), "")


def acknowledging(case: CaseRecord, clock: ClockOnRecord) -> Iterator[ReplyOnRecord]:
    """I2: what acknowledges to whom the clock is for; a merge moves it to no other case's clock."""
    name = name_of(case, clock)
    via = next((each for each in case.taken.values() if name in each.clocks), None)
    for reply_id, reply in case.replies.items():
        ours = written_for(via, reply_id, reply, case) if via else own_word(reply_id, reply, case)
        later = reply.issued.occurred_at >= clock.started.occurred_at
        if ours and (later if via or reply.brought else reply.issued.span >= clock.span):
            yield reply


def written_for(via: Brought, name: str, reply: ReplyOnRecord, case: CaseRecord) -> bool:
    """Was it written in that other case, or since it came to those who came with it?"""
    there = name in via.file.replies or name not in via.replies_before
    return there and reply.issued.to in receivers(case, via.file.people.complainants)


def own_word(name: str, reply: ReplyOnRecord, case: CaseRecord) -> bool:
    """Was it written to those who complain here whatever was merged?"""
    came = {person for each in case.taken.values() for person in newcomers(each)}
    own = receivers(case, set(case.joined) - came)
    if reply.brought and any(name in each.file.replies for each in case.taken.values()):
        return False
    if reply.brought or case.split:
        return reply.issued.to in own
    return reply.issued.to not in receivers(case, came) - own


def newcomers(brought: Brought) -> set[str]:
    """Those who complain here only because their case was taken over."""
    return set(brought.file.people.complainants) - brought.joined


def receivers(case: CaseRecord, people: Iterable[str]) -> set[str]:
    """These people, and whoever receives for them."""
    return {each for person in people for each in (person, case.speaks_for.get(person, person))}


def earliest(times: Iterable[datetime | None]) -> datetime:
    """The first of these times that there was."""
    return min((at for at in times if at), default=NEVER)


def mends(case: CaseRecord, reply: ReplyOnRecord, clock: ClockOnRecord) -> bool:
    """Does it say sorry for the broken promise, and date one anew unless that was done by now?"""
    promise = case.promises.get(clock.started.about or "")
    if promise is None or not reply.issued.apology:
        return False
    done = promise_done(case, promise.made, promise.fulfilled) != NEVER
    dated = any(p.made.told_in == reply.issued.reply for p in case.promises.values())
    return reply.issued.occurred_at >= clock.started.occurred_at and (done or dated)


def remedied(case: CaseRecord, clock: ClockOnRecord) -> datetime:
    """When everybody had word of a remedy, or the silence behind it was rebutted."""
    name = name_of(case, clock)
    whole = name[: name.rfind("remedy.")] + (clock.started.about or "")
    silent = case.clocks.get(whole)
    if silent and silent.rebutted:
        return silent.rebutted
    remedies = [p.made for p in case.promises.values() if p.made.kind == "remedy"]
    ids = {made.promise for made in remedies}
    told_in = {made.told_in for made in remedies}
    said = (
        reply
        for name, reply in case.replies.items()
        if name in told_in or ids.intersection((*reply.issued.tells, *reply.issued.keeps))
    )
    since = clock.started.occurred_at
    return everybody_had(case, left_to(r for r in said if r.issued.occurred_at >= since))


def untold(case: CaseRecord, clock: ClockOnRecord) -> bool:
    """Is its answer one that a register states without saying when?"""
    stated = [n for n in case.ended.get(clock.span, ()) if n in case.stated_at]
    return clock_met(case, clock) == NEVER and any(case.stated_at[n] is None for n in stated)


def clock_missed(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> bool:
    """Had the limit passed by `moment` with nothing done in time?"""
    done = min(clock_met(case, clock), moment)
    return not untold(case, clock) and clock_due(case, clock, done) < done


def deemed(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> bool:
    """Has its silence accepted the complaint, unrebutted, by `moment`?"""
    row = clock.started.row
    if row is None or row.silence.effect != "deemed_accepted":
        return False
    rebutted = clock.rebutted is not None and clock.rebutted <= moment
    answer = asked_for(clock.started) == "final_answer"
    return answer and not rebutted and clock_missed(case, clock, moment)


def accepted_by_silence(case: CaseRecord, moment: datetime) -> bool:
    """Had a limit passed by `moment` whose silence the law takes for acceptance?"""
    return any(deemed(case, clock, moment) for clock in case.clocks.values())


def costs_since(case: CaseRecord, clock: ClockOnRecord, moment: datetime) -> datetime | None:
    """Since when lateness costs more than was paid; None where it does not by `moment`."""
    steps = clock.started.compensation
    if not steps or untold(case, clock):
        return None
    until = min(moment, clock_met(case, clock))
    costs = [step.amount for step in steps if step.beyond < until]
    return steps[0].beyond if max(costs, default=0) > clock.paid else None
