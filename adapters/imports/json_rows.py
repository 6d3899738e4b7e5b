"""Rows of a JSON list or of one JSON object a line. Numbers keep the digits they were written in.

A cell holds text: null is empty, true and false are written so, and what is nested stays JSON.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import TypeAlias, cast

from .rows import Rejected, Row

Json: TypeAlias = "dict[str, Json] | list[Json] | str | bool | None"

_DECODER = json.JSONDecoder(parse_int=str, parse_float=str, parse_constant=str)
_LIST = re.compile(r"\s*\[")
_GAP = re.compile(r"[\s,]*")
_NEXT_OBJECT = re.compile(r'[\n,]\s*(?=\{\s*")')
_OBJECT_LIMIT = 1 << 20


def object_lines(lines: Iterator[str]) -> Iterator[Row | Rejected]:
    """One row for each line that is a JSON object; empty lines are no rows."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _row(number, _decoded(line), line)


class ObjectList:
    """The objects of one JSON list, read without holding the list."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._text, self._at, self._counted = "", 0, 0
        self._line = 1

    def rows(self) -> Iterator[Row | Rejected]:
        """Each object; what cannot be read is rejected up to where the next object begins."""
        self._skip(_LIST)
        row: Row | Rejected | None = None
        while (first := self._seek()) not in {"]", ""}:
            row = self._value()
            yield row
        if not first and not isinstance(row, Rejected):
            yield Rejected(self._here(), "the file ends inside its list", "")

    def _seek(self) -> str:
        self._skip(_GAP)
        while self._at == len(self._text) and self._refill():
            self._skip(_GAP)
        return self._text[self._at : self._at + 1]

    def _skip(self, what: re.Pattern[str]) -> None:
        while not self._text and self._refill():
            pass
        if found := what.match(self._text, self._at):
            self._at = found.end()

    def _value(self) -> Row | Rejected:
        line, ready = self._here(), True
        while ready:
            try:
                value, end = _DECODER.raw_decode(self._text, self._at)
            except (ValueError, RecursionError):
                ready = len(self._text) - self._at < _OBJECT_LIMIT and self._refill_to_brace()
            else:
                raw, self._at = self._text[self._at : end], end
                return _row(line, cast("Json", value), raw)
        return self._broken(line)

    def _broken(self, line: int) -> Rejected:
        found = _NEXT_OBJECT.search(self._text, self._at + 1)
        end = found.end() if found else len(self._text)
        raw, self._at = self._text[self._at : end], end
        return Rejected(line, "is not JSON, or the file ends inside it", raw)

    def _here(self) -> int:
        self._line += self._text.count("\n", self._counted, self._at)
        self._counted = self._at
        return self._line

    def _refill_to_brace(self) -> bool:
        while (more := self._refill()) and "}" not in more:
            pass
        return bool(more)

    def _refill(self) -> str:
        more = next(self._lines, "")
        if more:
            self._here()
            self._text = self._text[self._at :] + more
            self._at = self._counted = 0
        return more


def _decoded(text: str) -> Json | ValueError:
    try:
        return cast("Json", _DECODER.decode(text.strip()))
    except (ValueError, RecursionError) as broken:
        return ValueError(str(broken))


def _row(line: int, value: Json | ValueError, raw: str) -> Row | Rejected:
    if isinstance(value, ValueError):
        return Rejected(line, "is not JSON, or the file ends inside it", raw)
    if isinstance(value, dict) and isinstance(value.get("_source"), dict):
        value = value["_source"]
    if not isinstance(value, dict):
        return Rejected(line, "is JSON, but no object with columns", raw)
    return Row(line, {name: _cell(cell) for name, cell in value.items()}, raw)


def _cell(value: Json) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
