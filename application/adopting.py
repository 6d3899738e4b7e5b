"""Putting the rules of a desk on record: what is there already is not put again, by any process."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.policy.policy import InForce, PutInForce, decider
from .clerk import Clerk
from .rules import STREAM, thresholds


def on_record(clerk: Clerk) -> InForce:
    """What the policy stream says."""
    return decider.fold(each.event for each in clerk.store.read(STREAM))  # type: ignore[misc]


def remember(clerk: Clerk, applied: tuple[str, ...] | None = None) -> None:
    """Go by what is on record; `applied` are the packs every new case comes under."""
    clerk.place.rules.know(on_record(clerk), applied)


def adopt(clerk: Clerk, packs: Sequence[str]) -> None:
    """Put packs on record with their calendars, and go by them from here on.

    Raises:
        RefusedError: there is no pack of a name.
        UnknownCalendarError: there is no calendar that one is counted by.
    """
    rules = clerk.place.rules
    if set(packs) <= rules.adopted:
        return
    clerk.execute(rules.put_in_force(packs, clerk.acting().about(STREAM)))
    rules.adopted.update(packs)
    remember(clerk)


def put_thresholds(clerk: Clerk) -> None:
    """Put the house's limits on record where they are others than those in force."""
    now = thresholds(clerk.policy)
    if now != dict(on_record(clerk).thresholds):
        clerk.execute(PutInForce(thresholds=now, **clerk.acting().about(STREAM)))
