"""What every test of a view begins with."""

import pytest
from tests.projections.town import Town


@pytest.fixture
def town() -> Town:
    return Town()
