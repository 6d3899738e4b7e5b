"""One survey at the desk: be ready, ask, hear, and answer every critic (S0)."""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypedDict, Unpack

from ..domain.deadlines.counting import Limit
from ..domain.event import Personal
from ..domain.survey.answering import AnswerCritic, Conversation, FailAnswer, Way
from ..domain.survey.asking import AskFeedback, Channel, Mode, OpenSurvey
from ..domain.survey.case_answers import TakeToCase
from ..domain.survey.collective import PostCollectiveAnswer
from ..domain.survey.dialogue import ApproachCritic
from ..domain.survey.feedback import Feedback
from ..domain.survey.judging import JudgeResponse, TriageResponse, TriageWave
from ..domain.survey.readiness import DeclareReadiness
from ..domain.survey.receiving import ReceiveResponse
from ..domain.survey.scores import Scale
from ..domain.survey.survey import Survey
from ..projections.unanswered_critics import UNANSWERED_CRITICS
from .case_desk import CaseDesk
from .clerk import Clerk


class Said(TypedDict, total=False):
    """What is known of a response besides its words."""

    score: float
    scale: Scale
    label: str
    person: str
    concerns: str
    place: str
    contactable: bool
    asked: bool


def conversation(critic: str, heard: tuple[str, str, str]) -> Conversation:
    """What a critic told us, in their words: impressions, feelings, opinion."""
    impressions, feelings, opinion = (Personal[str](subject=critic, value=said) for said in heard)
    return Conversation(impressions=impressions, feelings=feelings, opinion=opinion)


class SurveyDesk:
    """A survey by its id, with everything that can be done about it."""

    def __init__(self, desk: Clerk, survey: str) -> None:
        self.desk = desk
        self.id = survey

    @property
    def state(self) -> Survey:
        """The survey as it now stands, folded from its history."""
        state: Survey = self.desk.fold(self.id)
        return state

    def _about(self) -> dict[str, Any]:
        return self.desk.about(self.id)

    def declare_ready(
        self, expected: str, responder_name: str, capacity: int, *, ready_for_negative: bool = True
    ) -> None:
        """Say what we expect, that a "no" is welcome, and who answers how many critics in time."""
        person = self.desk.actor.id
        name = Personal[str](subject=person, value=responder_name)
        command = DeclareReadiness(
            expected, ready_for_negative, person, name, capacity, **self._about()
        )
        self.desk.execute(command)

    def open(
        self,
        channel: Channel,
        invitations: int,
        response_rate: int,
        critic_share: int,
        *,
        mode: Mode = Mode.NAMED,
        collective_by: datetime | None = None,
        target: Limit | None = None,
    ) -> None:
        """Begin to ask; refused with the list of what is missing (S0-3). Rates are percentages."""
        command = OpenSurvey(
            mode,
            channel,
            invitations,
            response_rate,
            critic_share,
            mode is not Mode.ANONYMOUS,
            self._overdue(),
            collective_by,
            target,
            **self._about(),
        )
        self.desk.execute(command)

    def ask(self, person: str, held_back_by: tuple[str, ...] = ()) -> str:
        """Ask one person, in writing or by word of mouth; the id of the asking."""
        ask = self.desk.new_id("ask")
        self.desk.execute(AskFeedback(ask, person, held_back_by, **self._about()))
        return ask

    def hear(self, words: str | None, channel: str, **said: Unpack[Said]) -> str:
        """Record what somebody said; its id. A critical one owes them an answer."""
        response = self.desk.new_id("criticism")
        person = said.get("person") or self.desk.new_id("person")
        feedback = Feedback(
            person=person,
            channel=channel,
            asked=said.get("asked", True),
            contactable=said.get("contactable", True),
            scale=said.get("scale", Scale.NONE),
            score=said.get("score"),
            label=said.get("label"),
            words=Personal[str](subject=person, value=words) if words else None,
            concerns=said.get("concerns"),
            place=said.get("place"),
        )
        self.desk.execute(ReceiveResponse(response, feedback, **self._about()))
        return response

    def judge(self, response: str, reason: str, *, critical: bool) -> None:
        """A person says whether the words are critical; a machine may only propose."""
        why = Personal[str](subject=self._critic(response), value=reason)
        self.desk.execute(JudgeResponse(response, critical, why, **self._about()))

    def mark_read(self, response: str) -> None:
        """A person read it; what no score settles is judged instead."""
        self.desk.execute(TriageResponse(response, **self._about()))

    def all_read(self) -> None:
        """Every response of the wave was read; a sample is refused (S0-9)."""
        self.desk.execute(TriageWave(**self._about()))

    def approach(self, criticism: str, way: Way, by: str | None = None) -> None:
        """Somebody went to the critic: `by`, or whom the criticism concerns (S0-10)."""
        self.desk.execute(ApproachCritic(criticism, way, by, **self._about()))

    def answer(
        self,
        criticism: str,
        words: str,
        proposal: str,
        signed: str,
        way: Way,
        *,
        heard: tuple[str, str, str] | None = None,
    ) -> str:
        """Answer one critic: by name, in person, with something proposed (S0-7, S0-10).

        `heard`: their impressions, feelings and opinion; a spoken answer has them (S0-11).
        """
        answer, critic, me = self.desk.new_id("answer"), self._critic(criticism), self.desk.actor.id
        name = Personal[str](subject=me, value=signed)
        said = Personal[str](subject=critic, value=words)
        offer = Personal[str](subject=critic, value=proposal)
        told = conversation(critic, heard) if heard else None
        about = self._about()
        self.desk.execute(
            AnswerCritic(answer, criticism, me, name, way, said, offer, told, **about)
        )
        return answer

    def answer_all(
        self, criticisms: tuple[str, ...], words: str, proposal: str, signed: str, place: str
    ) -> str:
        """ "You said, we did": one posted answer for the critics nobody can write to."""
        answer, me = self.desk.new_id("answer"), self.desk.actor.id
        command = PostCollectiveAnswer(
            answer,
            criticisms,
            me,
            Personal[str](subject=me, value=signed),
            place,
            Personal[str](subject=me, value=words),
            Personal[str](subject=me, value=proposal),
            **self._about(),
        )
        self.desk.execute(command)
        return answer

    def answer_failed(self, answer: str, failure: str) -> None:
        """The answer is known not to have arrived: its critic is unanswered again."""
        self.desk.execute(FailAnswer(answer, failure, **self._about()))

    def to_case(self, criticism: str) -> CaseDesk:
        """Let a criticism go on as a case of its own."""
        case = self.desk.new_id("case")
        self.desk.execute(TakeToCase(criticism, case, **self._about()))
        return CaseDesk(self.desk, case)

    def _overdue(self) -> tuple[str, ...]:
        """The critics we asked, here or elsewhere, whose answer is late now (S0-3)."""
        waiting = self.desk.view(UNANSWERED_CRITICS)
        return tuple(row.critic for row in waiting if row.asked and row.late_by)

    def _critic(self, response: str) -> str:
        heard = self.state.responses.known.get(response)
        return heard.feedback.person if heard else self.desk.actor.id
