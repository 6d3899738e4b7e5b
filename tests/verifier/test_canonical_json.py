"""Canonical JSON as RFC 8785 has it."""

import json
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.verifier.canonical_json import canonical, json_text
from answerable.adapters.verifier.wrong import WrongError

JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)


@given(JSON)
def test_what_is_written_is_canonical_and_reads_back(value: object) -> None:
    data = json_text(value).encode()

    assert canonical(data, "x") == value


@given(st.floats(-(2.0**53), 2.0**53))
def test_a_number_reads_back_as_itself(value: float) -> None:
    assert json.loads(json_text(value)) == value


@pytest.mark.parametrize(
    ("bits", "text"),
    [
        ("0000000000000000", "0"),
        ("8000000000000000", "0"),
        ("0000000000000001", "5e-324"),
        ("4340000000000000", "9007199254740992"),
        ("3eb0c6f7a0b5ed8d", "0.000001"),
        ("3eb0c6f7a0b5ed8c", "9.999999999999997e-7"),
        ("41b3de4355555553", "333333333.3333332"),
        ("becbf647612f3696", "-0.0000033333333333333333"),
    ],
)
def test_numbers_are_written_as_the_rfc_has_them(bits: str, text: str) -> None:
    (value,) = struct.unpack(">d", bytes.fromhex(bits))

    assert json_text(value) == text


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b'{"a":1 }',
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b"[1.0]",
        b"[-0]",
        b"[1e2]",
        b"[9007199254740993]",
        b"[NaN]",
        b"[Infinity]",
        b'["\\u0061"]',
        b'["\\/"]',
        b'["\\ud800"]',
        b'["\xff"]',
        b"\xef\xbb\xbf[]",
        b"[]\n",
        b"[" * 100_000,
        b"1" * 5000,
    ],
)
def test_another_form_is_refused(data: bytes) -> None:
    with pytest.raises(WrongError):
        canonical(data, "x")


def test_names_stand_in_the_order_of_their_utf_16() -> None:
    names = {"\U0001f600": 1, "\ufb33": 2, "a": 3, "\r": 4}

    assert list(json.loads(json_text(names))) == ["\r", "a", "\U0001f600", "\ufb33"]
