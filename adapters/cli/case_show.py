"""`case show`: one case as it stood, with the words of those who said them."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from ...domain.case import promises
from ...domain.case.case import Case
from ...domain.case.duties import duties, settled
from ...domain.case.ending import Stage
from ...domain.case.first_response import missing
from ...domain.case.limits import due_in_force
from ...domain.case.silence import ways_out
from ...domain.case.verdicts import verdict
from ...domain.catalogue import decider_for, kind_of
from ...domain.event import Erased, Personal
from ...projections.view import late_by
from .answer import Answer
from .exits import WrongUseError
from .point import Point

if TYPE_CHECKING:
    from rich.console import RenderableType

    from ...application.desk import Desk


def answer(desk: Desk, name: str, point: Point) -> Answer:
    """The case as it was on record at `point`.

    Raises:
        UnknownStreamError: there was no such case.
        WrongUseError: it is a survey, a problem or a guideline.
    """
    history = point.history(desk, name)
    if kind_of(name) != "case":
        raise WrongUseError(f"{name} is no case; `answerable case replay` shows its history.")
    case: Case = decider_for(name).fold(recorded.event for recorded in history)
    document = {"as_of": point.document, "case": {"case": name, **_case(case, point.moment)}}
    return Answer(document, lambda: _drawn(document["case"], point))


def _drawn(case: dict[str, Any], point: Point) -> Iterator[RenderableType]:
    from .case_drawing import draw  # noqa: PLC0415  # --json draws nothing

    return draw(case, point)


def _case(case: Case, moment: datetime) -> dict[str, Any]:
    return {
        **_receipt(case),
        "stage": case.stage.value,
        "basis": case.ending.basis,
        "closed_at": case.ending.closed_at if case.stage is Stage.CLOSED else None,
        "settled": settled(case, moment),
        "span": case.ending.span,
        "merged_into": case.merging.primary,
        "owner": case.ownership.owner,
        "complainants": list(case.people.complainants),
        "first_response_missing": list(missing(case)) if case.stage is Stage.OPEN else [],
        "issues": _issues(case),
        "messages": _messages(case),
        "replies": _replies(case),
        "register": _register(case),
        "attested_replies": _attested(case),
        "promises": _promises(case, moment),
        "duties": _duties(case, moment),
        "limits": _limits(case, moment),
        "may_go_to": _may_go_to(case, moment),
    }


def _receipt(case: Case) -> dict[str, Any]:
    received = case.intake.received
    if received is None:
        return dict.fromkeys(("received_at", "channel", "signal", "asked", "criticism"))
    return {
        "received_at": received.occurred_at,
        "channel": received.channel,
        "signal": received.signal.value,
        "asked": received.asked,
        "criticism": received.criticism,
    }


def _issues(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "issue": name,
            "about": issue.raised.about.value,
            "words": _words(issue.raised.words),
            "outcome": issue.outcome,
            "reasons": _words(issue.decided.reasons) if issue.decided else None,
        }
        for name, issue in case.issues.items()
    ]


def _messages(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "message": name,
            "sender": message.received.sender,
            "channel": message.received.channel,
            "at": message.received.occurred_at,
            "text": _words(message.received.text),
            "set_aside": message.aside,
        }
        for name, message in case.intake.messages.items()
    ]


def _replies(case: Case) -> list[dict[str, Any]]:
    return [
        {
            "reply": name,
            "kind": reply.issued.kind.value,
            "to": reply.issued.to,
            "author": reply.issued.author,
            "channel": reply.issued.channel,
            "issued_at": reply.issued.occurred_at,
            "text": _words(reply.issued.text),
            "delivery": reply.delivery.value,
            "left_at": reply.left_at,
            "reached_at": reply.reached_at,
        }
        for name, reply in case.replies.items()
    ]


def _register(case: Case) -> dict[str, Any] | None:
    """What the register itself says: its codes, and none of what may be personal."""
    entry = case.register.entry
    if entry is None:
        return None
    return {"register": entry.register_name, "key": entry.key, "codes": dict(entry.codes)}


def _attested(case: Case) -> list[dict[str, Any]]:
    return [
        {"reply": name, "kind": stated.kind, "left_at": stated.left_at, "timely": stated.timely}
        for name, stated in case.register.attested.items()
    ]


def _promises(case: Case, moment: datetime) -> list[dict[str, Any]]:
    return [
        {
            "promise": name,
            "text": _words(promise.made.words),
            "to": promise.made.to,
            "owner": promise.owner,
            "made_at": promise.made.occurred_at,
            "due_at": promises.due_in_force(promise, case.replies, moment),
            "standing": promises.standing(promise, case.replies, moment).value,
            "told_in": promise.made.told_in,
        }
        for name, promise in case.promises.items()
    ]


def _duties(case: Case, moment: datetime) -> list[dict[str, Any]]:
    return [
        {
            "duty": duty.id,
            "kind": duty.kind,
            "name": duty.name,
            "due_at": duty.due,
            "owner": duty.owner,
            "late_by": late_by(duty.due, moment),
        }
        for duty in duties(case, moment)
    ]


def _limits(case: Case, moment: datetime) -> list[dict[str, Any]]:
    """What became of each limit, those of the house and those of law."""
    return [
        {
            "limit": name,
            "pack": clock.started.pack,
            "due_at": due_in_force(clock, case.replies, moment),
            "verdict": verdict(case, clock, moment).value,
        }
        for name, clock in case.clocks.obligations.items()
    ]


def _may_go_to(case: Case, moment: datetime) -> list[dict[str, Any]]:
    """Where else the complainant may take it by now."""
    return [
        {"body": way.body, "limit": way.obligation, "since": way.since}
        for way in ways_out(case, moment)
    ]


def _words(words: Personal[str] | None) -> str | None:
    """What was said; None if nothing is on record or it was erased."""
    return None if words is None or isinstance(words.value, Erased) else words.value
