"""Figures counted again the slow way: by the record that `verify` keeps, and by plain loops."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from tests.projections.audit.asked import streams_of

from answerable.application.verify import clocks, duties, standing
from answerable.application.verify.deliveries import left
from answerable.application.verify.reading import read
from answerable.application.verify.record import CaseRecord, ClockOnRecord, PromiseOnRecord
from answerable.domain.case.ending import CaseClosed, CaseReopened, CaseVoided
from answerable.domain.case.intake import CaseReceived, MessageSetAside
from answerable.domain.case.issues import Outcome
from answerable.domain.case.merging import CaseMerged, CaseRestored
from answerable.domain.case.ownership import OwnerChanged, OwnerNamed
from answerable.domain.case.promises import NewDateProposed
from answerable.domain.case.replies import ReplyIssued
from answerable.domain.event import RecordedEvent

Counted = tuple[str, bool | None]
Recount = Callable[[str, list[RecordedEvent], CaseRecord, datetime], Iterator[Counted]]


def records(log: list[RecordedEvent]) -> Iterator[tuple[str, list[RecordedEvent], CaseRecord]]:
    """Each case, as `verify` reads it."""
    for stream, events in streams_of(log).items():
        if stream.startswith("case-"):
            record = CaseRecord(stream)
            for each in events:
                read(record, each.event, each.version)
            if record.received:
                yield stream, events, record


def recounted(log: list[RecordedEvent], moment: datetime, figure: str) -> list[Counted]:
    """Each thing of the figure, and whether it counts."""
    found = [
        each
        for stream, events, record in records(log)
        for each in RECOUNTS[figure](stream, events, record, moment)
    ]
    return sorted(found, key=str)


def closed(events: list[RecordedEvent]) -> Iterator[tuple[RecordedEvent, CaseClosed]]:
    return ((each, each.event) for each in events if isinstance(each.event, CaseClosed))


def without_delivery(
    stream: str, events: list[RecordedEvent], record: CaseRecord, _: datetime
) -> Iterator[Counted]:
    for __, told in closed(events):
        ways = [name in record.attested or there(record, name) for name in told.replies]
        stands = record.stage == "closed" and record.span == told.span
        yield f"{stream}/span.{told.span}", stands and not (ways and all(ways))


def there(record: CaseRecord, name: str) -> bool:
    return name in record.replies and left(record.replies[name])


def promised(*, first_date: bool) -> Recount:
    def count(
        stream: str, _: list[RecordedEvent], record: CaseRecord, moment: datetime
    ) -> Iterator[Counted]:
        for name, promise in record.promises.items() if record.stage != "merged" else ():
            asked = replace(promise, new_dates=()) if first_date else promise
            yield f"{stream}/{name}", kept(record, asked, moment)

    return count


def kept(record: CaseRecord, promise: PromiseOnRecord, moment: datetime) -> bool | None:
    done = standing.promise_done(record, promise.made, promise.fulfilled)
    if promise.voided:
        return None
    if done <= moment and done <= standing.promise_due(record, promise, done):
        return True
    return False if standing.promise_broken(record, promise, moment) else None


def unmended(
    stream: str, _: list[RecordedEvent], record: CaseRecord, moment: datetime
) -> Iterator[Counted]:
    for name, promise in record.promises.items() if record.stage != "merged" else ():
        if standing.promise_broken(record, promise, moment):
            broke = standing.promise_due(record, promise, moment)
            times = [
                reply.left_at
                for reply in record.replies.values()
                if reply.left_at and reply.issued.apology and name in reply.issued.tells
            ]
            sorry = sorted(at for at in times if broke < at <= moment)
            limit = next_working_midnight(broke)
            late = sorry[0] >= limit if sorry else True if moment >= limit else None
            yield f"{stream}/{name}", late


def next_working_midnight(moment: datetime) -> datetime:
    """The end of the next Monday to Friday after that day, in UTC."""
    day = moment.replace(hour=0, minute=0, second=0, microsecond=0) + timedelta(days=1)
    while day.weekday() >= 5:
        day += timedelta(days=1)
    return day + timedelta(days=1)


def missed(
    stream: str, _: list[RecordedEvent], record: CaseRecord, moment: datetime
) -> Iterator[Counted]:
    moved = record.asked.file.obligations if record.asked and record.stage == "merged" else {}
    for name, clock in record.clocks.items():
        if name not in moved:
            yield f"{stream}/{name}", verdict(record, name, clock, moment)


def verdict(record: CaseRecord, name: str, clock: ClockOnRecord, moment: datetime) -> bool | None:
    done = clocks.clock_met(record, clock)
    if clocks.clock_missed(record, clock, moment):
        due = clocks.clock_due(record, clock, moment)
        asked = name in duties.owed(record, moment) or (name, due) in record.passed
        return True if asked or done != standing.NEVER else None
    return False if done <= moment else None


def overdue(
    stream: str, _: list[RecordedEvent], record: CaseRecord, moment: datetime
) -> Iterator[Counted]:
    owed = duties.owed(record, moment)
    if record.stage == "open" and owed:
        yield stream, min(owed.values()) < moment


def unowned(
    stream: str, events: list[RecordedEvent], record: CaseRecord, moment: datetime
) -> Iterator[Counted]:
    named = [each.occurred_at for each in events if isinstance(each.event, OwnerNamed)]
    limit = next_working_midnight(events[0].occurred_at)
    ended = record.stage in {"merged", "voided"} or bool(
        record.stage == "closed" and record.attested.intersection(record.rests_on)
    )
    if named:
        yield stream, named[0] >= limit
    else:
        yield stream, None if ended or moment < limit else True


def written_early(
    stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
) -> Iterator[Counted]:
    owner, first = False, None
    for each in events:
        owner = owner or isinstance(each.event, OwnerNamed)
        if first is None and isinstance(each.event, ReplyIssued) and each.event.author:
            first = not owner
    if first is not None:
        yield stream, first


def unannounced(
    stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
) -> Iterator[Counted]:
    for each in events:
        if isinstance(each.event, OwnerChanged):
            yield f"{stream}/{each.version}", each.event.announced_in is None


def ever(kind: type[CaseVoided | CaseMerged]) -> Recount:
    def count(
        stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
    ) -> Iterator[Counted]:
        if any(isinstance(each.event, CaseReceived) for each in events):
            yield stream, kind.__name__ in [each.type for each in events]

    return count


def each_of(*names: str) -> Recount:
    def count(
        stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
    ) -> Iterator[Counted]:
        yield from ((f"{stream}/{each.version}", True) for each in events if each.type in names)

    return count


def set_aside(
    stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
) -> Iterator[Counted]:
    for each in events:
        if isinstance(each.event, MessageSetAside):
            yield f"{stream}/{each.event.message}", True


def reopened(*whys: str) -> Recount:
    def count(
        stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
    ) -> Iterator[Counted]:
        for number, told in closed(events):
            after = [each for each in events if each.version > number.version]
            first = next((e for e in after if isinstance(e.event, CaseReopened)), None)
            soon = first is not None and first.occurred_at - told.occurred_at <= NINETY
            why = getattr(first.event, "why", "") if first else ""
            yield f"{stream}/span.{told.span}", why in whys if whys else soon

    return count


NINETY = timedelta(days=90)


def upheld(
    stream: str, _: list[RecordedEvent], record: CaseRecord, __: datetime
) -> Iterator[Counted]:
    for name, issue in record.issues.items() if record.stage != "merged" else ():
        if issue.decided:
            yield f"{stream}/{name}", issue.decided.outcome is Outcome.UPHELD


def on_basis(*bases: str) -> Recount:
    def count(
        stream: str, events: list[RecordedEvent], _: CaseRecord, __: datetime
    ) -> Iterator[Counted]:
        for ___, told in closed(events):
            yield f"{stream}/span.{told.span}", told.basis in bases

    return count


def last_day(
    stream: str, events: list[RecordedEvent], record: CaseRecord, _: datetime
) -> Iterator[Counted]:
    told = [e.event for e in events if isinstance(e.event, NewDateProposed)]
    for number, new in enumerate(told):
        if promise := record.promises.get(new.promise):
            before = sum(each.promise == new.promise for each in told[:number])
            then = replace(promise, new_dates=promise.new_dates[:before])
            due = standing.promise_due(record, then, new.occurred_at)
            yield f"{stream}/{new.promise}", due - new.occurred_at <= timedelta(days=1)


RECOUNTS: dict[str, Recount] = {
    "closed_without_delivery": without_delivery,
    "kept_to_original_date": promised(first_date=True),
    "kept_to_last_agreed_date": promised(first_date=False),
    "broken_without_apology": unmended,
    "missed": missed,
    "overdue": overdue,
    "unowned_too_long": unowned,
    "written_before_owner": written_early,
    "handed_over_unannounced": unannounced,
    "voided": ever(CaseVoided),
    "merged": ever(CaseMerged),
    "merge_undone": each_of(CaseRestored.__name__),
    "merge_declined": each_of("MergeDeclined"),
    "promise_struck_out": each_of("PromiseVoided"),
    "message_set_aside": set_aside,
    "reopened_within_90_days": reopened(),
    "let_down_twice": reopened("same_issue", "disputed"),
    "reopened_by_bounce": reopened("delivery_failed"),
    "upheld": upheld,
    "closed_on_deposit": on_basis("undeliverable", "deposited", "no_contact_requested"),
    "closed_on_attestation": on_basis("attested"),
    "closed_unexamined": on_basis("left_unexamined"),
    "new_date_on_the_last_day": last_day,
}
"""By the name of the figure."""
