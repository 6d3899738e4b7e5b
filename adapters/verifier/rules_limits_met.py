"""What meets a limit: an acknowledgement, an answer, a remedy, a notice, as its rule wants it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from .canonical_json import Json
from .rules_promises import promise_done
from .rules_replies import has_left, own_closings
from .story import Limit, Reply, Story


def asks_for(limit: Limit) -> str:
    """What would meet it."""
    row: Json | None = limit.started["row"]
    name: str = limit.started["name"]
    if row is None or name == "send_again":
        return name
    if row["satisfied_by"] == "accepted":
        return "accepted"
    return "acknowledge" if name.startswith("acknowledge") else "final_answer"


def limit_met(story: Story, limit: Limit) -> datetime | None:
    """When what the limit asks for was done."""
    about = limit.started["about"]
    match asks_for(limit):
        case "final_answer":
            return _answered(story, limit)
        case "acknowledge":
            first = [r for r in story.replies.values() if r.issued and r.span >= limit.span]
            return _first(counts_at(reply, limit) for reply in first)
        case "accepted":
            return story.agreed
        case "send_again":
            times = [r.left_at for r in own_closings(story) if r.left_at]
            return _first(at for at in times if at >= limit.since)
        case "remedy":
            return _remedied(story, limit)
        case "repair":
            return _first(r.left_at for r in telling(story, about) if _mends(story, r, limit))
        case "announce_owner":
            told = [r for r in telling(story, about) if r.issued_since(limit.since)]
            return _everybody_had(story, [(r.to, r.left_at) for r in told])
        case _:
            told = telling(story, about)
            return _everybody_had(story, [(r.to, r.left_at) for r in told])


def counts_at(reply: Reply, limit: Limit) -> datetime | None:
    """When it counted for the limit: said, written and given as its rule wants it."""
    row = limit.started["row"]
    if row is None or reply.issued is None:
        return reply.left_at
    if not set(reply.issued["states"]) >= set(row["must_tell"]):
        return None
    if reply.way == "spoken" and row["form"] != "any":
        return None
    return reply.reached_at if row["satisfied_by"] == "delivered" else reply.left_at


def untold(story: Story, limit: Limit, met: datetime | None) -> bool:
    """Is its answer one that a register states without saying when?"""
    stated = [name for name in story.ended.get(limit.span, ()) if name in story.attested]
    return met is None and any(story.attested[name] is None for name in stated)


def telling(story: Story, about: str | None) -> list[Reply]:
    """The replies that left and tell of this."""
    found = story.replies.values()
    return [r for r in found if about is not None and has_left(r) and r.says("tells", about)]


def _answered(story: Story, limit: Limit) -> datetime | None:
    """When the last of those who are owed an answer had it; what ended the span was its answer."""
    ends = story.ended.get(limit.span, ())
    had = [counts_at(story.replies[name], limit) for name in ends if name in story.replies]
    had += [story.attested[name] for name in ends if name in story.attested]
    times = [at for at in had if at]
    if times and len(times) == len(had):
        return max(times)
    closings = [r for r in own_closings(story) if r.span >= limit.span]
    return _everybody_had(story, [(r.to, counts_at(r, limit)) for r in closings])


def _everybody_had(story: Story, given: Iterable[tuple[str, datetime | None]]) -> datetime | None:
    """When the last of those who are owed a reply had one of these; None while one had none."""
    first: dict[str, datetime] = {}
    for to, at in given:
        if at:
            first[to] = min(at, first.get(to, at))
    had = [first.get(to) for to in story.addressees()]
    times = [at for at in had if at]
    return max(times) if times and len(times) == len(had) else None


def _first(times: Iterable[datetime | None]) -> datetime | None:
    return min((at for at in times if at), default=None)


def _mends(story: Story, reply: Reply, limit: Limit) -> bool:
    """Does it say sorry for the broken promise, and date one anew unless that was done by now?"""
    about, issued = limit.started["about"], reply.issued
    if about not in story.promises or issued is None or not issued["apology"]:
        return False
    dated = any(p.made["told_in"] == issued["reply"] for p in story.promises.values())
    mended = dated or promise_done(story, about) is not None
    return mended and reply.issued_since(limit.since)


def _remedied(story: Story, limit: Limit) -> datetime | None:
    """When everybody had word of a remedy, or the silence behind it was rebutted."""
    name = next((name for name, each in story.limits.items() if each is limit), "")
    silent = story.limits.get(name[: name.rfind("remedy.")] + (limit.started["about"] or ""))
    if silent and silent.rebutted:
        return silent.rebutted
    remedies = {n: p for n, p in story.promises.items() if p.made["kind"] == "remedy"}
    told_in = {promise.made["told_in"] for promise in remedies.values()}
    said = [
        reply
        for name, reply in story.replies.items()
        if name in told_in
        or any(reply.says("tells", n) or reply.says("keeps", n) for n in remedies)
    ]
    since = [r for r in said if r.issued_since(limit.since)]
    return _everybody_had(story, [(r.to, r.left_at if has_left(r) else None) for r in since])
