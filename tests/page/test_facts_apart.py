"""Rules that random histories seldom put to the test: both verifiers, case by case."""

from __future__ import annotations

from random import Random
from typing import Any

import pytest
from tests.page.facts import differing
from tests.page.node import Node
from tests.page.random_histories import Body, file_of

from answerable.adapters.verifier.canonical_json import Json
from answerable.adapters.verifier.verifying import verify_bytes

Step = tuple[str, int, Body]
FILE: Body = {"people": {"complainants": [], "speaks_for": {}}, "replies": {}, "promises": {}}
ROW: Body = {"satisfied_by": "dispatched", "must_tell": [], "form": "any"}


def at(day: int) -> str:
    return f"2026-11-{day:02}T09:00:00Z"


def issued(reply: str, **says: Any) -> Body:  # noqa: ANN401  # any JSON value
    lists: Body = {"tells": [], "keeps": [], "states": [], "apology": None}
    return {"reply": reply, "kind": "closing", "span": 1, "to": "person-0", **lists, **says}


def started(limit: str, name: str, **says: Any) -> Body:  # noqa: ANN401  # any JSON value
    plain: Body = {"pack": "house", "about": None, "span": 1, "due": at(10), "zone": "UTC"}
    return {"obligation": limit, "name": name, "row": None, **plain, **says}


def made(**says: str) -> Body:
    return {"promise": "promise-0", "kind": "remedy", "due": at(4), "told_in": None, **says}


def said(reply: str, day: int, **says: Any) -> list[Step]:  # noqa: ANN401  # any JSON value
    return [("ReplyIssued", day, issued(reply, **says)), ("ReplySpoken", day, {"reply": reply})]


def closed(reply: str, day: int) -> Step:
    return "CaseClosed", day, {"span": 1, "basis": "replied", "replies": [reply]}


BY_THEN = {**ROW, "extension": {"notice_before": "original_limit"}}
EARLY: list[Step] = [
    ("ClockStarted", 2, started("a.1", "answer", row=BY_THEN)),
    *said("reply-0", 5, kind="status"),
    ("ExtensionTold", 5, {"obligation": "a.1", "due": at(20), "told_in": "reply-0"}),
    *said("reply-1", 15, kind="status"),
    ("ExtensionTold", 15, {"obligation": "a.1", "due": at(29), "told_in": "reply-1"}),
    ("MessageReceived", 25, {}),
]
LAST_END: list[Step] = [
    ("ClockStarted", 2, started("a.1", "final_answer")),
    *said("reply-0", 3),
    closed("reply-0", 3),
    ("CaseRestored", 5, {"case": "case-9", "file": FILE}),
    *said("reply-1", 8),
    closed("reply-1", 8),
]
THERE: Body = {
    "issued": {**issued("reply-0"), "occurred_at": at(2)},
    "delivery": "spoken",
    "left_at": at(2),
    "reached_at": at(2),
    "failures": [],
}
BROUGHT: list[Step] = [
    ("ClockStarted", 2, started("a.1", "final_answer")),
    ("CaseTakenOver", 3, {"case": "case-9", "file": {**FILE, "replies": {"reply-0": THERE}}}),
]
REBUTTED: list[Step] = [
    ("ClockStarted", 2, started("a.1", "final_answer")),
    ("ClockStarted", 3, started("remedy.a.1", "remedy", about="a.1")),
    ("SilenceRebutted", 4, {"obligation": "a.1"}),
]
MENDED: list[Step] = [
    ("PromiseMade", 2, made()),
    ("ClockStarted", 5, started("repair.1", "repair", about="promise-0")),
    ("PromiseFulfilled", 6, {"promise": "promise-0"}),
    *said("reply-0", 7, kind="status", tells=["promise-0"], apology={"value": "Sorry."}),
]
OFFERED: list[Step] = [
    ("ClockStarted", 2, started("remedy.a.1", "remedy", about="a.1")),
    *said("reply-0", 3, kind="status"),
    ("PromiseMade", 3, made(told_in="reply-0")),
]


def told_by_both(verifier: Node, steps: list[Step]) -> Json:
    """What both tell of a case of these steps."""
    steps = [("ComplainantJoined", 1, {"person": "person-0"}), *steps]
    events = [
        (kind, {"occurred_at": at(day), **body}, {"recorded_at": at(day)})
        for kind, day, body in steps
    ]
    content = file_of(events, Random(1))  # noqa: S311  # nothing is drawn that matters
    (case,) = verify_bytes(content, None).cases
    assert differing([case], verifier.ask(content)["cases"]) == []
    return case


@pytest.mark.parametrize(
    ("steps", "met", "standing"),
    [
        (EARLY, None, "missed"),
        (LAST_END, 8, "unjudged"),
        (BROUGHT, None, "unjudged"),
        (REBUTTED, 4, "met"),
        (MENDED, 7, "met"),
        (OFFERED, 3, "met"),
    ],
)
def test_both_verifiers_read_it_so(
    verifier: Node, steps: list[Step], met: int | None, standing: str
) -> None:
    limit = told_by_both(verifier, steps)["limits"][-1]

    assert limit["standing"] == standing
    assert limit["met_at"] == (met and at(met).replace("Z", "+00:00"))
