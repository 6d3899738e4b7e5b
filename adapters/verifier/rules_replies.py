"""Left, reached, failed: how far each reply got, by the steps of its delivery."""

from __future__ import annotations

from collections.abc import Callable

from .canonical_json import Json
from .events import StoredEvent, moment
from .story import LEFT, Reply, Story

DELIVERY = (
    "ReplyDispatched",
    "ReplyDelivered",
    "ReplySpoken",
    "ReplyPosted",
    "ReplyDeposited",
    "ReplyFailed",
)


def reply_issued(story: Story, event: StoredEvent) -> None:
    """A reply was written; nothing has left."""
    story.replies[event.body["reply"]] = Reply(event.body)


def reply_step(story: Story, event: StoredEvent) -> None:
    """One step of a delivery; of a reply that is not shown as well."""
    reply = story.replies.setdefault(event.body["reply"], Reply())
    at = event.occurred_at
    match event.type:
        case "ReplyDispatched":
            reply.way, reply.left_at = "dispatched", at
            reply.reached_at = moment(event.body["window_end"])
        case "ReplyDelivered":
            reply.way, reply.left_at = "delivered", reply.left_at or at
            reply.reached_at = min(at, reply.reached_at or at)
        case "ReplySpoken":
            reply.way, reply.left_at, reply.reached_at = "spoken", at, at
        case "ReplyFailed":
            reply.way, reply.left_at, reply.reached_at = "failed", None, None
            _note_failure(story, event)
        case _:
            reply.way, reply.left_at, reply.reached_at = event.type[5:].lower(), at, None


def _note_failure(story: Story, event: StoredEvent) -> None:
    if story.state == "closed" and event.body["reply"] in story.rests_on:
        story.failing = event.command


def reply_attested(story: Story, event: StoredEvent) -> None:
    """A register states that a reply left; its words are not on record."""
    at = event.body["left_at"]
    story.attested[event.body["reply"]] = moment(at) if at else None


def brought_reply(file: Json) -> Reply:
    """A reply as it stood when a case file moved with a case."""
    left, reached = file["left_at"], file["reached_at"]
    return Reply(
        file["issued"],
        file["delivery"],
        moment(left) if left else None,
        moment(reached) if reached else None,
        brought=True,
    )


def has_left(reply: Reply | None) -> bool:
    """Did it leave, no failure known?"""
    return reply is not None and reply.way in LEFT


def own_closings(story: Story) -> list[Reply]:
    """The closing replies written in this case itself."""
    found = story.replies.values()
    return [r for r in found if r.issued and r.issued["kind"] == "closing" and not r.brought]


REPLY_RULES: dict[str, Callable[[Story, StoredEvent], None]] = {
    "ReplyIssued": reply_issued,
    "ReplyAttested": reply_attested,
    **dict.fromkeys(DELIVERY, reply_step),
}
