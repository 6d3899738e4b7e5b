"""The moment, or the place of the log, that a question is asked about."""

from __future__ import annotations

from datetime import datetime
from typing import TypeAlias

AsOf: TypeAlias = datetime | int | None
"""A moment, a position of the log, or now."""


def require_point(as_of: object) -> None:
    """Refuse what is neither a moment nor a position.

    Raises:
        TypeError: it is something else.
        ValueError: it is a time without a zone.
    """
    if as_of is None or isinstance(as_of, int):
        return
    if not isinstance(as_of, datetime):
        kind = type(as_of).__name__
        raise TypeError(f"as_of is a datetime with its zone or a position of the log, not {kind}")
    if as_of.utcoffset() is None:
        raise ValueError("as_of has no zone: say of which zone that time is, such as tzinfo=UTC")
