"""What a log must hold after a fault, held against what was said before it."""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import pairwise
from pathlib import Path

from tests.faults.knocks import Said, by_command, command, done, knocks, open_store
from tests.faults.work import SELECT_COUNTS, SELECT_POSITION

from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ports import EventStore, StoreError
from answerable.domain.event import RecordedEvent

COMMANDS = "SELECT command_id, originator_id, first_version, last_version FROM commands"
SELECT_VIEW = "SELECT * FROM sqlite_master WHERE name = 'counted'"
LATEST = 3
"""So many of the latest commands are put again."""


def wrong_in_file(path: Path, said: Sequence[Said]) -> list[str]:
    """What is wrong with the log in a SQLite file, each in a sentence."""
    try:
        store = open_store(path)
    except StoreError as error:
        return [f"it cannot be opened: {error}"]
    with closing(store):
        try:
            return [*wrong_in(store, said), *_wrong_in_view(store)]
        except StoreError as error:
            return [f"it cannot be read: {error}"]
        finally:
            store.close()


def damage(path: Path) -> list[str]:
    """What SQLite itself says of the file, and of the commands beside the events."""
    with closing(sqlite3.connect(path)) as connection:
        try:
            (intact,) = connection.execute("PRAGMA integrity_check").fetchone()
            commands = connection.execute(COMMANDS).fetchall()
        except sqlite3.DatabaseError as error:
            return [f"the file is damaged: {error}"]
    if intact != "ok":
        return [f"the file is damaged: {intact}"]
    with closing(open_store(path)) as store:
        groups = by_command(everything(store)).values()
    spans = {(e[0].command_id, e[0].stream, e[0].version, e[-1].version) for e in groups}
    return [] if spans == set(commands) else ["events and commands do not agree"]


def everything(store: EventStore, page: int = 1000) -> list[RecordedEvent]:
    """The whole log."""
    seen: list[RecordedEvent] = []
    while more := store.read_all(seen[-1].position if seen else 0, page):
        seen.extend(more)
    return seen


def wrong_in(store: EventStore, said: Sequence[Said]) -> list[str]:
    """What is wrong with the log: as it stands, and when the latest commands are put again."""
    events = everything(store)
    found = [*out_of_order(events), *lost(events, said), *halved(events)]
    return found or list(_put_again(store, said, events[-1].position if events else 0))


def out_of_order(events: Sequence[RecordedEvent]) -> Iterator[str]:
    """Positions that do not rise, and versions that are not 1, 2, 3 in each stream."""
    if any(a.position >= b.position for a, b in pairwise(events)):
        yield "positions do not rise"
    versions: dict[str, int] = {}
    for event in events:
        versions[event.stream] = versions.get(event.stream, 0) + 1
        if event.version != versions[event.stream]:
            yield f"{event.stream}/{event.version} stands where {versions[event.stream]} belongs"


def lost(events: Sequence[RecordedEvent], said: Iterable[Said]) -> Iterator[str]:
    """What was acknowledged or read, and is no longer there as it was."""
    groups = by_command(events)
    at = {event.position: event for event in events}
    for word in said:
        if word.what == "done" and not _same(word, groups.get(word.command, [])):
            yield f"{word.command} was acknowledged at {word.positions} and is lost"
        if word.what == "saw":
            there = at.get(word.positions[0])
            if not there or (there.command_id, there.version) != (word.command, word.version):
                yield f"{word.command} was read at {word.positions[0]} and is lost"


def _same(word: Said, events: Sequence[RecordedEvent]) -> bool:
    return bool(events) and done(events, word.at) == word


def halved(events: Sequence[RecordedEvent]) -> Iterator[str]:
    """Commands of whose events some are missing, changed, doubled or apart."""
    for id_, group in by_command(events).items():
        if [event.event for event in group] != knocks(id_):
            yield f"{id_} is not recorded as it was put"
        elif any(b.version - a.version != 1 for a, b in pairwise(group)):
            yield f"{id_} is recorded in pieces"


def _put_again(store: EventStore, said: Sequence[Said], head: int) -> Iterator[str]:
    """The latest commands again: answered as before or recorded once, at positions never used."""
    words = {word.command: word for word in said if word.what == "put"}
    answers = {word.command: word for word in said if word.what == "done"}
    highest = max((word.positions[-1] for word in said if word.positions), default=0)
    for id_, put in list(words.items())[-LATEST:]:
        again = command(id_, put.stream)
        before = store.answered(again)
        version = len(store.read(put.stream))
        after = store.append(again, version, knocks(id_))
        if before and before != after:
            yield f"{id_} is answered otherwise when it is put again"
        if not before and (id_ in answers or after[0].position <= max(highest, head)):
            yield f"{id_} is recorded at {after[0].position}, which was used before"
    yield from halved(everything(store))


def _wrong_in_view(store: SqliteStore) -> Iterator[str]:
    """A view beside the log counts just the events up to its position."""
    with store.snapshot() as cursor:
        if not cursor.execute(SELECT_VIEW).fetchone():
            return
        position = max((row[0] for row in cursor.execute(SELECT_POSITION)), default=0)
        counts = dict(tuple(row) for row in cursor.execute(SELECT_COUNTS))
    counted = Counter(event.stream for event in everything(store) if event.position <= position)
    if counts != counted:
        yield f"the view does not fit its position {position}"
    if position > store.head():
        yield "the view is ahead of the log"
