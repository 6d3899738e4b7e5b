"""Some of the errors that `errors.py` injects at every write and every sync."""

from __future__ import annotations

from pathlib import Path
from secrets import randbelow

import pytest
from tests.faults.errors import SYNCS, fail
from tests.faults.images import recorded, spoken
from tests.faults.traced import needs_strace


@needs_strace
@pytest.mark.parametrize(
    "inject",
    [
        "pwrite64:error=ENOSPC:when=40",
        "pwrite64:error=EIO:when=60+",
        "fsync,fdatasync:error=EIO:when=2",
        "fsync,fdatasync:error=EIO:when=9",
        "fsync,fdatasync:error=ENOSPC:when=12+",
    ],
)
def test_a_call_that_fails_costs_nothing_acknowledged(inject: str) -> None:
    found = fail(inject, randbelow(10**6))

    assert found.wrong == [], f"seed {found.seed}"


@needs_strace
def test_what_a_killed_writer_left_unsynced_is_shown_to_nobody_where_it_cannot_be_synced(
    tmp_path: Path,
) -> None:
    """SQLite reads it, and closes in silence when the checkpoint of closing fails."""
    killed = recorded(tmp_path, 1, 9, "--alone", inject=f"{SYNCS}:signal=SIGKILL:when=14")
    after = recorded(tmp_path, 2, 9, "--alone", inject=f"{SYNCS}:error=EIO:when=1+")

    assert {word.what for word in spoken(killed)} == {"put", "done", "saw"}
    assert spoken(after) == []
