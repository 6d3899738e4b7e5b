"""Which inbound messages are on record, by the channel's own id, across every case (I22).

A mail that is delivered twice is one mail. What was erased is not remembered, and what cannot be
read is not known: mail still has to come in. The index is of this process: two processes that
receive the same mail in the same instant do not see each other.
"""

from __future__ import annotations

from threading import Lock, RLock
from typing import TypeAlias

from ..domain.case.intake import MessageReceived
from ..domain.event import Erased, RecordedEvent
from .ports import EventStore, UnreadableEventError
from .readable import page_past

PAGE = 1000

Place: TypeAlias = tuple[str, str]
"""The stream that holds a message, and the message's id."""


class Inbox:
    """Whether a message is on record; who decides by that does so under `lock`."""

    def __init__(self, store: EventStore, index: Index | None = None) -> None:
        self.lock = RLock()
        self._store = store
        self._index = index or Index(store)

    def find(self, channel: str, external_id: str) -> Place | None:
        """Where the message with this id of `channel` stands; None when it is new."""
        return self._index.find(channel, external_id)

    def apart(self) -> Inbox:
        """The same for a transaction of the host, with a lock of its own.

        Who holds ours may be waiting for the end of that transaction.
        """
        return Inbox(self._store, self._index)


class Index:
    """The inbound messages on record, brought up to date when it is asked."""

    def __init__(self, store: EventStore) -> None:
        self._lock = Lock()
        self._store = store
        self._position = 0
        self._known: dict[tuple[str, str], Place] = {}

    def find(self, channel: str, external_id: str) -> Place | None:
        """Where the message with this id of `channel` stands; None when it is new."""
        with self._lock:
            self._catch_up()
            return self._known.get((channel, external_id))

    def _catch_up(self) -> None:
        while page := page_past(self._store, self._position, PAGE):
            for each in page:
                if not isinstance(each, UnreadableEventError):
                    self._note(each)
                self._position = each.position

    def _note(self, recorded: RecordedEvent) -> None:
        event = recorded.event
        if isinstance(event, MessageReceived) and event.external_id:
            outside = event.external_id.value
            if not isinstance(outside, Erased):
                place = (recorded.stream, event.message)
                self._known.setdefault((event.channel, outside), place)
