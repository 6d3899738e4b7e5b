"""How long people wait: for word that it came in, for a whole first response, for the answer."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.case import Case
from ...domain.case.ending import Basis, CaseClosed, CaseReopened, Stage
from ...domain.case.first_response import missing
from ...domain.case.intake import CaseReceived
from ...domain.case.replies import DeliveryEvent, ReplyIssued
from ...domain.case.verdicts import Verdict, purpose, verdict
from ...domain.deadlines.counting import FirstDay, Limit, Unit
from ...domain.deadlines.due import due_after
from ...domain.deadlines.elapsed import elapsed
from ...domain.event import RecordedEvent
from .figure import Figure, Item, Measure, Question, marks
from .history import History

ACKNOWLEDGED = "time_to_acknowledge"
FIRST = "first_response_complete"
CLOSING = "time_to_closing_reply"
WORKING_DAYS = "business_days_to_closing_reply"

QUICK, LONG = Limit(3, Unit.BUSINESS_DAY), Limit(8, Unit.WEEK)
ATTESTED_ENDS = frozenset({Basis.ATTESTED})


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """The first reply of a case, its first response, and the answer in each span."""
    received, case = history.first(CaseReceived), history.case
    if received is None or case is None:
        return
    yield acknowledged(history, case, received, moment)
    left = [each for each in history.events if isinstance(each.event, DeliveryEvent)]
    gone = case.stage in {Stage.VOIDED, Stage.MERGED} or case.ending.basis in ATTESTED_ENDS
    whole = None if gone else not missing(case)
    behind = marks(received, *history.every(ReplyIssued), *left)
    yield Item(FIRST, history.stream, received.occurred_at, behind, whole)
    if case.stage not in {Stage.VOIDED, Stage.MERGED}:
        for began in (received, *history.every(CaseReopened)):
            yield from answered(history, case, began)


def acknowledged(history: History, case: Case, received: RecordedEvent, moment: datetime) -> Item:
    """When the first reply left, and whether that met every limit that asks for it."""
    at = received.occurred_at
    times = {name: reply.left_at for name, reply in case.replies.items() if reply.left_at}
    stated = {name: each.left_at for name, each in case.register.attested.items() if each.left_at}
    known = {name: left for name, left in {**times, **stated}.items() if left >= at}
    first = min(known, key=lambda name: known[name], default=None)
    clocks = [c for c in case.clocks.obligations.values() if purpose(c.started) == "acknowledge"]
    verdicts = {verdict(case, clock, moment) for clock in clocks}
    late = Verdict.MISSED in verdicts
    met = None if not verdicts & {Verdict.MET, Verdict.MISSED} else not late
    until = known[first] if first else None
    behind = marks(received, *history.behind("reply", first))
    return Item(ACKNOWLEDGED, history.stream, at, behind, met, until)


def answered(history: History, case: Case, began: RecordedEvent) -> Iterator[Item]:
    """The answer of one span: in how long, and in how many business days."""
    at, span = began.occurred_at, getattr(began.event, "span", 1)
    closings = [each for each, told in history.told(CaseClosed) if told.span == span]
    names = case.ending.ended.get(span, ()) if closings else ()
    left = [case.replies[name].left_at for name in names if name in case.replies]
    left += [s.left_at for name, s in case.register.attested.items() if name in names]
    times = [each for each in left if each]
    until = max(times) if times and len(times) == len(names) else None
    until = until if until is None or until >= at else None
    replies = [each for name in names for each in history.behind("reply", name)]
    behind, subject = marks(began, *closings, *replies), f"{history.stream}/span.{span}"
    quick = until <= due_after(at, QUICK, history.calendar) if until else None
    group = bucket(history, at, until) if until else "not stated" if closings else "open"
    yield Item(CLOSING, subject, at, behind, quick, until, group=group)
    if until:
        days = elapsed(at, until, Unit.BUSINESS_DAY, FirstDay.EXCLUSIVE, history.calendar)
        yield Item(WORKING_DAYS, subject, at, behind, None, amount=days)


def bucket(history: History, at: datetime, until: datetime) -> str:
    """The three classes that DISP 1.10 counts in."""
    if until <= due_after(at, QUICK, history.calendar):
        return "up to 3 business days"
    return "up to 8 weeks" if until <= due_after(at, LONG, history.calendar) else "over 8 weeks"


REPLY_TIMES = Question(
    name="reply-times",
    title="How long people wait",
    figures=(
        Figure(
            ACKNOWLEDGED,
            "From receipt to the first reply that left; counted are those that met every limit "
            "which asks for it, of those met or missed.",
            Measure.TIME,
        ),
        Figure(
            FIRST,
            "Cases whose replies that left have given all five elements of the first response, of "
            "all cases but voided, merged and attested ones.",
            Measure.SHARE,
        ),
        Figure(
            CLOSING,
            "From receipt, or from the reopening, to the moment the last closing reply counts; "
            "counted are those within 3 business days, of all that were answered.",
            Measure.TIME,
        ),
        Figure(WORKING_DAYS, "The same in business days (Monday to Friday).", Measure.AMOUNT),
    ),
    observe=observe,
    plot="reply times",
)
"""A reply that failed since has not left; a span whose reply failed has no answer of its own."""
