"""A criticism goes on as a case, and the case's answers count for the critic in the survey."""

from __future__ import annotations

from collections.abc import Iterator

from ..case.case import Case
from ..case.intake import Complainant, Signal
from ..case.merge_steps import criticisms
from ..case.people import told_by
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
        about = facts(recorded)
        about["occurred_at"] = taken.received_at
        yield ReceiveCase(
            taken.person,
            Complainant.CUSTOMER,
            Signal.DISSATISFACTION,
            taken.channel,
            message_of(taken.criticism),
            None,
            taken.words,
            f"issue-{random}" if taken.words else None,
            asked=taken.asked,
            criticism=f"{recorded.stream}/{taken.criticism}",
            stream=taken.case,
            **about,
        )


def answer(recorded: RecordedEvent, case: Case) -> Iterator[Command]:
    """A reply of the case that left answers its critics; one that failed no longer does."""
    event = recorded.event
    reply = case.replies.get(event.reply) if isinstance(event, DELIVERIES) else None
    if reply is None or not answers(reply):
        return
    undone = isinstance(event, ReplyFailed)
    command = RecordCaseAnswerFailure if undone else RecordCaseAnswer
    for number, source in enumerate(criticisms(case)):
        survey, _, criticism = source.partition("/")
        if undone or tells_critic(case, reply, criticism):
            about = facts(recorded, number)
            yield command(criticism, recorded.stream, reply.issued.reply, stream=survey, **about)


def tells_critic(case: Case, reply: Reply, criticism: str) -> bool:
    """Is the one whose words `open_case` brought in told by this reply, or who speaks for them?"""
    message = case.intake.messages.get(message_of(criticism))
    return message is None or told_by(case.people, reply.issued.to, message.received.sender)


def message_of(criticism: str) -> str:
    """The message as which a criticism opens its case."""
    return f"message-{criticism.partition('-')[2]}"


def answers(reply: Reply) -> bool:
    """Is it from a named person, and does it propose or decide something? (S0-7)"""
    issued = reply.issued
    decided = issued.kind == Kind.CLOSING or issued.proposal is not None
    return not reply.automatic and decided and bool(issued.answers)
