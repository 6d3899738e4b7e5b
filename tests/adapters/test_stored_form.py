"""Stored form, version 1: what goes in comes out, and what cannot be read says so."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.stored_form import Row, StoredForm, recorded
from answerable.application.ports import UnreadableEventError, UnstorableEventError
from answerable.domain.command import Command
from answerable.domain.event import ERASED, Actor, Event, Personal


class Said(Event):
    schema_version: ClassVar[int] = 3
    words: Personal[str]
    score: Personal[int]
    heard_by: str


class Unlisted(Event):
    pass


def name_the_listener(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"heard_by": body.pop("by")}


def add_the_score(body: dict[str, Any]) -> dict[str, Any]:
    return body | {"score": {"subject": "p-1", "value": 3, "key": None}}


FORM = StoredForm(
    {"Said": Said},
    {("Said", 1): name_the_listener, ("Said", 2): add_the_score},
    lambda count: bytes(range(count)),
)
NOON = datetime(2026, 3, 2, 12, tzinfo=timezone(timedelta(hours=1)))
PUT = Command(
    stream="case-1", id="cmd-1", actor=Actor("agent-1", "agent"), now=NOON, occurred_at=NOON
)
SAID = Said(
    occurred_at=NOON,
    words=Personal(subject="p-1", value="Where is my parcel?", key="key-1"),
    score=Personal(subject="p-1", value=2),
    heard_by="agent-1",
)
FROZEN = (
    b'{"form":1,"blind":"000102030405060708090a0b0c0d0e0f","schema_version":3,'
    b'"recorded_at":"2026-03-02T11:00:00Z","actor":{"id":"agent-1","role":"agent"},'
    b'"command_id":"cmd-1","correlation":"cmd-1","causation":null,"confirmed_by":null,'
    b'"event":{"occurred_at":"2026-03-02T12:00:00+01:00",'
    b'"words":{"subject":"p-1","value":"Where is my parcel?","key":"key-1"},'
    b'"score":{"subject":"p-1","value":2,"key":null},"heard_by":"agent-1"}}'
)


def row(stored: bytes, type_: str = "Said") -> Row:
    return Row(17, "case-1", 4, type_, stored)


def changed(**members: object) -> bytes:
    return json.dumps(json.loads(FROZEN) | members).encode()


erased = st.just(ERASED)


def personal(values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    keys = st.none() | st.text()
    return st.fixed_dictionaries({"subject": st.text(), "value": values | erased, "key": keys})


ZONES = st.integers(-14 * 60, 14 * 60).map(lambda minutes: timezone(timedelta(minutes=minutes)))
EVENTS = st.builds(
    Said,
    occurred_at=st.datetimes(datetime(2, 1, 1), datetime(9998, 1, 1), timezones=ZONES),  # noqa: DTZ001
    words=personal(st.text()),
    score=personal(st.integers()),
    heard_by=st.text(),
)


def test_the_bytes_of_form_1_are_frozen() -> None:
    assert FORM.encode(PUT, SAID) == FROZEN


def test_the_frozen_bytes_are_read_as_the_event() -> None:
    assert FORM.decode(row(FROZEN)) == recorded(PUT, SAID, version=4, position=17)


@given(event=EVENTS)
def test_any_event_comes_back_with_its_erased_fields(event: Said) -> None:
    assert FORM.decode(row(FORM.encode(PUT, event))).event == event


def test_an_old_schema_is_led_on_step_by_step() -> None:
    old = {
        "occurred_at": "2026-03-02T12:00:00+01:00",
        "words": {"subject": "p-1", "value": {"erased": True}, "key": None},
        "by": "agent-7",
    }

    back = FORM.decode(row(changed(schema_version=1, event=old))).event

    assert isinstance(back, Said)
    assert (back.heard_by, back.score.value, back.words.value) == ("agent-7", 3, ERASED)


@pytest.mark.parametrize(
    ("stored", "type_", "reason"),
    [
        (b"\xff\x00", "Said", "not an event in stored form"),
        (b"[1]", "Said", "not an event in stored form"),
        (FROZEN[:-1], "Said", "not an event in stored form"),
        (changed(form=2), "Said", "form"),
        (changed(schema_version=4), "Said", "newer"),
        (changed(schema_version=0), "Said", "nothing leads on from its schema 0"),
        (changed(schema_version=1, event={}), "Said", "not of its schema 1"),
        (changed(event={"words": "Where is my parcel?"}), "Said", "not what this type"),
        (changed(actor=None), "Said", "not what this type"),
        (changed(more=1), "Said", "not what this type"),
        (FROZEN, "os.system", "catalogue"),
    ],
)
def test_what_cannot_be_read_says_where_and_why_but_not_what(
    stored: bytes, type_: str, reason: str
) -> None:
    with pytest.raises(UnreadableEventError, match=reason) as unreadable:
        FORM.decode(row(stored, type_))

    error = unreadable.value
    assert (error.stream, error.version, error.position, error.type) == ("case-1", 4, 17, type_)
    assert "parcel" not in str(error)
    assert error.__cause__ is error.__context__ is None


@pytest.mark.parametrize(
    ("put", "event"),
    [
        (PUT, Unlisted(occurred_at=NOON)),
        (PUT, SAID.model_copy(update={"heard_by": "secret \ud800"})),
        (PUT, SAID.model_copy(update={"heard_by": b"secret"})),
        (PUT, SAID.model_copy(update={"occurred_at": NOON.replace(tzinfo=None)})),
        (
            PUT,
            SAID.model_copy(
                update={"occurred_at": NOON.astimezone(timezone(timedelta(seconds=1172)))}
            ),
        ),
    ],
)
def test_what_would_not_come_back_is_refused_without_its_words(put: Command, event: Event) -> None:
    with pytest.raises(UnstorableEventError) as refused:
        FORM.encode(put, event)

    assert "secret" not in str(refused.value)
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


@pytest.mark.parametrize(
    "now", [NOON.replace(tzinfo=None), datetime.max.replace(tzinfo=timezone(timedelta(hours=-1)))]
)
def test_a_command_without_a_possible_time_is_refused(now: datetime) -> None:
    put = Command(stream="s", id="c", actor=PUT.actor, now=now, occurred_at=NOON)

    with pytest.raises(UnstorableEventError):
        FORM.encode(put, SAID)


def test_the_time_of_recording_is_kept_in_utc() -> None:
    assert FORM.decode(row(FORM.encode(PUT, SAID))).recorded_at.tzinfo is not None
    assert FORM.decode(row(FORM.encode(PUT, SAID))).recorded_at == NOON.astimezone(UTC)
