"""What exploring all worlds came to, in lines to read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from answerable.application.verify.checking import INVARIANTS
from answerable.application.verify.rules import OF_DECISIONS, OF_EVENTS

from . import coverage
from .search import Tally


@dataclass(slots=True)
class Total:
    """The sums over all worlds explored."""

    states: int = 0
    transitions: int = 0
    checked: int = 0
    seconds: float = 0
    accepted: Counter[str] = field(default_factory=Counter[str])
    nothing: Counter[str] = field(default_factory=Counter[str])
    refused: Counter[str] = field(default_factory=Counter[str])
    refused_by: Counter[str] = field(default_factory=Counter[str])
    endings: Counter[str] = field(default_factory=Counter[str])
    liveness: Counter[str] = field(default_factory=Counter[str])
    problems: list[str] = field(default_factory=list[str])

    def add(self, tally: Tally, problems: list[str]) -> str:
        """One more world; a line on it."""
        self.states += tally.states
        self.transitions += tally.transitions
        self.checked += tally.checked
        self.problems += problems
        for name in ("accepted", "nothing", "refused", "refused_by", "endings", "liveness"):
            getattr(self, name).update(getattr(tally, name))
        bound = "all of it" if tally.exhausted else f"whole to depth {tally.depth - 1}"
        return (
            f"{tally.world:18} {tally.states:9,} states {tally.transitions:10,} transitions  "
            f"{bound}; {sum(tally.problems.values())} problems"
        )


def summary(total: Total) -> str:
    """The whole report."""
    return "\n".join(lines(total))


def lines(total: Total) -> Iterator[str]:
    """The report line by line."""
    yield ""
    yield f"{total.states:,} distinct states, {total.transitions:,} transitions, "
    yield f"{total.checked:,} decisions checked on their events by {rules()} rules of "
    yield f"{len(INVARIANTS)} invariants, in {total.seconds:.0f} s"
    yield ""
    yield f"{'command':24} {'accepted':>10} {'nothing':>10} {'refused':>10}"
    for name in sorted(coverage.commands()):
        counts = (total.accepted[name], total.nothing[name], total.refused_by[name])
        yield f"{name:24} " + " ".join(f"{count:10,}" for count in counts)
    yield ""
    yield from (f"refused by {name:30} {n:10,}" for name, n in sorted(total.refused.items()))
    yield ""
    yield from (f"{name:24} {n:10,}" for name, n in sorted(total.endings.items()))
    yield ""
    yield f"I20: {dict(total.liveness)}"
    yield from missing("never accepted here", coverage.commands() - set(total.accepted))
    yield from missing("never refused by here", coverage.rules() - set(total.refused))
    yield ""
    yield from total.problems
    yield f"{len([line for line in total.problems if not line.startswith(' ')])} kinds of problems"


def rules() -> int:
    """How many rules look at each decision or its events."""
    return len(OF_EVENTS) + len(OF_DECISIONS)


def missing(what: str, names: set[str] | frozenset[str]) -> Iterator[str]:
    """Names that were not seen, if there are any."""
    if names:
        yield f"{what}: {', '.join(sorted(names))}"
