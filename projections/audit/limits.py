"""Limits met and missed, by pack; open cases overdue; extensions told honestly (I11, I13)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...domain.case.case import Case
from ...domain.case.duties import asks, duties, gone_elsewhere
from ...domain.case.ending import Stage
from ...domain.case.limits import due_in_force
from ...domain.case.obligations import ExtensionTold, Obligation
from ...domain.case.solution import AgreementReached, RemedyAccepted
from ...domain.case.verdicts import Verdict, met_at, verdict
from .figure import Figure, Item, Measure, Question, marks
from .history import History

MISSED = "missed"
OVERDUE = "overdue"
HONEST = "extension_honest"

DAY, WEEK = timedelta(days=1), timedelta(weeks=1)
DECIDED = {Verdict.MISSED: True, Verdict.MET: False}


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """Every limit of a case, its next due time if it is open, and each extension told."""
    case = history.case
    if case is None:
        return
    for name, clock in case.clocks.obligations.items():
        if not gone_elsewhere(case, clock):
            yield limit(history, case, name, moment)
    owed = duties(case, moment)
    if case.stage is Stage.OPEN and owed:
        yield next_due(history, owed[0].due, moment)
    for recorded, told in history.told(ExtensionTold):
        moved = case.clocks.obligations.get(told.obligation)
        behind = marks(recorded, *history.behind("reply", told.told_in))
        honest = moved is not None and told_in_time(case, moved, told, moment)
        subject = f"{history.stream}/{told.obligation}"
        yield Item(HONEST, subject, told.occurred_at, behind, honest)


def limit(history: History, case: Case, name: str, moment: datetime) -> Item:
    """One limit: missed, met, running, or not to be told by a register's word."""
    clock = case.clocks.obligations[name]
    started = clock.started
    found = verdict(case, clock, moment)
    done = met_at(case, clock)
    counts = None if found is Verdict.MISSED and let_go(case, clock, moment) else DECIDED.get(found)
    answers = [each for reply in meeting(case, done) for each in history.behind("reply", reply)]
    agreed = [e for e in history.every(AgreementReached, RemedyAccepted) if e.occurred_at == done]
    here = [*history.behind("obligation", name), *history.of("duty", name), *answers, *agreed]
    return Item(
        MISSED,
        f"{history.stream}/{name}",
        started.occurred_at,
        marks(*here),
        counts,
        done,
        group=started.pack,
    )


def meeting(case: Case, done: datetime | None) -> list[str]:
    """The replies, stated ones too, with which the limit was met, in time or late."""
    ours = [name for name, r in case.replies.items() if done and done in {r.left_at, r.reached_at}]
    return ours + [name for name, each in case.register.attested.items() if each.left_at == done]


def let_go(case: Case, clock: Obligation, moment: datetime) -> bool:
    """Was it asked for no longer before it passed, as far as anybody put on record?"""
    name, due = clock.started.obligation, due_in_force(clock, case.replies, moment)
    done = met_at(case, clock) is not None or (name, due) in case.clocks.passed
    return not done and not asks(case, clock, moment)


def next_due(history: History, due: datetime, moment: datetime) -> Item:
    """An open case by what it owes next, and for how long that has been late."""
    late = moment - due
    age = "up to a day" if late <= DAY else "up to a week" if late <= WEEK else "over a week"
    behind = marks(*history.events[:1], *history.events[-1:])
    group = age if late > timedelta() else "not late"
    return Item(OVERDUE, history.stream, due, behind, due < moment, group=group)


def told_in_time(case: Case, clock: Obligation, told: ExtensionTold, moment: datetime) -> bool:
    """Did the notice reach before the limit, and did it tell all that the pack wants told?"""
    notice, row = case.replies.get(told.told_in), clock.started.row
    wanted = row.extension.must_tell if row and row.extension else ()
    before = [each for each in clock.extensions if each is not told]
    until = due_in_force(
        Obligation(clock.started, tuple(before), clock.pauses), case.replies, moment
    )
    reached = notice is not None and notice.reached_by(min(until, moment))
    return reached and set(wanted) <= set(told.told)


LIMITS = Question(
    name="limits",
    title="Limits met and missed, by pack",
    figures=(
        Figure(
            MISSED,
            "Limits that passed with nothing in time, of those met or missed, by pack; running "
            "ones, those asked for no longer, and those that a register's word leaves open apart.",
            Measure.SHARE,
            none_expected=True,
        ),
        Figure(OVERDUE, "Open cases whose next duty is late, of all open cases.", Measure.SHARE),
        Figure(
            HONEST,
            "Extensions whose notice reached before the limit and told all that the pack wants "
            "told, of all extensions.",
            Measure.SHARE,
        ),
    ),
    observe=observe,
)
