"""Conversations about a complaint, put to a desk step by step, as people have them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import count
from typing import TypeAlias

from ..adapters.memory.views import MemoryViews
from ..application.case_desk import CaseDesk
from ..application.desk import Desk
from ..application.inbox import Inbox
from ..application.ports import EventStore
from ..application.project import Keeper
from ..application.react import Reactions
from ..bootstrap import workplace
from ..domain.case.issues import Outcome
from ..domain.case.replies import Kind
from ..domain.command import RefusedError
from ..domain.deadlines.policy import house
from ..domain.event import Actor
from .wild import START

STAFF = Actor("agent-1", "agent")
NAME = "Maria S."


class Clock:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        """What it shows."""
        return self.now


def desk_on(store: EventStore, clock: Callable[[], datetime]) -> Desk:
    """A desk on any store, whose ids are counted so that two desks make the same ones."""
    place, views, numbers = workplace("memory:", house("UTC"), clock), MemoryViews(), count(1)

    def new_id(prefix: str) -> str:
        return f"{prefix}-{next(numbers):032x}"

    place = replace(
        place,
        store=store,
        keeper=Keeper(store, views),
        reactions=Reactions(store, views, place.states),
        inbox=Inbox(store),
        new_id=new_id,
    )
    return Desk(place, STAFF)


def promise(case: CaseDesk) -> None:
    """Something is promised for the next week."""
    case.promise("we call you", by=START + timedelta(days=7))


def keep(case: CaseDesk) -> None:
    """The promises are kept, as far as they can be."""
    for each in case.state.promises:
        case.keep(each, "we called")


def decide(case: CaseDesk) -> None:
    """Each head of the complaint is decided."""
    for each in case.state.issues:
        case.decide(each, Outcome.UPHELD, "it was lost")


def answer(case: CaseDesk) -> None:
    """A closing reply is written, and sent."""
    keeps = tuple(case.state.promises)
    says = {"signed": NAME, "keeps": keeps, "done": "sent again", "recourse": "write to us"}
    case.send(case.reply(Kind.CLOSING, "It is on its way.", **says))  # type: ignore[arg-type]


def bounce(case: CaseDesk) -> None:
    """The last reply comes back."""
    for each in list(case.state.replies)[-1:]:
        case.failed(each, "bounce")


Step: TypeAlias = Callable[[CaseDesk], object]
STEPS: Sequence[Step] = (
    lambda case: case.name_owner(NAME),
    lambda case: case.acknowledge("I am sorry. I will see this through.", NAME),
    lambda case: case.hear("And nobody calls me back."),
    lambda case: case.raise_issue("nobody calls back"),
    promise,
    keep,
    lambda case: case.propose(["send it again"], "gladly"),
    decide,
    answer,
    lambda case: case.close(no_lesson="none this time"),
    bounce,
    lambda case: case.hand_over("agent-2", "Jan K."),
)
"""What can happen next in a conversation; much of it is refused at a given moment."""
IN_ORDER = (0, 1, 6, 7, 8, 9)
"""The steps that lead from a complaint to its end."""


def take_step(case: CaseDesk, number: int) -> str | None:
    """Take one step; the rule by which it was refused, if it was."""
    try:
        STEPS[number](case)
    except RefusedError as error:
        return error.rule.id
    return None
