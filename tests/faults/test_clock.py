"""A clock that jumps: the order of events is that of the log, whatever the clock says."""

from __future__ import annotations

from contextlib import closing
from datetime import timedelta
from itertools import pairwise
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.faults.knocks import NOON, command, knocks, open_store
from tests.faults.whole import everything, halved, out_of_order

from answerable.application.ports import EventStore

JUMPS = st.lists(st.integers(-20 * 365, 20 * 365), min_size=2, max_size=8)


def appended(store: EventStore, days: list[int]) -> None:
    for n, jump in enumerate(days):
        put = command(f"cmd-{n}", "case-1", NOON + timedelta(days=jump))
        store.append(put, len(store.read("case-1")), knocks(put.id))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=15)
@given(days=JUMPS)
def test_events_stand_in_the_order_in_which_they_were_put(tmp_path: Path, days: list[int]) -> None:
    for old in tmp_path.glob("log.db*"):
        old.unlink()
    with closing(open_store(tmp_path / "log.db")) as store:
        appended(store, days)
        events = everything(store)

    assert [*out_of_order(events), *halved(events)] == []
    commands = [event.command_id for event in events]
    assert all(int(a[4:]) <= int(b[4:]) for a, b in pairwise(commands))
    assert {event.recorded_at for event in events} == {NOON + timedelta(days=day) for day in days}
