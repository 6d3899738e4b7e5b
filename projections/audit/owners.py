"""Owner gaps and hand-overs nobody announced (S1-6, I7)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.case import Case
from ...domain.case.ending import Basis, Stage
from ...domain.case.intake import CaseReceived
from ...domain.case.ownership import OwnerChanged, OwnerNamed
from ...domain.case.replies import ReplyIssued
from ...domain.event import RecordedEvent
from .figure import Figure, Item, Measure, Question, marks
from .history import History

UNOWNED = "unowned_too_long"
BEFORE = "written_before_owner"
UNANNOUNCED = "handed_over_unannounced"


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """How long a case had no owner, who wrote before it had one, and each change of hands."""
    received, case = history.first(CaseReceived), history.case
    if received is None or case is None:
        return
    named = history.first(OwnerNamed)
    yield unowned(history, case, (received, named), moment)
    written = [(each, told) for each, told in history.told(ReplyIssued) if told.author]
    if written:
        first, told = written[0]
        early = named is None or named.version > first.version
        yield Item(BEFORE, history.stream, told.occurred_at, marks(first, named), early)
    for recorded, change in history.told(OwnerChanged):
        notice = history.behind("reply", change.announced_in)
        behind, subject = marks(recorded, *notice), f"{history.stream}/{recorded.version}"
        silent = change.announced_in is None
        yield Item(UNANNOUNCED, subject, change.occurred_at, behind, silent)


def unowned(
    history: History,
    case: Case,
    facts: tuple[RecordedEvent, RecordedEvent | None],
    moment: datetime,
) -> Item:
    """Had it an owner within a business day? Not decided where it ended before, or may yet have."""
    received, named = facts
    limit = history.business_day_after(received.occurred_at)
    until = named.occurred_at if named else None
    gone = case.stage in {Stage.VOIDED, Stage.MERGED} or case.ending.basis is Basis.ATTESTED
    open_still = None if gone or moment <= limit else True
    late = until > limit if until else open_still
    return Item(UNOWNED, history.stream, received.occurred_at, marks(received, named), late, until)


OWNERS = Question(
    name="owners",
    title="Owner gaps and hand-overs",
    figures=(
        Figure(
            UNOWNED,
            "Cases without a named owner for more than one business day after receipt, of all for "
            "which that can be told; the time is from receipt to the naming.",
            Measure.TIME,
            none_expected=True,
        ),
        Figure(
            BEFORE,
            "Cases in which somebody wrote in person before an owner was named, of all in which "
            "somebody wrote.",
            Measure.SHARE,
            none_expected=True,
        ),
        Figure(
            UNANNOUNCED,
            "Changes of owner that no reply had announced, of all changes.",
            Measure.SHARE,
            none_expected=True,
        ),
    ),
    observe=observe,
)
