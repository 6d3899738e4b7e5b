"""What was acknowledged stays, whatever becomes of the process."""

from __future__ import annotations

import os
import random
from collections import Counter
from time import sleep

import pytest

from ...application.ports import Append
from ..adapter import Claim
from ..crash_points import commands_at
from ..place import Place
from ..visits import command, everything, require_whole, waited
from .claims import needs
from .ordering import require_recorded

KILLS = 4
LONGEST_LIFE_SECONDS = 0.25


class Keeping:
    """Guarantees over closing, killing and crashing."""

    @needs(Claim.DURABLE)
    def test_outlives_closing(self, place: Place) -> None:
        """A log that is closed and opened again is what it was, and goes on from there."""
        store = place.open()
        for n in range(5):
            store.append(command(f"cmd-{n}", f"case-{n % 2}"), n // 2, waited(n))
        before = everything(store)

        again = place.reopen()

        assert everything(again) == before
        assert again.head() == before[-1].position
        (next_,) = again.append(command("cmd-5", "case-1"), 2, waited(5))
        assert next_.position > before[-1].position
        assert everything(again) == [*before, next_]

    @needs(Claim.DURABLE)
    def test_outlives_kill(self, place: Place, moments: random.Random) -> None:
        """What was acknowledged is there after its process was killed, once; the rest not torn."""
        place.open()
        said: list[str] = []
        for life in range(KILLS):
            child = place.start("append_for_ever", f"w{life}")
            child.go()
            sleep(moments.uniform(0, LONGEST_LIFE_SECONDS))
            said += child.kill()

            log = everything(place.reopen())
            require_whole(log)
            require_recorded(log, said)
            place.close()

    @needs(Claim.DURABLE)
    def test_outlives_kill_at_any_write(self, place: Place) -> None:
        """Killed before or after any write, a command is on record whole or not at all."""
        said, puts = died_everywhere(place)

        log = everything(place.open())

        require_whole(log)
        require_recorded(log, said)
        found = Counter(each.command_id for each in log)
        torn = [p.command.id for p in puts if found[p.command.id] not in {0, len(p.events)}]
        assert torn == [], "a command is there in part"

    @needs(Claim.DURABLE)
    def test_is_put_again_after_kill(self, place: Place) -> None:
        """A command whose process was killed at any write can be put again, and is there once."""
        _, puts = died_everywhere(place)
        store = place.open()

        for each in puts:
            again = store.append(each.command, each.expected_version, each.events)
            assert len(again) == len(each.events)

        log = everything(store)
        require_whole(log)
        require_recorded(log, [f"{p.command.id} {p.command.stream} {len(p.events)}" for p in puts])


def died_everywhere(place: Place) -> tuple[list[str], list[Append]]:
    """What processes acknowledged that died at each write in turn, and all that was put."""
    if not hasattr(os, "fork"):
        pytest.skip("this system cannot fork")
    place.open()
    place.close()
    child = place.run("crash_points")
    child.go()
    *said, last = child.finished()
    points = int(last.removeprefix("points "))
    return said, [each for n in range(points + 1) for call in commands_at(n) for each in call]
