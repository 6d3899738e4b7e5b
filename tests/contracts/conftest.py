"""Each event store in turn, fresh."""

from collections.abc import Generator
from pathlib import Path

import pytest
from tests.contracts.stores import STORES

from answerable.application.ports import EventStore


@pytest.fixture(params=STORES)
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Generator[EventStore]:
    opened = STORES[request.param](tmp_path)
    yield opened
    opened.close()
