"""Hypothesis strategies for what the domain is made of.

`register` is called by Hypothesis itself (entry point `hypothesis`): `st.from_type(CaseReceived)`
works without an import of this module, for every stored event and every command.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from ..adapters.memory.store import MemoryStore
from ..adapters.stored_form import StoredForm
from ..domain.catalogue import COMMANDS, EVENT_TYPES
from ..domain.command import Command
from ..domain.event import Actor, Event, RecordedEvent
from ..domain.upcasting import UPCASTERS
from .conversations import IN_ORDER, STEPS, Clock, desk_on, take_step
from .wild import NEAR, parts, whole

ALL = 10_000
ACTORS = st.builds(
    Actor, id=st.sampled_from(["staff-1", "staff-2"]), role=st.sampled_from(["agent", "lead"])
)
NUMBERS = st.integers(1, 99)


def events() -> SearchStrategy[Event]:
    """Any event of the catalogue, with any facts its type allows."""
    return st.sampled_from(sorted(EVENT_TYPES)).flatmap(lambda name: whole(EVENT_TYPES[name]))


def commands(kind: str = "case") -> SearchStrategy[Command]:
    """Any command to a stream of that kind; mostly one that is refused."""
    return st.sampled_from(COMMANDS[kind]).flatmap(_command)


@st.composite
def histories(draw: DrawFn) -> Sequence[RecordedEvent]:
    """The history of one case, as a desk records it: every event followed from a command."""
    clock = Clock()
    store = MemoryStore(StoredForm(EVENT_TYPES, UPCASTERS, bytes))
    case = desk_on(store, clock).receive("The parcel never came.")
    goes_well = st.just(list(IN_ORDER))
    anyhow = st.lists(st.integers(0, len(STEPS) - 1), max_size=12)
    for number in draw(st.one_of(goes_well, anyhow)):
        clock.now += timedelta(hours=draw(st.integers(0, 72)))
        take_step(case, number)
    return tuple(store.read_all(0, ALL))


def register() -> None:
    """Let `st.from_type` know every event and every command."""
    for event in EVENT_TYPES.values():
        st.register_type_strategy(event, _once(whole, event))
    for kinds in COMMANDS.values():
        for command in kinds:
            st.register_type_strategy(command, _once(_command, command))


def _once(
    make: Callable[[Any], SearchStrategy[Any]], shape: type
) -> Callable[[type], SearchStrategy[Any]]:
    """Made when it is first asked for: most are never."""
    made = cache(lambda: make(shape))
    return lambda _shape: made()


@st.composite
def _command(draw: DrawFn, shape: type[Command]) -> Command:
    kind = next(kind for kind, shapes in COMMANDS.items() if shape in shapes)
    now = draw(NEAR)
    build: Any = shape
    command: Command = build(
        **draw(parts(shape)),
        stream=f"{kind}-{draw(st.sampled_from('abc'))}",
        id=f"command-{draw(NUMBERS)}",
        actor=draw(ACTORS),
        now=now,
        occurred_at=now,
    )
    return command
