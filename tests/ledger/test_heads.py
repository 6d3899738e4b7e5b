"""The map of heads is that of docs/ledger-format.md, and its proofs show what they should."""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import slow

from answerable.application.ledger.head_page import Head, Leaf
from answerable.application.ledger.heads import (
    Absence,
    Heads,
    key_of,
    root_of,
    root_without,
)


def near(tail: int, same: int = 250) -> bytes:
    """A key whose first bits are the same as those of others."""
    return (tail & (1 << 256 - same) - 1).to_bytes(32)


KEYS = st.one_of(
    st.binary(min_size=32, max_size=32),
    st.integers(0, 63).map(near),
    st.integers(0, 2**20).map(lambda n: sha256(b"%d" % n).digest()),
)
NUMBERS = st.integers(1, 2**64 - 1)
HEADS = st.builds(Head, NUMBERS, NUMBERS)
MAPS = st.dictionaries(KEYS, HEADS, max_size=40)


class Kept:
    """A map that grew in steps, read anew from its pages each time."""

    def __init__(self) -> None:
        self.pages: dict[str, bytes] = {}
        self.count = 0
        self.root = bytes(32)

    def put(self, heads: Iterable[tuple[bytes, Head]]) -> None:
        growing = self.opened()
        for key, head in heads:
            growing.put(key, head)
        self.root, changed = growing.changed_root()
        self.pages.update(changed)
        self.count = growing.count

    def opened(self) -> Heads:
        return Heads(self.count, self.root, self.pages.get)


def kept(heads: dict[bytes, Head]) -> Kept:
    made = Kept()
    made.put(heads.items())
    return made


@given(st.lists(MAPS, max_size=4))
def test_the_root_follows_from_what_is_in_it_however_it_came_there(
    steps: list[dict[bytes, Head]],
) -> None:
    made, all_ = Kept(), dict[bytes, Head]()
    for step in steps:
        made.put(step.items())
        all_ |= step

    assert made.root == slow.map_root(dict(all_))
    assert made.count == len(all_)
    assert made.opened().changed_root()[0] == made.root


@given(MAPS)
def test_every_head_is_found_and_proved(heads: dict[bytes, Head]) -> None:
    made = kept(heads)
    opened = made.opened()

    for key, head in heads.items():
        assert opened.get(key) == head
        path = opened.proof(key)
        assert root_of(Leaf(key, *head), path) == made.root


@given(MAPS.filter(bool), NUMBERS, st.data())
def test_no_head_but_the_last_is_proved(
    heads: dict[bytes, Head], number: int, data: st.DataObject
) -> None:
    made = kept(heads)
    key = data.draw(st.sampled_from(sorted(heads)))
    version, entry = heads[key]
    path = made.opened().proof(key)

    for other in (Leaf(key, number, entry), Leaf(key, version, number)):
        if other != Leaf(key, version, entry):
            assert root_of(other, path) != made.root
    assert root_of(Leaf(key, version, entry), [*path, bytes(32)]) != made.root
    assert root_of(Leaf(key, version, entry), [bytes(32)] * 257) is None
    if path:
        assert root_of(Leaf(key, version, entry), path[1:]) != made.root


@given(MAPS, KEYS)
def test_what_is_not_there_is_proved_not_to_be(heads: dict[bytes, Head], key: bytes) -> None:
    made = kept({each: head for each, head in heads.items() if each != key})

    absence = made.opened().absence(key)

    assert made.opened().get(key) is None
    assert root_without(key, absence) == made.root


@given(MAPS.filter(bool), st.data())
def test_what_is_there_is_not_proved_away(heads: dict[bytes, Head], data: st.DataObject) -> None:
    made = kept(heads)
    key = data.draw(st.sampled_from(sorted(heads)))
    path = made.opened().proof(key)
    other = Leaf(data.draw(st.sampled_from(sorted(heads))), 1, 1)

    assert root_without(key, Absence(Leaf(key, *heads[key]), path)) is None
    for tried in (Absence(None, path), Absence(other, path), Absence(None, path[1:])):
        assert root_without(key, tried) != made.root


def test_a_stream_is_not_proved_away_by_one_that_stands_elsewhere() -> None:
    heads = {key_of(f"case-{n}"): Head(1, n) for n in range(40)}
    made = kept(heads)
    first, *others = heads

    for other in others:
        path = made.opened().proof(other)
        assert root_without(first, Absence(Leaf(other, *heads[other]), path)) is None


def test_a_proof_cannot_be_had_for_the_contrary() -> None:
    made = kept({key_of("case-1"): Head(1, 2)}).opened()

    with pytest.raises(KeyError):
        made.proof(key_of("case-2"))
    with pytest.raises(KeyError):
        made.absence(key_of("case-1"))


def test_a_change_touches_the_pages_on_its_way_and_no_other() -> None:
    made = kept({key_of(f"case-{n}"): Head(1, n) for n in range(5000)})
    growing = made.opened()

    growing.put(key_of("case-7"), Head(2, 9000))
    _, changed = growing.changed_root()

    digits = key_of("case-7").hex()
    assert sorted(changed) == [digits[:depth] for depth in range(len(changed))]
    assert len(changed) <= 6
    assert growing.changed_root()[1] == {}
