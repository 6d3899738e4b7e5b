"""I20 on the explored graph: every open state leads to one in which nothing is open."""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Collection, Iterator
from functools import reduce
from itertools import islice

from .closing_strategy import StuckError, close_all
from .replaying import replay
from .search import Graph, Node, Search
from .stepping import Result, opened


def reaches_an_end(graph: Graph, ends: list[int]) -> bytearray:
    """Which states lead to one of `ends`, read backwards along every transition."""
    before = predecessors(graph)
    leads = bytearray(len(graph.open))
    waiting = list(ends)
    for index in waiting:
        leads[index] = 1
    while waiting:
        for index in before(waiting.pop()):
            if not leads[index]:
                leads[index] = 1
                waiting.append(index)
    return leads


class predecessors:  # noqa: N801  # reads as the function it is
    """From which states a transition leads to a given one, kept in two flat arrays."""

    def __init__(self, graph: Graph) -> None:
        self.start = array("l", [0]) * (len(graph.open) + 1)
        targets = graph.edges[1::2]
        for target in targets:
            self.start[target + 1] += 1
        for place in range(len(graph.open)):
            self.start[place + 1] += self.start[place]
        self.sources = array("l", [0]) * len(targets)
        filled = array("l", self.start)
        for source, target in zip(graph.edges[::2], targets, strict=True):
            self.sources[filled[target]] = source
            filled[target] += 1

    def __call__(self, index: int) -> array[int]:
        """The states one transition before `index`."""
        return self.sources[self.start[index] : self.start[index + 1]]


def stuck(search: Search, tried: int) -> Iterator[tuple[str, int]]:
    """Open states from which nothing leads to an end, with why.

    A state at the bound has no transitions of its own yet: up to `tried` of them, evenly spread,
    are brought to their end by the closing strategy, and those that lead only to others.
    """
    graph, shown = search.graph, list[int]()
    for node in some(search.queue, tried):
        problem = cannot_close(search, node) if graph.open[node.index] else None
        if problem:
            yield problem, node.index
        elif graph.open[node.index]:
            shown.append(node.index)
    ends = [index for index, is_open in enumerate(graph.open) if not is_open]
    shown += [index for index in untold(graph, [*ends, *shown]) if ends_by_hand(search, index)]
    leads = reaches_an_end(graph, [*ends, *shown])
    search.tally.liveness = Counter(
        open=sum(graph.open),
        leading_to_an_end=sum(map(min, leads, graph.open)),
        at_the_bound=len(search.queue),
        closed_by_strategy=len(shown),
    )
    for index in untold(graph, [*ends, *shown]):
        yield "I20 no way from here leads to an end", index


def some(nodes: Collection[Node], number: int) -> Iterator[Node]:
    """About so many of them, evenly spread."""
    return islice(nodes, 0, None, max(1, len(nodes) // number))


def untold(graph: Graph, ends: list[int]) -> list[int]:
    """Expanded open states that lead only to states at the bound that were not tried."""
    leads = reaches_an_end(graph, ends)
    states = enumerate(zip(graph.open, leads, graph.expanded, strict=True))
    return [index for index, (open_, ended, done) in states if open_ and done and not ended]


def ends_by_hand(search: Search, index: int) -> bool:
    """Does the closing strategy end this state, reached once more from the first?"""
    way = replay(search.world, search.graph.way(index))
    here = reduce(lambda _, step: step[1], way, opened(search.world))
    return close_or_say(search, here) is None


def cannot_close(search: Search, node: Node) -> str | None:
    """Why the closing strategy cannot bring this state to its end; None where it can."""
    return close_or_say(search, Result(node.state, node.checker))


def close_or_say(search: Search, here: Result) -> str | None:
    """Why the closing strategy does not end it; None where it does."""
    try:
        close_all(search.world, here)
    except StuckError as error:
        return f"I20 an open case cannot be closed: {error}"
    return None
