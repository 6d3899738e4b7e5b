"""The page about packs shows what the files say."""

from __future__ import annotations

from pathlib import Path

from answerable.adapters.packs.loading import shipped
from answerable.domain.deadlines.counting import FirstDay, Limit, Roll
from answerable.domain.deadlines.pack import Effect, Obligation, Pack, Part

PAGE = Path(__file__).parents[3] / "docs/packs.md"


def length(limit: Limit) -> str:
    unit = limit.unit.replace("_", " ")
    return f"{limit.value} {unit}{'' if limit.value == 1 else 's'}"


def limit_of(row: Obligation) -> str:
    """The limit, with what is not usual about it."""
    first = ", the first day counted" if row.term.first_day is FirstDay.INCLUSIVE else ""
    roll = "" if row.term.roll is Roll.NONE else f", rolls: {row.term.roll.replace('_', ' ')}"
    return length(row.term.limit) + first + roll


def later(row: Obligation) -> str:
    if row.extension is None:
        return ""
    return length(row.extension.to) if row.extension.to else "to the date told"


def silence(row: Obligation) -> str:
    return "" if row.silence.effect is Effect.NONE else row.silence.effect.replace("_", " ")


def mark(row: Obligation, part: Part) -> str:
    marks = {each.confidence.value: None for each in row.provenance if part in each.of}
    return ", ".join(marks)


def lines() -> list[str]:
    """The tables of the page, from the packs."""
    return [
        "| Pack | For | Versions | Vetted for start events |",
        "|---|---|---|---|",
        *(overview(pack) for _, pack in sorted(shipped().items())),
        "| Pack | Rule | Limit | Mark | Kept when | Longest | Silence | Mark |",
        "|---|---|---|---|---|---|---|---|",
        *(
            detail(pack, row)
            for _, pack in sorted(shipped().items())
            for row in pack.versions[-1].obligations
        ),
    ]


def overview(pack: Pack) -> str:
    versions = ", ".join(version.version for version in pack.versions)
    first, last = pack.vetted
    return f"| `{pack.id}` | {pack.applies_to} | {versions} | {first} to {last} |"


def detail(pack: Pack, row: Obligation) -> str:
    cells = (
        *(f"`{pack.id}`", f"`{row.name}`", limit_of(row), mark(row, Part.LIMIT)),
        *(row.satisfied_by.value, later(row), silence(row), mark(row, Part.SILENCE)),
    )
    return f"| {' | '.join(cells)} |".replace("|  |", "| |").replace("|  |", "| |")


def test_the_tables_are_those_of_the_files() -> None:
    shown = [line for line in PAGE.read_text("utf-8").splitlines() if line.startswith("|")]

    assert [line for line in lines() if line not in shown] == []
