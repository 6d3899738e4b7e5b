"""How a row is known again: first by its key, then, among equal keys, by what it says.

A key is the source's own id or, without one, its intake codes and dates in plain; no part of a key
is made of what a person wrote. Equal keys without an id are as many cases as there are rows.
docs/adr/0006-how-an-imported-row-is-recognised-again.md has the reasons.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

Content: TypeAlias = Mapping[str, str | None]
"""What is said, by column. Of a row, None: it has no such column, "": it is empty. Of what is on
record, None: the words were erased; what was empty is left out."""

_PAIRS_LIMIT = 2_500


@dataclass(frozen=True, slots=True)
class Staged:
    """A row of the file under its key. `sole`: the key is an id, of which there is one case.

    `weight` ranks rows that say different things under one id: the heaviest is believed.
    """

    key: str
    sole: bool
    weight: int
    line: int
    content: Content


@dataclass(frozen=True, slots=True)
class Known:
    """What is on record under a key: where (`place`), what the row said last, and of whom."""

    place: str
    content: Content
    person: str = ""

    def unchanged_by(self, row: Staged) -> bool:
        """Whether the row says nothing that is not on record already."""
        said = {name: cell for name, cell in self.content.items() if cell}
        return updated(row.content, self.content) == said


@dataclass(frozen=True, slots=True)
class Settled:
    """The rows of one key that count, those that say the same again, and those they overrule."""

    rows: Sequence[Staged]
    repeated: Sequence[Staged] = ()
    overruled: Sequence[Staged] = ()


@dataclass(frozen=True, slots=True)
class Match:
    """A row and what is on record of it; None if it is new."""

    row: Staged
    known: Known | None


def settle(rows: Sequence[Staged]) -> Settled:
    """Under an id one row counts, whatever order they stand in: the heaviest, then the fullest."""
    if not rows[0].sole or len(rows) == 1:
        return Settled(rows)
    ranked = sorted(rows, key=lambda row: (row.weight, len(words(row.content)), words(row.content)))
    first, others = ranked[-1], ranked[:-1]
    same = [row for row in others if words(row.content) == words(first.content)]
    return Settled([first], same, [row for row in others if row not in same])


def match(rows: Sequence[Staged], known: Sequence[Known]) -> Iterator[Match]:
    """Pair the rows of one key with what is on record under it, whatever order they come in.

    Unchanged ones first, then those that changed, the most alike first; then the new. An import
    cut short after any of them and run again goes on with the same pairs.
    """
    if not known and len(rows) == 1:
        yield Match(rows[0], None)
        return
    left, free, same = _unchanged(
        sorted(rows, key=lambda row: words(row.content)),
        sorted(known, key=lambda old: words(old.content)),
    )
    yield from same
    while left and free:
        at, old = _most_alike(left, free)
        yield Match(left.pop(at), free.pop(old))
    yield from (Match(row, None) for row in left)


def _unchanged(
    rows: Sequence[Staged], known: Sequence[Known]
) -> tuple[list[Staged], list[Known], list[Match]]:
    places: dict[tuple[str, ...], list[Known]] = defaultdict(list)
    for old in known:
        places[words(old.content)].append(old)
    left: list[Staged] = []
    same: list[Match] = []
    for row in rows:
        olds = places.get(words(row.content))
        if olds:
            same.append(Match(row, olds.pop()))
        else:
            left.append(row)
    return left, [old for olds in places.values() for old in olds], same


def _most_alike(rows: Sequence[Staged], known: Sequence[Known]) -> tuple[int, int]:
    """The places of the two that differ least; beyond `_PAIRS_LIMIT` the first of each."""
    if len(rows) * len(known) > _PAIRS_LIMIT:
        return 0, 0
    pairs = ((at, old) for at in range(len(rows)) for old in range(len(known)))
    return min(pairs, key=lambda pair: differences(rows[pair[0]].content, known[pair[1]].content))


def differences(row: Content, known: Content) -> int:
    """In how many columns of `row` the record says something else; erased words are not asked."""
    stated = [name for name in row if row[name] is not None and known.get(name, "") is not None]
    return sum(row[name] != known.get(name, "") for name in stated)


def updated(row: Content, known: Content) -> dict[str, str]:
    """What is to be on record: the row, and what was known in columns that the row does not have.

    Erased words stay away, also when the row still has them.
    """
    erased = {name for name, words_ in known.items() if words_ is None}
    told = {**known, **{name: cell for name, cell in row.items() if cell is not None}}
    return {name: cell for name, cell in told.items() if cell and name not in erased}


def words(content: Content) -> tuple[str, ...]:
    """What is said, in an order that does not depend on that of the columns."""
    return tuple(f"{name}={cell}" for name, cell in sorted(content.items()) if cell)


def written(content: Content) -> str:
    """The content as JSON."""
    return json.dumps(dict(content), ensure_ascii=False)
