"""A criticism goes on as a case, and the case's answers count for the critic in the survey."""

from __future__ import annotations

from collections.abc import Iterator

from ..case.case import Case
from ..case.intake import Complainant, Signal
from ..case.merge_steps import criticisms
from ..case.receiving import ReceiveCase
from ..case.replies import (
    Kind,
    Reply,
    ReplyDeposited,
    ReplyDispatched,
    ReplyFailed,
    ReplyPosted,
    ReplySpoken,
)
from ..command import Command
from ..event import RecordedEvent
from ..survey.case_answers import (
    CriticismTakenToCase,
    RecordCaseAnswer,
    RecordCaseAnswerFailure,
)
from .following import facts

DELIVERIES = (ReplyDispatched, ReplySpoken, ReplyPosted, ReplyDeposited, ReplyFailed)
STEPS = tuple(cls.__name__ for cls in DELIVERIES)


def open_case(recorded: RecordedEvent, _: object) -> Iterator[Command]:
    """A criticism taken to a case opens it, in the critic's words and as of when they said them."""
    if isinstance(taken := recorded.event, CriticismTakenToCase):
        random = taken.criticism.partition("-")[2]
        yield ReceiveCase(
            taken.person,
            Complainant.CUSTOMER,
            Signal.DISSATISFACTION,
            taken.channel,
            f"message-{random}",
            None,
            taken.words,
            f"issue-{random}" if taken.words else None,
            asked=taken.asked,
            criticism=f"{recorded.stream}/{taken.criticism}",
            stream=taken.case,
            **(facts(recorded) | {"occurred_at": taken.received_at}),
        )


def answer(recorded: RecordedEvent, case: Case) -> Iterator[Command]:
    """A reply of the case that left answers its critics; one that failed no longer does."""
    event = recorded.event
    reply = case.replies.get(event.reply) if isinstance(event, DELIVERIES) else None
    if reply is None or not answers(reply):
        return
    command = RecordCaseAnswerFailure if isinstance(event, ReplyFailed) else RecordCaseAnswer
    for number, source in enumerate(criticisms(case)):
        survey, _, criticism = source.partition("/")
        about = facts(recorded, number)
        yield command(criticism, recorded.stream, reply.issued.reply, stream=survey, **about)


def answers(reply: Reply) -> bool:
    """Is it from a named person, and does it propose or decide something? (S0-7)"""
    issued = reply.issued
    decided = issued.kind == Kind.CLOSING or issued.proposal is not None
    return not reply.automatic and decided and bool(issued.answers)
