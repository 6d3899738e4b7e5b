"""Limits: when each was due by the notices that reached in time, and whether it was met by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from .canonical_json import Json
from .events import StoredEvent, moment
from .rules_limits_met import limit_met, untold
from .rules_promises import BEARS_ON_PROMISES
from .story import Limit, Story

BEARS_ON_LIMITS = (
    "ExtensionTold",
    "PauseTold",
    "NoticeWaived",
    "SilenceRebutted",
    "AgreementReached",
    "RemedyAccepted",
    "ReplyAttested",
    "CaseClosed",
    "PromiseMade",
    *BEARS_ON_PROMISES,
)


def limit_started(story: Story, event: StoredEvent) -> None:
    """A limit began to run."""
    story.limits[event.body["obligation"]] = Limit(event.body, event.body["span"])


def limit_step(story: Story, event: StoredEvent) -> None:
    """One more fact about a limit; one about a limit that is not shown changes nothing."""
    limit, body = story.limits.get(event.body["obligation"]), event.body
    if limit is None:
        return
    match event.type:
        case "ExtensionTold":
            limit.extensions.append((moment(body["due"]), body["told_in"]))
        case "PauseTold":
            limit.paused = True
        case "NoticeWaived":
            limit.waived = True
        case _:
            limit.rebutted = event.occurred_at


def agreed(story: Story, event: StoredEvent) -> None:
    """The complainant agreed to a solution."""
    story.agreed = min(event.occurred_at, story.agreed or event.occurred_at)


def limit_due(story: Story, limit: Limit, at: datetime) -> datetime:
    """When it was due, pauses apart, as things stood then: each notice from when it reached."""
    row: Json = limit.started["row"] or {"extension": None}
    longer: Json | None = row["extension"]
    only_before = longer is not None and longer["notice_before"] == "original_limit"
    due = limit.due
    for reached, later in sorted(_notices(story, limit)):
        if reached <= min(limit.due if only_before else due, at):
            due = max(due, later)
    return due


def limit_standing(story: Story, name: str, at: datetime) -> str:
    """`met`, `missed`, `running`, `waived`, `moved`, `unknown`, or `unjudged`.

    A pause, and what a merge brings, are not judged here: that would take the calendar.
    """
    limit = story.limits[name]
    if limit.waived:
        return "waived"
    if story.hides(*BEARS_ON_LIMITS):
        return "unknown"
    met = limit_met(story, limit)
    if story.joined_up or untold(story, limit, met):
        return "unjudged"
    by = at if met is None else min(met, at)
    if limit_due(story, limit, by) < by:
        return "unjudged" if limit.paused else "missed"
    if met is not None and met <= at:
        return "met"
    return "moved" if story.state == "merged" else "running"


def _notices(story: Story, limit: Limit) -> list[tuple[datetime, datetime]]:
    """To what the limit was put off, with when word of it reached the complainant."""
    replies = [(story.replies.get(told_in), due) for due, told_in in limit.extensions]
    return [(r.reached_at, due) for r, due in replies if r and r.reached_at]


LIMIT_RULES: dict[str, Callable[[Story, StoredEvent], None]] = {
    "ClockStarted": limit_started,
    "AgreementReached": agreed,
    "RemedyAccepted": agreed,
    **dict.fromkeys(
        ("ExtensionTold", "PauseTold", "NoticeWaived", "SilenceRebutted"),
        limit_step,
    ),
}
