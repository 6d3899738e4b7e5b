"""Histories of a town: anything anybody may do, in any order, as far as the domain allows it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from hypothesis import strategies as st
from tests.projections.register import stated_by_register
from tests.projections.town import HOUR, Town

from answerable.application.case_desk import CaseDesk
from answerable.application.clerk import UnknownStreamError
from answerable.application.survey_desk import SurveyDesk
from answerable.domain.case.ending import Why
from answerable.domain.case.inquiry import InformationReceived, InformationRequested, RecordInquiry
from answerable.domain.case.intake import Complainant, Signal
from answerable.domain.case.issues import Outcome
from answerable.domain.case.promise_changes import VoidPromise
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.replies import Apology, Kind
from answerable.domain.command import RefusedError
from answerable.domain.event import Actor, Personal, RecordedEvent
from answerable.domain.survey.answering import Way
from answerable.domain.survey.scores import Scale

OLA = Actor("staff-ola", "lead")
SAID = "something that only they could have said"


@dataclass(frozen=True)
class Move:
    """Something somebody tries: with which case, which thing of it, after how long."""

    name: str
    case: int
    thing: int
    pause: timedelta


class Life(Town):
    """A town in which moves are tried; what the domain refuses does not happen."""

    def __init__(self) -> None:
        super().__init__()
        self.cases: list[CaseDesk] = []
        self.survey: SurveyDesk = self.desk.survey()

    def live(self, move: Move) -> None:
        """Try it."""
        self.after(move.pause)
        try:
            if move.name in AT_LARGE:
                AT_LARGE[move.name](self, move.thing)
            elif self.cases:
                case = self.cases[move.case % len(self.cases)]
                IN_CASE[move.name](self, case, move.thing)
        except (RefusedError, UnknownStreamError, IndexError):
            pass


def message(case: CaseDesk, n: int) -> str:
    return list(case.state.intake.messages)[n]


def reply(case: CaseDesk, n: int) -> str:
    return list(case.state.replies)[-1 - n]


def promise(case: CaseDesk, n: int) -> str:
    return list(case.state.promises)[n]


def receive(life: Life, n: int) -> None:
    if len(life.cases) < 3:
        life.cases.append(life.desk.receive(SAID, complainant=f"person-{n}"))


def notice(life: Life, n: int) -> None:
    if len(life.cases) < 3:
        name, who = life.desk.new_id("case"), f"person-{n}"
        words = Personal[str](subject=who, value=SAID)
        about = life.desk.about(name)
        opened = ReceiveCase(
            who, Complainant.CUSTOMER, Signal.MURMUR, "table", None, None, words, "issue-1",
            noticed=True, **about,
        )  # fmt: skip
        life.desk.execute(opened)
        life.cases.append(life.desk.case(name))


def register(life: Life, n: int) -> None:
    stated_by_register(life.desk, "case-register", replied=n % 2 == 0)
    if "case-register" not in [case.id for case in life.cases]:
        life.cases.append(life.desk.case("case-register"))


def criticise(life: Life, n: int) -> None:
    said = life.survey.hear(SAID, "review", asked=False, scale=Scale.NPS, score=2.0)
    if n == 0:
        life.cases.append(life.survey.to_case(said))


def answer_critic(life: Life, n: int) -> None:
    name = list(life.survey.state.responses.known)[n]
    life.survey.answer(name, "we heard you", "come back as our guest", "Marta", Way.EMAIL)


def fail_answer(life: Life, n: int) -> None:
    answers = [a for r in life.survey.state.responses.known.values() for a in r.answers]
    life.survey.answer_failed(answers[n].answer, "bounced")


def write(kind: Kind) -> Callable[[Life, CaseDesk, int], None]:
    def do(_: Life, case: CaseDesk, n: int) -> None:
        written = case.reply(
            kind,
            "this is what we can do",
            signed="Marta",
            apology=Apology.REGRET,
            proposal="dinner" if n else " ",
            tells=tuple(case.state.promises) if kind is Kind.CLOSING else (),
            keeps=tuple(case.state.promises)[:n] if kind is Kind.PROPOSAL else (),
            done="cooked again",
            recourse="ask the manager",
        )
        if n:
            case.send(written)

    return do


def decide_all(_: Life, case: CaseDesk) -> None:
    case.propose(["a new soup"], "fine")
    for issue in case.state.issues:
        case.decide(issue, Outcome.UPHELD, "it was cold")


def finish(life: Life, case: CaseDesk, _: int) -> None:
    decide_all(life, case)
    write(Kind.CLOSING)(life, case, 1)
    case.close(no_lesson="an accident")


def merge(life: Life, case: CaseDesk, n: int) -> None:
    other = life.cases[n].id
    notice = case.reply(Kind.STATUS, "it goes on there", signed="Marta", tells=(other,))
    case.send(notice)
    case.merge_into(other, notice)


def ask_for_more(life: Life, case: CaseDesk, n: int) -> None:
    told_in, about = reply(case, n), life.desk.about(case.id)
    fact = InformationRequested(
        occurred_at=life.now,
        request=f"request-{n}",
        told_in=told_in,
        due=life.now + 30 * HOUR,
        warned=True,
    )
    life.desk.execute(RecordInquiry(fact, **about))


def give_more(life: Life, case: CaseDesk, n: int) -> None:
    fact = InformationReceived(
        occurred_at=life.now, request=f"request-{n}", message=message(case, n)
    )
    life.desk.execute(RecordInquiry(fact, **life.desk.about(case.id)))


def void_promise(life: Life, case: CaseDesk, n: int) -> None:
    seconded = life.desk.acting(confirmed_by=OLA.id)
    life.desk.execute(VoidPromise(promise(case, n), **seconded.about(case.id)))


def set_aside(life: Life, case: CaseDesk, n: int) -> None:
    CaseDesk(life.desk.acting(OLA), case.id).set_aside(message(case, n))


def tick(life: Life, _: int) -> None:
    life.desk.pass_time()


AT_LARGE: dict[str, Callable[[Life, int], None]] = {
    "receive": receive,
    "notice": notice,
    "register": register,
    "criticise": criticise,
    "answer critic": answer_critic,
    "fail answer": fail_answer,
    "tick": tick,
}
IN_CASE: dict[str, Callable[[Life, CaseDesk, int], None]] = {
    "own": lambda _, case, __: case.name_owner("Marta"),
    "acknowledge": lambda _, case, __: void(case.acknowledge("we are sorry", "Marta")),
    "hear": lambda _, case, __: void(case.hear(SAID)),
    "set aside": set_aside,
    **{f"write {kind}": write(kind) for kind in (Kind.PROPOSAL, Kind.CLARIFICATION, Kind.CLOSING)},
    "send": lambda _, case, n: case.send(reply(case, n)),
    "fail": lambda _, case, n: case.failed(reply(case, n), "bounced"),
    "finish": finish,
    "reopen": lambda _, case, n: case.reopen(Why.SAME_ISSUE, message(case, -n)),
    "keep": lambda _, case, n: case.keep(promise(case, n), "paid"),
    "release": lambda _, case, n: case.release(promise(case, n), message(case, n)),
    "renegotiate": lambda _, case, n: void(
        case.renegotiate(promise(case, n), "in 9 days", "the cook is ill", "later", "Marta")
    ),
    "void promise": void_promise,
    "hand over": lambda _, case, n: case.hand_over(f"staff-{n}", "Jan", absent=True),
    "merge": merge,
    "unmerge": lambda life, case, n: case.unmerge(life.cases[n].id),
    "ask for more": ask_for_more,
    "give more": give_more,
}


def void(_: str) -> None:
    """For moves that give an id back."""


THINGS = st.integers(0, 2)
PAUSES = st.sampled_from([0, 1, 5, 26, 60]).map(lambda hours: hours * HOUR)
OFTEN = ("merge", "unmerge", "fail", "finish", "keep", "send")
MOVES = st.builds(Move, st.sampled_from([*AT_LARGE, *IN_CASE, *OFTEN]), THINGS, THINGS, PAUSES)
BEGINNING = (
    Move("receive", 0, 0, HOUR),
    Move("own", 0, 0, HOUR),
    Move("acknowledge", 0, 0, HOUR),
    Move("receive", 0, 1, HOUR),
    Move("own", 1, 0, HOUR),
)


def lived(moves: Sequence[Move]) -> Life:
    """A town in which all this was tried."""
    life = Life()
    for move in (*BEGINNING, *moves):
        life.live(move)
    return life


def interleaved(log: Sequence[RecordedEvent], choices: Sequence[int]) -> list[RecordedEvent]:
    """The same streams in another order, each in its own."""
    streams: dict[str, list[RecordedEvent]] = {}
    for each in log:
        streams.setdefault(each.stream, []).append(each)
    waiting, mixed = list(streams.values()), list[RecordedEvent]()
    turns = iter(choices)
    while waiting:
        turn = next(turns, 0) % len(waiting)
        mixed.append(waiting[turn].pop(0))
        waiting = [events for events in waiting if events]
    return mixed


LIVES = st.lists(MOVES, min_size=5, max_size=30).map(lived)
