"""Letting the collector of cycles rest while many objects are made that stay for a while.

It wakes for every few hundred that are made, and now and then goes over all the process holds: for
a page of events that is longer than reading them. There are no cycles in what is made here.
"""

from __future__ import annotations

import gc
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def at_rest(work: Callable[[], T]) -> T:
    """What `work` gives; the collector goes on after it, unless the host had turned it off."""
    if not gc.isenabled():
        return work()
    try:
        gc.disable()
        return work()
    finally:
        gc.enable()
