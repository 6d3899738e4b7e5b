"""A product's own connection to the database our log is in."""

from __future__ import annotations

from collections.abc import Generator

import psycopg
import pytest


@pytest.fixture
def host(postgres: str) -> Generator[psycopg.Connection]:
    """In a transaction that is rolled back at the end, if the test has not ended it."""
    with psycopg.connect(postgres) as connection:
        yield connection
        connection.rollback()
