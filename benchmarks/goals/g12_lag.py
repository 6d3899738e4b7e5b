"""G12: from putting a command until the view shows it, kept up to date by a runner meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

from benchmarks import by_hand, case
from benchmarks.places import Place, desk, filled
from benchmarks.rounds import Figure, Ways, alternated, only, times

from answerable.application.desk import Desk
from answerable.application.runner import Runner, Stopped
from answerable.bootstrap import now
from answerable.projections.open_promises import OPEN_PROMISES

WORK = "append until the view shows it, p50"
SIZE, QUICK = 200, 10
FIGURES = (
    Figure("milliseconds", only("ours", "p50_ms"), 10, None, less_is_better=True),
    Figure(
        "times raw insert and view update",
        times("ours", "raw", "p50_ms"),
        None,
        3,
        less_is_better=True,
    ),
)
CASES = 1_000


def complain(stopped: Stopped) -> None:
    """A view that stops spoils the figures."""
    print(stopped)


def shown(own: Desk, stream: str) -> None:
    """Put a command, and wait until the view has folded it."""
    (recorded,) = own.execute(case.note(stream))
    assert own.place.keeper.views.wait(OPEN_PROMISES, recorded.position, 10)


def rounds(place: Place, size: int) -> Iterator[Ways]:
    """By hand the view is updated by whoever appends, at once."""
    raw, own = place.raw(filled(place, CASES)), desk(filled(place, CASES))
    own.promises()
    runner = Runner(own.place.keeper, [OPEN_PROMISES], "bench", now, own.place.backoff, complain)
    thread = Thread(target=runner.run)
    thread.start()
    raw.make_promises()
    stands = [by_hand.promises(raw)]
    first, second = case.streams(0, CASES), case.streams(0, CASES)

    def both() -> None:
        by_hand.command(raw, next(first))
        stands.append(by_hand.promises(raw, stands.pop()))

    try:
        while True:
            yield alternated({"raw": both, "ours": lambda: shown(own, next(second))}, size)
    finally:
        runner.stop()
        thread.join()
