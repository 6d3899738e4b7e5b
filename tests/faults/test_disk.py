"""The disk of the crash images keeps what was synced, and nothing else for certain."""

from __future__ import annotations

from random import Random

import pytest
from tests.faults.disk import WAYS, Disk, Way
from tests.faults.recording import Step

BY_NAME = {way.name: way for way in WAYS}
DROPPED, KEPT, TORN = BY_NAME["dropped"], BY_NAME["kept"], BY_NAME["torn in sectors"]


def disk(*steps: Step) -> Disk:
    made = Disk()
    for step in steps:
        made.apply(step)
    return made


def left(made: Disk, way: Way, seed: int = 0) -> dict[str, bytes]:
    return made.image(way, Random(seed))


CREATED = (Step("create", "log"), Step("sync", "", begun=1))
WRITTEN = (*CREATED, Step("write", "log", 0, b"old"), Step("sync", "log", begun=3))


def test_what_was_synced_is_left_whatever_the_way() -> None:
    made = disk(*WRITTEN)

    assert [left(made, way) for way in WAYS] == [{"log": b"old"}] * len(WAYS)


def test_what_was_not_synced_may_be_left_or_lost() -> None:
    made = disk(*WRITTEN, Step("write", "log", 2, b"new"))

    assert left(made, DROPPED) == {"log": b"old"}
    assert left(made, KEPT) == {"log": b"olnew"}


def test_a_name_is_lost_where_its_folder_was_not_synced() -> None:
    made = disk(Step("create", "log"), Step("write", "log", 0, b"x"), Step("sync", "log", begun=2))

    assert left(made, DROPPED) == {}
    assert left(made, KEPT) == {"log": b"x"}


def test_a_deleted_file_may_be_there_again() -> None:
    made = disk(*WRITTEN, Step("unlink", "log"))

    assert left(made, DROPPED) == {"log": b"old"}
    assert left(made, KEPT) == {}


def test_a_sync_covers_only_what_was_written_before_it_was_called() -> None:
    made = disk(*CREATED, Step("write", "log", 0, b"x"), Step("sync", "log", begun=2))

    assert left(made, DROPPED) == {"log": b""}


def test_what_a_failed_sync_leaves_may_be_lost_though_a_later_one_succeeds() -> None:
    failed = Step("sync", "log", begun=3, failed=True)
    made = disk(*CREATED, Step("write", "log", 0, b"x"), failed, Step("sync", "log", begun=4))

    assert left(made, DROPPED) == {"log": b""}
    assert left(made, KEPT) == {"log": b"x"}


def test_a_write_that_is_repeated_after_a_failed_sync_is_safe() -> None:
    failed = Step("sync", "log", begun=3, failed=True)
    again = (Step("write", "log", 0, b"y"), Step("sync", "log", begun=5))
    made = disk(*CREATED, Step("write", "log", 0, b"x"), failed, *again)

    assert [left(made, way) for way in WAYS] == [{"log": b"y"}] * len(WAYS)


@pytest.mark.parametrize("seed", range(5))
def test_a_torn_write_is_left_in_whole_sectors(seed: int) -> None:
    made = disk(*CREATED, Step("write", "log", 0, b"x" * 2048))

    content = left(made, TORN, seed)["log"]
    sectors = {content[at : at + 512] for at in range(0, len(content), 512)}
    assert sectors <= {b"x" * 512, bytes(512)}


def test_a_file_is_cut_and_lengthened() -> None:
    made = disk(*WRITTEN, Step("truncate", "log", 1), Step("truncate", "log", 4))

    assert left(made, KEPT) == {"log": b"o\0\0\0"}
