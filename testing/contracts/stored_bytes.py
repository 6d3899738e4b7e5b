"""The stored bytes as they are: what a ledger is made over. For adapters that offer them."""

from __future__ import annotations

import pytest

from ...application.ledger.ports import StoredLog
from ...application.ports import EventStore, StoredRow
from ..adapter import Claim
from ..place import Place
from ..visits import FORM, command, everything, left, waited
from .claims import needs


class StoredBytes:
    """Guarantees to `stored_all`; an adapter without it makes none of them."""

    def test_stored_bytes_are_those_of_the_log(self, store: EventStore) -> None:
        """What is read undecoded is, event by event and place by place, what `read_all` gives."""
        require_offered(store)
        for n in range(7):
            store.append(command(f"cmd-{n}", f"case-{n % 3}"), n // 3, [left(f"word {n} \0 ż")])

        rows = undecoded(store, page=2)

        assert FORM.decode_all(rows) == everything(store)

    def test_stored_bytes_come_in_pages(self, store: EventStore) -> None:
        """It gives no more than was asked for, and nothing at or before the position given."""
        log = require_offered(store)
        store.append(command("cmd-1"), 0, waited(1, 2, 3))
        first, second, _ = (each.position for each in store.read_all(0, 3))

        assert [row[0] for row in log.stored_all(0, 2)] == [first, second]
        assert all(row[0] > first for row in log.stored_all(first, 9))
        assert not log.stored_all(store.head(), 9)

    @needs(Claim.DURABLE)
    def test_stored_bytes_stay(self, place: Place) -> None:
        """They are the same, bit by bit, whenever they are read, also after a new start."""
        store = place.open()
        require_offered(store)
        store.append(command("cmd-1"), 0, [left("first"), *waited(2, 3)])
        before = undecoded(store)

        assert undecoded(place.reopen()) == before


def require_offered(store: EventStore) -> StoredLog:
    """The store as a log of stored bytes; skips the test where it is none."""
    if not isinstance(store, StoredLog):
        pytest.skip("it does not show its stored bytes")
    return store


def undecoded(store: EventStore, page: int = 100) -> list[StoredRow]:
    """The whole log as it is stored, read page by page."""
    log, seen, last = require_offered(store), list[StoredRow](), 0
    while more := log.stored_all(last, page):
        seen.extend((*row,) for row in more)
        last = more[-1][0]
    return seen
