"""Reading files: whatever they are packed, encoded or delimited in, no row is dropped."""

import gzip
import json
import os
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from answerable.adapters.imports.entrance import Rejections, Tally
from answerable.adapters.imports.rows import Rejected, RejectFile, Row, TableError
from answerable.adapters.imports.tables import open_table

CSV = 'id,said\n1,"first line\nsecond, line"\n2,plain\n'


def read(path: Path) -> tuple[list[Row], list[Rejected], list[str]]:
    """The rows of a file, the rejected ones, and what is to be noted of it."""
    with open_table(path) as table:
        found = list(table.rows)
        rows = [row for row in found if isinstance(row, Row)]
        return rows, [row for row in found if isinstance(row, Rejected)], table.source.notes()


def written(tmp_path: Path, content: str | bytes) -> Path:
    path = tmp_path / "file"
    path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


@pytest.mark.parametrize(
    "content",
    [
        CSV.encode(),
        CSV.encode("utf-8-sig"),
        CSV.encode("utf-16"),
        CSV.replace("\n", "\r\n").encode(),
        gzip.compress(CSV.encode(), mtime=0),
        CSV.replace(", line", "# line").replace(",", ";").replace("#", ",").encode(),
        CSV.replace(", line", "# line").replace(",", "\t").replace("#", ",").encode(),
        b"sep=;\n" + CSV.replace(", line", "# line").replace(",", ";").replace("#", ",").encode(),
        json.dumps([{"id": 1, "said": "first line\nsecond, line"}, {"id": 2, "said": "plain"}]),
        '{"id": 1, "said": "first line\\nsecond, line"}\n\n{"id": 2, "said": "plain"}',
    ],
    ids=["utf-8", "bom", "utf-16", "crlf", "gzip", "semicolons", "tabs", "sep", "json", "jsonl"],
)
def test_the_same_table_is_read_from_every_shape(tmp_path: Path, content: str | bytes) -> None:
    rows, rejected, _ = read(written(tmp_path, content))

    said = [{name: cell.replace("\r\n", "\n") for name, cell in row.cells.items()} for row in rows]
    assert said == [{"id": "1", "said": "first line\nsecond, line"}, {"id": "2", "said": "plain"}]
    assert rejected == []


def test_a_row_is_known_by_the_line_it_begins_on(tmp_path: Path) -> None:
    rows, _, _ = read(written(tmp_path, CSV))

    assert [row.line for row in rows] == [2, 4]


def test_a_row_too_long_or_too_short_is_rejected_with_its_line_and_text(tmp_path: Path) -> None:
    rows, rejected, _ = read(written(tmp_path, "a,b\n1,2,3\n4,5\n6\n"))

    assert [row.cells["a"] for row in rows] == ["4"]
    assert [(row.line, row.reason, row.raw) for row in rejected] == [
        (2, "has 3 cells, the header has 2", "1,2,3\n"),
        (4, "has 1 cells, the header has 2", "6\n"),
    ]


def test_an_unclosed_quote_takes_one_row_and_not_the_rest_of_the_file(tmp_path: Path) -> None:
    rows, rejected, _ = read(written(tmp_path, 'a,b\n1,"never closed\n2,x\n3,y\n'))

    assert [row.cells["a"] for row in rows] == ["2", "3"]
    assert [(row.line, row.raw) for row in rejected] == [(2, '1,"never closed\n')]


def test_a_cut_row_keeps_all_its_lines(tmp_path: Path) -> None:
    rows, rejected, _ = read(written(tmp_path, 'a,b\n1,x\n2,"one\ntwo\nthr'))

    assert len(rows) == 1
    assert [(row.line, row.raw) for row in rejected] == [(3, '2,"one\ntwo\nthr')]


def test_a_quote_without_end_does_not_fill_the_memory(tmp_path: Path) -> None:
    rows, rejected, _ = read(written(tmp_path, 'a,b\n1,"' + "word word\n" * 200_000 + "2,x\n"))

    assert [row.cells["a"] for row in rows] == ["2"]
    assert max(len(row.raw) for row in rejected) < 2_000_000


