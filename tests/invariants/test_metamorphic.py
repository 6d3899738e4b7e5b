"""I12: who complains, how loudly, how rudely and through whose doing changes no obligation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.explore.moves_talk import SORRY
from tests.explore.pairs import PAIR_MERGING, PAIR_UNDER_LIMITS
from tests.explore.state import LEAD, View, World, menu, next_mail
from tests.explore.walking import Walk, walk
from tests.explore.worlds import AFTER_CLOSING, ANSWER, LIMITS, OUTCOMES, OWNERS, PEOPLE, PROMISES

from answerable.domain.case.conduct import Conduct, ConductFlagged, RecordConduct
from answerable.domain.case.duties import duties, settled
from answerable.domain.case.inquiry import (
    Assessed,
    BadFaithFound,
    Cause,
    CauseFound,
    InformationGapChecked,
    RecordInquiry,
)
from answerable.domain.case.intake import Complainant, Signal
from answerable.domain.case.receiving import ReceiveCase
from answerable.domain.case.solution import NoAgreement, RecordSolution
from answerable.domain.command import Command

WORLDS = (
    ANSWER,
    PROMISES,
    AFTER_CLOSING,
    PEOPLE,
    OWNERS,
    LIMITS,
    OUTCOMES,
    PAIR_MERGING,
    PAIR_UNDER_LIMITS,
)


def received_as(world: World, kind: Complainant, signal: Signal, *, asked: bool) -> World:
    """The same world, where somebody else complains, in another tone, asked or not."""

    def opening(this: World) -> list[Command]:
        return [
            replace(each, kind=kind, signal=signal, asked=asked, noticed=asked)
            if isinstance(each, ReceiveCase)
            else each
            for each in world.opening(this)
        ]

    return replace(world, opening=opening)


def judgements(view: View, conduct: Conduct, cause: Cause) -> Iterator[Command]:
    """What can be thought of a complainant."""
    at = view.state.now
    message = next(iter(view.case.intake.messages), "message-none")
    flag = ConductFlagged(occurred_at=at, record="conduct-9", conduct=conduct, message=message)
    yield RecordConduct(flag, **view.about(LEAD))
    for fact in (
        InformationGapChecked(
            occurred_at=at, told=True, in_time=True, visible=True, understandable=True
        ),
        CauseFound(occurred_at=at, issue="issue-a1", cause=cause, stage="use"),
        BadFaithFound(occurred_at=at, evidence="evidence-1", judges=("staff-1", "staff-2")),
        Assessed(occurred_at=at, severity=3, safety=False, critical_moment=True),
    ):
        yield RecordInquiry(fact, **view.about(LEAD))
    yield RecordSolution(NoAgreement(occurred_at=at, reason=SORRY), **view.about(LEAD))


def judge(other: Walk, conduct: Conduct, cause: Cause) -> None:
    """Everything bad is thought and put on record; whether it is taken does not matter."""
    for stream in other.world.streams:
        for command in list(judgements(other.view(stream), conduct, cause)):
            other.do(command)


def both(one: Walk, other: Walk, choice: int) -> None:
    """The same happens in both: the same mail comes, the same command is put, time goes on."""
    commands = list(menu(one.world, one.state))
    later = one.later()
    if later and (choice % 7 == 0 or not commands):
        one.here = replace(one.here, state=later)
        other.here = replace(other.here, state=replace(other.state, now=later.now))
    elif commands:
        both_put(one, other, commands, choice // 7 % len(commands))


def both_put(one: Walk, other: Walk, commands: list[Command], place: int) -> None:
    """The same command is put, or the same mail comes, and leads to the same."""
    from_mail = place - (len(commands) - len(next_mail(one.state)))
    same = next_mail(other.state)[from_mail] if from_mail >= 0 else commands[place]
    here, there = one.do(commands[place]), other.do(same)
    assert (here.rule, [type(event) for event in here.events]) == (
        there.rule,
        [type(event) for event in there.events],
    )


@given(
    st.sampled_from(WORLDS),
    st.lists(st.integers(0, 100_000), max_size=30),
    st.tuples(st.sampled_from(Complainant), st.sampled_from(Signal), st.booleans()),
    st.tuples(st.sampled_from(Conduct), st.sampled_from(Cause)),
    st.integers(0, 10),
)
def test_what_is_thought_of_a_complainant_changes_nothing_they_are_owed(
    world: World,
    choices: list[int],
    who: tuple[Complainant, Signal, bool],
    thought: tuple[Conduct, Cause],
    when: int,
) -> None:
    kind, signal, asked = who
    one, other = walk(world, []), walk(received_as(world, kind, signal, asked=asked), [])

    for number, choice in enumerate(choices):
        if number == when:
            judge(other, *thought)
        both(one, other, choice)
        for here, there in zip(one.state.cases, other.state.cases, strict=True):
            now = one.state.now
            assert duties(here, now) == duties(there, now)
            assert settled(here, now) == settled(there, now)
