"""What one stream asks of another, fact by fact."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from answerable.domain.case.case import Case
from answerable.domain.case.intake import CaseLinked
from answerable.domain.case.replies import ReplyFailed, ReplySpoken
from answerable.domain.command import Command, RefusedError
from answerable.domain.event import Actor, Event, Personal, RecordedEvent
from answerable.domain.problem.notices import CaseLinkedToProblem, FixNoticeWaived
from answerable.domain.problem.problem import Problem
from answerable.domain.processes import critics, fixes, shared_replies
from answerable.domain.processes.following import BY_ITSELF, ID_OF_ITS_OWN, require_by_hand

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
WORDS = Personal[str](subject="person-1", value="moved away")


def on_record(event: Event, stream: str = "case-1") -> RecordedEvent:
    return RecordedEvent(event, stream, 3, 9, NOON, Actor("staff-1", "agent"), "command-1", "c")


def asked_by(role: str) -> Command:
    actor = Actor("staff-1", role)
    return Command(stream="case-1", id="c", actor=actor, now=NOON, occurred_at=NOON)


LINK = on_record(CaseLinked(occurred_at=NOON, other="case-2", why="same story"))
FAILED = on_record(ReplyFailed(occurred_at=NOON, reply="reply-1", failure="bounce", channel="sms"))
SPOKEN = on_record(ReplySpoken(occurred_at=NOON, reply="reply-1", summary=WORDS, reaction=WORDS))


def test_a_link_to_another_case_asks_nothing_of_a_problem() -> None:
    assert list(fixes.link(LINK, Case())) == []


def test_a_waived_notice_is_waived_in_the_case_as_well() -> None:
    waived = FixNoticeWaived(occurred_at=NOON, case="case-1", fix="fix-1", reason=WORDS)

    (command,) = fixes.owe(on_record(waived, "problem-1"), Problem())

    assert (command.stream, getattr(command, "about", "")) == ("case-1", "problem-1/fix-1")


def test_a_case_linked_after_the_fix_is_owed_word_of_it() -> None:
    linked = on_record(CaseLinkedToProblem(occurred_at=NOON, case="case-1"), "problem-1")
    fixed = Problem()
    fixed = replace(fixed, notices=replace(fixed.notices, fix="fix-1"))

    (command,) = fixes.owe(linked, fixed)

    assert getattr(command, "about", "") == "problem-1/fix-1"
    assert list(fixes.owe(linked, Problem())) == []


def test_a_reply_that_is_not_on_record_tells_nobody_anything() -> None:
    for fact in (FAILED, SPOKEN, LINK):
        assert list(fixes.told(fact, Case())) == []
        assert list(critics.answer(fact, Case())) == []
        assert list(shared_replies.follow(fact, Case())) == []


def test_only_a_criticism_taken_to_a_case_opens_one() -> None:
    assert list(critics.open_case(LINK, Case())) == []


def test_only_the_reactions_put_what_follows_by_itself() -> None:
    by_hand = asked_by("agent")
    by_itself = asked_by("process")

    require_by_hand(by_hand)
    with pytest.raises(RefusedError) as refused:
        require_by_hand(by_itself)
    assert refused.value.rule is BY_ITSELF


@pytest.mark.parametrize("id_", ["case-1/3/0", "case-1/3/0/declined"])
def test_only_the_reactions_use_an_id_made_from_a_fact(id_: str) -> None:
    with pytest.raises(RefusedError) as refused:
        require_by_hand(replace(asked_by("agent"), id=id_))
    assert refused.value.rule is ID_OF_ITS_OWN
