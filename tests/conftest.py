"""How hard the property tests try: `quick` at hand, `ci` where CI is set. And a PostgreSQL.

`zoo` tries as hard as `quick`, remembers nothing of earlier runs and makes nothing smaller: it is
enough that a test fails.
"""

import os

import pytest
from tests.postgres import server


@pytest.hookimpl(trylast=True)
def pytest_sessionstart() -> None:
    """Choose the profile once coverage has started: Hypothesis brings the whole domain along."""
    # Imported sooner, nothing of the domain is counted.
    from hypothesis import Phase, settings  # noqa: PLC0415  # see above

    settings.register_profile("quick", max_examples=50, deadline=None)
    finding = (Phase.explicit, Phase.generate, Phase.target)
    settings.register_profile("zoo", max_examples=50, deadline=None, database=None, phases=finding)
    settings.register_profile("ci", max_examples=200, deadline=None, print_blob=True)
    chosen = os.environ.get("HYPOTHESIS_PROFILE", "ci" if "CI" in os.environ else "quick")
    settings.load_profile(chosen)


@pytest.fixture(scope="session")
def postgres() -> str:
    """A superuser's url of a PostgreSQL that is up: see tests/postgres/server.py."""
    try:
        return server.url()
    except server.NoPostgresError as error:
        pytest.skip(str(error))


@pytest.fixture
def postgres_url(postgres: str) -> str:  # noqa: ARG001  # skips where there is none
    """The url of a log in a schema of its own, which nobody has used."""
    return server.tenant()


@pytest.fixture
def postgres_database(postgres: str) -> str:  # noqa: ARG001  # skips where there is none
    """The url of a database of its own, which holds nothing."""
    return server.database()
