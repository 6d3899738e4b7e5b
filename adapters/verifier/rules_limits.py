"""Limits: when each was due by the notices that reached in time, and whether it was met by then."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .canonical_json import Json
from .events import StoredEvent, moment
from .rules_limits_met import limit_met, untold
from .rules_promises import BEARS_ON_PROMISES
from .story import Limit, Pause, Story

BEARS_ON_LIMITS = (
    "ExtensionTold",
    "PauseTold",
    "ClockResumed",
    "NoticeWaived",
    "SilenceRebutted",
    "AgreementReached",
    "RemedyAccepted",
    "ReplyAttested",
    "CaseClosed",
    "PromiseMade",
    *BEARS_ON_PROMISES,
)
TICK = timedelta(microseconds=1)


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
            limit.pauses.append(Pause(moment(body["until"]), body["told_in"]))
        case "ClockResumed":
            for pause in limit.pauses[-1:]:
                pause.resumed_at = event.occurred_at
        case "NoticeWaived":
            limit.waived = True
        case _:
            limit.rebutted = event.occurred_at


def agreed(story: Story, event: StoredEvent) -> None:
    """The complainant agreed to a solution."""
    story.agreed = min(event.occurred_at, story.agreed or event.occurred_at)


def limit_due(story: Story, limit: Limit, at: datetime) -> datetime:
    """When it was due, as things stood at that moment: each notice from when it reached."""
    row: Json = limit.started["row"] or {"extension": None}
    longer: Json | None = row["extension"]
    only_before = longer is not None and longer["notice_before"] == "original_limit"
    due = unextended = limit.due
    for reached, notice in sorted(_notices(story, limit), key=lambda pair: pair[0]):
        if isinstance(notice, Pause):
            if reached <= min(due, at):
                due = _after_pause(due, reached, notice, limit)
                unextended = _after_pause(unextended, reached, notice, limit)
        elif reached <= min(unextended if only_before else due, at):
            due = max(due, notice)
    return due


def limit_standing(story: Story, name: str, at: datetime) -> str:
    """`met`, `missed`, `running`, `waived`, `moved`, or `unknown`."""
    limit = story.limits[name]
    if limit.waived:
        return "waived"
    if story.hides(*BEARS_ON_LIMITS):
        return "unknown"
    met = limit_met(story, limit)
    if untold(story, limit, met):
        return "unknown"
    by = at if met is None else min(met, at)
    try:
        if limit_due(story, limit, by) < by:
            return "missed"
    except ZoneInfoNotFoundError:
        return "unknown"
    if met is not None and met <= at:
        return "met"
    return "moved" if story.state == "merged" else "running"


def _notices(story: Story, limit: Limit) -> list[tuple[datetime, datetime | Pause]]:
    """What was told to move the limit, with when that reached the complainant."""
    told: list[tuple[str, datetime | Pause]] = [(by, due) for due, by in limit.extensions]
    told += [(pause.told_in, pause) for pause in limit.pauses]
    replies = [(story.replies.get(name), notice) for name, notice in told]
    return [(r.reached_at, notice) for r, notice in replies if r and r.reached_at]


def _after_pause(due: datetime, at: datetime, pause: Pause, limit: Limit) -> datetime:
    """The due time after a pause: later by as many local days, or by as long for hours."""
    end = max(at, min(pause.until, pause.resumed_at or pause.until))
    if limit.started["term"]["limit"]["unit"] == "hour":
        return due + (end - at)
    if end == at:
        return due
    zone = ZoneInfo(limit.started["zone"])
    days = end.astimezone(zone).date() - at.astimezone(zone).date()
    day = due.astimezone(zone).date() + days + timedelta(days=1)
    return datetime.combine(day, time.min, zone) - TICK


LIMIT_RULES: dict[str, Callable[[Story, StoredEvent], None]] = {
    "ClockStarted": limit_started,
    "AgreementReached": agreed,
    "RemedyAccepted": agreed,
    **dict.fromkeys(
        ("ExtensionTold", "PauseTold", "ClockResumed", "NoticeWaived", "SilenceRebutted"),
        limit_step,
    ),
}
