"""The container is a zip that everybody opens, and there is one for the same members."""

from __future__ import annotations

from io import BytesIO
from zipfile import ZIP_STORED, ZipFile, ZipInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.casefile.container import Container, UnfitMemberError, container

NAMES = st.text(st.characters(min_codepoint=33, max_codepoint=126), min_size=1, max_size=9)
MEMBERS = st.dictionaries(NAMES, st.lists(st.binary(max_size=9), max_size=3), max_size=5)


def written(members: dict[str, list[bytes]]) -> bytes:
    file = BytesIO()
    with container(file) as made:
        for name, parts in sorted(members.items()):
            made.add(name, parts)
    return file.getvalue()


def by_the_standard_library(members: dict[str, list[bytes]]) -> bytes:
    file = BytesIO()
    with ZipFile(file, "w", ZIP_STORED) as made:
        for name, parts in sorted(members.items()):
            info = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.create_system = 0
            info.filename = name
            made.writestr(info, b"".join(parts))
            info.external_attr = 0
    return file.getvalue()


@given(MEMBERS)
def test_it_is_byte_by_byte_what_the_standard_library_writes_without_attributes(
    members: dict[str, list[bytes]],
) -> None:
    assert written(members) == by_the_standard_library(members)


@given(MEMBERS)
def test_what_was_put_in_comes_out(members: dict[str, list[bytes]]) -> None:
    with ZipFile(BytesIO(written(members))) as read:
        found = {name: read.read(name) for name in read.namelist()}

    assert found == {name: b"".join(parts) for name, parts in members.items()}
    assert list(found) == sorted(members)


@pytest.mark.parametrize("name", ["a", "b", "ż", "c\n"])
def test_a_member_out_of_order_or_of_a_strange_name_is_refused(name: str) -> None:
    made = Container(BytesIO())
    made.add("b", [])

    with pytest.raises(UnfitMemberError):
        made.add(name, [])
