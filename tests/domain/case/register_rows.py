"""A row of a complaint register, as an import puts it to a case."""

from __future__ import annotations

from typing import Any

from tests.domain.case.stories import ANNA, IMPORT, at, by, words

from answerable.domain.case.register import ImportComplaint
from answerable.domain.event import Actor

STATED: dict[str, Any] = {
    "register_name": "cfpb",
    "key": "row-1",
    "words": {"narrative": words("It is not my debt")},
    "complainant": ANNA,
    "channel": "web",
    "message": "message-1",
    "issue": "issue-1",
    "about": words("Attempts to collect debt not owed"),
    "reply": "reply-1",
    "left_at": None,
    "timely": None,
}
REPLY: dict[str, Any] = {"left_at": at(-24), "timely": True}


def row(
    now: float,
    *,
    replied: bool = False,
    status: str = "In progress",
    actor: Actor = IMPORT,
    **more: object,
) -> ImportComplaint:
    """The row as it stands `now` hours in; the complaint was received a week before."""
    reply = REPLY if replied else {}
    stated: dict[str, Any] = {**STATED, **reply, "codes": {"status": status}, **more}
    return ImportComplaint(replied=replied, **stated, **by(-168, actor, now=now))
