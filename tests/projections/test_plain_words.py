"""What an event says in one line."""

from __future__ import annotations

from datetime import UTC, datetime
from string import Formatter
from typing import Any

import pytest
from pydantic import AwareDatetime

from answerable.domain.case.inquiry import LessonRecorded
from answerable.domain.case.intake import MessageReceived
from answerable.domain.case.promises import PromiseKind, PromiseMade
from answerable.domain.case.register import RegisterEntryRecorded
from answerable.domain.case.solution import SolutionsShared
from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.event import ERASED, Personal
from answerable.projections.plain_words import LINES, what

MONDAY = datetime(2026, 3, 2, 9, tzinfo=UTC)


def said(text: str) -> Personal[str]:
    return Personal[str](subject="person-1", value=text)


@pytest.mark.parametrize("name", sorted(LINES))
def test_each_line_names_only_plain_fields_of_its_event(name: str) -> None:
    fields = EVENT_TYPES[name].model_fields
    named = [field for _, field, _, _ in Formatter().parse(LINES[name]) if field]

    kinds: list[Any] = [fields[field].annotation for field in named]
    texts = [kind for kind in kinds if kind is not AwareDatetime]

    assert [kind for kind in texts if not issubclass(kind, str | int)] == []


def test_a_line_tells_ids_kinds_and_times() -> None:
    made = PromiseMade(
        occurred_at=MONDAY,
        promise="promise-1",
        kind=PromiseKind.ANSWER,
        words=said("a binding answer"),
        owner="staff-1",
        to="person-1",
        told_in="reply-1",
        due=MONDAY,
        due_date=MONDAY.date(),
        zone="UTC",
        rule="7 calendar_day",
    )

    line = "staff-1 promised person-1: answer until 2026-03-02 09:00+00:00 (promise-1)"
    assert what(made) == line
    assert what(made, words=True) == f'{line} "a binding answer"'


def test_an_event_without_a_line_is_told_by_its_name() -> None:
    assert what(LessonRecorded(occurred_at=MONDAY, lesson=said("warm plates"))) == "lesson recorded"


def test_the_words_are_told_only_when_asked_for() -> None:
    shared = SolutionsShared(
        occurred_at=MONDAY, options=(said("a new soup"), said("dinner")), reaction=said("fine")
    )
    entry = RegisterEntryRecorded(
        occurred_at=MONDAY, register_name="cfpb", key="1", codes={}, words={"n": said("charged")}
    )
    gone = MessageReceived(
        occurred_at=MONDAY,
        message="message-1",
        sender="person-1",
        channel="email",
        external_id=None,
        text=said("x").model_copy(update={"value": ERASED}),
    )

    assert what(shared, words=True) == 'solutions shared "a new soup" "dinner" "fine"'
    assert what(entry, words=True) == 'this is what cfpb says of the case (1) "charged"'
    assert what(gone, words=True) == 'person-1 wrote by email (message-1) "[erased]"'
