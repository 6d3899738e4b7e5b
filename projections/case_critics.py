"""Critics in a case: which of their signals no reply has answered, and whose turn it is.

A signal is a message from outside that was not set aside, or what our own people noticed. It is
answered by a reply of a named person that refers to it, proposes or decides something, and left for
the critic; one that failed answers nobody (model, critics).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from ..domain.case.case import Case
from ..domain.case.ending import CaseReopened, Stage, Why
from ..domain.case.inquiry import requests
from ..domain.case.intake import MessageReceived
from ..domain.case.people import People, told_by
from ..domain.case.register import ReplyAttested
from ..domain.case.replies import Kind, Reply
from ..domain.event import Event, Personal
from ..domain.words import stated


@dataclass(frozen=True, slots=True)
class Signal:
    """What a critic told us. `message` None: they wrote nothing, our own people heard it."""

    critic: str
    channel: str
    at: datetime
    words: Personal[str] | None
    message: str | None = None


def attested(known: frozenset[str], case: Case, event: Event) -> frozenset[str]:
    """The messages that a reply stated by the register answers; it may take its word back."""
    match event:
        case ReplyAttested():
            return case.messages
        case CaseReopened(why=Why.REGISTER):
            return frozenset()
        case _:
            return known


def unanswered(case: Case, known: frozenset[str], moment: datetime) -> list[Signal]:
    """The signals nobody had answered at `moment`, oldest first; `known` are attested ones."""
    if case.stage in {Stage.MERGED, Stage.VOIDED}:
        return []
    given = [reply for reply in case.replies.values() if counts(reply) and reply.left_by(moment)]
    waiting = [
        signal
        for signal in signals(case)
        if signal.message not in known
        and not any(answers(reply, signal, case.people) for reply in given)
    ]
    return sorted(waiting, key=lambda signal: signal.at)


def signals(case: Case) -> Iterator[Signal]:
    """Everything critical that came from outside."""
    received = case.intake.received
    messages = [each for each in case.intake.messages.values() if each.aside is None]
    for message in messages:
        yield written(message.received)
    at_once = [m for m in case.intake.messages.values() if is_receipt(m.received, case)]
    if received and received.noticed and not at_once:
        first = next((issue.raised.words for issue in case.issues.values()), None)
        yield Signal(received.complainant, received.channel, received.occurred_at, first)


def written(message: MessageReceived) -> Signal:
    """A message as a signal."""
    at, words = message.occurred_at, message.text
    return Signal(message.sender, message.channel, at, words, message.message)


def is_receipt(message: MessageReceived, case: Case) -> bool:
    """Is this message what the case was opened with?"""
    received = case.intake.received
    return received is not None and message.occurred_at == received.occurred_at


def counts(reply: Reply) -> bool:
    """Does it come from a named person and propose or decide something?"""
    issued = reply.issued
    return not reply.automatic and (issued.kind is Kind.CLOSING or stated(issued.proposal))


def answers(reply: Reply, signal: Signal, people: People) -> bool:
    """Was it written in answer to this signal; or does it tell the critic of it?"""
    issued = reply.issued
    if signal.message in issued.answers:
        return True
    told = issued.to == signal.critic or told_by(people, issued.to, signal.critic)
    return told and (signal.message is None or signal.message in issued.tells)


def asked_back(case: Case, signals: list[Signal], moment: datetime) -> bool:
    """Is it the critics' turn: did we ask them something since, and wait for it?"""
    asking = {request.told_in for request in requests(case.inquiry)}
    back = [
        reply
        for name, reply in case.replies.items()
        if reply.left_by(moment) and (reply.issued.kind is Kind.CLARIFICATION or name in asking)
    ]
    return any(all(answers(reply, each, case.people) for each in signals) for reply in back)
