"""Putting the rules of a desk on record: what is there already is not put again, by any process."""

from __future__ import annotations

from collections.abc import Sequence

from ..domain.policy.policy import PutInForce
from .clerk import Clerk, on_record
from .ports import UnreadableEventError
from .rules import OWN_CALENDAR, STREAM, own_calendar, thresholds


def remember(clerk: Clerk, applied: tuple[str, ...] | None = None) -> None:
    """Go by what is on record; `applied` are the packs every new case comes under.

    Where that cannot be read, questions can still be asked; the rules say so to every command.
    """
    rules = clerk.place.rules
    try:
        rules.know(on_record(clerk.store), applied)
    except UnreadableEventError as error:
        rules.unreadable = error


def adopt(clerk: Clerk, packs: Sequence[str]) -> None:
    """Put packs on record with their calendars, and go by them from here on.

    Raises:
        RefusedError: there is no pack of a name.
        UnknownCalendarError: there is no calendar that one is counted by.
        MissingExtraError: what fills it is not installed.
    """
    rules = clerk.place.rules
    if set(packs) <= rules.adopted:
        return
    clerk.execute(rules.put_in_force(packs, clerk.acting().about(STREAM)))
    rules.adopted.update(packs)
    remember(clerk)


def put_thresholds(clerk: Clerk) -> None:
    """Put the house's limits, and a calendar of its own, on record where they are not in force."""
    state, about = on_record(clerk.store), clerk.acting().about(STREAM)
    now, own = thresholds(clerk.policy), own_calendar(clerk.policy, about["occurred_at"])
    known = state.calendars.get(OWN_CALENDAR)
    new = tuple(each for each in own if not known or not known.edition(each.editions[-1].edition))
    if new or now != dict(state.thresholds):
        clerk.execute(PutInForce(calendars=new, thresholds=now, **about))
