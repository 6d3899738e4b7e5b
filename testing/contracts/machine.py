"""Any store against the plainest model there is, step by step, with random work."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from ...application.ports import Append, CommandReusedError, ConflictError, EventStore
from ...domain.event import RecordedEvent
from ..adapter import Claim
from ..place import Places
from ..visits import append, command, everything

STREAMS = st.sampled_from(["case-1", "case-2", "survey-1"])
IDS = st.integers(1, 25).map("cmd-{}".format)
OFF = st.sampled_from([0, 0, 0, 0, -1, 1, 5])
"""How far the version expected is from the true one."""
TABLES = st.lists(st.integers(0, 9), max_size=4)


class Model:
    """A log as a list of (stream, version, command, table)."""

    def __init__(self) -> None:
        self.log: list[tuple[str, int, str, int]] = []

    def version(self, stream: str) -> int:
        """How many events the stream has."""
        return sum(each[0] == stream for each in self.log)

    def put(self, put: Append) -> list[tuple[str, int, str, int]] | str:
        """What an append leads to: the events recorded, or how it is refused."""
        id_, stream = put.command.id, put.command.stream
        if earlier := [each for each in self.log if each[2] == id_]:
            return earlier if earlier[0][0] == stream else CommandReusedError.__name__
        if not put.events:
            return []
        version = self.version(stream)
        if put.expected_version != version:
            return ConflictError.__name__
        tables = [event.model_dump()["table"] for event in put.events]
        new = [(stream, version + n, id_, table) for n, table in enumerate(tables, start=1)]
        self.log.extend(new)
        return new


def plain(events: Sequence[RecordedEvent]) -> list[tuple[str, int, str, int]]:
    """Events as the model knows them."""
    return [(e.stream, e.version, e.command_id, e.event.model_dump()["table"]) for e in events]


class StoreMachine(RuleBasedStateMachine):
    """A store at a new one of `places`, which a subclass names, beside the model."""

    places: ClassVar[Places]

    def __init__(self) -> None:
        super().__init__()
        self.place = self.places.new()
        self.store: EventStore = self.place.open()
        self.model = Model()

    def drawn(self, stream: str, id_: str, off: int, tables: list[int]) -> Append:
        """An append at the version the stream has, or near it."""
        expected = max(0, self.model.version(stream) + off)
        return append(id_, expected, *tables, stream=stream)

    @rule(stream=STREAMS, id_=IDS, off=OFF, tables=TABLES)
    def one(self, stream: str, id_: str, off: int, tables: list[int]) -> None:
        """One append ends as the model says."""
        put = self.drawn(stream, id_, off, tables)
        expected = self.model.put(put)
        found: object
        try:
            found = plain(self.store.append(put.command, put.expected_version, put.events))
        except (ConflictError, CommandReusedError) as error:
            found = type(error).__name__
        assert found == expected

    @rule(puts=st.lists(st.tuples(STREAMS, IDS, OFF, TABLES), max_size=4))
    def several(self, puts: list[tuple[str, str, int, list[int]]]) -> None:
        """Several appends in one call end as if each had been put alone."""
        appends = [self.drawn(*each) for each in puts]
        expected = [self.model.put(each) for each in appends]
        outcomes = self.store.append_all(appends)
        found = [type(o).__name__ if isinstance(o, Exception) else plain(o) for o in outcomes]
        assert found == expected

    @rule(stream=STREAMS, after=st.integers(0, 12))
    def reads(self, stream: str, after: int) -> None:
        """A stream reads as the model has it."""
        expected = [e for e in self.model.log if e[0] == stream and e[1] > after]
        assert plain(self.store.read(stream, after)) == expected

    @rule(stream=STREAMS, id_=IDS)
    def answers(self, stream: str, id_: str) -> None:
        """The answer to a command is what the model has."""
        expected = [e for e in self.model.log if e[2] == id_]
        if expected and expected[0][0] != stream:
            return
        assert plain(self.store.answered(command(id_, stream))) == expected

    @rule()
    def opens_again(self) -> None:
        """Nothing changes when the log is closed and opened, where it is to last."""
        if Claim.DURABLE not in self.place.adapter.lacks:
            self.store = self.place.reopen()

    @rule()
    def opens_beside(self) -> None:
        """Nothing changes when the log is opened once more, where several may have it open."""
        if Claim.SHARED not in self.place.adapter.lacks:
            self.store = self.place.open()

    @invariant()
    def agree(self) -> None:
        """The whole log reads as the model has it, at positions that rise up to the head."""
        log = everything(self.store, page=7)
        assert plain(log) == self.model.log
        positions = [each.position for each in log]
        assert positions == sorted(set(positions))
        assert self.store.head() == (positions[-1] if positions else 0)

    def teardown(self) -> None:
        """Let go of the log."""
        self.place.close()
