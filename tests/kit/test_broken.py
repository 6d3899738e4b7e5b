"""Our own stores, broken in one line each: the kit says which guarantee is not kept.

`break_adapters.py` does it as often as it is asked to, with fresh seeds.
"""

from pathlib import Path

import pytest
from tests.kit.break_adapters import BROKEN, misfit, put_in, tried
from tests.kit.variant import Broken
from tests.zoo.run import copy_to


@pytest.mark.parametrize("broken", BROKEN, ids=lambda broken: broken.name)
def test_a_broken_adapter_is_caught_and_the_guarantee_named(broken: Broken, tmp_path: Path) -> None:
    assert misfit(broken) is None
    place = copy_to(tmp_path)
    with put_in(broken, place):
        found = tried(broken, place, seed=1)

    assert found["guarantee"] in broken.guarantees


def test_each_way_to_break_a_store_is_another_one() -> None:
    assert len({broken.name for broken in BROKEN}) == len(BROKEN) >= 12
