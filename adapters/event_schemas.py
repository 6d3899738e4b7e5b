"""What stored events are made of, as JSON Schemas: for the ledger and for case files."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from ..application.ports import StoredRow, UnreadableEventError
from ..domain.event import Event
from .canonical_json import canonical

BEGINNING = re.compile(rb'\{"form":1,"blind":"[0-9a-f]{32}","schema_version":([1-9][0-9]{0,8}),')
"""How `stored_document.document` begins."""
OLDER = files(__name__.rpartition(".")[0]).joinpath("older_schemas")


class EventSchemas:
    """The schemas of `types`, by stored name."""

    def __init__(self, types: Mapping[str, type[Event]]) -> None:
        self._types = types

    def version_of(self, row: StoredRow) -> int:
        """The schema version a stored event was written by.

        Raises:
            UnreadableEventError: it does not say.
        """
        found = BEGINNING.match(row[4])
        if found is None:
            raise _unreadable(row, "its bytes do not say by which schema they were written")
        return int(found[1])

    def document(self, row: StoredRow, version: int) -> bytes:
        """The JSON Schema of the body of an event, in canonical JSON.

        Raises:
            UnreadableEventError: nothing is known of such events.
        """
        event = self._types.get(row[3])
        if event is not None and event.schema_version == version:
            return _schema(event)
        older = OLDER.joinpath(f"{row[3]}.v{version}.json")
        if event is None or not older.is_file():
            raise _unreadable(row, "nothing is known of its type in that schema version")
        return older.read_bytes()


@cache
def _schema(event: type[Event]) -> bytes:
    return canonical(event.model_json_schema())


def _unreadable(row: StoredRow, reason: str) -> UnreadableEventError:
    position, stream, version, name, _ = row
    return UnreadableEventError(stream, version, position, name, reason)
