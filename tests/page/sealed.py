"""Case files of real histories: the stored bytes of a log, in a ledger of their own."""

from __future__ import annotations

from collections.abc import Collection

from tests.verifier.tiny_log import TinyLog, zipped

from answerable.adapters.cli.stories import tell
from answerable.adapters.page.case_page import Shown
from answerable.application.ledger.ports import StoredLog
from answerable.application.ports import EventStore
from answerable.bootstrap import open_desk


def ledger_of(store: EventStore) -> TinyLog:
    """A list over everything in a store that shows its stored bytes, sealed."""
    assert isinstance(store, StoredLog)
    log = TinyLog()
    for position, stream, _, kind, body in store.stored_all(0, 100_000):
        log.position = position - 1
        log.event(stream, kind, bytes(body))
    log.seal()
    return log


def sealed_story(held: str, hidden: Collection[str] = ()) -> tuple[Shown, bytes]:
    """The first case of the stories that holds such an event, and its case file."""
    desk = open_desk("memory:")
    tell(desk, lambda _: None)
    events = desk.store.read_all(0, 100_000)
    stream = next(each.stream for each in events if each.type == held)
    log = ledger_of(desk.store)
    own = [index for index, name in log.streams.items() if name == stream]
    withheld = [index for index in own if log.stored[index][0] in hidden]
    history = [each for each in events if each.stream == stream]
    return Shown(stream, history, events[-1].recorded_at), zipped(log.case_file([stream], withheld))
