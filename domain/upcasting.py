"""How bodies of events that were stored in an older form are brought up to date."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, TypeAlias

Body: TypeAlias = dict[str, Any]
Upcaster: TypeAlias = Callable[[Body], Body]


def pause_of_1(body: Body) -> Body:
    """A pause says by which days off its limit is counted again; weekends alone, where it did not.

    How it was put on top before, no holiday was looked at either.
    """
    return {**body, "off": {"weekend": [5, 6], "holidays": []}}


def file_of_1(body: Body) -> Body:
    """The same of each pause in the file of a case that is merged or split."""
    file = body["file"]
    clocks = {
        name: {**clock, "pauses": [pause_of_1(pause) for pause in clock["pauses"]]}
        for name, clock in file["obligations"].items()
    }
    return {**body, "file": {**file, "obligations": clocks}}


UPCASTERS: Mapping[tuple[str, int], Upcaster] = MappingProxyType(
    {
        ("PauseTold", 1): pause_of_1,
        ("MergeRequested", 1): file_of_1,
        ("CaseTakenOver", 1): file_of_1,
        ("CaseSplitOff", 1): file_of_1,
        ("CaseRestored", 1): file_of_1,
    }
)
"""Stored name and schema version to what makes the next version of such a body."""
