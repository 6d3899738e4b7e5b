"""Some crash images of a fresh recording; `images.py` makes as many as it is asked for."""

from __future__ import annotations

from secrets import randbelow

from tests.faults.images import examine
from tests.faults.traced import needs_strace

CALLS = 40


@needs_strace
def test_no_power_loss_takes_an_acknowledged_event_or_leaves_half_of_one() -> None:
    found = examine(randbelow(10**6), most=CALLS)

    assert found.acknowledged > 10
    assert found.images > CALLS
    assert found.wrong == 0, f"seed {found.seed}: {found.examples}"


@needs_strace
def test_a_store_that_syncs_too_little_is_found_out() -> None:
    found = examine(randbelow(10**6), weak=True, most=CALLS)

    assert found.acknowledged > 10
    assert any("acknowledged" in example for example in found.examples), f"seed {found.seed}"
