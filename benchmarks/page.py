"""`docs/performance.md` and its plot, from what stands in `benchmarks/results`: nothing by hand.

`why.json` there says of what misses its goal what the profile showed.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from .plot import drawn
from .summary import Result, loads, results, samples

HEAD = """# Performance

Each figure is a ratio inside a round: the same work by hand and ours, in turn. Shown is the median
of the rounds [least to greatest]. A *floor* must hold, a *goal* is near the wall. Bulk work is
compared by rate. Absolute figures are of this machine alone.

Where others keep the processors busy, p50 is mostly waiting: a command that slept for its sync gets
a processor back some milliseconds later, whoever wrote it, and ratios come out near 1. So commands
are judged by p50 or by the quickest tenth, whichever says less; the client's processor time stands
beside them.

![How far each figure is from its goal](performance.svg)
"""
BY_HAND = """
`sqlite3` and psycopg 3 on the same tables and indexes, with the same bytes, durability, `decide`
and fold, and pydantic-core as codec, in the quickest way that was found: what only folds decodes
the event and leaves the envelope; with PostgreSQL an append is one statement, and what is read
comes in binary from prepared statements; much at once goes in by COPY or `executemany`.

Nothing by hand keeps an order without gaps, knows whether a command was put before, or reacts to
what was recorded. In G7 only the ready rows are written by hand: nothing is read or decided.

What the goals leave open is measured so, and the other way stands beside it. G3 and G15: on a desk
as it comes, which keeps the cases in work, once it keeps as many as it ever will. G11: against our
own reading, as the goal names reading with no word of by hand. G13: by hand, too, a time is a time
and not its text.

The engine beside us is `Application` and `Aggregate` as its documentation has them, over the same
rules and the same fold. Views are folded by a keeper that has seen no case before.
"""


UNKNOWN = "not looked into yet"


def page(folder: Path) -> str:
    """The page."""
    found = results(folder)
    why: dict[str, str] = json.loads((folder / "why.json").read_text("utf-8"))
    parts = [
        HEAD,
        *machine(folder),
        *table(found),
        *missing(found, why),
        BY_HAND,
        *absolute(folder),
    ]
    return "\n".join(parts) + "\n"


def machine(folder: Path) -> Iterator[str]:
    """On what."""
    told: dict[str, Any] = json.loads((folder / "machine.json").read_text("utf-8"))
    least, middle, most = loads(folder)
    yield "## On what\n"
    yield (
        ", ".join(f"{name.replace('_', ' ')} {value}" for name, value in told.items() if value)
        + "."
    )
    yield (
        f"The load average was {least:g} to {most:g} (median {middle:g}): others worked on the "
        "same cores and the same disk, so single rounds lie far apart.\n"
    )


def table(found: list[Result]) -> Iterator[str]:
    """Every figure."""
    yield "## Goals\n"
    yield "| | Work | Store | Figure | Floor | Goal | Measured | Rounds | |"
    yield "|---|---|---|---|---|---|---|---|---|"
    before = ""
    for each in found:
        work = each.work if each.goal != before else ""
        before = each.goal
        figure = each.figure
        limits = f"{limit(figure.floor)} | {limit(figure.goal)}"
        spread = f"{each.median:.3g} [{min(each.values):.3g} to {max(each.values):.3g}]"
        yield (
            f"| {each.goal} | {work} | {each.on} ({each.size:,}) | {figure.name} | {limits} | "
            f"{spread} | {len(each.values)} | {word(each)} |"
        )
    yield "\nBehind the store stands the size: operations, events, cases or seconds of a round.\n"


def limit(value: float | None) -> str:
    """A limit as it stands in the table."""
    return "" if value is None else f"{value:g}"


def word(result: Result) -> str:
    """The verdict, in bold where it is bad."""
    if result.verdict == "missed":
        return "**below the floor**" if result.figure.floor is not None else "below the goal"
    if result.verdict == "floor" and result.figure.goal is None:
        return "holds"
    return {"goal": "goal", "floor": "floor holds", "": ""}[result.verdict]


def missing(found: list[Result], why: dict[str, str]) -> Iterator[str]:
    """What misses its goal, and why."""
    short = [f"{e.goal} {e.on}" for e in found if word(e) not in {"", "goal", "holds"}]
    yield "## What misses its goal, and why\n"
    reasons: dict[str, list[str]] = {}
    for name in dict.fromkeys(short):
        reason = why.get(name) or why.get(name.partition(" ")[0], UNKNOWN)
        reasons.setdefault(reason, []).append(name)
    for reason, names in reasons.items():
        yield f"- {', '.join(names)}: {reason}"
    yield "\n## What by hand means"


def absolute(folder: Path) -> Iterator[str]:
    """Times and processor time of every way."""
    yield "\n## In absolute figures\n"
    yield "| | Store | Way | each second | p50 ms | p99 ms | client CPU µs |"
    yield "|---|---|---|---|---|---|---|"
    for goal, on, size, ways in samples(folder):
        for way, sample in ways.items():
            speed = sample["ops"] / sample["seconds"]
            shown = (number(sample.get(key)) for key in ("p50_ms", "p99_ms", "cpu_us"))
            yield f"| {goal} | {on} ({size:,}) | {way} | {speed:,.0f} | {' | '.join(shown)} |"


def number(value: float | None) -> str:
    """A figure, if there is one."""
    return "" if value is None else f"{value:.3g}"


def made(folder: Path) -> dict[str, str]:
    """The page and the plot, by the names of their files."""
    return {"performance.md": page(folder), "performance.svg": drawn(results(folder))}


def write(folder: Path, docs: Path) -> None:
    """Put them into the documentation."""
    for name, text in made(folder).items():
        (docs / name).write_text(text, encoding="utf-8")


def stale(folder: Path, docs: Path) -> list[str]:
    """The files that are not what the results give."""
    return [n for n, text in made(folder).items() if (docs / n).read_text("utf-8") != text]
