"""Whatever happens to a survey: the asking is paused exactly while a critic we asked is overdue."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule
from tests.domain.survey.restaurant import answer, feedback, opened, unasked
from tests.domain.survey.story import HOUR, PROCESS

from answerable.domain.case.obligations import DueTimePassed
from answerable.domain.case.time_passing import PassTime
from answerable.domain.command import RefusedError
from answerable.domain.survey.answering import (
    AnswerCritic,
    AnswerFailed,
    CriticAnswered,
    FailAnswer,
)
from answerable.domain.survey.asking import AskFeedback
from answerable.domain.survey.breaker import SurveyPaused, SurveyResumed
from answerable.domain.survey.case_answers import (
    CaseAnswerFailed,
    CriticAnsweredInCase,
    RecordCaseAnswer,
    RecordCaseAnswerFailure,
    TakeToCase,
)
from answerable.domain.survey.dialogue import DeclineDialogue, DialogueDeclined, HearCritic
from answerable.domain.survey.feedback import CriticismReceived
from answerable.domain.survey.receiving import ReceiveResponse
from answerable.domain.survey.survey import SurveyCommand, SurveyEvent

CRITICS = st.integers(1, 3)
HOURS = st.sampled_from([1, 12, 24, 36, 72])


class Survey(RuleBasedStateMachine):
    """The critics 1 to 3; odd ones were asked. What is owed is counted here from events alone."""

    def __init__(self) -> None:
        super().__init__()
        self.story = opened(invitations=1000, critic_share=1, response_rate=1)
        self.turn = 0

    def wish(
        self, make: Callable[..., SurveyCommand], *args: object, **more: object
    ) -> list[SurveyEvent]:
        """Put a command; a refusal is an answer too."""
        self.turn += 1
        try:
            return self.story.put(make, *args, **more)
        except RefusedError:
            return []

    @rule(critic=CRITICS, hours_ago=HOURS)
    def hear(self, critic: int, hours_ago: int) -> None:
        said = feedback() if critic % 2 else unasked()
        at = self.story.now - hours_ago * HOUR
        self.wish(ReceiveResponse, f"criticism-{critic}", said, occurred_at=at)

    @rule(critic=CRITICS)
    def answer(self, critic: int) -> None:
        fields = answer(answer=f"answer-{critic}-{self.turn}", criticism=f"criticism-{critic}")
        self.wish(AnswerCritic, **fields)

    @rule(critic=CRITICS)
    def take_to_case(self, critic: int) -> None:
        self.wish(TakeToCase, f"criticism-{critic}", f"case-{critic}")

    @rule(critic=CRITICS, fails=st.booleans())
    def answer_in_case(self, critic: int, fails: bool) -> None:  # noqa: FBT001 - drawn
        make = RecordCaseAnswerFailure if fails else RecordCaseAnswer
        names = (f"criticism-{critic}", f"case-{critic}", f"reply-{critic}")
        self.wish(make, *names, actor=PROCESS)

    @rule(data=st.data())
    @precondition(lambda self: self.answers())
    def bounce(self, data: st.DataObject) -> None:
        self.wish(FailAnswer, data.draw(st.sampled_from(self.answers())), "bounced")

    @rule(critic=CRITICS)
    def decline(self, critic: int) -> None:
        name, message = f"criticism-{critic}", f"message-{critic}"
        self.wish(HearCritic, name, message, "email", None, None)
        self.wish(DeclineDialogue, name, message)

    @rule(hours=HOURS)
    def wait(self, hours: int) -> None:
        self.story.now += timedelta(hours=hours)
        self.wish(PassTime)

    @rule(hours=HOURS)
    def ask(self, hours: int) -> None:
        """Asking between two ticks is refused exactly while a critic we asked is overdue."""
        self.story.now += timedelta(hours=hours)
        asked = self.wish(AskFeedback, f"ask-{self.turn}", f"person-{self.turn}", ())
        assert bool(asked) != bool(self.kept_waiting())
        self.wish(PassTime)

    def answers(self) -> list[str]:
        return [e.answer for e in self.story.events if isinstance(e, CriticAnswered)]

    def kept_waiting(self) -> list[str]:
        """By the events alone: asked, past the due time, no answer that stands, not declined."""
        events = self.story.events
        gone = {e.criticism for e in events if isinstance(e, DialogueDeclined)}
        due = {
            e.criticism: e.target.due
            for e in events
            if isinstance(e, CriticismReceived) and e.feedback.asked
        }
        late = [name for name, at in due.items() if at < self.story.now and name not in gone]
        return [name for name in late if not self.answered(name)]

    def answered(self, name: str) -> bool:
        standing = set[str]()
        for event in self.story.events:
            match event:
                case CriticAnswered(criticism=critic, answer=one) if critic == name:
                    standing.add(one)
                case AnswerFailed(answer=one):
                    standing.discard(one)
                case CriticAnsweredInCase(criticism=critic, reply=one) if critic == name:
                    standing.add(one)
                case CaseAnswerFailed(criticism=critic, reply=one) if critic == name:
                    standing.discard(one)
                case _:
                    pass
        return bool(standing)

    @invariant()
    def paused_iff_a_critic_we_asked_is_overdue(self) -> None:
        switches = [e for e in self.story.events if isinstance(e, SurveyPaused | SurveyResumed)]
        paused = bool(switches) and isinstance(switches[-1], SurveyPaused)
        assert paused == bool(self.kept_waiting())

    @invariant()
    def a_due_time_passes_once(self) -> None:
        passed = [(e.duty, e.due) for e in self.story.events if isinstance(e, DueTimePassed)]
        assert len(passed) == len(set(passed))


TestSurvey = Survey.TestCase
