"""The contract of `ViewStore`, for an adapter that keeps views beside its log."""

from __future__ import annotations

import pytest

from ..application.view_store import ViewStore
from .contracts.moving import Moving
from .contracts.on_places import OnPlaces
from .contracts.showing import Showing
from .place import Place
from .stays import Stays, stays


class ViewStoreContract(OnPlaces, Showing, Moving):
    """Subclass it in a test module and say which adapter it is for."""

    @pytest.fixture(autouse=True)
    def keeps_views(self) -> None:
        """Skips all of it where the adapter keeps no views."""
        if self.adapter.views is None:
            pytest.skip("it keeps no views")

    @pytest.fixture
    def views(self, place: Place) -> ViewStore:
        """Views beside a new log."""
        return place.views(place.open())

    @pytest.fixture
    def of(self) -> Stays:
        """A view."""
        return stays()
