"""Our view stores keep the whole contract of the kit."""

from pathlib import Path

import pytest
from tests.contracts.adapters import MEMORY, POSTGRES_VIEWS, SQLITE

from answerable.adapters.sqlite.store import SqliteStore
from answerable.adapters.sqlite.views import SqliteViews
from answerable.application.ports import UnavailableError
from answerable.application.view_store import NOT_KEPT
from answerable.testing.stays import stay, stays, step
from answerable.testing.view_store import ViewStoreContract
from answerable.testing.visits import FORM


class TestMemoryViews(ViewStoreContract):
    adapter = MEMORY


class TestSqliteViews(ViewStoreContract):
    adapter = SQLITE


class TestPostgresViews(ViewStoreContract):
    adapter = POSTGRES_VIEWS


def test_a_step_that_breaks_off_leaves_neither_rows_nor_position(tmp_path: Path) -> None:
    store = SqliteStore(tmp_path / "log.db", FORM)
    of, other = stays(), stays(name="other")
    views = SqliteViews(store)
    with store.transaction() as cursor:
        cursor.execute(
            "CREATE TRIGGER break BEFORE INSERT ON view_stands WHEN NEW.view = 'other'"
            " BEGIN SELECT raise(ABORT, 'broken off'); END"
        )

    with pytest.raises(UnavailableError, match="broken off"):
        views.advance([step(of, 0, 3, a=stay("a")), step(other, 0, 3)])

    assert views.stand(of) == views.stand(other) == NOT_KEPT
    store.close()
