"""Which bodies a closing reply must name: those that a pack says, as the issues are decided."""

from __future__ import annotations

from ..deadlines.pack import Signpost
from .case import Case
from .issues import Outcome

FOR_THEM = frozenset({Outcome.UPHELD, Outcome.DEEMED_ACCEPTED, Outcome.WITHDRAWN})
"""Outcomes after which nobody needs to be told where else to go."""


def to_signpost(case: Case) -> list[str]:
    """The bodies that a closing reply must name, as the issues are decided."""
    against = any(issue.outcome not in FOR_THEM for issue in case.issues.values())
    wanted = {Signpost.ALWAYS, Signpost.WHEN_NOT_UPHELD} if against else {Signpost.ALWAYS}
    rows = [clock.started.row for clock in case.clocks.obligations.values()]
    named = [row.escalation for row in rows if row and row.escalation]
    return list(dict.fromkeys(each.body for each in named if each.must_signpost in wanted))
