"""Feedback: what somebody said of us, asked or unasked, and when its answer is due.

A critical one is a criticism and owes an answer; praise is kept as well and owes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TypeAlias, assert_never

from pydantic import AwareDatetime, BaseModel, ConfigDict

from ..command import Rule
from ..deadlines.counting import Limit, local_date
from ..deadlines.policy import Policy
from ..event import Erased, Event, Personal
from .scores import Scale, critical, middling


class Verdict(BaseModel):
    """Somebody's judgement of the words: a person's counts, a machine's is only a proposal."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    by: str
    critical: bool


class Feedback(BaseModel):
    """What was said. `person` said it, `concerns` is the one of us it is about, if anybody.

    `place` is where it stands in public, None where it does not. `label` is the word a scale of
    labels gives. `external_id` is the channel's own id of it, `row` the key of a register's row
    (never made from personal text).
    """

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)

    person: str
    channel: str
    asked: bool
    contactable: bool
    scale: Scale
    score: float | None = None
    label: str | None = None
    words: Personal[str] | None = None
    judged: Verdict | None = None
    proposed: Verdict | None = None
    concerns: str | None = None
    place: str | None = None
    external_id: Personal[str] | None = None
    row: str | None = None


class Target(BaseModel):
    """By when a critic is to be answered, with the rule and calendar it was counted from."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    due: AwareDatetime
    due_date: date
    zone: str
    calendar: str
    rule: str


class ResponseReceived(Event):
    """Somebody said something that is not critical, or not yet judged to be."""

    response: str
    feedback: Feedback


class CriticismReceived(Event):
    """Somebody gave a critical signal; it owes them an answer by `target`."""

    criticism: str
    feedback: Feedback
    target: Target


class ReviewLinked(Event):
    """The review or response goes back to an earlier case (S4-9)."""

    response: str
    case: str


FeedbackEvent: TypeAlias = ResponseReceived | CriticismReceived | ReviewLinked

RESPONSE_KNOWN = Rule(
    "response-known",
    "model, critics",
    "There is no such response in this survey.",
    "Record the response first.",
)
CRITICISM_KNOWN = Rule(
    "criticism-known",
    "model, critics",
    "There is no such criticism in this survey.",
    "Record it first, or have a person judge it critical.",
)


@dataclass(frozen=True, slots=True)
class Terms:
    """By what an answer is due: the limit, or the date promised for a collective answer."""

    limit: Limit
    policy: Policy
    promised: datetime | None = None

    def target(self, start: datetime) -> Target:
        """By when somebody heard at `start` is answered; a promised date counts while to come."""
        calendar = self.policy.calendar
        if self.promised is not None and start <= self.promised:
            due, rule = self.promised, "collective answer"
        else:
            due = self.policy.due(start, self.limit)
            rule = f"{self.limit.value} {self.limit.unit}"
        return Target(
            due=due,
            due_date=local_date(due, calendar.zone),
            zone=calendar.zone,
            calendar=calendar.version,
            rule=rule,
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer that left for the critic; `case` is set where a reply of a case answers."""

    answer: str
    left_at: datetime
    case: str | None = None
    failed: bool = False


@dataclass(frozen=True, slots=True)
class Response:
    """A response as decisions need it. `target` is None unless it is a criticism."""

    feedback: Feedback
    received_at: datetime
    target: Target | None = None
    judged: bool = False
    read: bool = False
    answers: tuple[Answer, ...] = ()
    messages: frozenset[str] = frozenset()
    approached: frozenset[tuple[str, str]] = frozenset()
    declined_at: datetime | None = None
    case: str | None = None
    earlier: frozenset[str] = frozenset()

    @property
    def critical(self) -> bool:
        """Is it a criticism?"""
        return self.target is not None


@dataclass(frozen=True, slots=True)
class Responses:
    """Everything said in a survey.

    `seen` are channel and external id, `wave` how many responses there were when all had been read,
    None before.
    """

    known: Mapping[str, Response] = field(default_factory=dict[str, Response])
    seen: frozenset[tuple[str, str]] = frozenset()
    wave: int | None = None

    def criticism(self, name: str) -> Response | None:
        """The criticism of that id, if there is one."""
        response = self.known.get(name)
        return response if response and response.critical else None


def is_critical(feedback: Feedback) -> bool:
    """By the score, or by a person's judgement; neither a machine nor praise takes it back."""
    judged = feedback.judged is not None and feedback.judged.critical
    return judged or critical(feedback.scale, feedback.score)


def heard(
    name: str, said: Feedback, at: datetime, terms: Terms
) -> ResponseReceived | CriticismReceived:
    """What is recorded of something said at `at`."""
    if not is_critical(said):
        return ResponseReceived(occurred_at=at, response=name, feedback=said)
    target = terms.target(at)
    return CriticismReceived(occurred_at=at, criticism=name, feedback=said, target=target)


def unclear(response: Response) -> bool:
    """Does it wait for a person's judgement: words that no score settles, or a machine's doubt?"""
    said = response.feedback
    if response.critical or response.judged or said.judged:
        return False
    unsettled = said.scale in (Scale.LABEL, Scale.NONE) or middling(said.scale, said.score)
    doubted = said.proposed is not None and said.proposed.critical
    return doubted or (unsettled and said.words is not None)


def already_seen(channel: str, external_id: Personal[str] | None, responses: Responses) -> bool:
    """Is something with this channel and external id on record (I22)?"""
    if external_id is None or isinstance(external_id.value, Erased):
        return False
    return (channel, external_id.value) in responses.seen


def evolve(responses: Responses, event: FeedbackEvent) -> Responses:
    """Fold one more fact in; a fact about an unknown response changes nothing."""
    match event:
        case ResponseReceived(response=name, feedback=said):
            return keep(responses, name, Response(said, event.occurred_at))
        case CriticismReceived(criticism=name, feedback=said, target=target):
            return keep(responses, name, Response(said, event.occurred_at, target))
        case ReviewLinked(response=name, case=case):
            return change(
                responses, name, lambda said: replace(said, earlier=said.earlier | {case})
            )
        case _:
            assert_never(event)


def keep(responses: Responses, name: str, response: Response) -> Responses:
    """Remember a response and, while it is not erased, the channel's own id of it."""
    said = response.feedback
    return Responses(
        known={**responses.known, name: response},
        seen=also_seen(said.channel, said.external_id, responses),
        wave=responses.wave,
    )


def also_seen(
    channel: str, external_id: Personal[str] | None, responses: Responses
) -> frozenset[tuple[str, str]]:
    """The ids on record with one more, unless it is missing or erased."""
    if external_id is None or isinstance(external_id.value, Erased):
        return responses.seen
    return responses.seen | {(channel, external_id.value)}


def change(responses: Responses, name: str, step: Callable[[Response], Response]) -> Responses:
    """The responses after one more step of one of them; an unknown one changes nothing."""
    response = responses.known.get(name)
    if response is None:
        return responses
    return replace(responses, known={**responses.known, name: step(response)})
