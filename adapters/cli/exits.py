"""How a command can end; the numbers are part of what a version promises."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes; they are part of what a version promises."""

    FINE = 0
    WRONG_ON_RECORD = 1
    WRONG_USE = 2
    REFUSED = 3
    DEFECT = 70
    STOPPED = 130
    NOBODY_READS = 141


class WrongUseError(Exception):
    """What was asked for cannot be done as it was asked; the message says what to do instead."""
