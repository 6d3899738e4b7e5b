"""The time zone that somebody names on the command line."""

from __future__ import annotations

from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from .exits import WrongUseError


def zone_of(name: str) -> ZoneInfo:
    """The zone of that name; a folder of zones, such as Europe, is none.

    Raises:
        WrongUseError: there is none.
    """
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise WrongUseError(
            f"There is no time zone {name}: use a name like Europe/Rome."
        ) from error
