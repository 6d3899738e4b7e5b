"""Closed without delivery: does every closing rest on a reply that left? (I1, I6)"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.case import Case
from ...domain.case.ending import CaseClosed, Stage
from .figure import Figure, Item, Measure, Question, marks
from .history import History

WITHOUT = "closed_without_delivery"
REACHED = "reply_reached"
NOTHING, ATTESTED = "nothing left", "attested"


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """Every closing of a case, with how its replies left."""
    case = history.case
    if case is None:
        return
    for recorded, closed in history.told(CaseClosed):
        replies = [each for name in closed.replies for each in history.behind("reply", name)]
        behind, group = marks(recorded, *replies), how(case, closed)
        subject = f"{history.stream}/span.{closed.span}"
        stands = case.stage is Stage.CLOSED and case.ending.span == closed.span
        lost = stands and group == NOTHING
        yield Item(WITHOUT, subject, closed.occurred_at, behind, counts=lost, group=group)
        known = None if group == ATTESTED else reached(case, closed, moment)
        yield Item(REACHED, subject, closed.occurred_at, behind, counts=known)


def how(case: Case, closed: CaseClosed) -> str:
    """How the replies of a closing left, in the order they stand; `nothing left` if one did not."""
    if closed.replies and all(name in case.register.attested for name in closed.replies):
        return ATTESTED
    replies = [case.replies.get(name) for name in closed.replies]
    ways = [str(reply.delivery) for reply in replies if reply and reply.left]
    whole = bool(ways) and len(ways) == len(replies)
    return ", ".join(dict.fromkeys(ways)) if whole else NOTHING


def reached(case: Case, closed: CaseClosed, moment: datetime) -> bool:
    """Is every reply of it known to have reached by then?"""
    replies = [case.replies.get(name) for name in closed.replies]
    return bool(replies) and all(reply and reply.reached_by(moment) for reply in replies)


DELIVERY = Question(
    name="delivery",
    title="Closed without delivery",
    figures=(
        Figure(
            WITHOUT,
            "Closings that stand although a reply they rest on did not leave, of all closings.",
            Measure.SHARE,
            none_expected=True,
        ),
        Figure(
            REACHED,
            "Closings whose replies are known to have reached (said, delivered, or the window for "
            "a failure over), of all closings; what was posted or deposited only left.",
            Measure.SHARE,
        ),
    ),
    observe=observe,
)
"""An attested closing is one that a register states; it stands apart."""
