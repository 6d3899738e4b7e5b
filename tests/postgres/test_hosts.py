"""A product's transaction takes our events in however its connection is set, and its threads go."""

from __future__ import annotations

from collections.abc import Generator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import psycopg
import pytest
from tests.postgres import server

from answerable.adapters.postgres import joined as joined_store
from answerable.application.clerk import UnknownStreamError
from answerable.application.desk import Desk
from answerable.application.ports import UnavailableError
from answerable.bootstrap import open_desk
from answerable.testing.visits import LONE_SURROGATE


@pytest.fixture(scope="module")
def desk(postgres: str) -> Generator[Desk]:  # noqa: ARG001  # it skips where there is none
    with open_desk(server.tenant()) as opened:
        yield opened


@pytest.mark.parametrize("kind", [psycopg.ClientCursor, psycopg.RawCursor])
def test_the_host_may_use_cursors_of_another_kind(
    desk: Desk, host: psycopg.Connection, kind: type[psycopg.Cursor]
) -> None:
    host.cursor_factory = kind

    case = desk.within(host).receive("the box is crushed")
    host.commit()

    assert case.history() == desk.case(case.id).history()
    assert case.history()


def test_a_connection_on_whose_way_an_id_becomes_another_is_refused(
    desk: Desk, host: psycopg.Connection
) -> None:
    host.execute("SET client_encoding = latin1")

    with pytest.raises(UnavailableError, match="client_encoding is LATIN1"):
        desk.within(host)


@pytest.mark.parametrize("stream", ["case-\0", f"case-{LONE_SURROGATE}"])
def test_an_id_that_cannot_be_on_record_is_not_and_the_transaction_goes_on(
    desk: Desk, host: psycopg.Connection, stream: str
) -> None:
    joined = desk.within(host)

    assert not joined.case(stream).history()
    with pytest.raises(UnknownStreamError):
        joined.case(stream).hear("the box is crushed")
    assert joined.receive("the box is crushed").history()


def test_who_receives_in_a_transaction_does_not_wait_for_who_waits_for_its_end(
    desk: Desk, host: psycopg.Connection
) -> None:
    joined = desk.within(host)
    joined.receive("the box is crushed", external_id="<first@within>")
    with ThreadPoolExecutor() as pool, desk.place.inbox.lock:  # as who waits for the turn has it
        mail = partial(joined.receive, "the lid is crushed", external_id="<second@within>")
        assert pool.submit(mail).result(30).history()


def test_what_is_broken_off_leaves_nothing_in_the_transaction(
    desk: Desk, host: psycopg.Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    head, joined = desk.store.head(), desk.within(host)
    with monkeypatch.context() as patch:
        patch.setattr(joined_store, "placed", broken_off)
        with pytest.raises(KeyboardInterrupt):
            joined.receive("the box is crushed")
    kept = joined.receive("the lid is crushed")
    host.commit()

    assert [e.stream for e in desk.store.read_all(head, 9) if e.version == 1] == [kept.id]


def broken_off(_: object) -> None:
    """Somebody stops the program."""
    raise KeyboardInterrupt
