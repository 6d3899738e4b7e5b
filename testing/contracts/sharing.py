"""Streams read at once for folding. For adapters that offer it."""

from __future__ import annotations

import pytest

from ...application.ports import EventStore, SharingStore
from ..visits import command, waited


class Sharing:
    """Guarantees to `facts_of`; an adapter without it makes none of them."""

    def test_facts_of_streams(self, store: EventStore) -> None:
        """Events of several streams, asked for at once, are those that each of them holds."""
        if not isinstance(store, SharingStore):
            pytest.skip("it does not read several streams at once")
        streams = [f"case-{n}" for n in range(4)]
        for n, stream in enumerate(streams * 2):
            store.append(command(f"cmd-{n}", stream), len(store.read(stream)), waited(*range(1, n)))
        asked = [*reversed(streams), "case-unknown"]

        found = store.facts_of(asked)

        alone = {stream: [each.event for each in store.read(stream)] for stream in asked}
        assert {stream: list(found.get(stream, ())) for stream in asked} == alone
        assert list(store.facts_of(["case-3"])["case-3"]) == alone["case-3"]
        assert not store.facts_of([])
