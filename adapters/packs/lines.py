"""Where in the text of a TOML file something stands.

`tomllib` keeps no line numbers, so headers and the keys that begin a line are looked for; what
stands inside an array or an inline table is placed where that begins.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TypeAlias

Location: TypeAlias = tuple[str | int, ...]
"""Keys and indices from the top of the file: `("versions", 0, "obligations", 2, "term")`."""

_HEADER = re.compile(r"\s*\[(?P<array>\[)?\s*(?P<keys>[\w.\s-]+?)\s*\]")
_KEY = re.compile(r"\s*([\w-]+)\s*=")


def line_of(text: str, location: Location) -> int:
    """The line, from 1, that comes nearest to `location`."""
    near = [(len(at), -line) for line, at in places(text) if location[: len(at)] == at]
    return -max(near, default=(0, -1))[1]


def places(text: str) -> Iterator[tuple[int, Location]]:
    """Each header and key that begins a line, with its place."""
    seen: dict[Location, int] = {}
    table: Location = ()
    for line, words in enumerate(text.splitlines(), 1):
        if header := _HEADER.match(words):
            keys = [key.strip() for key in header["keys"].split(".")]
            table = _table(keys, seen, array=bool(header["array"]))
            yield line, table
        elif key := _KEY.match(words):
            yield line, (*table, key[1])


def _table(keys: list[str], seen: dict[Location, int], *, array: bool) -> Location:
    """The place of a table; `seen` holds the last index of each array of tables."""
    at: Location = ()
    for key in keys[:-1]:
        at = (*at, key)
        at = (*at, seen[at]) if at in seen else at
    at = (*at, keys[-1])
    if not array:
        return at
    seen[at] = seen.get(at, -1) + 1
    return (*at, seen[at])
