"""The engine's own test cases, run against our recorders; those that do not apply say why."""

from __future__ import annotations

import itertools
import warnings
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import ClassVar
from unittest import TestCase, skip

from tests.postgres import server

from answerable.adapters.host_process import left_as_it_was
from answerable.adapters.postgres import datastore as postgres
from answerable.adapters.postgres import recorder as on_postgres
from answerable.adapters.postgres.engine import StoredEvent
from answerable.adapters.postgres.place import Place
from answerable.adapters.sqlite import recorder as on_sqlite
from answerable.adapters.sqlite.datastore import LogDatastore
from answerable.adapters.sqlite.file import prepare

with left_as_it_was(), warnings.catch_warnings():
    from eventsourcing.tests import persistence as engine

NUMBERS = itertools.count(1)
NOT_RUN = {
    "RecorderTestCase": "it has no tests",
    "TrackingRecorderTestCase": "a view keeps its position itself: test_view_store.py",
    "ProcessRecorderTestCase": "views and log are different ports: test_view_store.py",
    "InfrastructureFactoryTestCase": "nothing is configured by the environment: bootstrap.py",
    "TranscoderTestCase": "the stored form is our own: test_stored_form.py",
}


class OnSqlite(TestCase):
    """Makes recorders on files."""

    recorder: ClassVar[type[on_sqlite.LogRecorder]] = on_sqlite.LogRecorder

    def create_recorder(self) -> on_sqlite.LogRecorder:
        """A recorder on a new file."""
        folder = TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        path = Path(folder.name) / "log.db"
        prepare(path, on_sqlite.TABLES)
        store = LogDatastore(path)
        self.addCleanup(store.close)
        return self.recorder(store)

    def new_originator_id(self) -> str:
        """Ids are texts."""
        return f"case-{next(NUMBERS)}"


class OnPostgres(TestCase):
    """Makes recorders in schemas."""

    recorder: ClassVar[type[on_postgres.LogRecorder]] = on_postgres.LogRecorder

    def create_recorder(self) -> on_postgres.LogRecorder:
        """A recorder in a new schema."""
        try:
            store = postgres.LogDatastore(Place.of(server.tenant()))
        except server.NoPostgresError as error:
            self.skipTest(str(error))
        store.prepare()
        self.addCleanup(store.close)
        return self.recorder(store)

    def new_originator_id(self) -> str:
        """Ids are texts."""
        return f"case-{next(NUMBERS)}"


class PositionlessSqlite(on_sqlite.LogRecorder):
    """Keeps the positions to itself, as the engine asks of a recorder of aggregates alone."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: object) -> None:
        """Insert them."""
        super().insert_events(stored_events, **kwargs)


class PositionlessPostgres(on_postgres.LogRecorder):
    """Keeps the positions to itself, as the engine asks of a recorder of aggregates alone."""

    def insert_events(self, stored_events: Sequence[StoredEvent], **kwargs: object) -> None:
        """Insert them."""
        super().insert_events(stored_events, **kwargs)


class TestAggregatesOnSqlite(OnSqlite, engine.AggregateRecorderTestCase):
    recorder = PositionlessSqlite


class TestAggregatesOnPostgres(OnPostgres, engine.AggregateRecorderTestCase):
    recorder = PositionlessPostgres


class TestApplicationOnSqlite(OnSqlite, engine.ApplicationRecorderTestCase):
    @skip("the engine's SQLite recorder has no subscriptions; `wait` stands in the contract")
    def test_insert_subscribe(self) -> None:
        """The engine leaves it to each recorder to call this."""
        self.optional_test_insert_subscribe()


class TestApplicationOnPostgres(OnPostgres, engine.ApplicationRecorderTestCase):
    def test_insert_subscribe(self) -> None:
        """The engine leaves it to each recorder to call this."""
        self.optional_test_insert_subscribe()


class TestOrderOnSqlite(OnSqlite, engine.NonInterleavingNotificationIDsBaseCase):
    pass


class TestOrderOnPostgres(OnPostgres, engine.NonInterleavingNotificationIDsBaseCase):
    pass


def test_every_case_of_the_engine_for_recorders_is_run_or_says_why_not() -> None:
    run = {
        base.__name__
        for case in (OnSqlite, OnPostgres)
        for each in case.__subclasses__()
        for base in each.__bases__
    }
    known = {
        name
        for name, each in vars(engine).items()
        if isinstance(each, type) and issubclass(each, TestCase) and each is not TestCase
    }

    assert known - run == NOT_RUN.keys()
