"""A command is answered once, however often and by whomever it is put."""

from __future__ import annotations

from functools import partial

import pytest

from ...application.ports import CommandReusedError, EventStore
from ..adapter import Claim
from ..place import Place
from ..threads import together
from ..visits import command, everything, waited
from .claims import needs


class Answering:
    """Guarantees of the ids of commands."""

    def test_answers_once(self, store: EventStore) -> None:
        """A command put again gives the earlier events, whatever version it expects."""
        first = store.append(command("cmd-1"), 0, waited(1, 2))
        store.append(command("cmd-2"), 2, waited(3))

        for expected in (0, 2, 3, 9):
            again = store.append(command("cmd-1"), expected, waited(8, 9))
            assert list(again) == list(first) == list(store.answered(command("cmd-1")))

        assert len(everything(store)) == 3

    def test_new_is_new(self, store: EventStore) -> None:
        """A command that was never put has no answer."""
        store.append(command("cmd-1"), 0, waited(1))

        assert list(store.answered(command("cmd-2"))) == []

    def test_refuses_reuse(self, store: EventStore) -> None:
        """The id of another stream's command is refused, and nothing of that stream is shown."""
        store.append(command("cmd-1", "case-1"), 0, waited(1))
        other = command("cmd-1", "case-2")

        with pytest.raises(CommandReusedError) as refused:
            store.append(other, 0, waited(2))
        with pytest.raises(CommandReusedError):
            store.answered(other)
        assert "case-1" not in str(refused.value)
        assert list(store.read("case-2")) == []

    def test_conflict_frees_the_id(self, store: EventStore) -> None:
        """A command that met a conflict has no answer, and can be put again."""
        store.append(command("cmd-1"), 0, waited(1))

        with pytest.raises(Exception, match="case-1"):
            store.append(command("cmd-2"), 0, waited(2))

        assert list(store.answered(command("cmd-2"))) == []
        assert [e.version for e in store.append(command("cmd-2"), 1, waited(2))] == [2]

    def test_answers_once_in_threads(self, store: EventStore) -> None:
        """One command put by many threads at the same time is recorded once; all get it."""
        for n in range(10):
            put = partial(store.append, command(f"cmd-{n}"), n, waited(n))
            answers = together(*[put] * 4)
            assert all(list(answer) == list(answers[0]) for answer in answers)

        assert [e.command_id for e in store.read("case-1")] == [f"cmd-{n}" for n in range(10)]

    def test_refuses_reuse_in_threads(self, store: EventStore) -> None:
        """Of two streams to which one command id is put at the same time, one gets it."""

        def put(n: int, stream: str) -> bool:
            try:
                return bool(store.append(command(f"cmd-{n}", stream), 0, waited(n)))
            except CommandReusedError:
                return False

        for n in range(20):
            streams = (f"case-{n}", f"survey-{n}")
            assert sum(together(*[partial(put, n, stream) for stream in streams])) == 1

    @needs(Claim.SHARED)
    def test_answers_once_in_processes(self, place: Place) -> None:
        """One command put by several processes at the same time is recorded once."""
        store = place.open()
        for n in range(2):
            children = [place.start("put_once", f"cmd-{n}", f"case-{n}") for _ in range(3)]
            for child in children:
                child.go()
            for child in children:
                assert child.finished() == [f"cmd-{n} case-{n} 2"]

        assert [e.command_id for e in everything(store)] == ["cmd-0"] * 2 + ["cmd-1"] * 2

    @needs(Claim.DURABLE)
    def test_remembers_answers(self, place: Place) -> None:
        """A command put again after the log was closed and opened gives the earlier events."""
        first = place.open().append(command("cmd-1"), 0, waited(1, 2))

        again = place.reopen()

        assert list(again.answered(command("cmd-1"))) == list(first)
        assert list(again.append(command("cmd-1"), 2, waited(3))) == list(first)
        with pytest.raises(CommandReusedError):
            again.append(command("cmd-1", "case-2"), 0, waited(4))
        assert everything(again) == list(first)
