"""The contract of `EventStore`: an adapter belongs to the family once this passes."""

from __future__ import annotations

import random

import pytest
from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from ..application.ports import EventStore
from .contracts.answering import Answering
from .contracts.apart import Apart
from .contracts.conversing import DeskMachine
from .contracts.faithful import GENERATED, Faithful
from .contracts.keeping import Keeping
from .contracts.machine import StoreMachine
from .contracts.on_places import OnPlaces
from .contracts.ordering import Ordering
from .contracts.recording import Recording
from .contracts.sharing import Sharing
from .contracts.stored_bytes import StoredBytes
from .contracts.together import Together
from .contracts.waiting import Waiting
from .place import Place, Places

MACHINE = settings(
    max_examples=15,
    stateful_step_count=25,
    deadline=None,
    database=None,
    phases=GENERATED,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


THREADS_OF_OTHERS = pytest.mark.filterwarnings("ignore:Do not use the `random` module")
"""The threads of a connection pool draw random pauses while Hypothesis draws examples."""


class EventStoreContract(
    OnPlaces,
    Recording,
    Answering,
    Together,
    Ordering,
    Keeping,
    Waiting,
    Apart,
    Faithful,
    Sharing,
    StoredBytes,
):
    """Subclass it in a test module and say which adapter it is for."""

    @pytest.fixture
    def moments(self, request: pytest.FixtureRequest) -> random.Random:
        """When to kill; the same moments for the same `--hypothesis-seed`."""
        seed = request.config.getoption("--hypothesis-seed", None)
        return random.Random(None if seed is None else str(seed))  # noqa: S311  # not a secret

    @pytest.fixture
    def store(self, place: Place) -> EventStore:
        """A new log, opened."""
        return place.open()

    @THREADS_OF_OTHERS
    def test_agrees_with_a_model(self, places: Places) -> None:
        """Whatever is put to it in whatever order, it does what the plainest model does."""
        machine = type("Machine", (StoreMachine,), {"places": places})
        run_state_machine_as_test(machine, settings=MACHINE)

    @THREADS_OF_OTHERS
    def test_carries_a_desk(self, places: Places) -> None:
        """A desk on it takes and refuses the same commands as one in memory, and records alike."""
        machine = type("Machine", (DeskMachine,), {"places": places})
        run_state_machine_as_test(machine, settings=settings(MACHINE, max_examples=6))
