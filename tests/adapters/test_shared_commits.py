"""Commits shared by threads: everybody is answered for what is theirs, and nobody is left."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Callable, Generator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from itertools import chain

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from answerable.application.ports import UnavailableError
from answerable.application.shared_commits import SharedCommits
from answerable.testing.threads import LIMIT_SECONDS


def wait_until(holds: Callable[[], bool]) -> None:
    end = time.monotonic() + LIMIT_SECONDS
    while not holds():
        assert time.monotonic() < end, "it hangs"


class Book:
    """Writes what it is given, in batches; the first one waits until it is let go."""

    def __init__(self) -> None:
        self.batches: list[list[int]] = []
        self.shared = SharedCommits[int, str]("the book", self.write)
        self.begun = threading.Event()
        self.go = threading.Event()
        self.fails: dict[int, BaseException] = {}

    def write(self, items: Sequence[int]) -> list[str]:
        self.batches.append(list(items))
        if not self.begun.is_set():
            self.begun.set()
            self.go.wait()
        for item in items:
            if item in self.fails:
                raise self.fails[item]
        return [f"wrote {item}" for item in items]

    def queued(self, count: int) -> None:
        """Wait until that many callers stand in the queue."""
        wait_until(lambda: self.shared.waiting >= count)


def queued_behind_the_first(
    book: Book, pool: ThreadPoolExecutor, each: Sequence[Sequence[int]]
) -> list[Future[Sequence[str]]]:
    """One write is under way (of 0), and everybody else stands in line, in order."""
    done = [pool.submit(book.shared.put, [0])]
    book.begun.wait()
    for place, items in enumerate(each, start=1):
        done.append(pool.submit(book.shared.put, items))
        book.queued(place)
    return done


def test_who_comes_alone_is_written_at_once() -> None:
    book = Book()
    book.begun.set()

    assert [book.shared.put([n]) for n in range(3)] == [("wrote 0",), ("wrote 1",), ("wrote 2",)]
    assert book.batches == [[0], [1], [2]]


def test_whoever_queues_up_during_a_write_shares_the_next_in_the_order_they_came() -> None:
    book = Book()
    with ThreadPoolExecutor(4) as pool:
        done = queued_behind_the_first(book, pool, [[1, 2], [], [3]])
        book.go.set()

    assert book.batches == [[0], [1, 2, 3]]
    assert [each.result() for each in done] == [
        ("wrote 0",),
        ("wrote 1", "wrote 2"),
        (),
        ("wrote 3",),
    ]


def test_when_a_shared_write_fails_all_of_it_learn_so_and_the_next_goes_on() -> None:
    book = Book()
    book.fails[2] = UnavailableError("the book", "no ink")
    with ThreadPoolExecutor(3) as pool:
        done = queued_behind_the_first(book, pool, [[1], [2]])
        book.go.set()

    assert done[0].result() == ("wrote 0",)
    for each in done[1:]:
        with pytest.raises(UnavailableError, match="no ink"):
            each.result()
    assert book.shared.put([3]) == ("wrote 3",)


def test_when_the_one_who_writes_is_broken_off_the_others_are_told_and_the_next_goes_on() -> None:
    book = Book()
    book.fails[0] = book.fails[1] = KeyboardInterrupt()
    with ThreadPoolExecutor(3) as pool:
        done = queued_behind_the_first(book, pool, [[1], [2]])
        book.go.set()

    assert [type(each.exception()) for each in done] == [
        KeyboardInterrupt,
        KeyboardInterrupt,
        UnavailableError,
    ]
    assert book.shared.put([3]) == ("wrote 3",)


class Alarm(Exception):  # noqa: N818  # what a signal handler of the host may raise
    pass


@pytest.fixture
def alarm() -> Generator[Callable[[], None]]:
    """A function that interrupts the main thread where it waits."""
    if threading.current_thread() is not threading.main_thread():
        pytest.skip("signals reach the main thread only, and the tests do not run in it")
    rung = threading.Event()

    def ring(*_: object) -> None:
        if not rung.is_set():
            rung.set()
            raise Alarm

    def interrupt() -> None:
        while not rung.is_set():  # a signal that comes just before the wait does not end it
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

    before = signal.signal(signal.SIGUSR1, ring)
    yield interrupt
    signal.signal(signal.SIGUSR1, before)


@pytest.mark.parametrize("place", [1, 2])
def test_who_is_interrupted_in_the_queue_leaves_it_and_keeps_nobody(
    alarm: Callable[[], None], place: int
) -> None:
    book = Book()

    def interrupt(others: list[Future[Sequence[str]]], pool: ThreadPoolExecutor) -> None:
        book.queued(place)
        others.extend(pool.submit(book.shared.put, [n]) for n in (7, 7)[: 3 - place])
        book.queued(3)
        alarm()

    with ThreadPoolExecutor(6) as pool:
        done = queued_behind_the_first(book, pool, [[7]] * (place - 1))
        pool.submit(interrupt, done, pool)
        with pytest.raises(Alarm):
            book.shared.put([1])
        book.go.set()

    assert book.batches == [[0], [7, 7]]
    assert [each.result() for each in done] == [("wrote 0",), ("wrote 7",), ("wrote 7",)]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.lists(st.integers(), max_size=3), min_size=1, max_size=12))
def test_each_caller_gets_what_became_of_its_own_items(each: list[list[int]]) -> None:
    book = Book()
    book.begun.set()
    with ThreadPoolExecutor(6) as pool:
        done = list(pool.map(book.shared.put, each))

    assert done == [tuple(f"wrote {item}" for item in items) for items in each]
    assert sorted(chain(*book.batches)) == sorted(chain(*each))
