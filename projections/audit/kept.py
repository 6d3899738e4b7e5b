"""Promises kept and broken, to the first date and to the last agreed one (S1-8, I11)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from ...domain.case.case import Case
from ...domain.case.ending import Stage
from ...domain.case.promises import (
    Promise,
    Standing,
    due_in_force,
    fulfilled_at,
    standing,
)
from ...domain.event import RecordedEvent
from .figure import Figure, Item, Measure, Question, marks
from .history import History

ORIGINAL = "kept_to_original_date"
AGREED = "kept_to_last_agreed_date"
UNMENDED = "broken_without_apology"

DECIDED = {Standing.KEPT: True, Standing.BROKEN: False}


def observe(history: History, moment: datetime) -> Iterator[Item]:
    """Every promise of a case; one that moved with a merge counts where it is owed now."""
    case = history.case
    if case is None or case.stage is Stage.MERGED:
        return
    for name, promise in case.promises.items():
        subject, made_at = f"{history.stream}/{name}", promise.made.occurred_at
        behind = marks(*told_of(history, case, name))
        done, original = fulfilled_at(promise, case.replies), to_original(case, promise, moment)
        agreed = standing(promise, case.replies, moment)
        for figure, how in ((ORIGINAL, original), (AGREED, agreed)):
            yield Item(figure, subject, made_at, behind, DECIDED.get(how), done, group=str(how))
        if agreed is Standing.BROKEN:
            yield mended(history, case, promise, moment)


def to_original(case: Case, promise: Promise, moment: datetime) -> Standing:
    """How the promise stands by its first date alone."""
    first = Promise(
        promise.made,
        promise.owner,
        fulfilled_at=promise.fulfilled_at,
        released_at=promise.released_at,
        voided=promise.voided,
    )
    return standing(first, case.replies, moment)


def told_of(history: History, case: Case, name: str) -> list[RecordedEvent]:
    """The events about the promise, and the deliveries of the replies that keep or move it."""
    promise = case.promises[name]
    keeping = [n for n, reply in case.replies.items() if name in reply.issued.keeps]
    moving = [new.told_in for new in promise.new_dates]
    replies = [each for n in (*keeping, *moving) for each in history.behind("reply", n)]
    return [*history.behind("promise", name), *history.of("duty", name), *replies]


def mended(history: History, case: Case, promise: Promise, moment: datetime) -> Item:
    """Whether a broken promise had its apology by the end of the next business day."""
    name = promise.made.promise
    broke = due_in_force(promise, case.replies, moment)
    limit = history.business_day_after(broke)
    sorry = {
        reply.issued.reply: reply.left_at
        for reply in case.replies.values()
        if reply.issued.apology
        and name in reply.issued.tells
        and reply.left_at
        and broke < reply.left_at <= moment
    }
    first = min(sorry.values(), default=None)
    missing = first > limit if first else True if moment > limit else None
    telling = [each for reply in sorry for each in history.behind("reply", reply)]
    behind = marks(*told_of(history, case, name), *telling)
    subject = f"{history.stream}/{name}"
    return Item(UNMENDED, subject, broke, behind, missing, first, group=str(promise.made.kind))


KEPT = Question(
    name="promises",
    title="Promises kept and broken",
    figures=(
        Figure(
            ORIGINAL,
            "Promises kept by the date first told, of those kept or broken by it; open, released "
            "and struck out apart.",
            Measure.SHARE,
        ),
        Figure(
            AGREED,
            "Promises kept by the last date that was told in time, of those kept or broken by it; "
            "open, released and struck out apart.",
            Measure.SHARE,
        ),
        Figure(
            UNMENDED,
            "Broken promises for which no reply that says sorry and tells of them left within one "
            "business day (Monday to Friday), of those for which that time is over.",
            Measure.SHARE,
            none_expected=True,
        ),
    ),
    observe=observe,
    plot="promises",
)
