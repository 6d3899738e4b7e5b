"""Which command puts a fact on record, where the fact is all there is to say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from ..domain.command import Command
from ..domain.event import Event
from ..domain.facts import FACTS


def recording(fact: Event, about: dict[str, Any]) -> Command:
    """The command that puts `fact` on record.

    Raises:
        TypeError: facts of that type follow from a command of their own.
    """
    for command, facts in FACTS.items():
        if isinstance(fact, facts):
            return cast("Callable[..., Command]", command)(fact, **about)
    raise TypeError(f"{type(fact).__name__} follows from a command of its own: put that one")
