"""What a figure says of its items: how many, which share, how long; ours and attested apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import TypeVar

from .figure import Figure, Item, Mark, Question

V = TypeVar("V", timedelta, int)


@dataclass(frozen=True, slots=True)
class Tally:
    """`n` items: `yes` count, `no` do not, `undecided` are neither yet. `share` is yes of decided.

    `ended` have an end, with their `median` and `p90` time; the others are `running`, never left
    out. `total`, `mean` and the middle of amounts are told where there are amounts.
    """

    n: int
    yes: int
    no: int
    undecided: int
    share: float | None
    ended: int
    running: int
    median: timedelta | None
    p90: timedelta | None
    total: int | None
    mean: float | None
    median_amount: float | None
    p90_amount: int | None


@dataclass(frozen=True, slots=True)
class Row:
    """The tallies of one month or group; those that rest on a register's word stand apart.

    `cumulative` is the share of all our items up to this row: groups come by size.
    """

    key: str
    ours: Tally
    attested: Tally
    cumulative: float | None


@dataclass(frozen=True, slots=True)
class Result:
    """One figure of a question, as it came out."""

    figure: Figure
    ours: Tally
    attested: Tally
    months: tuple[Row, ...]
    groups: tuple[Row, ...]
    items: tuple[Item, ...]

    @property
    def findings(self) -> tuple[Item, ...]:
        """The items that count, where none is expected."""
        return tuple(item for item in self.items if self.figure.none_expected and item.counts)


def results(question: Question, items: Iterable[Item]) -> tuple[Result, ...]:
    """Every figure of the question, over the items of all streams."""
    theirs: dict[str, list[Item]] = {figure.name: [] for figure in question.figures}
    for item in items:
        theirs[item.figure].append(item)
    return tuple(result(figure, theirs[figure.name]) for figure in question.figures)


def result(figure: Figure, found: Sequence[Item]) -> Result:
    """One figure over its items, in the order of time."""
    once = by_subject(found) if figure.by_subject else list(found)
    items = tuple(sorted(once, key=lambda item: (item.at, item.subject)))
    months, groups = apart(items, lambda item: month(item.at)), apart(items, lambda i: i.group)
    sizes = sorted(groups, key=lambda group: (-len(groups[group]), group))
    return Result(
        figure=figure,
        ours=tally(ours(items)),
        attested=tally(attested(items)),
        months=rows(sorted(months), months),
        groups=rows(sizes, groups) if groups.keys() - {""} else (),
        items=items,
    )


def by_subject(found: Iterable[Item]) -> list[Item]:
    """One item for each subject: it counts where any of its own does."""
    merged: dict[str, Item] = {}
    for item in found:
        known = merged.get(item.subject)
        merged[item.subject] = joined(known, item) if known else item
    return list(merged.values())


def joined(one: Item, other: Item) -> Item:
    """Two items of one subject as one."""
    every: dict[int, Mark] = {mark.position: mark for mark in (*one.events, *other.events)}
    events = tuple(every[position] for position in sorted(every))
    first = min(one, other, key=lambda item: item.at)
    return replace(first, counts=one.counts or other.counts, events=events)


def apart(items: Iterable[Item], by: Callable[[Item], str]) -> dict[str, list[Item]]:
    """The items by what they are told apart by."""
    parts: dict[str, list[Item]] = {}
    for item in items:
        parts.setdefault(by(item), []).append(item)
    return parts


def rows(keys: Sequence[str], parts: Mapping[str, Sequence[Item]]) -> tuple[Row, ...]:
    """A row for each part, in the order of the keys."""
    whole = sum(len(ours(part)) for part in parts.values())
    found, so_far = list[Row](), 0
    for key in keys:
        part, mine = parts[key], ours(parts[key])
        so_far += len(mine)
        share = so_far / whole if whole else None
        found.append(Row(key, tally(mine), tally(attested(part)), share))
    return tuple(found)


def ours(items: Iterable[Item]) -> list[Item]:
    """The items that rest on nobody's word but what is on record here."""
    return [item for item in items if not item.attested]


def attested(items: Iterable[Item]) -> list[Item]:
    """The items that rest on the word of a register."""
    return [item for item in items if item.attested]


def tally(items: Sequence[Item]) -> Tally:
    """What these items say."""
    yes = sum(item.counts is True for item in items)
    no = sum(item.counts is False for item in items)
    times = sorted(item.until - item.at for item in items if item.until)
    amounts = sorted(item.amount for item in items if item.amount is not None)
    return Tally(
        n=len(items),
        yes=yes,
        no=no,
        undecided=len(items) - yes - no,
        share=yes / (yes + no) if yes + no else None,
        ended=len(times),
        running=len(items) - len(times),
        median=(lower(times) + upper(times)) / 2 if times else None,
        p90=nearest(times, 90) if times else None,
        total=sum(amounts) if amounts else None,
        mean=sum(amounts) / len(amounts) if amounts else None,
        median_amount=(lower(amounts) + upper(amounts)) / 2 if amounts else None,
        p90_amount=nearest(amounts, 90) if amounts else None,
    )


def lower(ordered: Sequence[V]) -> V:
    """The middle one, or the one before the middle."""
    return ordered[(len(ordered) - 1) // 2]


def upper(ordered: Sequence[V]) -> V:
    """The middle one, or the one after the middle."""
    return ordered[len(ordered) // 2]


def nearest(ordered: Sequence[V], percent: int) -> V:
    """The smallest value that so many per cent of all do not exceed (nearest rank)."""
    return ordered[(len(ordered) * percent + 99) // 100 - 1]


def month(moment: datetime) -> str:
    """The month in UTC, such as `2026-03`."""
    return moment.astimezone(UTC).strftime("%Y-%m")
