"""Our counter gives the due dates that cities gave, and what it does not is told apart."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from .clocks import BOSTON, report

BESIDE = Path(__file__).parents[3] / "shared" / "data"
DATA = Path(os.environ.get("ANSWERABLE_DATA", BESIDE)) / "municipal"
DEAD, PESTS, BUGS = "Pick up Dead Animal", "Pest Infestation - Residential", "Bed Bugs"


@pytest.mark.skipif(not (DATA / BOSTON).exists(), reason="the files of cities are not here")
def test_due_dates_and_outcomes_agree_but_for_what_is_told_apart() -> None:
    found = report(DATA)

    assert found["due dates"] == {
        (DEAD, "agrees"): 4367,
        (DEAD, "the city's target is the moment of opening: no time was given"): 3,
        (PESTS, "agrees"): 908,
        (BUGS, "agrees"): 142,
        ("Graffiti", "agrees"): 1,
    }
    assert found["outcomes"] == {
        (DEAD, "agrees"): 4338,
        (DEAD, "closed on the due day after the city's minute"): 29,
        (DEAD, "differs because the due date does"): 3,
        (PESTS, "agrees"): 908,
        (BUGS, "agrees"): 142,
    }
