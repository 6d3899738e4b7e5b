"""What was stored stays readable: an example of each form of each event type must still load."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import cast

import pytest
from tests.golden.examples import AT, HERE, WORDS, example, path_of, words_of_events, written

from answerable.adapters.stored_form import Row, StoredForm
from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.command import Command
from answerable.domain.event import Actor, Event
from answerable.domain.upcasting import UPCASTERS

FILES = sorted(HERE.glob("*.v*.json"))
TYPES = list(EVENT_TYPES.values())
BY_TYPE = pytest.mark.parametrize("event", TYPES, ids=[event.__name__ for event in TYPES])
FORM = StoredForm(EVENT_TYPES, UPCASTERS, lambda size: b"\0" * size)
COMMAND = Command(
    stream="s-1", id="command-1", actor=Actor("staff-1", "agent"), now=AT, occurred_at=AT
)


def form_of(path: Path) -> tuple[str, int]:
    """The type and schema version that a file is an example of."""
    name, _, version = path.stem.partition(".v")
    return name, int(version)


@BY_TYPE
def test_the_example_of_today_is_the_event_and_no_field_of_it_changed(event: type[Event]) -> None:
    text = path_of(event).read_text("utf-8")

    assert event.model_validate_json(text) == example(event)
    assert written(example(event)) == text


@BY_TYPE
def test_a_store_writes_the_body_as_in_the_example(event: type[Event]) -> None:
    stored = FORM.encode(COMMAND, example(event))

    assert json.loads(stored)["event"] == json.loads(path_of(event).read_text("utf-8"))


@BY_TYPE
def test_every_form_there_ever_was_has_an_example(event: type[Event]) -> None:
    versions = {version for name, version in map(form_of, FILES) if name == event.__name__}

    assert versions == set(range(1, event.schema_version + 1))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_example_is_read_from_a_store(path: Path) -> None:
    name, version = form_of(path)

    read = FORM.decode(Row(1, "s-1", 1, name, stored(version, json.loads(path.read_text("utf-8")))))

    assert type(read.event) is EVENT_TYPES[name]


@BY_TYPE
def test_an_example_whose_personal_words_are_erased_is_read_and_written_alike(
    event: type[Event],
) -> None:
    body = erased(json.loads(path_of(event).read_text("utf-8")))
    read = event.model_validate_json(json.dumps(body))

    assert json.loads(read.model_dump_json()) == body


def test_no_word_that_events_use_was_ever_taken_away() -> None:
    known: dict[str, list[str]] = json.loads(WORDS.read_text("utf-8"))
    today = words_of_events()

    gone = {name: {*said} - {*today.get(name, ())} for name, said in known.items()}

    assert {name: said for name, said in gone.items() if said} == {}
    assert today == {name: known.get(name) for name in today}, "run make.py to add the new ones"


def stored(version: int, body: object) -> bytes:
    """A document of the stored form, written by hand."""
    document = {
        "form": 1,
        "blind": "0" * 32,
        "schema_version": version,
        "recorded_at": datetime(2026, 11, 2, 9, 31, tzinfo=UTC).isoformat(),
        "actor": {"id": "staff-1", "role": "agent"},
        "command_id": "command-1",
        "correlation": "command-1",
        "causation": None,
        "confirmed_by": None,
        "event": body,
    }
    return json.dumps(document).encode()


def erased(body: object) -> object:
    """The body after its subjects' words were erased."""
    if isinstance(body, list):
        return [erased(each) for each in cast("list[object]", body)]
    if not isinstance(body, dict):
        return body
    known = cast("dict[str, object]", body)
    if known.keys() == {"subject", "value", "key"}:
        return {**known, "value": {"erased": True}, "key": None}
    return {name: erased(each) for name, each in known.items()}
