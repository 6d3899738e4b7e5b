"""Every world, a little way: no invariant is broken and every open state can be ended."""

from functools import cache
from math import inf

import pytest
from tests.domain.case.test_refusals import ROWS

from . import coverage
from .liveness import stuck
from .replaying import replay
from .search import Search
from .state import World
from .worlds import WORLDS

STATES, TRIED = 1500, 100


@cache
def explored(name: str) -> Search:
    """A world as far as its bound."""
    world = next(each for each in WORLDS if each.name == name)
    search = Search(world)
    search.run(STATES, inf)
    return search


def names(world: World) -> str:
    return world.name


@pytest.mark.parametrize("world", WORLDS, ids=names)
def test_no_invariant_is_broken_on_any_way(world: World) -> None:
    search = explored(world.name)

    assert {
        problem: [name for name, _ in replay(world, way)]
        for problem, way in search.tally.witnesses.items()
    } == {}
    assert search.tally.states >= STATES
    assert search.tally.checked > 0


@pytest.mark.parametrize("world", WORLDS, ids=names)
def test_every_open_state_leads_to_an_end(world: World) -> None:
    search = explored(world.name)

    assert {
        problem: [name for name, _ in replay(world, search.graph.way(index))]
        for problem, index in stuck(search, TRIED)
    } == {}


def test_every_command_is_accepted_somewhere() -> None:
    accepted = {name for world in WORLDS for name in explored(world.name).tally.accepted}

    assert coverage.commands() - accepted == set()


def test_every_rule_refuses_somewhere() -> None:
    explorers = {rule for world in WORLDS for rule in explored(world.name).tally.refused}

    assert coverage.rules() - explorers - {row.rule.id for row in ROWS} == set()
