"""How cases come out: reopened, upheld, judged outside, let down twice (S3-1, hard-cases: 17)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from ...domain.case.case import Case
from ...domain.case.ending import (
    BY_COMPLAINANT,
    CaseClosed,
    CaseReopened,
    ExternalOutcomeRecorded,
    Stage,
)
from ...domain.case.inquiry import CauseFound
from ...domain.case.issues import IssueDecided, Outcome
from .figure import Figure, Item, Measure, Question, marks
from .history import History

REOPENED = "reopened_within_90_days"
TWICE = "let_down_twice"
UPHELD = "upheld"
OVERTURNED = "overturned_outside"

NINETY_DAYS = timedelta(days=90)
PERCENT = {Outcome.UPHELD: 100, Outcome.PARTLY_UPHELD: 50}


def observe(history: History, moment: datetime) -> Iterator[Item]:  # noqa: ARG001  # see `Question`
    """Every span that ended, every issue decided, every outcome outside."""
    case = history.case
    if case is None:
        return
    yield from ended(history)
    if case.stage is not Stage.MERGED:
        yield from decided(history, case)
    for recorded, outside in history.told(ExternalOutcomeRecorded):
        subject = f"{history.stream}/{recorded.version}"
        behind, at = marks(recorded), recorded.occurred_at
        yield Item(OVERTURNED, subject, at, behind, outside.overturned, group=outside.body)


def ended(history: History) -> Iterator[Item]:
    """Each closing, and whether and why the case was opened again after it."""
    again = {told.span: (recorded, told) for recorded, told in history.told(CaseReopened)}
    for recorded, closed in history.told(CaseClosed):
        after, why = again.get(closed.span + 1, (None, None))
        subject, at = f"{history.stream}/span.{closed.span}", closed.occurred_at
        behind, until = marks(recorded, after), after.occurred_at if after else None
        soon = until is not None and until - at <= NINETY_DAYS
        group = str(why.why) if why else "not reopened"
        yield Item(REOPENED, subject, at, behind, soon, until, group=group)
        dissatisfied = why is not None and why.why in BY_COMPLAINANT
        yield Item(TWICE, subject, at, behind, dissatisfied)


def decided(history: History, case: Case) -> Iterator[Item]:
    """Each issue as it was last decided, by the cause that was found."""
    causes = {told.issue: (recorded, told) for recorded, told in history.told(CauseFound)}
    for name, issue in case.issues.items():
        if issue.decided is None:
            continue
        found, cause = causes.get(name, (None, None))
        decision = history.of("issue", name, IssueDecided) or history.behind("issue", name)
        outcome = issue.decided.outcome
        yield Item(
            UPHELD,
            f"{history.stream}/{name}",
            issue.decided.occurred_at,
            marks(*decision[-1:], found),
            counts=outcome is Outcome.UPHELD,
            amount=PERCENT.get(outcome, 0),
            group=str(cause.cause) if cause else "no cause on record",
        )


OUTCOMES = Question(
    name="outcomes",
    title="How cases come out",
    figures=(
        Figure(
            REOPENED,
            "Spans that were opened again within 90 calendar days after they ended, of all that "
            "ended, by why.",
            Measure.SHARE,
        ),
        Figure(
            TWICE,
            "Spans that a complainant who was not satisfied had opened again, of all that ended.",
            Measure.SHARE,
        ),
        Figure(
            UPHELD,
            "Issues decided, by cause: the mean is 100 for upheld, 50 for partly upheld, 0 for any "
            "other; counted are those upheld in whole.",
            Measure.AMOUNT,
        ),
        Figure(
            OVERTURNED,
            "Decisions of other bodies that went against ours, of all theirs, by body.",
            Measure.SHARE,
        ),
    ),
    observe=observe,
)
