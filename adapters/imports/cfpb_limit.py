"""What the pack `us.cfpb` makes of a register row, beside the register's own word on timeliness.

The exports carry no date of response. Where they state one, whether it came in time cannot be
determined; where they state none and the limit is over, it was missed.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import TypeAlias

from ...domain.case.starting import pack_clocks
from ...domain.case.verdicts import Verdict
from ...domain.command import RefusedError
from ...domain.deadlines.policy import Policy
from .cfpb_entry import timely
from .cfpb_meaning import Claim, claim
from .cfpb_zone import ZONE
from .recognition import Content

PACK = "us.cfpb"
Due: TypeAlias = datetime | None
NOT_COUNTED = "not counted"
"""No day on which it was sent to the company, or one for which no version is vetted."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Counts by the pack as it is in force at a desk; None: the pack cannot be used there."""

    policy: Policy | None
    now: datetime
    counted: dict[datetime, datetime | None] = field(
        default_factory=dict[datetime, datetime | None]
    )

    def sent_at(self, said: Content) -> datetime | None:
        """When the complaint went to the company, where the pack answers for that day."""
        start = sent(said)
        return start if start and self.due(start) else None

    def due(self, start: datetime) -> Due:
        """The limit of the final answer; None where nobody has vetted the pack for that day."""
        if start not in self.counted:  # thousands of rows begin on one day
            self.counted[start] = self._due(start)
        return self.counted[start]

    def _due(self, start: datetime) -> Due:
        if self.policy is None:
            return None
        try:
            clocks = pack_clocks((PACK,), start, 1, self.policy)
        except RefusedError:
            return None
        return next((clock.due for clock in clocks if clock.name == "final_answer"), None)

    def verdict(self, said: Content) -> str:
        """Met, missed, running, not determinable or not counted."""
        start = sent(said)
        due = self.due(start) if start else None
        if due is None:
            return NOT_COUNTED
        if claim(said.get("response")) is Claim.RESPONSE:
            return Verdict.NOT_DETERMINABLE
        return Verdict.MISSED if due < self.now else Verdict.RUNNING


def sent(said: Content) -> datetime | None:
    """The beginning of the day on which it was sent to the company, in the register's zone."""
    day = said.get("sent")
    return datetime.combine(date.fromisoformat(day), time(), ZONE) if day else None


def register_says(said: Content) -> str:
    """The register's own word: was the response timely?"""
    return {True: "yes", False: "no", None: "unsaid"}[timely(said)]
