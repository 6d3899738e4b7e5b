"""What is appended is recorded: all of it, as it was, at the version that was expected."""

from __future__ import annotations

from datetime import UTC

import pytest

from ...application.ports import ConflictError, EventStore, UnstorableEventError
from ...domain.command import Command
from ...domain.event import RecordedEvent
from ..visits import LONE_SURROGATE, MARTA, NOON, Waited, command, everything, left, waited


class Recording:
    """Guarantees of `append`, `read`, `read_all` and `head`."""

    def test_reads_back(self, store: EventStore) -> None:
        """What was appended is read back with its whole envelope, by stream and by position."""
        linked = {"confirmed_by": "agent-2", "causation": "survey-1/3", "correlation": "cmd-0"}
        said = {"stream": "case-1", "id": "cmd-1", **linked}
        put = Command(**said, actor=MARTA, now=NOON, occurred_at=NOON)

        appended = store.append(put, 0, waited(7))

        assert list(store.read("case-1")) == list(appended) == list(store.read_all(0, 10))
        (only,) = appended
        assert only == RecordedEvent(
            event=Waited(occurred_at=NOON, table=7),
            stream="case-1",
            version=1,
            position=only.position,
            recorded_at=NOON.astimezone(UTC),
            actor=MARTA,
            command_id="cmd-1",
            **linked,
        )

    def test_begins_a_chain(self, store: EventStore) -> None:
        """A command without a correlation begins a chain of its own."""
        (only,) = store.append(command("cmd-1"), 0, waited(1))

        assert only.correlation == "cmd-1"
        assert list(store.read("case-1")) == [only]

    def test_begins_empty(self, store: EventStore) -> None:
        """In a new log every stream is empty, and the head is 0."""
        assert list(store.read("case-9")) == []
        assert list(store.read_all(0, 10)) == []
        assert store.head() == 0

    def test_counts(self, store: EventStore) -> None:
        """Versions count 1, 2, 3 … in each stream; positions rise through the whole log."""
        for n in range(4):
            store.append(command(f"a{n}", "case-1"), 2 * n, waited(n, n))
            store.append(command(f"b{n}", "case-2"), n, waited(n))

        assert [e.version for e in store.read("case-1")] == list(range(1, 9))
        assert [e.version for e in store.read("case-2", after=2)] == [3, 4]
        positions = [e.position for e in everything(store, page=5)]
        assert positions == sorted(set(positions))
        assert store.head() == positions[-1]

    def test_pages(self, store: EventStore) -> None:
        """Every page holds exactly the next events, wherever it begins and however long it is."""
        for n in range(7):
            store.append(command(f"cmd-{n}", f"case-{n % 2}"), n // 2, waited(n))
        whole = everything(store)

        assert [e.event for e in whole] == waited(*range(7))
        for size in range(1, 9):
            assert everything(store, size) == whole
        for n, event in enumerate(whole):
            assert list(store.read_all(event.position, 3)) == whole[n + 1 : n + 4]
            assert [e for e in whole if e.stream == event.stream and e.version > event.version] == (
                list(store.read(event.stream, event.version))
            )

    def test_expects_a_version(self, store: EventStore) -> None:
        """At another version than the one expected nothing is stored, and both are told."""
        store.append(command("cmd-1"), 0, waited(1, 2))

        for expected in (0, 1, 3):
            with pytest.raises(ConflictError) as conflict:
                store.append(command("cmd-2"), expected, waited(3, 4))
            told = conflict.value
            assert (told.stream, told.expected, told.actual) == ("case-1", expected, 2)

        assert [e.command_id for e in everything(store)] == ["cmd-1", "cmd-1"]

    def test_nothing_from_nothing(self, store: EventStore) -> None:
        """A command that led to nothing leaves nothing, and its id is still free."""
        assert list(store.append(command("cmd-1"), 0, [])) == []

        assert store.head() == 0
        assert store.append(command("cmd-1"), 0, waited(1))

    def test_whole_or_nothing(self, store: EventStore) -> None:
        """Of several events all are stored or none; a refusal quotes none of their words."""
        torn = [*waited(1), left(LONE_SURROGATE)]

        with pytest.raises(UnstorableEventError) as refused:
            store.append(command("cmd-1"), 0, torn)

        assert "ud800" not in str(refused.value)
        assert store.head() == 0
        assert list(store.answered(command("cmd-1"))) == []

    def test_many_at_once(self, store: EventStore) -> None:
        """A thousand events of one command are stored in their order."""
        appended = store.append(command("cmd-1"), 0, waited(*range(1000)))

        assert [e.event for e in appended] == waited(*range(1000))
        assert list(store.read("case-1")) == list(appended) == everything(store, page=300)
