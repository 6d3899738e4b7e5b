"""The strategies of the kit give what the domain takes, by type and without an import."""

import subprocess
import sys
from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st

from answerable.application.verify.checking import Checker, decisions
from answerable.domain.catalogue import COMMANDS, EVENT_TYPES, decider_for
from answerable.domain.command import Command
from answerable.domain.event import Event, RecordedEvent
from answerable.testing.strategies import commands, events, histories, register

register()

WITHOUT_AN_IMPORT = """
from hypothesis import find, strategies as st
from answerable.domain.case.intake import CaseReceived
print(type(find(st.from_type(CaseReceived), lambda event: True)).__name__)
"""


def test_hypothesis_knows_the_events_without_being_told() -> None:
    out = subprocess.run(
        [sys.executable, "-c", WITHOUT_AN_IMPORT], capture_output=True, text=True, check=True
    )

    assert out.stdout.strip() == "CaseReceived"


@pytest.mark.parametrize("name", sorted(EVENT_TYPES))
def test_each_event_can_be_drawn_by_its_type(name: str) -> None:
    @settings(max_examples=3)
    @given(st.from_type(EVENT_TYPES[name]))
    def drawn(event: Event) -> None:
        assert type(event).__name__ == name

    drawn()


@pytest.mark.parametrize(
    "shape", [c for kinds in COMMANDS.values() for c in kinds], ids=lambda c: c.__name__
)
def test_each_command_can_be_drawn_by_its_type(shape: type[Command]) -> None:
    @settings(max_examples=3)
    @given(st.from_type(shape))
    def drawn(command: Command) -> None:
        assert type(command) is shape

    drawn()


@given(event=events(), command=st.sampled_from(sorted(COMMANDS)).flatmap(commands))
def test_an_event_and_a_command_can_be_drawn(event: Event, command: Command) -> None:
    assert type(event) in EVENT_TYPES.values()
    assert type(command) in COMMANDS[command.stream.partition("-")[0]]


@given(history=histories())
def test_a_history_is_one_that_the_domain_tells(history: Sequence[RecordedEvent]) -> None:
    checker = Checker()
    versions = Counter(each.stream for each in history)

    assert history[0].type == "CaseReceived"
    assert [each.version for each in history] == list(range(1, len(history) + 1))
    assert [found for stored in decisions(history) for found in checker.take(stored)] == []
    for stream in versions:
        decider = decider_for(stream)
        state = decider.initial
        for each in history:
            state = decider.evolve(state, each.event)


def test_some_histories_come_to_an_end() -> None:
    ended = find(histories(), lambda history: any(e.type == "CaseClosed" for e in history))

    assert ended[-1].stream.startswith("case-")
