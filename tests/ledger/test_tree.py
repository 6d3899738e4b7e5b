"""The tree is that of RFC 6962: its published vectors, and a slow one made from its text."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.ledger import slow

from answerable.application.ledger.tiles import Growing, node_reader
from answerable.application.ledger.tree import (
    NoSuchEntryError,
    consistency_path,
    inclusion_path,
    is_consistent,
    leaf_hash,
    root_from,
)

INPUTS = [
    bytes.fromhex(each)
    for each in (
        "",
        "00",
        "10",
        "2021",
        "3031",
        "40414243",
        "5051525354555657",
        "606162636465666768696a6b6c6d6e6f",
    )
]
ROOTS = [
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
]
"""The roots of the first 1, 2, … of these, as Certificate Transparency publishes them."""
INCLUSION = {
    (0, 1): (),
    (0, 8): (
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ),
    (5, 8): (
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 3): ("fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",),
    (1, 5): (
        "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
CONSISTENCY = {
    (1, 1): (),
    (1, 8): INCLUSION[0, 8],
    (6, 8): (
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ),
    (2, 5): (
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ),
}
SIZES = st.integers(1, 700)
ENTRIES = [b"%d" % n for n in range(700)]


class Kept:
    """A tree that grew over `entries`, in steps, and was opened again between them."""

    def __init__(self, entries: Sequence[bytes], steps: Sequence[int] = ()) -> None:
        self._tiles: dict[tuple[int, int], bytes] = {}
        size, growing = 0, Growing(0, self.tile)
        for end in [*sorted(each for each in steps if each < len(entries)), len(entries)]:
            growing = Growing(size, self.tile)
            growing.extend(entries[size:end])
            self._tiles.update(growing.changed())
            assert growing.root() == Growing(end, self.tile).root()
            size = end
        self.root = growing.root()
        self.node = node_reader(self.tile)

    def tile(self, level: int, number: int) -> bytes:
        return self._tiles.get((level, number), b"")


def bytes_of(path: Sequence[str]) -> list[bytes]:
    return [bytes.fromhex(each) for each in path]


@pytest.mark.parametrize("size", range(1, 9))
def test_roots_are_those_that_certificate_transparency_publishes(size: int) -> None:
    assert Kept(INPUTS[:size]).root.hex() == ROOTS[size - 1]


@pytest.mark.parametrize(("index", "size"), INCLUSION)
def test_inclusion_proofs_are_those_that_certificate_transparency_publishes(
    index: int, size: int
) -> None:
    path = inclusion_path(index, size, Kept(INPUTS[:size]).node)

    assert path == bytes_of(INCLUSION[index, size])
    assert root_from(leaf_hash(INPUTS[index]), index, size, path) == bytes.fromhex(ROOTS[size - 1])


@pytest.mark.parametrize(("old", "new"), CONSISTENCY)
def test_consistency_proofs_are_those_that_certificate_transparency_publishes(
    old: int, new: int
) -> None:
    path = consistency_path(old, new, Kept(INPUTS[:new]).node)
    before, after = bytes_of([ROOTS[old - 1], ROOTS[new - 1]])

    assert path == bytes_of(CONSISTENCY[old, new])
    assert is_consistent(old, new, before, after, path)


def test_an_empty_tree_has_the_hash_of_nothing() -> None:
    assert Kept([]).root == slow.mth([])


@given(SIZES, st.lists(SIZES, max_size=4))
def test_the_root_is_that_of_the_rfc_however_the_tree_was_opened_in_between(
    size: int, steps: list[int]
) -> None:
    assert Kept(ENTRIES[:size], steps).root == slow.mth(ENTRIES[:size])


@given(SIZES, st.data())
def test_each_proof_is_that_of_the_rfc_and_leads_to_the_root(
    size: int, data: st.DataObject
) -> None:
    entries, index = ENTRIES[:size], data.draw(st.integers(0, size - 1))
    kept = Kept(entries)

    path = inclusion_path(index, size, kept.node)
    lead = consistency_path(index + 1, size, kept.node)

    assert path == slow.path(index, entries)
    assert lead == slow.proof(index + 1, entries)
    assert root_from(leaf_hash(entries[index]), index, size, path) == kept.root
    assert is_consistent(index + 1, size, slow.mth(entries[: index + 1]), kept.root, lead)


@given(SIZES, st.data())
def test_no_other_proof_leads_to_the_root(size: int, data: st.DataObject) -> None:
    entries, index = ENTRIES[:size], data.draw(st.integers(0, size - 1))
    kept = Kept(entries)
    path = inclusion_path(index, size, kept.node)
    leaf = leaf_hash(entries[index])

    for other in changed(path, data):
        assert root_from(leaf, index, size, other) != kept.root
    assert root_from(leaf_hash(b"another"), index, size, path) != kept.root
    assert root_from(leaf, size, size, path) is None
    assert root_from(leaf, -1, size, path) is None


@given(SIZES, st.data())
def test_no_other_proof_leads_from_one_root_to_the_next(size: int, data: st.DataObject) -> None:
    old = data.draw(st.integers(1, size))
    kept, before = Kept(ENTRIES[:size]), slow.mth(ENTRIES[:old])
    path = consistency_path(old, size, kept.node)

    for other in changed(path, data):
        assert not is_consistent(old, size, before, kept.root, other)
    assert not is_consistent(old, size, slow.sha(before), kept.root, path)
    assert not is_consistent(old, size, before, slow.sha(kept.root), path)
    assert not is_consistent(0, size, before, kept.root, path)
    assert not is_consistent(size + 1, size, before, kept.root, path)
    assert is_consistent(old, size, before, kept.root, []) == (old == size)


@pytest.mark.parametrize(("index", "size"), [(3, 3), (-1, 3), (0, 0)])
def test_there_is_no_proof_of_an_entry_that_is_not_there(index: int, size: int) -> None:
    with pytest.raises(NoSuchEntryError):
        inclusion_path(index, size, Kept(ENTRIES[:3]).node)


@pytest.mark.parametrize(("old", "new"), [(0, 3), (4, 3), (-1, 3)])
def test_no_proof_leads_from_a_tree_that_never_was(old: int, new: int) -> None:
    with pytest.raises(NoSuchEntryError):
        consistency_path(old, new, Kept(ENTRIES[:3]).node)


def changed(path: Sequence[bytes], data: st.DataObject) -> list[list[bytes]]:
    """The same path longer, shorter and with one hash of it changed."""
    longer = [*path, bytes(32)]
    if not path:
        return [longer]
    at = data.draw(st.integers(0, len(path) - 1))
    other = [slow.sha(each) if n == at else each for n, each in enumerate(path)]
    shorter = [each for n, each in enumerate(path) if n != at]
    return [longer, other, shorter]
