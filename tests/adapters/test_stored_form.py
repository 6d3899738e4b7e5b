"""Stored form, version 1: what goes in comes out, and what cannot be read says so."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone
from typing import Any, ClassVar, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

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


class Whole(BaseModel):
    """The document as ADR 0003 has it, for pydantic itself to write and read."""

    model_config = ConfigDict(extra="forbid")

    form: Literal[1] = 1
    blind: str = Field(pattern="^[0-9a-f]{32}$")
    schema_version: int
    recorded_at: AwareDatetime
    actor: Actor
    command_id: str
    correlation: str
    causation: str | None
    confirmed_by: str | None
    event: Said


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
    assert [FORM.decode(row(FROZEN))] == recorded(PUT, [SAID], version=4, position=17)


@given(event=EVENTS)
def test_any_event_comes_back_with_its_erased_fields(event: Said) -> None:
    assert FORM.decode(row(FORM.encode(PUT, event))).event == event


@given(EVENTS, ZONES, *[st.none() | st.text(min_size=1)] * 3)
def test_the_bytes_are_those_of_the_whole_document(
    event: Said, zone: timezone, correlation: str, causation: str, second: str
) -> None:
    linked = {"correlation": correlation, "causation": causation, "confirmed_by": second}
    put = Command(
        stream="case-1",
        id="cmd-1",
        actor=PUT.actor,
        now=NOON.astimezone(zone),
        occurred_at=NOON,
        **linked,
    )

    whole = Whole(
        blind=bytes(range(16)).hex(),
        schema_version=3,
        recorded_at=NOON.astimezone(UTC),
        actor=put.actor,
        command_id=put.id,
        correlation=put.correlation or put.id,
        causation=put.causation,
        confirmed_by=put.confirmed_by,
        event=event,
    )
    assert FORM.encode_all(put, (event, SAID))[0] == whole.model_dump_json().encode()


@given(st.integers(0, len(FROZEN)), st.integers(0, 40), st.binary(max_size=3))
def test_whatever_bytes_stand_there_are_read_as_the_whole_document_or_not_at_all(
    at: int, cut: int, put: bytes
) -> None:
    stored = FROZEN[:at] + put + FROZEN[at + cut :]
    try:
        whole = Whole.model_validate_json(stored)
    except ValidationError:
        whole = None

    if whole is None or whole.schema_version not in (1, 2, 3):
        with pytest.raises(UnreadableEventError):
            FORM.decode(row(stored))
    elif whole.schema_version == 3:
        back = FORM.decode(row(stored))
        assert (back.event, back.recorded_at) == (whole.event, whole.recorded_at)
        assert (back.actor, back.command_id) == (whole.actor, whole.command_id)


@given(st.integers(0, len(FROZEN)), st.integers(0, 40), st.binary(max_size=3))
def test_the_event_read_alone_is_that_of_the_whole_document(at: int, cut: int, put: bytes) -> None:
    stored = row(FROZEN[:at] + put + FROZEN[at + cut :])
    whole, why_not = read(lambda: FORM.decode(stored).event)
    alone, why = read(lambda: facts([stored])[0])

    if alone:  # the envelope is not looked at
        said = json.dumps(json.loads(stored.stored)["event"])
        assert alone == Said.model_validate_json(said)
        assert whole in (None, alone)
    else:
        assert (whole, why_not) == (None, why)


def facts(rows: list[Row]) -> list[Event]:
    return FORM.facts([row[3:] for row in rows], lambda: FORM.decode_all(rows))


def read(reading: Callable[[], Event]) -> tuple[Event | None, str]:
    try:
        return reading(), ""
    except UnreadableEventError as error:
        return None, str(error)


def test_an_old_schema_is_led_on_step_by_step() -> None:
    old = {
        "occurred_at": "2026-03-02T12:00:00+01:00",
        "words": {"subject": "p-1", "value": {"erased": True}, "key": None},
        "by": "agent-7",
    }

    stored = row(changed(schema_version=1, event=old))
    back = FORM.decode(stored).event

    assert facts([stored]) == [back]
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
