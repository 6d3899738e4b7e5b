"""A promise is kept by what occurred in time, whenever it was recorded; late is not kept.

A new date counts only if the reply that told it had reached the complainant by the time then due.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .events import StoredEvent, moment
from .rules_endings import MOVES_PEOPLE
from .rules_replies import DELIVERY
from .story import NewDate, Promise, Story

BEARS_ON_PROMISES = (
    "NewDateProposed",
    "NewDateRefused",
    "PromiseFulfilled",
    "PromiseReleased",
    "PromiseVoided",
    "ReplyIssued",
    *DELIVERY,
    *MOVES_PEOPLE,
)


def promise_made(story: Story, event: StoredEvent) -> None:
    """We gave our word."""
    story.promises[event.body["promise"]] = Promise(event.body)


def promise_step(story: Story, event: StoredEvent) -> None:
    """One more fact about a promise; one about a promise that is not shown changes nothing."""
    promise = story.promises.get(event.body["promise"])
    if promise is None:
        return
    match event.type:
        case "NewDateProposed":
            told_in = event.body["told_in"]
            promise.new_dates.append(NewDate(moment(event.body["due"]), told_in))
        case "NewDateRefused":
            for new in promise.new_dates[-1:]:
                new.refused = True
        case "PromiseFulfilled":
            promise.fulfilled.append(event.occurred_at)
        case "PromiseReleased":
            promise.released.append(event.occurred_at)
        case _:
            promise.voided = True


def promise_due(story: Story, promise: Promise, at: datetime) -> datetime:
    """When it was due, as things stood at that moment."""
    due = promise.due
    for new in promise.new_dates:
        reply = story.replies.get(new.told_in)
        reached = reply.reached_at if reply else None
        if reached and reached <= min(due, at) and not new.refused:
            due = new.due
    return due


def promise_done(story: Story, name: str) -> datetime | None:
    """When it was first done: by evidence, or by a reply that keeps it and left."""
    replies = story.replies.values()
    by_reply = [r.left_at for r in replies if r.left_at and r.says("keeps", name)]
    return min([*story.promises[name].fulfilled, *by_reply], default=None)


def promise_standing(story: Story, name: str, at: datetime) -> str:
    """`kept`, `broken`, `released`, `voided`, `open`, or `unknown` where too much is not shown."""
    promise = story.promises[name]
    if promise.voided:
        return "voided"
    if story.hides(*BEARS_ON_PROMISES):
        return "unknown"
    done = promise_done(story, name)
    if done and done <= at and done <= promise_due(story, promise, done):
        return "kept"
    if any(let_go <= promise_due(story, promise, let_go) for let_go in promise.released):
        return "released"
    return "broken" if promise_due(story, promise, at) < at else "open"


PROMISE_RULES: dict[str, Callable[[Story, StoredEvent], None]] = {
    "PromiseMade": promise_made,
    **dict.fromkeys(
        (
            "NewDateProposed",
            "NewDateRefused",
            "PromiseFulfilled",
            "PromiseReleased",
            "PromiseVoided",
        ),
        promise_step,
    ),
}
