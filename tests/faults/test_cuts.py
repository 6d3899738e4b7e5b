"""A few cuts around the commit; the program makes as many as it is asked for."""

from __future__ import annotations

from secrets import randbelow

import pytest
from tests.faults.cuts import cut_many
from tests.postgres.server import NoPostgresError, Server


def test_a_command_is_recorded_once_wherever_its_connection_is_cut() -> None:
    try:
        server = Server()
    except NoPostgresError as error:
        pytest.skip(str(error))
    with server:
        found = cut_many(server, randbelow(10**6), 60)

    assert found.cuts >= 55
    assert found.wrong == [], f"seed {found.seed}"
