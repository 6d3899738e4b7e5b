"""A thread that is interrupted anywhere while it shares a commit keeps nobody waiting."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import count

import pytest
from tests.adapters.interrupting import Alarm, came_of, interrupted
from tests.adapters.test_shared_commits import Book, wait_until

from answerable.application import shared_commits
from answerable.application.ports import UnavailableError
from answerable.testing.threads import Begun

Result = Sequence[str] | BaseException


def begun_in_order(book: Book, works: Sequence[Callable[[], Result]]) -> list[Begun[Result]]:
    """The first is writing, or has been broken off; the others stand in line behind it."""
    began = [Begun(works[0])]
    wait_until(lambda: book.begun.is_set() or began[0].done)
    for line, work in enumerate(works[1:], start=1):
        began.append(Begun(work))
        wait_until(partial(in_line, book, began, line))
    return began


def in_line(book: Book, began: Sequence[Begun[Result]], line: int) -> bool:
    return book.shared.waiting + sum(each.done for each in began) >= line


def put_by_four(step: int, place: int) -> list[Result]:
    """What came of four who put at once, of whom one is interrupted; a fifth comes after them."""
    book = Book()
    puts = [partial(book.shared.put, [n]) for n in range(4)]
    works: list[Callable[[], Result]] = [partial(came_of, put) for put in puts]
    works[place] = interrupted(step, [shared_commits], puts[place])

    began = begun_in_order(book, works)
    book.go.set()

    found = [each.result("a put") for each in began]
    assert Begun(lambda: book.shared.put([9])).result("a put after it") == ("wrote 9",)
    return found


@pytest.mark.parametrize("place", [0, 1, 2])
def test_wherever_a_thread_is_interrupted_nobody_waits_for_it(place: int) -> None:
    for step in count(1):
        found = put_by_four(step, place)
        for n, each in enumerate(found):
            assert isinstance(each, UnavailableError | Alarm) or each == (f"wrote {n}",)
        if not isinstance(found[place], Alarm):
            break
