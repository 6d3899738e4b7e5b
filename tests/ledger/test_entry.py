"""Entries are read back from their bytes, and no other bytes are entries."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.application.ledger.entry import (
    EventEntry,
    HeadsEntry,
    KeyEntry,
    MalformedEntryError,
    SchemaEntry,
    WitnessEntry,
    parse,
)

NUMBERS = st.integers(0, 2**64 - 1)
TEXTS = st.text(max_size=20)
HASHES = st.binary(min_size=32, max_size=32)
ENTRIES = st.one_of(
    st.builds(KeyEntry, NUMBERS, HASHES, HASHES, st.binary(min_size=64, max_size=64)),
    st.builds(SchemaEntry, TEXTS, st.integers(0, 2**32 - 1), HASHES),
    st.builds(WitnessEntry, TEXTS),
    st.builds(EventEntry, NUMBERS, NUMBERS, NUMBERS, TEXTS, TEXTS, HASHES),
    st.builds(HeadsEntry, NUMBERS, NUMBERS, HASHES),
)


@given(ENTRIES)
def test_an_entry_is_read_as_it_was_written(
    entry: KeyEntry | SchemaEntry | WitnessEntry | EventEntry | HeadsEntry,
) -> None:
    assert parse(entry.written()) == entry


@given(ENTRIES, st.data())
def test_an_entry_is_refused_when_a_byte_is_missing_or_added(
    entry: EventEntry | HeadsEntry, data: st.DataObject
) -> None:
    written = entry.written()
    cut = data.draw(st.integers(0, len(written) - 1))

    for other in (written[:cut], written + b"\0"):
        with pytest.raises(MalformedEntryError):
            parse(other)


@given(st.binary(max_size=200))
def test_whatever_is_read_as_an_entry_is_written_as_the_same_bytes(some: bytes) -> None:
    for kind in (b"", b"answerable-schema/v1\0", b"answerable-witness/v1\0"):
        try:
            found = parse(kind + some)
        except MalformedEntryError:
            continue
        assert found.written() == kind + some


def test_a_text_that_its_length_cannot_tell_is_refused() -> None:
    assert len(WitnessEntry("x" * 65535).written()) == len(b"answerable-witness/v1\0") + 2 + 65535
    with pytest.raises(MalformedEntryError):
        WitnessEntry("x" * 65536).written()


def test_an_entry_of_a_text_that_is_no_utf_8_is_refused() -> None:
    with pytest.raises(MalformedEntryError):
        parse(b"answerable-witness/v1\0\0\1\xff")
