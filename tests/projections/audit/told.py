"""Histories told by hand: each event an hour after the one before, recorded as it occurs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from tests.projections.audit.asked import items

from answerable.domain.case.intake import CaseReceived, Complainant, MessageReceived, Signal
from answerable.domain.case.promises import PromiseKind, PromiseMade
from answerable.domain.case.replies import Kind, ReplyDelivered, ReplyIssued
from answerable.domain.event import Actor, Event, Personal, RecordedEvent
from answerable.projections.audit.figure import Item

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)
FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
MADE_BY = "staff-1"

At = Callable[[datetime], Event]


def words(said: str = "words") -> Personal[str]:
    return Personal[str](subject="person-1", value=said)


def log(stream: str, *events: At, role: str = "agent", after: int = 0) -> list[RecordedEvent]:
    """The events of one stream, from position `after` on."""
    return [
        RecordedEvent(
            event=event(MONDAY + n * HOUR),
            stream=stream,
            version=n + 1,
            position=after + n + 1,
            recorded_at=MONDAY + n * HOUR,
            actor=Actor(MADE_BY, role),
            command_id=f"command-{after + n}",
            correlation=f"command-{after + n}",
        )
        for n, event in enumerate(events)
    ]


def an(kind: Callable[..., Event], /, **fields: Any) -> At:  # noqa: ANN401  # any field of any event
    """An event of that kind, at whatever time it comes to stand."""
    return lambda at: kind(occurred_at=at, **fields)


MADE = an(
    PromiseMade,
    promise="promise-1",
    kind=PromiseKind.ANSWER,
    words=words(),
    owner="staff-1",
    to="person-1",
    told_in="reply-0",
    due=FRIDAY,
    due_date=FRIDAY.date(),
    zone="UTC",
    rule="in 4 days",
)
"""The promise of an answer by Friday."""


def received(person: str = "person-1", *, asked: bool = False) -> At:
    return an(
        CaseReceived,
        complainant=person,
        kind=Complainant.CUSTOMER,
        signal=Signal.DISSATISFACTION,
        channel="email",
        noticed=False,
        asked=asked,
        criticism=None,
    )


def wrote(message: str = "message-1", sender: str = "person-1") -> At:
    text = words("it is broken")
    return an(
        MessageReceived,
        message=message,
        sender=sender,
        channel="email",
        external_id=None,
        text=text,
    )


PLAIN: dict[str, Any] = {
    "span": 1,
    "kind": Kind.STATUS,
    "alias": False,
    "to": "person-1",
    "channel": "email",
    "apology": None,
    "understanding": False,
    "invites_retell": False,
    "proposal": None,
    "final_position": False,
    **dict.fromkeys(("answers", "tells", "keeps", "outcomes", "states", "signposts"), ()),
    **dict.fromkeys(("done", "recourse", "tone_override")),
}


def reply(name: str = "reply-1", *, author: str | None = "staff-1", **more: Any) -> At:  # noqa: ANN401  # the same
    signed = words("Marta") if author else None
    said = {"reply": name, "author": author, "signed": signed, "text": words()}
    return an(ReplyIssued, **{**PLAIN, **said, **more})


def delivered(name: str = "reply-1") -> At:
    return an(ReplyDelivered, reply=name)


def found(figure: str, *logs: list[RecordedEvent], moment: datetime | None = None) -> list[Item]:
    """What the figure counts of these streams, a day after they end unless said otherwise."""
    every = [each for log in logs for each in log]
    return items(every, moment or every[-1].recorded_at + DAY, figure)


def answers(
    figure: str, *logs: list[RecordedEvent], moment: datetime | None = None
) -> list[bool | None]:
    """Which of the things of the figure count."""
    return [item.counts for item in found(figure, *logs, moment=moment)]
