"""What can be done under packs of law: applied, stated, signposted, agreed, rebutted, paid."""

from __future__ import annotations

from collections.abc import Iterator

from answerable.domain.case.applying import ApplyPack
from answerable.domain.case.replies import Kind
from answerable.domain.case.silence import RebutSilence, RecordCompensation
from answerable.domain.case.solution import AgreementReached, RecordSolution
from answerable.domain.command import Command
from answerable.domain.event import Actor

from .moves_talk import SORRY, writes
from .state import Moves, View


def applies(*packs: str) -> Moves:
    """The case turns out to come under one more pack."""

    def moves(view: View) -> Iterator[Command]:
        for pack in packs:
            yield ApplyPack(pack, **view.about())

    return moves


def acknowledges(view: View) -> Iterator[Command]:
    """A first reply that states what the law wants, and one that does not."""
    yield from writes(view, Kind.ACKNOWLEDGEMENT, apology=None, states=("who",))
    yield from writes(view, Kind.ACKNOWLEDGEMENT, apology=None)


def answers(view: View) -> Iterator[Command]:
    """A closing reply that names the ombudsman, and one that does not."""
    owner, told = Actor(view.case.ownership.owner or "staff-1", "agent"), tuple(view.case.promises)
    for bodies in (("the ombudsman",), ()):
        yield from writes(view, Kind.CLOSING, owner, tells=told, signposts=bodies)


def agrees(view: View) -> Iterator[Command]:
    """The complainant takes the matter for resolved."""
    if view.case.solution.accepted_at is None:
        fact = AgreementReached(occurred_at=view.state.now, gives=SORRY, gets=SORRY)
        yield RecordSolution(fact, **view.about())


def rebuts(view: View) -> Iterator[Command]:
    """Silence is rebutted: by one, and by two."""
    for name in view.case.clocks.obligations:
        if name.endswith("final_answer.1"):
            yield RebutSilence(name, SORRY, "letter", **view.about())
            yield RebutSilence(name, SORRY, "letter", **view.about(second="staff-2"))


def pays(view: View) -> Iterator[Command]:
    """What lateness costs is paid."""
    for name, clock in view.case.clocks.obligations.items():
        for owed in clock.started.compensation:
            yield RecordCompensation(name, owed.amount, "EUR", "transfer", **view.about())
