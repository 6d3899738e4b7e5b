"""What each contract stands on: the adapter it is for, and places for its logs."""

from __future__ import annotations

from collections.abc import Generator
from contextlib import closing
from pathlib import Path
from typing import ClassVar

import pytest

from ..adapter import Adapter
from ..place import Place, Places
from .claims import skip_unless_claimed


class OnPlaces:
    """The hook of every contract, and its fixtures."""

    adapter: ClassVar[Adapter]

    @pytest.fixture(autouse=True)
    def claimed(self, request: pytest.FixtureRequest) -> None:
        """Skips what follows from a claim that the adapter does not make."""
        skip_unless_claimed(request.function, self.adapter.lacks)

    @pytest.fixture
    def places(self, tmp_path: Path) -> Generator[Places]:
        """Places where nothing stands yet."""
        with closing(Places(self.adapter, tmp_path)) as made:
            yield made

    @pytest.fixture
    def place(self, places: Places) -> Place:
        """One of them."""
        return places.new()
