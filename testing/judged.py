"""The adapter named by the environment, under every contract: what a report is made from."""

from __future__ import annotations

import os

from .adapter import NAMED_BY, adapter_named
from .event_store import EventStoreContract
from .view_store import ViewStoreContract

if NAMED_BY in os.environ:

    class OfEventStore(EventStoreContract):
        """The event store."""

        adapter = adapter_named(os.environ[NAMED_BY])

    class OfViewStore(ViewStoreContract):
        """Its views."""

        adapter = adapter_named(os.environ[NAMED_BY])
