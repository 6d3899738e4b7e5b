"""A survey: asking, what it brings, and how its critics are answered. Also unasked feedback.

A stream of reviews or unasked feedback begins with what was said; only asking needs an opening.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TypeAlias, assert_never

from ..case.time_passing import PassTime
from ..command import require
from ..deadlines.policy import Policy
from ..decider import Decider
from ..timing import require_timely
from . import (
    answering,
    asking,
    breaker,
    case_answers,
    collective,
    dialogue,
    feedback,
    imported,
    judging,
    readiness,
    receiving,
    standing,
)

ResponseEvent: TypeAlias = (
    feedback.FeedbackEvent
    | judging.JudgingEvent
    | answering.AnsweringEvent
    | collective.CollectiveAnswerPosted
    | dialogue.DialogueEvent
    | case_answers.CaseAnswerEvent
    | imported.ResponseRestated
)

SurveyEvent: TypeAlias = (
    asking.AskingEvent | ResponseEvent | imported.SurveyAttested | breaker.BreakerEvent
)

CriticCommand: TypeAlias = (
    answering.AnsweringCommand
    | collective.PostCollectiveAnswer
    | dialogue.DialogueCommand
    | case_answers.CaseAnswerCommand
)

SurveyCommand: TypeAlias = (
    asking.AskingCommand
    | receiving.ReceivingCommand
    | judging.JudgingCommand
    | CriticCommand
    | imported.ImportedCommand
    | PassTime
)


@dataclass(frozen=True, slots=True)
class Survey:
    """Everything that decisions about one survey need. `latest` is when the last fact occurred."""

    asking: asking.Asking = asking.Asking()
    responses: feedback.Responses = feedback.Responses()
    breaker: breaker.Breaker = breaker.Breaker()
    attested: imported.SurveyAttested | None = None
    latest: datetime | None = None

    def moment(self, now: datetime) -> datetime:
        """The time it is: a clock that is behind does not turn back what was noticed."""
        return max(now, self.latest or now)

    def terms(self, policy: Policy) -> feedback.Terms:
        """By what an answer is due here: as opened, or else as the house has it."""
        opened = self.asking.opened
        if opened is None:
            return feedback.Terms(policy.critic_target, policy)
        return feedback.Terms(opened.target, policy, opened.collective_by)


def overdue(survey: Survey, moment: datetime) -> tuple[str, ...]:
    """Every critic, asked or unasked, who waits at `moment` past the due time."""
    return standing.overdue(survey.responses, moment)


def paused(survey: Survey, moment: datetime) -> bool:
    """Does the asking stand still at `moment`, seen by a tick or not?"""
    opened = survey.asking.opened is not None
    return opened and bool(breaker.kept_waiting(survey.responses, moment))


def decide(command: SurveyCommand, survey: Survey, policy: Policy) -> list[SurveyEvent]:
    """The events that answer `command`, and what follows for the asking in the same instant."""
    require_timely(command, policy)
    events = answer(command, survey, policy)
    if not events and not isinstance(command, PassTime):
        return []
    if isinstance(command, imported.ImportedCommand):
        return events  # when a due time of theirs was seen to pass is no part of a register's rows
    after = decider.fold(events, survey)
    opened = after.asking.opened is not None
    noticed = breaker.tick(after.breaker, after.responses, after.moment(command.now), asking=opened)
    return [*events, *noticed]


def answer(command: SurveyCommand, survey: Survey, policy: Policy) -> list[SurveyEvent]:
    """The command put to the region it is for; the passing of time has none of its own."""
    if isinstance(command, PassTime):
        return []
    if isinstance(command, asking.AskingCommand):
        return [*ask(command, survey, policy)]
    if isinstance(command, imported.ImportedCommand):
        opened = survey.asking.opened is not None
        responses, attested = survey.responses, survey.attested
        return [*imported.decide(command, responses, attested, survey.terms(policy), opened=opened)]
    if isinstance(command, receiving.ReceivingCommand):
        return receive(command, survey, policy)
    if isinstance(command, judging.JudgingCommand):
        return judge(command, survey, policy)
    return about_critic(command, survey)


def about_critic(command: CriticCommand, survey: Survey) -> list[SurveyEvent]:
    """What is done about one criticism, or several."""
    if isinstance(command, answering.AnsweringCommand):
        return [*answering.decide(command, survey.responses)]
    if isinstance(command, collective.PostCollectiveAnswer):
        opened = survey.asking.opened
        anonymous = opened is not None and opened.mode is asking.Mode.ANONYMOUS
        return [*collective.post(command, survey.responses, anonymous=anonymous)]
    if isinstance(command, dialogue.DialogueCommand):
        return [*dialogue.decide(command, survey.responses)]
    return [*case_answers.decide(command, survey.responses)]


def ask(command: asking.AskingCommand, survey: Survey, policy: Policy) -> list[asking.AskingEvent]:
    """Declaring, opening and asking; an attested survey does none of it."""
    require(survey.attested is None, asking.ATTESTED_ASKS_NOBODY)
    match command:
        case readiness.DeclareReadiness():
            return [*readiness.declare(command, survey.asking.readiness)]
        case asking.OpenSurvey():
            late = overdue(survey, survey.moment(command.now))
            return asking.open_survey(command, survey.asking, late, policy)
        case asking.AskFeedback():
            moment = survey.moment(command.now)
            late = breaker.kept_waiting(survey.responses, moment)
            return asking.ask(command, survey.asking, late, critics(survey, moment))
        case _:
            assert_never(command)


def critics(survey: Survey, moment: datetime) -> frozenset[str]:
    """The people whose criticism waits for an answer at `moment`."""
    said = survey.responses.known.values()
    return frozenset(r.feedback.person for r in said if standing.waiting(r, moment))


def receive(
    command: receiving.ReceivingCommand, survey: Survey, policy: Policy
) -> list[SurveyEvent]:
    """What came in; asked only where somebody asked."""
    if isinstance(command, receiving.LinkReview):
        return [*receiving.link(command, survey.responses)]
    asked = survey.asking.opened or survey.attested
    require(asked or not command.feedback.asked, receiving.ASKED_IN_SURVEY)
    return [*receiving.receive(command, survey.responses, survey.terms(policy))]


def judge(command: judging.JudgingCommand, survey: Survey, policy: Policy) -> list[SurveyEvent]:
    """The judgement, and the case a criticism becomes by it."""
    responses = survey.responses
    match command:
        case judging.TriageResponse():
            return [*judging.triage(command, responses)]
        case judging.TriageWave():
            return [*judging.triage_wave(command, responses)]
        case judging.JudgeResponse():
            judged = judging.judge(command, responses, survey.terms(policy))
            return [*judged, *case_after(command, judged, responses)]
        case _:
            assert_never(command)


def case_after(
    command: judging.JudgeResponse,
    judged: list[judging.JudgingEvent],
    responses: feedback.Responses,
) -> list[case_answers.CaseAnswerEvent]:
    """The case that a response now judged critical becomes, where one is named."""
    response = responses.known[command.response]
    if response.case or not command.case or not (judged and command.critical):
        return []
    at, received = command.occurred_at, response.received_at
    return [case_answers.take(command.response, command.case, response.feedback, received, at)]


def evolve(survey: Survey, event: SurveyEvent) -> Survey:
    """Fold one more fact in. Total: history is never refused."""
    latest = max(event.occurred_at, survey.latest or event.occurred_at)
    survey = replace(survey, latest=latest)
    if isinstance(event, asking.AskingEvent):
        return replace(survey, asking=asking.evolve(survey.asking, event))
    if isinstance(event, breaker.BreakerEvent):
        return replace(survey, breaker=breaker.evolve(survey.breaker, event))
    if isinstance(event, imported.SurveyAttested):
        return replace(survey, attested=event)
    return replace(survey, responses=evolve_responses(survey.responses, event))


def evolve_responses(responses: feedback.Responses, event: ResponseEvent) -> feedback.Responses:
    """Each step of a response in its own region."""
    if isinstance(event, feedback.FeedbackEvent):
        return feedback.evolve(responses, event)
    if isinstance(event, judging.JudgingEvent):
        return judging.evolve(responses, event)
    if isinstance(event, answering.AnsweringEvent):
        return answering.evolve(responses, event)
    if isinstance(event, collective.CollectiveAnswerPosted):
        return collective.evolve(responses, event)
    if isinstance(event, dialogue.DialogueEvent):
        return dialogue.evolve(responses, event)
    if isinstance(event, case_answers.CaseAnswerEvent):
        return case_answers.evolve(responses, event)
    return imported.evolve(responses, event)


decider: Decider[SurveyCommand, Survey, SurveyEvent] = Decider(Survey(), decide, evolve)
