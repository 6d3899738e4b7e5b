"""The engine's recorder on our own tables, and what goes into them and comes out."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

import psycopg

from ...application.ports import StoredRow
from .arrays import Blobs, Numbers, Texts, blobs, numbers, texts
from .datastore import LogDatastore
from .engine import PostgresApplicationRecorder, StoredEvent
from .listener import channel
from .statements import INSERT, TAKE_TURN, in_schema


class Ready(NamedTuple):
    """An append whose events are written out: it only has to be put into the tables."""

    stream: str
    command_id: str
    expected: int
    events: Sequence[tuple[str, bytes]]
    """Type and stored form of each."""


class Placed(NamedTuple):
    """What became of an append, as `append_v1` says it: see migrations/0001_log.sql."""

    position: int
    first: int
    last: int


BEHIND = -1
"""In place of a position: the stream is at another version."""
ELSEWHERE = Placed(-2, 0, 0)
NOTHING = Placed(-3, 0, 0)


class LogRecorder(PostgresApplicationRecorder):
    """The engine's recorder on our own tables; what is put through it waits for its turn too."""

    def __init__(self, datastore: LogDatastore) -> None:
        super().__init__(datastore)
        self._schema = datastore.place.schema
        self.sql_create_statements = []
        self.channel_name = channel(self._schema)

    def create_table(self) -> None:
        """The tables are made by the migrations."""

    def _lock_table(self, curs: psycopg.Cursor[Any]) -> None:
        curs.execute(in_schema(self._schema, TAKE_TURN))

    def _insert_stored_events(
        self, curs: psycopg.Cursor[Any], stored_events: Sequence[StoredEvent], **_: object
    ) -> None:
        self._lock_table(curs)
        self._notify_channel(curs)
        curs.execute(
            in_schema(self._schema, INSERT),
            (
                texts([str(each.originator_id) for each in stored_events]),
                numbers([each.originator_version for each in stored_events]),
                texts([each.topic for each in stored_events]),
                blobs([each.state for each in stored_events]),
            ),
        )


def arguments(
    ready: Sequence[Ready],
) -> tuple[Texts, Texts, Numbers, Numbers, Texts, Blobs]:
    """What `append_v1` takes."""
    events = [event for each in ready for event in each.events]
    return (
        texts([each.command_id for each in ready]),
        texts([each.stream for each in ready]),
        numbers([each.expected for each in ready]),
        numbers([len(each.events) for each in ready]),
        texts([topic for topic, _ in events]),
        blobs([state for _, state in events]),
    )


def placed(outcome: Sequence[int]) -> list[Placed]:
    """What `append_v1` said, three numbers for each append."""
    return [Placed(*outcome[at : at + 3]) for at in range(0, len(outcome), 3)]


def rows_of(found: Sequence[tuple[Any, ...]]) -> list[StoredRow]:
    """The rows that a statement gave, without what it says of the disk."""
    return [row[:5] for row in found]
