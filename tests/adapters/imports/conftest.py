"""Where the real files stand, and a log to import into."""

import os
from pathlib import Path

import pytest

from answerable.application.ports import EventStore

from .importing import memory

BESIDE = Path(__file__).parents[4] / "shared" / "data"


@pytest.fixture(scope="session")
def data() -> Path:
    """The folder of real files: ANSWERABLE_DATA, or beside the checkout."""
    folder = Path(os.environ.get("ANSWERABLE_DATA", BESIDE))
    if not folder.is_dir():
        pytest.skip(f"the real files are not here: no folder {folder.name}; set ANSWERABLE_DATA")
    return folder


@pytest.fixture
def store() -> EventStore:
    """An empty log."""
    return memory()
