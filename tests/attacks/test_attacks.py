"""A short part of the long run: whatever was sealed under what the auditor holds is missed."""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.attacks.run import KINDS, Run, runs, verdict


@pytest.fixture(scope="module")
def done(tmp_path_factory: pytest.TempPathFactory) -> list[Run]:
    folder: Path = tmp_path_factory.mktemp("attacks")
    return list(runs(range(6 * len(KINDS)), folder))


def test_every_attack_on_what_is_under_the_checkpoint_is_found(done: list[Run]) -> None:
    told = verdict(done)

    assert told["missed"] == []
    assert told["found"] == told["attacks"] > 0


def test_where_an_event_is_named_it_is_the_first_that_was_changed(done: list[Run]) -> None:
    assert verdict(done)["named wrongly"] == []
    assert all(
        each["named"] == "event"
        for each in done
        if each["how"] == "rows alone" and each["kind"] in KINDS[:7]
    )


def test_a_log_that_nobody_touched_is_not_accused(done: list[Run]) -> None:
    assert verdict(done)["false alarms"] == []


def test_an_unsealed_tail_never_passes(done: list[Run]) -> None:
    assert {each["unsealed"] for each in done} == {"NOT CHECKED"}
