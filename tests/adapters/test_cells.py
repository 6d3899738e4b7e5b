"""Tables for spreadsheets."""

import csv
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.cells import cell, lines

CELLS = st.text(alphabet=st.characters(codec="utf-8", exclude_characters="\0"))


@given(st.lists(st.lists(CELLS, min_size=1), min_size=1))
def test_a_reader_of_rfc_4180_reads_the_rows_again(rows: list[list[str]]) -> None:
    written = "".join(lines(rows))

    read = list(csv.reader(StringIO(written, newline=""), strict=True))

    assert read == [[cell(value) for value in row] for row in rows]
    assert written.endswith("\r\n")


@pytest.mark.parametrize("sign", "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
def test_no_cell_begins_as_a_formula_does(sign: str) -> None:
    assert cell(f"{sign}HYPERLINK()") == f"'{sign}HYPERLINK()"


@given(CELLS)
def test_a_guarded_cell_is_the_value_behind_an_apostrophe(value: str) -> None:
    assert cell(value).removeprefix("'") == value.removeprefix("'")
    assert cell(value)[:1] not in set("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
