"""A disk that is full: what is refused is not stored, what was acknowledged is, and it goes on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Generator
from contextlib import closing
from itertools import count
from pathlib import Path

import pytest
from tests.faults.knocks import command, done, knocks, open_store
from tests.faults.whole import damage, wrong_in_file

from answerable.adapters.sqlite.store import SqliteStore
from answerable.application.ports import UnavailableError

SIZE = "1m"
AT_MOST = 2000


@pytest.fixture
def disk(tmp_path: Path) -> Generator[Path]:
    if sys.platform != "linux" or os.geteuid() != 0:
        pytest.skip("only root of a Linux may mount a small disk")
    mount = ["mount", "-t", "tmpfs", "-o", f"size={SIZE}", "none", str(tmp_path)]
    if subprocess.run(mount, check=False, capture_output=True).returncode:
        pytest.skip("no small disk may be mounted here")
    yield tmp_path
    subprocess.run(["umount", str(tmp_path)], check=True)  # noqa: S607


def fill(store: SqliteStore) -> tuple[list[str], str]:
    """Append until the disk refuses: what was put, and the command that was refused."""
    put = list[str]()
    for n in count():
        assert n < AT_MOST, "the disk never was full"
        id_ = f"cmd-{n}"
        version = len(store.read("case-1"))
        try:
            store.append(command(id_, "case-1"), version, knocks(id_))
        except UnavailableError:
            return put, id_
        put.append(id_)
    raise AssertionError


def test_a_full_disk_refuses_and_loses_nothing(disk: Path) -> None:
    path, ballast = disk / "log.db", disk / "ballast"
    ballast.write_bytes(bytes(200_000))
    with closing(open_store(path)) as store:
        put, refused = fill(store)
        said = [done(store.answered(command(id_, "case-1"))) for id_ in put]
        assert list(store.answered(command(refused, "case-1"))) == []

        ballast.unlink()
        again = store.append(command(refused, "case-1"), len(store.read("case-1")), knocks(refused))
        said.append(done(again))

    assert len(put) > 10
    assert (wrong_in_file(path, said) or damage(path)) == []
