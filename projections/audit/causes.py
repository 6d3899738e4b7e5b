"""Problems behind cases: which weigh most, what rests on a workaround, what came back (S2-1)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...domain.case.inquiry import Cause, CauseFound, InformationGapChecked
from ...domain.problem.cause import WorkaroundPublished
from ...domain.problem.notices import CaseLinkedToProblem, FixDelivered
from ...domain.problem.problem import Problem
from .figure import Figure, Item, Measure, Question, marks
from .history import History

LINKED = "cases_by_problem"
DEBT = "workaround_debt"
AGAIN = "linked_after_fix"
CUSTOMER = "customer_action"
GAP = "information_gap"

DAY = timedelta(days=1)


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """Every case linked to a problem; every cause found and information gap looked for."""
    if history.problem is not None:
        yield from linked(history, history.problem, moment)
    causes = {told.issue: (recorded, told) for recorded, told in history.told(CauseFound)}
    for issue, (recorded, told) in causes.items():
        subject, ours = f"{history.stream}/{issue}", told.cause is Cause.CUSTOMER_ACTION
        behind, at = marks(recorded), recorded.occurred_at
        yield Item(CUSTOMER, subject, at, behind, ours, group=str(told.cause))
    checked = history.told(InformationGapChecked)
    if checked:
        looked, gap = checked[-1]
        whole = gap.told and gap.in_time and gap.visible and gap.understandable
        yield Item(GAP, history.stream, looked.occurred_at, marks(looked), counts=not whole)


def linked(history: History, problem: Problem, moment: datetime) -> Iterator[Item]:
    """The cases of one problem that are still linked."""
    ways, fixes = history.every(WorkaroundPublished), history.every(FixDelivered)
    first = min((each.position for each in fixes), default=None)
    for recorded, told in history.told(CaseLinkedToProblem):
        if told.case not in problem.notices.linked:
            continue
        at, subject, name = recorded.occurred_at, told.case, history.stream
        yield Item(LINKED, subject, at, marks(recorded), group=name)
        late = first is not None and recorded.position > first
        behind = marks(recorded, *fixes[:1])
        if fixes:
            yield Item(AGAIN, subject, at, behind, late, group=name)
        if ways and problem.notices.fix is None and not problem.ended:
            age = (moment - ways[0].occurred_at) // DAY
            behind = marks(recorded, ways[0])
            yield Item(DEBT, subject, at, behind, amount=age, group=name)


CAUSES = Question(
    name="causes",
    title="Problems and causes",
    figures=(
        Figure(
            LINKED,
            "Cases linked to each problem, the heaviest first, with the share of all up to it.",
            Measure.COUNT,
        ),
        Figure(
            DEBT,
            "Cases whose problem has a workaround and no fix that holds; the amount is the age of "
            "the workaround in days.",
            Measure.AMOUNT,
        ),
        Figure(
            AGAIN,
            "Cases linked to a problem after its first fix, of all linked to a problem with a fix.",
            Measure.SHARE,
        ),
        Figure(
            CUSTOMER,
            "Issues that the customer's own action led to, of all with a cause found, by cause.",
            Measure.SHARE,
        ),
        Figure(
            GAP,
            "Cases in which we had not told them, in time, visibly and understandably, of those in "
            "which that was looked at.",
            Measure.SHARE,
        ),
    ),
    observe=observe,
)
