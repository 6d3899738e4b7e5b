"""The lists `promises`, `critics` and `next`."""

from __future__ import annotations

from datetime import datetime

from rich.text import Text

from ...projections.next_due import NEXT_DUE, NextDue
from ...projections.open_promises import OPEN_PROMISES, OpenPromise
from ...projections.unanswered_critics import UNANSWERED_CRITICS, Turn, UnansweredCritic
from .listing import Listing
from .tables import line, stacked
from .words import brief, shown_time


def _when(time: datetime | None) -> Text:
    return line(shown_time(time)) if time else line("no limit", "dim")


def _promise(row: OpenPromise) -> tuple[Text, Text]:
    told = (
        line(brief(row.text)),
        line(f"by {row.owner}"),
        line(f"to {row.to}"),
        line(row.case, "dim"),
        line(row.promise, "dim"),
    )
    return _when(row.due_at), stacked(*told)


def _critic(row: UnansweredCritic) -> tuple[Text, Text]:
    how = "asked" if row.asked else "unasked"
    turn = "our turn" if row.waiting is Turn.US else "their turn"
    told = (
        line(brief(row.words)) if row.words else line("no words on record", "dim"),
        line(f"{how}, {turn}, since {shown_time(row.since)}"),
        line(f"in {row.source}"),
        line(row.case or "no case", "dim"),
        line(row.critic, "dim"),
    )
    return _when(row.target), stacked(*told)


def _duty(row: NextDue) -> tuple[Text, Text]:
    told = (
        line(f"{row.kind}: {row.name}"),
        line(f"by {row.owner}" if row.owner else "nobody owns it yet"),
        line(row.case, "dim"),
        line(row.duty, "dim"),
    )
    return _when(row.due_at), stacked(*told)


PROMISES = Listing(
    name="promises",
    one="open promise",
    many="open promises",
    view=OPEN_PROMISES,
    heads=("Due (UTC)", "Promise"),
    cells=_promise,
)
CRITICS = Listing(
    name="critics",
    one="unanswered critic",
    many="unanswered critics",
    view=UNANSWERED_CRITICS,
    heads=("Answer by (UTC)", "Critic"),
    cells=_critic,
)
NEXT = Listing(
    name="duties",
    one="duty",
    many="duties",
    view=NEXT_DUE,
    heads=("Due (UTC)", "Duty"),
    cells=_duty,
)
