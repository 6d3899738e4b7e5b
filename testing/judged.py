"""The adapter named by the environment, under every contract: what a report is made from."""

from __future__ import annotations

import os

from .adapter import NAMED_BY, adapter_named
from .event_store import EventStoreContract

if NAMED_BY in os.environ:

    class OfEventStore(EventStoreContract):
        """The event store."""

        adapter = adapter_named(os.environ[NAMED_BY])