def test_a_packed_file_that_was_cut_rejects_the_row_it_was_cut_in(tmp_path: Path) -> None:
    lines = "".join(f"{number},{number * 7919 % 10007}\n" for number in range(5_000))
    whole = gzip.compress(f"a,b\n{lines}".encode())

    rows, rejected, notes = read(written(tmp_path, whole[: len(whole) // 2]))

    assert rows
    assert all(int(row.cells["b"]) == int(row.cells["a"]) * 7919 % 10007 for row in rows)
    assert len(rejected) <= 1
    assert "the packed file is cut off; what followed is missing" in notes


def test_a_last_line_without_end_is_noted(tmp_path: Path) -> None:
    _, _, notes = read(written(tmp_path, "a,b\n1,2"))

    assert notes == ["the last line has no end: if the file was cut, its last cell may be too"]


def test_an_odd_byte_changes_its_own_row_alone(tmp_path: Path) -> None:
    rows, _, notes = read(written(tmp_path, "a\nżółw\n".encode() + b"caf\xe9\n\x81\n"))

    assert [row.cells["a"] for row in rows] == ["żółw", "café", "\x81"]
    assert notes == ["some bytes are no UTF-8 and were read as Windows-1252"]


def test_columns_of_one_name_are_both_kept(tmp_path: Path) -> None:
    rows, _, _ = read(written(tmp_path, "a,a,\n1,2,3\n"))

    assert rows[0].cells == {"a": "1", "a (2)": "2", "column 3": "3"}


def test_a_broken_object_in_a_list_is_rejected_and_the_next_is_read(tmp_path: Path) -> None:
    rows, rejected, _ = read(written(tmp_path, '[\n{"a": 1},\n{"a": 2,},\n{"a": 3}\n]'))

    assert [row.cells["a"] for row in rows] == ["1", "3"]
    assert [row.line for row in rejected] == [3]


@pytest.mark.parametrize("content", ['[{"a": 1}, {"a": 2', '[{"a": 1}', '{"a": 1}\n{"a": 2'])
def test_json_that_was_cut_keeps_what_was_whole_and_says_so(tmp_path: Path, content: str) -> None:
    rows, rejected, _ = read(written(tmp_path, content))

    assert [row.cells["a"] for row in rows] == ["1"]
    assert len(rejected) == 1


def test_json_values_are_text_as_they_were_written(tmp_path: Path) -> None:
    content = '[{"a": 4.50, "b": null, "c": true, "d": ["x"], "e": "2"}, 7]'

    rows, rejected, _ = read(written(tmp_path, content))

    assert rows[0].cells == {"a": "4.50", "b": "", "c": "true", "d": '["x"]', "e": "2"}
    assert [row.reason for row in rejected] == ["is JSON, but no object with columns"]


def test_an_object_over_many_lines_is_one_row(tmp_path: Path) -> None:
    content = json.dumps([{"a": {"b": [1, 2]}}, {"a": "x" * 100_000}], indent=2)

    rows, rejected, _ = read(written(tmp_path, content))

    assert [row.line for row in rows] == [2, 10]
    assert rejected == []


@pytest.mark.parametrize("content", ["", "\n\n", '{"hits": {\n"hits": []}}'])
def test_a_file_that_is_no_table_is_refused(tmp_path: Path, content: str) -> None:
    with pytest.raises(TableError):
        read(written(tmp_path, content))


def test_rejected_rows_are_kept_in_a_file_of_their_owner_alone(tmp_path: Path) -> None:
    path = tmp_path / "rejected.jsonl"
    with RejectFile(path) as file:
        file.write(Rejected(3, "too short", "żółw\n"))

    assert json.loads(path.read_text("utf-8")) == {
        "line": 3,
        "reason": "too short",
        "raw": "żółw\n",
    }
    assert path.stat().st_mode & 0o077 == 0


@given(lines=st.lists(st.integers(1, 50), max_size=30, unique=True))
def test_rejected_rows_stand_in_the_order_of_their_file(lines: list[int]) -> None:
    with TemporaryDirectory() as folder:
        path, tally = Path(folder, "rejected.jsonl"), Tally()
        with Rejections(Path(folder, "source"), path, tally) as kept:
            for line in lines:
                kept.add(Rejected(line, f"row {line}", "żółw\n\u2028" * (line % 5)))
        found = path.read_text("utf-8").split("\n")[:-1] if lines else []

        assert [json.loads(row)["line"] for row in found] == sorted(lines)
        assert [json.loads(row)["reason"] for row in found] == [f"row {n}" for n in sorted(lines)]
        assert [row.line for row in tally.first_rejected] == sorted(lines)[:20]
        assert tally.rejected == len(lines)
        assert {each.name for each in Path(folder).iterdir()} == ({path.name} if lines else set())
        assert not lines or path.stat().st_mode & 0o077 == 0


def test_a_device_for_rejected_rows_stays(tmp_path: Path) -> None:
    device = tmp_path / "device"
    device.symlink_to(os.devnull)
    with RejectFile(device) as file:
        file.write(Rejected(3, "too short", "x"))
        file.write(Rejected(2, "too short", "x"))
    with RejectFile(device):
        pass

    assert device.is_symlink()


def test_with_nothing_rejected_there_is_no_file(tmp_path: Path) -> None:
    path = tmp_path / "rejected.jsonl"
    for _ in range(2):
        with RejectFile(path) as file:
            file.write(Rejected(3, "too short", "x"))
    with RejectFile(path):
        pass

    assert not path.exists()


def test_a_file_of_something_else_is_not_replaced_by_rejected_rows(tmp_path: Path) -> None:
    path = written(tmp_path, "precious")

    with pytest.raises(TableError, match="holds something else"), RejectFile(path):
        pass
    assert path.read_text() == "precious"
