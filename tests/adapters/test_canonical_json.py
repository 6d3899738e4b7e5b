"""Canonical JSON is that of RFC 8785, as far as we write it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import validate

from answerable.adapters.canonical_json import NotCanonicalError, canonical
from answerable.adapters.event_schemas import EventSchemas
from answerable.application.ports import UnreadableEventError
from answerable.domain.catalogue import EVENT_TYPES
from answerable.domain.upcasting import UPCASTERS

GOLDEN = Path(__file__).parents[1] / "golden"
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53) + 1, 2**53 - 1) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)


@given(VALUES)
def test_it_says_the_same_as_what_it_was_made_from(value: object) -> None:
    assert json.loads(canonical(value)) == value


def test_members_come_in_the_order_of_their_utf_16() -> None:
    sorted_by_the_rfc = {"\r": 1, "1": 2, "\x80": 3, "ö": 4, "€": 5, "\U0001f600": 6, "\ufb33": 7}

    assert list(json.loads(canonical(dict(reversed(sorted_by_the_rfc.items()))))) == list(
        sorted_by_the_rfc
    )


def test_a_text_is_escaped_no_more_than_it_must_be() -> None:
    assert canonical('€$\x0f\nA\'B"\\"/\x7f') == '"€$\\u000f\\nA\'B\\"\\\\\\"/\x7f"'.encode()


@pytest.mark.parametrize("value", [0.5, 2**53, -(2**53), {1: 2}, {"a": {1, 2}}, "\ud800"])
def test_what_has_no_form_that_everybody_reads_is_refused(value: object) -> None:
    with pytest.raises(NotCanonicalError):
        canonical(value)


@pytest.mark.parametrize(("name", "version"), sorted(UPCASTERS))
def test_what_was_stored_by_an_older_schema_can_still_be_sealed_under_it(
    name: str, version: int
) -> None:
    schemas = EventSchemas(EVENT_TYPES)
    row = (1, "case-1", 1, name, b"")

    document = schemas.document(row, version)

    assert canonical(json.loads(document)) == document
    assert document != schemas.document(row, EVENT_TYPES[name].schema_version)
    golden = GOLDEN / f"{name}.v{version}.json"
    if golden.exists():
        validate(json.loads(golden.read_text("utf-8")), json.loads(document))


@pytest.mark.parametrize(("name", "version"), [("PauseTold", 9), ("Other", 1), ("../x", 1)])
def test_nothing_is_made_up_of_an_event_that_is_not_known(name: str, version: int) -> None:
    with pytest.raises(UnreadableEventError):
        EventSchemas(EVENT_TYPES).document((1, "case-1", 1, name, b""), version)


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_every_event_has_a_schema_and_its_stored_bytes_say_by_which_they_were_written(
    name: str,
) -> None:
    schemas, event = EventSchemas(EVENT_TYPES), EVENT_TYPES[name]
    version = event.schema_version
    row = (
        1,
        "case-1",
        1,
        name,
        b'{"form":1,"blind":"%b","schema_version":%d,' % (b"0" * 32, version),
    )

    assert schemas.version_of(row) == version
    assert json.loads(schemas.document(row, version)) == event.model_json_schema()
