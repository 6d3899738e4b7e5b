"""`replace` for the states that are folded: as that of `dataclasses`, in a seventh of its time.

A fold does little else. It takes frozen classes without `slots` whose making does nothing but keep
what it is given; that they are given no other fields, the type checkers see to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

T = TypeVar("T")

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414  # so that others may import it
else:

    def replace(known: T, /, **changes: object) -> T:
        """One like `known` but for `changes`."""
        made = object.__new__(type(known))
        values = made.__dict__
        values |= known.__dict__
        values |= changes
        return made
